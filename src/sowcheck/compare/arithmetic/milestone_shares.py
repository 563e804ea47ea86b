"""A milestone that states a share of the price and an amount: the two must say the same."""

from decimal import Decimal

from sowcheck.compare.arithmetic.sums import (
    deposits_of,
    lines_of,
    may_be_tax,
    milestones_of,
    money_severity,
    total_of,
)
from sowcheck.compare.papers.paper import Paper
from sowcheck.compare.sides.facts import Facts
from sowcheck.compare.sides.findings import Findings
from sowcheck.compare.sides.shares import context_for
from sowcheck.compare.values.wording import money, number
from sowcheck.core.assumptions import Assumption
from sowcheck.core.discrepancies import Exposure
from sowcheck.core.items import Milestone
from sowcheck.core.quantities import Money
from sowcheck.core.values import to_json

_ROUND = 5
"""Shares that are multiples of this are not rounded; others may be off by one in their last digit: 33, 33 and 34 %."""
_FAR = Decimal("0.3")
"""The one share that a paper states is one of something else where the amount is further off than this share of it."""
_Both = tuple[Assumption, Milestone, Decimal, Decimal]
"""Where it stands, the milestone, its share in percent points, its amount."""


def check_milestone_shares(facts: Facts, findings: Findings) -> None:
    """Note every milestone whose amount is not its share of the price that the others are shares of."""
    for paper in facts.papers:
        both = [
            (assumption, each, each.percent, each.amount)
            for assumption, each in milestones_of(paper)
            if each.percent and each.amount is not None
        ]
        base = _base(paper, both, findings) if both else None
        if base is None:
            continue
        for each in both:
            if not _fits(each, base, findings):
                _flag(paper, each, base, findings)


def _base(paper: Paper, both: list[_Both], findings: Findings) -> Decimal | None:
    """The price that the shares are of: the one that most of them fit; None where that cannot be known."""
    bases = _bases(paper, both, findings)
    if len(both) > 1:
        implied = [amount / share * 100 for _, _, share, amount in both]
        bases.append(sum(implied, Decimal(0)) / len(implied))  # all shares may be of one part that is not priced
    if not bases:
        return None
    counted = [(sum(_fits(each, base, findings) for each in both), base) for base in bases]
    most, base = max(counted, key=lambda each: each[0])
    total = total_of(paper)
    if most:
        return base
    if (billed := _shuffled(both, findings)) is not None:
        return billed
    if total is None:
        return None
    whole = total[1].amount
    if len(both) == 1:
        _, _, share, amount = both[0]
        gap = abs(amount / share * 100 - whole)
        return None if gap > whole * _FAR or may_be_tax(paper, share * whole / 100, amount) else whole
    billed = sum((amount for _, _, _, amount in both), Decimal(0))
    return whole if abs(billed - whole) <= len(both) else None  # the amounts are right, and stand in the wrong places


def _shuffled(both: list[_Both], findings: Findings) -> Decimal | None:
    """The sum of the amounts, if they are the shares of it in another order: the larger amount for the larger share."""
    billed = sum((amount for _, _, _, amount in both), Decimal(0))
    ordered = zip(sorted(both, key=lambda each: each[2]), sorted(amount for _, _, _, amount in both), strict=True)
    fits = all(_fits((where, each, share, amount), billed, findings) for (where, each, share, _), amount in ordered)
    return billed if len(both) > 1 and fits else None


def _bases(paper: Paper, both: list[_Both], findings: Findings) -> list[Decimal]:
    """Every price that the paper states, the total first, and what its milestones come to if they bill all of a price."""
    bases = list(context_for(paper, findings.context).share_bases) if total_of(paper) else []
    bases += [total - deposit for total in bases[:1] for deposit in deposits_of(paper, total)]
    for field in ("price.grand_total", "price.nte_cap"):
        bases += [each.value.amount for each in paper.of(field) if isinstance(each.value, Money)]
    bases += [line.amount for _, line in lines_of(paper) if line.amount]
    if len(both) == len(milestones_of(paper)) and sum((share for _, _, share, _ in both), Decimal(0)) == 100:
        bases.append(sum((amount for _, _, _, amount in both), Decimal(0)))
    return [base for base in bases if base > 0]


def _fits(each: _Both, base: Decimal, findings: Findings) -> bool:
    """Whether the amount is the share of this price, as far as the share is exact."""
    _, _, share, amount = each
    off = abs(amount / base * 100 - share)
    exponent = share.normalize().as_tuple().exponent
    digits = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    rounded = Decimal(0) if share % _ROUND == 0 else Decimal(10) ** -digits
    return off <= max(findings.context.policy.percent_points_equal_to, rounded) or abs(
        amount - share * base / 100
    ) <= Decimal(1)


def _flag(paper: Paper, each: _Both, base: Decimal, findings: Findings) -> None:
    assumption, milestone, share, amount = each
    owed = share * base / 100
    findings.flag(
        "SC510",
        "billing.milestones",
        f"Billing milestones, {milestone.name}: {paper.title} says {number(share)} % and "
        f"{money(amount, milestone.currency)}; {number(share)} % of {money(base, milestone.currency)} are "
        f"{money(owed, milestone.currency)}.",
        key=milestone.name,
        severity=money_severity(findings, amount - owed, base),
        exposure=Exposure(amount=amount - owed, currency=milestone.currency),
        document_value=to_json(milestone),
        assumptions=[assumption],
    )
