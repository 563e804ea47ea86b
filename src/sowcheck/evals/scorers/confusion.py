"""Verdict confusion: what a field's verdict should be against what it was, field by field of each deal."""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from sowcheck.core.discrepancies import Outcome
from sowcheck.evals.log import DealEntry

ABSENT = "no verdict"
_BY_KIND = {
    "value_mismatch": Outcome.MISMATCH,
    "missing_in_record": Outcome.RECORD_SILENT,
    "missing_in_document": Outcome.DOCUMENT_SILENT,
}
"""The kinds of discrepancy that say which verdict the field should have; a contradiction within the paper does not."""

_WORST_FIRST = (
    Outcome.MISMATCH,
    Outcome.DOCUMENT_SILENT,
    Outcome.RECORD_SILENT,
    Outcome.INCOMPARABLE,
    Outcome.NOT_EVALUATED,
    Outcome.MATCH,
)


class ConfusionCell(NamedTuple):
    """How often a verdict that should have been one was another."""

    should: str
    was: str
    """A verdict, or `ABSENT`."""
    fields: int


def confusion(entries: Iterable[DealEntry]) -> tuple[ConfusionCell, ...]:
    """The cells that are not empty. A list field has the worst verdict of its items."""
    cells: Counter[tuple[str, str]] = Counter()
    for entry in entries:
        for field, should in _should(entry).items():
            cells[should.value, _was(entry, field)] += 1
    return tuple(ConfusionCell(should, was, fields) for (should, was), fields in sorted(cells.items()))


def _should(entry: DealEntry) -> dict[str, Outcome]:
    """The verdict of every field of which the gold says so; a planted discrepancy outweighs the rest."""
    fields = dict.fromkeys(entry.hidden_scope, Outcome.RECORD_SILENT)
    fields |= dict.fromkeys(entry.must_match, Outcome.MATCH)
    planted: dict[str, Outcome] = {}
    for row in entry.expected:
        outcome = _BY_KIND.get(row.kind)
        if outcome is None:
            fields.pop(row.field, None)
        else:
            planted[row.field] = _worst((outcome, planted.get(row.field, outcome)))
    return {**fields, **planted}


def _was(entry: DealEntry, field: str) -> str:
    outcomes = [verdict.verdict for verdict in entry.verdicts if verdict.field == field]
    return _worst(outcomes).value if outcomes else ABSENT


def _worst(outcomes: Iterable[Outcome]) -> Outcome:
    return min(outcomes, key=_WORST_FIRST.index)
