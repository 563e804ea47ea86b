"""The risk of a case: a score, a band and a sentence, from its discrepancies alone.

Each discrepancy weighs by severity and kind. Weights add up with falling returns, so that ten small findings do not
outweigh one grave one and no number of findings exceeds 100.
"""

from collections.abc import Sequence
from decimal import Decimal
from typing import Literal

from sowcheck.core.cases import Risk
from sowcheck.core.discrepancies import Discrepancy
from sowcheck.core.fields import FIELDS, Severity
from sowcheck.core.policy import Policy
from sowcheck.core.reasons import REASONS

_WEIGHT: dict[Severity, float] = {"blocker": 0.30, "high": 0.12, "medium": 0.05, "low": 0.015, "info": 0.0}
"""Share of the remaining distance to 100 that one discrepancy takes."""
_HIDDEN_SCOPE = 0.1
"""A term that the record lacks is work to carry over, not a contradiction: it weighs a tenth."""
_BANDS: tuple[tuple[int, Literal["critical", "high", "medium", "low"]], ...] = (
    (75, "critical"),
    (50, "high"),
    (25, "medium"),
    (0, "low"),
)
_DRIVERS = 5
_NAMED = 3


def assess(discrepancies: Sequence[Discrepancy], policy: Policy) -> Risk:
    """Score 0 (nothing found) to 100, with the discrepancies that weigh most."""
    remaining = 1.0
    for each in discrepancies:
        remaining *= 1 - weight(each)
    score = round((1 - remaining) * 100)
    heaviest = sorted(discrepancies, key=weight, reverse=True)
    drivers = [each for each in heaviest if weight(each) > 0][:_DRIVERS]
    band = next(name for floor, name in _BANDS if score >= floor)
    return Risk(
        score=score,
        band=band,
        summary=_summary(discrepancies, drivers, policy),
        drivers=tuple(each.id for each in drivers),
    )


def weight(discrepancy: Discrepancy) -> float:
    """How much one discrepancy counts, from 0 to 1."""
    base = _WEIGHT[discrepancy.severity]
    return base * _HIDDEN_SCOPE if discrepancy.kind == "missing_in_record" else base


def _summary(discrepancies: Sequence[Discrepancy], drivers: Sequence[Discrepancy], policy: Policy) -> str:
    findings = [each for each in discrepancies if each.kind != "missing_in_record"]
    hidden = len(discrepancies) - len(findings)
    if not discrepancies:
        return "Documents and records agree."
    parts = [_counted(findings, policy) if findings else "Nothing contradicts the records"]
    if stake := _at_stake(findings):
        parts.append(stake)
    if hidden:
        parts.append(f"{hidden} signed term{'' if hidden == 1 else 's'} missing from the records")
    sentence = "; ".join(parts) + "."
    titles = list(dict.fromkeys(_title(each) for each in drivers if each.kind != "missing_in_record"))[:_NAMED]
    return f"{sentence} Weighs most: {', '.join(titles)}." if titles else sentence


def _counted(findings: Sequence[Discrepancy], policy: Policy) -> str:
    """Such as "7 discrepancies, 3 of them blocking"."""
    blocking = sum(1 for each in findings if each.severity in policy.blocking)
    count = f"{len(findings)} discrepanc{'y' if len(findings) == 1 else 'ies'}"
    return f"{count}, {blocking} of them blocking" if blocking else f"{count}, none of them blocking"


def _at_stake(findings: Sequence[Discrepancy]) -> str:
    """The largest money of each currency and the most days; no sums, because findings of one root overlap."""
    money: dict[str, Decimal] = {}
    for each in findings:
        if each.exposure.amount is not None and each.exposure.currency:
            size = abs(each.exposure.amount)
            money[each.exposure.currency] = max(size, money.get(each.exposure.currency, Decimal(0)))
    parts = [f"{currency} {amount:,.2f}" for currency, amount in sorted(money.items()) if amount]
    days = max((abs(each.exposure.days) for each in findings if each.exposure.days), default=0)
    parts += [f"{days} day{'' if days == 1 else 's'}"] if days else []
    return f"up to {' and '.join(parts)} at stake in one of them" if parts else ""


def _title(discrepancy: Discrepancy) -> str:
    if discrepancy.field == "doc.coverage":  # says of the case as a whole what its code says
        return REASONS[discrepancy.code].title.lower()
    title = FIELDS[discrepancy.field].title.lower()
    return f"{title} ({discrepancy.key})" if discrepancy.key else title
