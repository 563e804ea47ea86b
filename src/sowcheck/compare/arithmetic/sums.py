"""The money of one paper as its arithmetic needs it, and how grave a gap in a sum is."""

import re
from decimal import Decimal

from sowcheck.compare.papers.paper import Paper
from sowcheck.compare.sides.findings import Findings
from sowcheck.core.assumptions import Assumption
from sowcheck.core.fields import Severity
from sowcheck.core.items import Milestone, PriceLine
from sowcheck.core.quantities import Money, Percent

CENT = Decimal("0.01")
_TAX = re.compile(r"\b(?:vat|gst|hst|qst|tax(?:es)?|mwst|ust|mehrwertsteuer|umsatzsteuer|tva|btw|iva|moms|mva)\b", re.I)
_TAX_RATES = (Decimal(4), Decimal(27))
"""Percent: between these lie the rates of taxes on sales."""


def total_of(paper: Paper) -> tuple[Assumption, Money] | None:
    """The services total that the paper states, the surest first."""
    return next(
        ((each, each.value) for each in paper.of("price.services_total") if isinstance(each.value, Money)), None
    )


def milestones_of(paper: Paper) -> list[tuple[Assumption, Milestone]]:
    """The milestones that bill a part of the price."""
    return [(each, each.value) for each in paper.of("billing.milestones") if isinstance(each.value, Milestone)]


def lines_of(paper: Paper) -> list[tuple[Assumption, PriceLine]]:
    """The priced lines, work and products."""
    return [(each, each.value) for each in paper.of("price.lines") if isinstance(each.value, PriceLine)]


def deposits_of(paper: Paper, total: Decimal) -> list[Decimal]:
    """Deposits as amounts: they are a part of the price that no milestone bills."""
    values = [each.value for each in paper.of("billing.deposit")]
    amounts = [value.amount for value in values if isinstance(value, Money)]
    return amounts + [value.points * total / 100 for value in values if isinstance(value, Percent)]


def discounts_of(paper: Paper) -> list[Decimal]:
    """Stated discounts, in percent points."""
    return [each.value.points for each in paper.of("price.discount_pct") if isinstance(each.value, Percent)]


def money_severity(findings: Findings, gap: Decimal, base: Decimal) -> Severity:
    """The step of the policy's scale for money that the gap reaches."""
    tolerance = findings.context.policy.money
    share = abs(gap) / base * 100 if base else Decimal(100)
    if share > tolerance.high_to_percent or abs(gap) > tolerance.blocker_over_amount:
        return "blocker"
    return "high" if share > tolerance.medium_to_percent else "medium"


def may_be_tax(paper: Paper, net: Decimal, gross: Decimal) -> bool:
    """Whether the one amount may be the other with a tax that the paper speaks of: a round rate apart."""
    if net <= 0 or gross <= net or not _TAX.search(paper.said):
        return False
    rate = (gross / net - 1) * 100
    nearest = (rate * 2).to_integral_value() / 2
    return _TAX_RATES[0] <= rate <= _TAX_RATES[1] and abs(rate - nearest) <= CENT
