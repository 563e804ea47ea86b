"""What a deal and its quote must be before anybody compares their figures."""

import datetime as dt
from collections.abc import Sequence

from sowcheck.compare.matching.scalars import compare_scalar
from sowcheck.compare.papers.evidence import say_records, shape_of
from sowcheck.compare.sides.facts import Facts
from sowcheck.compare.sides.findings import Findings
from sowcheck.compare.sides.in_force import in_force
from sowcheck.compare.values.similarity import plain
from sowcheck.core.discrepancies import Exposure, Outcome
from sowcheck.core.fields import FIELDS
from sowcheck.core.records import RecordValue

_DAYS_AROUND_SIGNATURE = 7
_APPROVED = frozenset(
    {"approved", "accepted", "signed", "won", "closed won", "ordered", "activated", "completed", "approval not needed"}
)
_NOT_APPROVED = frozenset(
    {
        "draft", "new", "open", "active", "sent", "presented", "published", "pending", "pending approval", "in review",
        "needs review", "in progress", "rejected", "denied", "declined", "lost", "closed lost", "closed", "cancelled",
        "canceled", "expired", "revoked", "revised", "archived",
    }
)  # fmt: skip
_MUST_HOLD = {
    "deal.is_won": ("SC604", "Closed won"),
    "quote.is_primary": ("SC606", "Primary quote"),
    "quote.calculated": ("SC607", "Quote calculated"),
}


def check_identity(facts: Facts, findings: Findings) -> None:
    """Judge the fields of deal and quote."""
    for field, (code, title) in _MUST_HOLD.items():
        _must_hold(facts, findings, field, code, title)
    _status(facts, findings)
    _not_expired(facts, findings)
    _closed_near_signature(facts, findings)
    for field in ("quote.number", "deal.opportunity_id", "deal.type"):
        _same_where_stated(facts, findings, field)


def _must_hold(facts: Facts, findings: Findings, field: str, code: str, title: str) -> None:
    recorded = facts.recorded(field)
    if not recorded:
        return
    failing = [value for value in recorded if value.value is False]
    findings.judge(Outcome.MISMATCH if failing else Outcome.MATCH, field, None, (), recorded)
    if failing:
        findings.flag(
            code,
            field,
            f"{title}: {say_records(failing, field)}.",
            record_value=shape_of([value.value for value in failing]),
            records=failing,
        )


def _status(facts: Facts, findings: Findings) -> None:
    """Approved or accepted; a status outside the known ones proves nothing."""
    recorded = facts.recorded("quote.status")
    if not recorded:
        return
    failing = [value for value in recorded if plain(str(value.value).replace("_", " ")) in _NOT_APPROVED]
    strange = [
        value for value in recorded if plain(str(value.value).replace("_", " ")) not in _APPROVED | _NOT_APPROVED
    ]
    if failing:
        findings.judge(Outcome.MISMATCH, "quote.status", None, (), recorded)
        findings.flag(
            "SC605",
            "quote.status",
            f"Quote status: {say_records(failing, 'quote.status')}.",
            record_value=shape_of([value.value for value in failing]),
            records=failing,
        )
    elif strange:
        findings.judge(Outcome.NOT_EVALUATED, "quote.status", None, (), recorded)
        findings.flag(
            "SC901",
            "quote.status",
            f"Quote status: {say_records(strange, 'quote.status')}, which is no known status.",
            severity="low",
            record_value=shape_of([value.value for value in strange]),
            records=strange,
        )
    else:
        findings.judge(Outcome.MATCH, "quote.status", None, (), recorded)


def _not_expired(facts: Facts, findings: Findings) -> None:
    """The last signature lies within the validity of the quote. A change order is signed long after it, and rightly."""
    field = "quote.expiration_date"
    recorded = [value for value in facts.recorded(field) if isinstance(value.value, dt.date)]
    if not recorded:
        return
    signed = [paper for paper in facts.base if paper.signature_dates]
    if not signed:
        findings.judge(Outcome.NOT_EVALUATED, field, None, (), recorded)
        return
    paper = max(signed, key=lambda each: each.signature_dates[-1])
    last = paper.signature_dates[-1]
    late = [value for value in recorded if isinstance(value.value, dt.date) and value.value < last]
    evidence = paper.of("doc.signatories")
    findings.judge(Outcome.MISMATCH if late else Outcome.MATCH, field, None, evidence, recorded)
    if late:
        first = min(value.value for value in late if isinstance(value.value, dt.date))
        findings.flag(
            "SC603",
            field,
            f"{FIELDS[field].title}: {paper.title} was last signed on {last.isoformat()}, {say_records(late, field)}.",
            exposure=Exposure(days=(last - first).days),
            document_value=last.isoformat(),
            record_value=shape_of([value.value for value in late]),
            assumptions=evidence,
            records=late,
        )


def _closed_near_signature(facts: Facts, findings: Findings) -> None:
    """The deal is closed within a week of a signature or of the effective date of some paper."""
    field = "deal.close_date"
    recorded = [value for value in facts.recorded(field) if isinstance(value.value, dt.date)]
    if not recorded:
        return
    days = [date for paper in facts.papers for date in paper.signature_dates]
    days += [paper.effective for paper in facts.papers if paper.effective]
    if not days:
        findings.judge(Outcome.NOT_EVALUATED, field, None, (), recorded)
        return
    far = [value for value in recorded if _distance(value, days) > _DAYS_AROUND_SIGNATURE]
    undated = any(paper.has_undated_signature for paper in facts.papers)
    evidence = [each for paper in facts.papers for each in paper.of("doc.signatories")]
    written = [found.value for paper in facts.papers for found in paper.dates]
    if far and (undated or all(written and _distance(value, written) <= _DAYS_AROUND_SIGNATURE for value in far)):
        # A signature without a date may be of any day, and a date near by may be that of a signature: nobody knows.
        findings.judge(Outcome.NOT_EVALUATED, field, None, evidence, recorded)
        return
    findings.judge(Outcome.MISMATCH if far else Outcome.MATCH, field, None, evidence, recorded)
    if far:
        nearest = min(days, key=lambda day: _distance(far[0], [day]))
        findings.flag(
            "SC608",
            field,
            f"{FIELDS[field].title}: {say_records(far, field)}, the nearest signature is of {nearest.isoformat()}.",
            exposure=Exposure(days=_distance(far[0], days)),
            document_value=nearest.isoformat(),
            record_value=shape_of([value.value for value in far]),
            assumptions=evidence,
            records=far,
        )


def _distance(value: RecordValue, days: Sequence[dt.date]) -> int:
    assert isinstance(value.value, dt.date)
    return min(abs((value.value - day).days) for day in days)


def _same_where_stated(facts: Facts, findings: Findings, field: str) -> None:
    """An identifier that a paper need not state, but must state right."""
    recorded, stated = facts.recorded(field), in_force(facts, field)
    if recorded and stated:
        compare_scalar(facts, findings, FIELDS[field], stated, recorded)
    elif recorded:
        findings.judge(Outcome.DOCUMENT_SILENT, field, None, (), recorded)
    elif stated:
        findings.judge(Outcome.RECORD_SILENT, field, None, [each for _, own in stated for each in own])
