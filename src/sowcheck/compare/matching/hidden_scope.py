"""What one side alone states: hidden scope (no record holds it), and record values that no paper supports."""

from collections.abc import Sequence

from sowcheck.compare.papers.evidence import say_paper, say_records, shape_of
from sowcheck.compare.papers.paper import Paper
from sowcheck.compare.papers.support import find_support
from sowcheck.compare.sides.facts import Facts
from sowcheck.compare.sides.findings import Findings
from sowcheck.compare.values.wording import listed, say
from sowcheck.core.assumptions import Assumption
from sowcheck.core.discrepancies import Outcome
from sowcheck.core.fields import FIELDS, Kind, Severity
from sowcheck.core.quantities import Money, Percent, RecurringFee
from sowcheck.core.records import RecordValue
from sowcheck.core.values import Value

_IDENTITY = "doc."
"""A record need not repeat what the paper is: such fields get a verdict only."""
_RECORD_ONLY = ("deal.", "quote.", "doc.", "price.grand_total", "billing.start_date")
"""Fields that live in the record, and that no paper has to state."""
_LIGHT = frozenset({"supplier.legal_name", "legal.governing_law"})
"""Terms whose place is the paper, and that no record is missed for."""
_SAID_OTHERWISE = {
    "schedule.duration": frozenset({"schedule.start_date", "schedule.end_date"}),
    "price.estimated_hours": frozenset({"price.rate_card", "price.lines", "staffing.roles"}),
}
"""Terms that papers mostly leave to be worked out from others."""
_SHOWN = 3
"""Items of a list that the sentence names."""


def note_hidden(findings: Findings, field: str, stated: Sequence[tuple[Paper, Sequence[Assumption]]]) -> None:
    """A field that documents state and no record holds: one discrepancy, for a list field too."""
    assumptions = [assumption for _, own in stated for assumption in own]
    findings.judge(Outcome.RECORD_SILENT, field, assumptions=assumptions)
    if field.startswith(_IDENTITY):
        return
    row, (paper, own) = FIELDS[field], stated[0]
    severity: Severity | None = "low" if field in _LIGHT else None
    if row.repeated:
        named = listed([_short(say(each.value, field)) for each in assumptions], _SHOWN)
        message = f"{row.title}: {paper.title} lists {named}; no record holds any of it."
    else:
        message = f"{row.title}: {say_paper(paper, own[0])} says {say(own[0].value, field)}; no record holds it."
    findings.flag(
        "SC302" if row.repeated else "SC301",
        field,
        message,
        severity=severity,
        at_most="high",
        document_value=shape_of([each.value for each in assumptions]),
        assumptions=assumptions,
    )


def note_document_silent(facts: Facts, findings: Findings, field: str, values: Sequence[RecordValue]) -> None:
    """A field that records hold and no document states."""
    row = FIELDS[field]
    if (
        field.startswith(_RECORD_ONLY)
        or row.kind in (Kind.CHOICE, Kind.FLAG)
        or all(is_zero(each.value) for each in values)
    ):
        # Systems fill in choices, flags and zeros by themselves: only a figure or a name is a claim of its own.
        findings.judge(Outcome.DOCUMENT_SILENT, field, records=values)
        return
    if field in _SAID_OTHERWISE and not facts.stated_fields & _SAID_OTHERWISE[field]:
        # Papers say it by other terms, and none of these was read either: the silence may be ours.
        findings.judge(Outcome.NOT_EVALUATED, field, records=values)
        return
    if all(find_support(facts.papers, field, each.value) for each in values):
        # The words are there; that nothing was extracted from them says nothing about the record.
        findings.judge(Outcome.NOT_EVALUATED, field, records=values)
        return
    findings.judge(Outcome.DOCUMENT_SILENT, field, records=values)
    findings.flag(
        "SC311",
        field,
        f"{row.title}: {say_records(values, field)}; it was found in no document.",
        severity="medium",
        record_value=shape_of([each.value for each in values]),
        records=values,
    )


def is_zero(value: Value) -> bool:
    """No discount, no fee: as good as nothing stated."""
    match value:
        case Money(amount=figure) | RecurringFee(amount=figure) | Percent(points=figure):
            return figure == 0
        case _:
            return False


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:59].rstrip() + "…"
