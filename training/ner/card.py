"""The model card that ships beside the weights."""

from collections.abc import Mapping

from training.ner.labelled import LABELS

_HEAD = """# Model card: entities of service contracts

A small spaCy pipeline (`ner` only, no vectors) that marks {labels} in sentences of statements of work, order forms and
service agreements in English. sowcheck reads with it only the sentences whose heading, list lead, subject or cue fits a
field; what it marks becomes a proposal in a fitting frame, or a vote for a rule's value. It never decides alone what a
document states: values are proven or not by the deterministic parsers, as those of the rules are.

## Data

* {sentences:,} sentences ({words:,} words, {entities:,} entities) drawn from a grammar of this repository:
  {frames} frames and {rules} rules in `training/ner`. Names of people, firms and systems are put together at random;
  names of technologies are those of the trade.
* Nothing else. No text of a real document is in the weights: the corpus that judges the model (CC BY 4.0, CC BY-SA 4.0
  and public domain) is left out, so that its figures stay those of unseen papers and no share-alike licence applies.
* Licence of the weights: Apache-2.0, as the repository.

## Training

`make train-ner` draws the sentences, trains and judges again: seed {seed}, {epochs} epochs, minutes on two cores. The
same versions on the same kind of processor give the same weights; another processor may round differently.

## Figures
"""

_LIMITS = """
## Limits

* English. Names and amounts of other languages are often found, their sentences are not.
* It learnt from made sentences. On real papers it finds clearly less than on held-out frames, and it marks words that
  only look like an entity: that is why a frame must fit before anything is proposed.
* The gold of the real papers names what a paper *states* for a field, not every mention: a precision measured on it is
  a lower bound.
* `DATE` and `MONEY` serve as votes only; typed parsers read the values.
* Defined terms ("Contractor", "the Client") are no entities by design. Names of firms need their legal form or the form
  of a public body.
"""

Row = Mapping[str, float | int | None]


def card(figures: Mapping[str, object]) -> str:
    """The card for the figures of a training."""
    plan, data = figures["plan"], figures["data"]
    assert isinstance(plan, dict)
    assert isinstance(data, dict)
    labels = ", ".join(label.lower() for label in LABELS)
    parts = [_HEAD.format(labels=labels, seed=plan["seed"], epochs=plan["epochs"], **data)]
    for name, title in _TABLES.items():
        if name in figures:
            parts.append(f"\n### {title}\n\n{_table(figures[name])}")
    if "gain" in figures:
        parts.append(f"\n### What it brings to the whole extraction\n\n{_GAIN}\n{_gain_table(figures['gain'])}")
    return "".join(parts) + _LIMITS


_GAIN = """Facts of the same real papers, found by the rules, by entities alone, and by both. The rules were written while looking
at these papers, the entities were not: what entities add on other papers is not measured by this table."""


def _gain_table(gain: object) -> str:
    """F1 by group, field and paper; a column for each configuration."""
    assert isinstance(gain, dict)
    names = list(gain)
    lines = [f"| F1 | {' | '.join(names)} |", "|---|" + "---:|" * len(names)]
    first = next(iter(gain.values()))
    for row in (name for name in first if name != "documents"):
        lines.append(f"| {row} | {' | '.join(_cell(gain[name].get(row, {}).get('f1')) for name in names)} |")
    for paper in first["documents"]:
        lines.append(f"| {paper} | {' | '.join(_cell(gain[name]['documents'][paper]) for name in names)} |")
    return "\n".join(lines) + "\n"


_TABLES = {
    "held_out_frames": "Held-out frames and words (cross-validated: no frame and no listed word on both sides)",
    "real_papers": "Real papers, none of which it learnt from (sentences with an entity of the gold)",
    "real_papers_learning_from_the_others": "For comparison: models that also learn from the other real papers (not shipped)",
}


def _table(figures: object) -> str:
    assert isinstance(figures, dict)
    rows: Mapping[str, Row] = figures.get("labels", figures)
    lines = ["| label | entities | precision | recall | F1 | touched |", "|---|---:|---:|---:|---:|---:|"]
    for label, row in rows.items():
        cells = " | ".join(_cell(row[name]) for name in ("gold", "precision", "recall", "f1", "touched"))
        lines.append(f"| {label} | {cells} |")
    papers: Mapping[str, Row] = figures.get("papers", {})
    if papers:
        lines += ["", "| paper | entities | precision | recall | F1 | touched |", "|---|---:|---:|---:|---:|---:|"]
        for name, row in papers.items():
            cells = " | ".join(_cell(row[part]) for part in ("gold", "precision", "recall", "f1", "touched"))
            lines.append(f"| {name} | {cells} |")
    return "\n".join(lines) + "\n"


def _cell(value: float | int | None) -> str:
    if value is None:
        return "-"
    return str(value) if isinstance(value, int) else f"{value:.2f}"
