"""Trains the classifier of clauses and writes its weights and model card.

    python -m training.clauses                    # own sentences and fixtures, and ../shared where it is there
    python -m training.clauses --without C1,C2    # leaves out papers, so that they can judge the result

Papers are judged by classifiers that were trained without them (folds of whole documents), our own sentences by ones
trained without their frames. The shipped weights are trained on all papers but those of `held_out.txt`.
"""

import argparse
import random
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sowcheck.extract.kinds.lexicon import NONE
from sowcheck.extract.kinds.model import Model, written
from sowcheck.extract.kinds.understanding import best
from sowcheck.extract.reading import Reading
from training.clauses.card import Figures, model_card
from training.clauses.examples import Example, named
from training.clauses.examples import written as of_frames
from training.clauses.fit import fit
from training.clauses.grammar import frames
from training.clauses.judge import Judgement, judge
from training.clauses.papers import LabelKinds, Paper, of_cuad, of_deals, read_paper, with_gold
from training.clauses.teaching import of_paper

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
DATA = ROOT / "src/sowcheck/data/clauses"
SHARED = ROOT.parent / "shared"
SEED = 20260801
FOLDS = 5


@dataclass(frozen=True)
class Taught:
    """A paper with what it teaches."""

    group: str
    """SHA-256 of the file: the same file in two collections is one document."""
    collection: str
    paper: Paper
    reading: Reading
    examples: tuple[Example, ...]


def papers(without: frozenset[str]) -> Iterator[tuple[str, Paper]]:
    """Every paper with labels that is there, with the name of its collection."""
    kinds = LabelKinds(**tomllib.loads((HERE / "labels.toml").read_text("utf-8")))
    found = [("fixtures", paper) for paper in of_deals(ROOT / "fixtures/deals", kinds)]
    if (SHARED / "corpus").is_dir():
        found += [("corpus", paper) for paper in with_gold(SHARED / "corpus", kinds)]
    if (SHARED / "corpus/cuad/labels.jsonl").is_file():
        found += [("cuad", paper) for paper in of_cuad(SHARED / "corpus/cuad", kinds)]
    yield from ((collection, paper) for collection, paper in found if paper.name not in without)


def taught(without: frozenset[str]) -> list[Taught]:
    """Every paper read, with its examples."""
    chance = random.Random(SEED)  # noqa: S311 (examples, not secrets)
    found: list[Taught] = []
    for collection, paper in papers(without):
        reading = read_paper(paper)
        examples = tuple(of_paper(paper.name, reading, paper.labels, chance))
        found.append(Taught(reading.document.sha256, collection, paper, reading, examples))
    return found


def cross_validated(own: Sequence[Example], read: Sequence[Taught]) -> dict[str, Judgement]:
    """Each collection judged by classifiers that saw none of the documents they judge; fixtures help to train only."""
    groups = sorted({each.group for each in read if each.collection != "fixtures"})
    judged: dict[str, Judgement] = {}
    for fold in range(min(FOLDS, len(groups))):
        held = set(groups[fold::FOLDS])
        model = fit([*own, *(example for each in read if each.group not in held for example in each.examples)])
        for collection in sorted({each.collection for each in read if each.group in held}):
            seen = [
                (each.reading, each.paper.labels)
                for each in read
                if each.group in held and each.collection == collection
            ]
            judge(model, seen, judged.setdefault(collection, Judgement()))
    return judged


def judged_frames(own: Sequence[Example], read: Sequence[Taught]) -> Judgement:
    """Sentences of our own, without headings, judged by classifiers that saw none of their frames."""
    phrases = [example for example in own if "/phrase/" in example.source]
    own = [example for example in own if "/phrase/" not in example.source]
    names = sorted({example.source for example in own})
    random.Random(SEED).shuffle(names)  # noqa: S311 (folds, not secrets)
    judgement = Judgement()
    taught_by_papers = [example for each in read for example in each.examples]
    for fold in range(2):
        held = set(names[fold::2])
        model = fit([*taught_by_papers, *phrases, *(example for example in own if example.source not in held)])
        judge_bare([example for example in own if example.source in held], model, judgement)
    return judgement


def judge_bare(examples: Sequence[Example], model: Model, into: Judgement) -> None:
    """Adds examples by the words alone; each frame once."""
    for example in {example.source: example for example in examples}.values():
        likeliest = best(model.kinds(example.words, example.parties or {}))
        marks = [(kind, *sorted(example.unsure)) for kind in sorted(example.kinds)] or [(NONE,)]
        into.add(likeliest.name if likeliest else None, marks)


def main() -> None:
    """Trains, judges and writes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--without", default="", help="names of papers to leave out, with commas between")
    arguments = parser.parse_args()
    held_out = frozenset((HERE / "held_out.txt").read_text("utf-8").split()) | frozenset(arguments.without.split(","))
    own = [*of_frames(frames(), SEED), *named()]
    read = taught(held_out)
    model = fit([*own, *(example for each in read for example in each.examples)])
    figures = Figures(
        frames=len({example.source for example in own}),
        own=len(own),
        papers={
            name: len({each.group for each in read if each.collection == name})
            for name in ("fixtures", "corpus", "cuad")
        },
        examples=sum(len(each.examples) for each in read),
        features=len(model.weights),
        weights=sum(map(len, model.weights.values())),
        by_papers=cross_validated(own, read),
        by_frames=judged_frames(own, read),
    )
    (DATA / "weights.txt").write_text(written(model), encoding="utf-8")
    card = model_card(figures)
    (DATA / "model_card.md").write_text(card, encoding="utf-8")
    print(card)


if __name__ == "__main__":
    main()
