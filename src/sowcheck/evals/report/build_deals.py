"""How well deals are checked: planted discrepancies, false flags, verdicts."""

from collections.abc import Iterable, Iterator, Sequence

from sowcheck.core.discrepancies import Outcome
from sowcheck.evals.log import DealEntry, Log
from sowcheck.evals.report.figures import measured
from sowcheck.evals.report.model import Confusion, DealRow, DealsView, FindingCase, KindRow, Measured, Trouble
from sowcheck.evals.scorers.checking import score_deal
from sowcheck.evals.scorers.confusion import ABSENT, ConfusionCell
from sowcheck.evals.scores import DealSummary, Scores
from sowcheck.report.model import DiscrepancyShape
from sowcheck.report.wording import describe, field_title

_FIGURES = (
    ("checking.recall", "Recall", "of {n} planted discrepancies are found"),
    ("checking.kind_recall", "Recall, right kind", "of {n} are named as they are"),
    ("checking.precision", "Precision", "of {n} flags are planted discrepancies"),
    ("checking.hidden_scope", "Hidden scope seen", "of {n} fields that no record holds"),
)
_VERDICTS = (*(str(outcome) for outcome in Outcome), ABSENT)


def deals_view(log: Log, scores: Scores) -> DealsView:
    """What the report shows of the deals of a log."""
    entries = {entry.id: entry for entry in log.deals}
    return DealsView(
        figures=(*(_figure(scores, *row) for row in _FIGURES), _false_flags(scores)),
        rows=tuple(_row(row, entries[row.deal]) for row in scores.deals),
        kinds=tuple(
            KindRow(
                title=kind.kind.replace("_", " ").capitalize(),
                expected=kind.expected,
                found=kind.found,
                recall=kind.recall,
                reported=None if kind.wrong is None else kind.right + kind.wrong,
                precision=kind.precision,
            )
            for kind in scores.kinds
        ),
        confusion=_confusion(scores.confusion),
        cases=tuple(case for entry in log.deals for case in _cases(entry)),
    )


def _figure(scores: Scores, name: str, title: str, meaning: str) -> Measured:
    return measured(title, scores.measures.get(name), meaning)


def _false_flags(scores: Scores) -> Measured:
    shown = measured("False flags", scores.measures.get("checking.false_flags"), "on {n} fields that agree", "count")
    return shown._replace(alarm=bool(shown.value))


def _row(row: DealSummary, entry: DealEntry) -> DealRow:
    return DealRow(
        id=row.deal,
        expected=row.expected,
        found=row.found,
        right_kind=row.right_kind,
        false_flags=row.false_flags,
        matching_fields=row.matching_fields,
        extra=row.extra,
        hidden_scope=row.hidden_scope,
        hidden_seen=row.hidden_seen,
        gate=row.gate,
        seconds=entry.seconds,
        error=f"{entry.error.type}: {entry.error.message}" if entry.error else None,
    )


def _confusion(cells: Sequence[ConfusionCell]) -> Confusion | None:
    if not cells:
        return None
    numbers = {(cell.should, cell.was): cell.fields for cell in cells}
    should = _ordered(cell.should for cell in cells)
    was = _ordered(name for cell in cells for name in (cell.should, cell.was))
    return Confusion(should, was, tuple(tuple(numbers.get((row, column), 0) for column in was) for row in should))


def _ordered(names: Iterable[str]) -> tuple[str, ...]:
    """Each name once, in the order in which verdicts are always listed."""
    present = set(names)
    return tuple(name for name in _VERDICTS if name in present)


def _cases(entry: DealEntry) -> Iterator[FindingCase]:
    scored = score_deal(entry)
    for expected in scored.missed:
        yield FindingCase(
            "missed",
            entry.id,
            expected.kind,
            _subject(expected.field, expected.key),
            describe(expected.field, expected.document_value),
            describe(expected.field, expected.record_value),
            expected.why,
        )
    for found in scored.false_flags:
        yield _reported("false flag", entry.id, found)
    for hit in scored.hits:
        if not hit.right_kind:
            case = _reported("other kind", entry.id, hit.found)
            yield case._replace(message=f"Planted as {hit.expected.kind.replace('_', ' ')}. {case.message}")
    for found in scored.extra:
        yield _reported("extra", entry.id, found)


def _reported(outcome: Trouble, deal: str, found: DiscrepancyShape) -> FindingCase:
    return FindingCase(
        outcome,
        deal,
        str(found.kind),
        _subject(found.field, found.key),
        describe(found.field, found.document_value),
        describe(found.field, found.record_value),
        found.message,
    )


def _subject(field: str, key: str | None) -> str:
    return f"{field_title(field)}: {key}" if key else field_title(field)
