"""What holds for each field of a deal, once people have decided: the one place where papers, records and decisions meet.

The signed paper holds, unless a person entered another value or let the record win. Deal and quote are the records' own:
there the record holds. Where papers contradict each other and people let both stand, nothing is chosen for them.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeVar

from pydantic import JsonValue

from sowcheck.compare.values.comparators import name_of
from sowcheck.core.casefile import CaseFile
from sowcheck.core.decisions import Standing
from sowcheck.core.discrepancies import Outcome
from sowcheck.core.fields import FIELDS
from sowcheck.core.values import from_json
from sowcheck.handoff.model import Origin, TermShape
from sowcheck.report.model import DiscrepancyShape, Report, VerdictShape
from sowcheck.report.shapes.assumptions import AssumptionShape
from sowcheck.report.shapes.records import RecordValueShape

_OF_RECORDS = ("deal.", "quote.")
_CONTRADICTIONS = ("conflict_within_document", "conflict_across_documents")

_Said = AssumptionShape | RecordValueShape
_Some = TypeVar("_Some", AssumptionShape, RecordValueShape)


class Judged(NamedTuple):
    """A finding with what people made of it; None for one that nobody had to decide on."""

    found: DiscrepancyShape
    standing: Standing | None

    @property
    def resolution(self) -> str | None:
        """What was decided."""
        return self.standing.decision.resolution if self.standing else None


class _Item:
    """All that is said of a field, or of one item of a list field."""

    def __init__(self) -> None:
        self.stated: list[AssumptionShape] = []
        self.held: list[RecordValueShape] = []
        self.findings: list[Judged] = []


def judged(case: CaseFile, report: Report) -> tuple[Judged, ...]:
    """Every finding of the report with the decision on it."""
    assert case.analysis is not None
    prints = {each.discrepancy: each.fingerprint for each in case.analysis.findings}
    return tuple(Judged(found, case.decisions.get(prints[found.id])) for found in report.discrepancies)


def terms_of(case: CaseFile, report: Report) -> tuple[TermShape, ...]:
    """What holds for each field that anything speaks of, in the order of the dictionary."""
    said = _said(report)
    for each in judged(case, report):
        if each.found.field in FIELDS:
            said[each.found.field][each.found.key].findings.append(each)
    return tuple(term for field in FIELDS if field in said for term in _terms(field, said[field]))


def _terms(field: str, items: Mapping[str | None, _Item]) -> Iterator[TermShape]:
    whole = items.get(None, _Item())
    if not FIELDS[field].repeated:
        yield from (_term(field, key, item) for key, item in items.items() if _has_value(item))
    elif _entered(whole.findings) or _resolved(whole.findings, "amend_document"):
        yield _term(field, None, whole)
    else:
        for key, item in items.items():
            if key is not None and _has_value(item):
                yield from _items(field, key, item, whole.findings)


def _items(field: str, key: str, item: _Item, of_all: Sequence[Judged]) -> Iterator[TermShape]:
    """The rows of an item: one, or several where a paper has two items of one name."""
    decided = _entered(item.findings) or _resolved(item.findings, "amend_document")
    sources = {each.document for each in item.stated}
    if decided or len(sources) > 1 or len(item.stated) < 2:
        yield _term(field, key, item, of_all)
    else:
        yield from (_row(field, key, each.value, "document", [each], [*item.findings, *of_all]) for each in item.stated)


def _said(report: Report) -> dict[str, dict[str | None, _Item]]:
    """What is said, by field and item, by the papers that are in force and by the records."""
    assumptions = {each.id: each for each in report.assumptions if each.superseded_by is None}
    values = {each.id: each for each in report.record_values}
    said: dict[str, dict[str | None, _Item]] = defaultdict(lambda: defaultdict(_Item))
    for verdict in _that_count(report.verdicts):
        for stated in _of(verdict.field, verdict.assumptions, assumptions):
            said[verdict.field][_key(verdict, stated)].stated.append(stated)
        for held in _of(verdict.field, verdict.record_values, values):
            said[verdict.field][_key(verdict, held)].held.append(held)
    compared = {verdict.field for verdict in report.verdicts}
    for each in assumptions.values():
        # Nothing compares, say, what kind of paper it is. Of a field that was compared, other papers' values gave way.
        if each.field not in compared:
            said[each.field][_name(each) if FIELDS[each.field].repeated else None].stated.append(each)
    return said


def _that_count(verdicts: Sequence[VerdictShape]) -> Iterator[VerdictShape]:
    """Without those that only say that another paper repeats an item that was compared."""
    compared = {(each.field, each.key) for each in verdicts if each.verdict is not Outcome.NOT_EVALUATED}
    for each in verdicts:
        if each.verdict is not Outcome.NOT_EVALUATED or (each.field, each.key) not in compared:
            yield each


def _of(field: str, ids: Iterable[str], known: Mapping[str, _Some]) -> Iterator[_Some]:
    """Those that state this field: a verdict may rest on what others state as well."""
    return (known[id_] for id_ in ids if id_ in known and known[id_].field == field)


def _key(verdict: VerdictShape, said: _Said) -> str | None:
    """The item: a verdict on a whole list speaks of many."""
    return _name(said) if verdict.key is None and FIELDS[verdict.field].repeated else verdict.key


def _name(said: _Said) -> str:
    return name_of(from_json(FIELDS[said.field], said.value))


def _term(field: str, key: str | None, item: _Item, of_all: Sequence[Judged] = ()) -> TermShape:
    """What holds."""
    every: list[_Said] = [*item.stated, *item.held]
    findings = [*item.findings, *of_all]
    if entered := _entered(item.findings):
        return _row(field, key, entered.decision.value, "entered", every, findings)
    if amended := _resolved(item.findings, "amend_document"):
        known = next((each.found.record_value for each in amended if each.found.record_value is not None), None)
        return _row(field, key, _first(item.held) if known is None else known, "record", every, findings)
    if item.held and (field.startswith(_OF_RECORDS) or not item.stated):
        return _row(field, key, _first(item.held), "record", every, findings)
    if any(_leaves_open(each, len(item.stated)) for each in item.findings):
        return _row(field, key, None, "undecided", every, findings)
    return _row(field, key, _first(item.stated), "document", every, findings)


def _row(
    field: str, key: str | None, value: JsonValue, origin: Origin, said: Sequence[_Said], findings: Sequence[Judged]
) -> TermShape:
    return TermShape(
        field=field,
        key=key,
        value=value,
        origin=origin,
        assumptions=tuple(each.id for each in said if isinstance(each, AssumptionShape)),
        record_values=tuple(each.id for each in said if isinstance(each, RecordValueShape)),
        discrepancies=tuple(each.found.id for each in findings),
        waived=any(each.resolution == "accept_with_waiver" for each in findings),
    )


def _has_value(item: _Item) -> bool:
    return bool(item.stated or item.held or _entered(item.findings))


def _entered(findings: Iterable[Judged]) -> Standing | None:
    """The last value that somebody entered."""
    entered = [each.standing for each in findings if each.standing and each.resolution == "enter_value"]
    return max(entered, key=lambda standing: standing.at, default=None)


def _resolved(findings: Iterable[Judged], resolution: str) -> list[Judged]:
    return [each for each in findings if each.resolution == resolution]


def _leaves_open(finding: Judged, stated: int) -> bool:
    """Whether papers contradict each other, and nobody said that they do not."""
    found = finding.found
    says_several = stated > 1 or (isinstance(found.document_value, list) and len(found.document_value) > 1)
    return found.kind in _CONTRADICTIONS and finding.resolution != "not_a_discrepancy" and says_several


def _first(said: Sequence[_Said]) -> JsonValue:
    return said[0].value if said else None
