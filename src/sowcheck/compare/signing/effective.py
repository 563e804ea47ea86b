"""The day on which a paper takes effect against the days on which it was signed.

Signing some weeks before a paper takes effect is usual, and only the report's signatures tell of it; months before, the
offer and its prices may have lapsed, or a year is wrong. A paper that takes effect weeks before its last signature is
agreed for the past.
"""

from sowcheck.compare.sides.facts import CONTRACTS, Facts
from sowcheck.compare.sides.findings import Findings
from sowcheck.core.discrepancies import Exposure
from sowcheck.core.fields import Severity

_FIELD = "doc.effective_date"
_MONTH, _QUARTER, _HALF_YEAR = 31, 92, 183
"""Days."""


def check_effective(facts: Facts, findings: Findings) -> None:
    """Note papers that were signed long before they take effect, or long after."""
    for paper in facts.papers:
        stated = paper.stated_effective
        if stated is None or not paper.signature_dates or paper.kind not in CONTRACTS:
            continue
        last = paper.signature_dates[-1]
        gap = (stated - last).days
        severity = _severity(gap)
        if severity is None:
            continue
        ahead = gap > 0
        days = f"{abs(gap)} day{'' if abs(gap) == 1 else 's'}"
        findings.flag(
            "SC114",
            _FIELD,
            f"Effective date: {paper.title} takes effect on {stated.isoformat()}, {days} {'after' if ahead else 'before'} "
            f"its last signature of {last.isoformat()}.",
            key=paper.name,
            severity=severity,
            at_most=severity,
            exposure=Exposure(days=abs(gap)),
            document_value={"effective": stated.isoformat(), "signed": last.isoformat()},
            assumptions=[*paper.of(_FIELD)[:1], *paper.of("doc.signatories")],
        )


def _severity(gap: int) -> Severity | None:
    """How much a gap of days matters; None if it says nothing."""
    if gap < -_MONTH:
        return "low"
    if gap <= _MONTH:
        return None
    return "info" if gap <= _QUARTER else "low" if gap <= _HALF_YEAR else "medium"
