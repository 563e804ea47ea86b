"""The model card: what the classifier is, what it learned from, how well it does, what it cannot do."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from training.clauses.judge import Counts, Judgement


@dataclass(frozen=True)
class Figures:
    """What a training reached."""

    frames: int
    own: int
    papers: Mapping[str, int]
    """Documents by collection."""
    examples: int
    """Out of papers."""
    features: int
    weights: int
    by_papers: Mapping[str, Judgement]
    by_frames: Judgement


_COLLECTIONS = {
    "fixtures": "papers of the fixture deals, written for this repository, with the quotes of their gold facts",
    "corpus": "public service documents with gold facts: a sentence with the quote of a field has the field's type",
    "cuad": "contracts of CUAD v1 with the passages that lawyers marked in 38 of its 41 columns",
}


def model_card(figures: Figures) -> str:
    """The card as Markdown."""
    return "\n".join([*_head(figures), *_judged(figures), *_limits()]) + "\n"


def _head(figures: Figures) -> Iterator[str]:
    yield "# The classifier of clauses"
    yield ""
    yield "Written by `make train-clauses`; do not edit."
    yield ""
    yield "For each sentence, row or item: the probability of each of 70 types of clauses (`types.toml`) and of none of them."
    yield f"Log-linear, one against all, L1; {figures.features:,} features with {figures.weights:,} weights (`weights.txt`)."
    yield "Features: words and pairs of words with numbers, months, money and party names folded; who shall or may; the"
    yield "headings above; the lead of the list; the header of the table. A feature occurs in four documents or two frames at least."
    yield ""
    yield "## Data"
    yield ""
    yield f"* {figures.own:,} sentences of our own from {figures.frames:,} frames (`training/clauses/frames`), in English with some"
    yield "  German, French and Dutch."
    for name, words in _COLLECTIONS.items():
        if figures.papers.get(name):
            yield f"* {figures.papers[name]} documents: {words}."
    yield f"* {figures.examples:,} examples come from documents. Sentences under a heading that announces exactly one type count for less,"
    yield "  and mostly without the heading."
    yield ""
    yield "Only weights ship; no text of these documents is in the repository. CUAD v1 is by The Atticus Project, CC BY 4.0"
    yield "(https://www.atticusprojectai.org/cuad); changes: its passages were matched to sentences and its columns to types."
    yield ""


def _judged(figures: Figures) -> Iterator[str]:
    yield "## Figures"
    yield ""
    yield "Documents are judged by classifiers that did not see them (5 folds by document; the same file in two collections is one"
    yield "document); frames by classifiers that did not see the frame (2 folds), without any heading. Right: the likeliest type, at 0.4"
    yield "or more, is one that a mark on the sentence allows. Silent: no type is that likely. Macro F1 is over types with 5 marks or more."
    yield ""
    yield "| judged on | marked sentences | right | silent | macro F1 | none of the types | falsely typed |"
    yield "|---|---|---|---|---|---|---|"
    for name, judgement in [*figures.by_papers.items(), ("frames", figures.by_frames)]:
        yield (
            f"| {name} | {judgement.marked} | {_share(judgement.accuracy)} | {_share(judgement.silent / max(judgement.marked, 1))} "
            f"| {_share(judgement.macro_f1)} | {judgement.boilerplate} | {judgement.falsely} |"
        )
    yield ""
    yield from _by_type(figures)


def _by_type(figures: Figures) -> Iterator[str]:
    collections = [name for name in figures.by_papers if name != "fixtures"]
    yield "F1 by type (precision / recall, number of marked sentences):"
    yield ""
    yield f"| type | {' | '.join([*collections, 'frames'])} |"
    yield "|---" * (len(collections) + 2) + "|"
    judgements = [*(figures.by_papers[name] for name in collections), figures.by_frames]
    for kind in sorted({kind for judgement in judgements for kind in judgement.kinds}):
        yield f"| {kind} | {' | '.join(_cell(judgement.kinds.get(kind)) for judgement in judgements)} |"
    yield ""


def _cell(counts: Counts | None) -> str:
    if counts is None or counts.right + counts.missed == 0:
        return ""
    number = counts.right + counts.missed
    return f"{_share(counts.f1)} ({_share(counts.precision)} / {_share(counts.recall)}, {number})"


def _share(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}"


def _limits() -> Iterator[str]:
    yield "## Limits"
    yield ""
    yield "* Marks are weak labels: a quote of a deliverable in running text is called `deliverables` whatever its clause is about, and a"
    yield "  sentence may have types that nobody marked. The figures are therefore lower bounds for some types and unknown for types that"
    yield "  no document marks."
    yield "* English first. Other languages are known by headings and a few frames."
    yield "* It orders and weighs what rules find; no value is accepted or refused because of a type alone."
