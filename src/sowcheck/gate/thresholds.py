"""Why an approval rule of the policy applies to a deal: a sentence for each reason, and none where it does not apply.

What is unsure counts against the deal: of several prices the highest, of several margins the lowest, an amount in a currency
that the policy has no rate for is over, and so are prices in several currencies where it has no rates at all.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from fnmatch import fnmatchcase
from itertools import product
from typing import NamedTuple

from sowcheck.compare.values.wording import number, say
from sowcheck.core.approval_rules import ApprovalRule
from sowcheck.core.assumptions import Assumption
from sowcheck.core.cases import CaseDocument
from sowcheck.core.discrepancies import Discrepancy
from sowcheck.core.fields import FIELDS
from sowcheck.core.policy import Policy
from sowcheck.core.quantities import NO_CURRENCY, Duration, Money, Percent, RecurringFee
from sowcheck.core.records import RecordValue
from sowcheck.gate.standards import nonstandard

_PRICES = frozenset({"price.services_total", "price.nte_cap"})
_MARGIN, _TOTAL, _INDUSTRY = "price.assumed_margin_pct", "price.services_total", "deal.industry"
_CONTRADICTIONS = frozenset(
    {"conflict_within_document", "conflict_across_documents", "policy_breach", "value_mismatch"}
)
_IN_A_YEAR = {"week": 52, "month": 12, "quarter": 4, "year": 1}
_YEARS = {"day": Decimal(1) / 365, "week": Decimal(7) / 365, "month": Decimal(1) / 12, "quarter": Decimal(1) / 4}
_NAMED = 3


class Deal(NamedTuple):
    """What thresholds look at."""

    documents: Sequence[CaseDocument]
    """Those that hold."""
    assumptions: Sequence[Assumption]
    values: Sequence[RecordValue]
    discrepancies: Sequence[Discrepancy]

    def said(self) -> Iterator[tuple[str, object]]:
        """Every value of papers and records, with its field."""
        yield from ((each.field, each.value) for each in self.assumptions)
        yield from ((each.field, each.value) for each in self.values)


def reasons(rule: ApprovalRule, deal: Deal, policy: Policy) -> tuple[str, ...]:
    """Why the rule applies, in sentences; empty where it does not."""
    if rule.when.startswith("severity:"):
        return tuple(_of_severity(rule.when.removeprefix("severity:"), deal))
    return tuple(dict.fromkeys(_CONDITIONS[rule.when](rule, deal, policy)))


def _always(_rule: ApprovalRule, _deal: Deal, _policy: Policy) -> Iterator[str]:
    yield "Every deal needs it."


def _of_severity(severity: str, deal: Deal) -> Iterator[str]:
    found = [each.id for each in deal.discrepancies if each.severity == severity]
    if found:
        more = f" and {len(found) - _NAMED} more" if len(found) > _NAMED else ""
        yield f"Findings of severity {severity}: {', '.join(found[:_NAMED])}{more}."


def _over_value(rule: ApprovalRule, deal: Deal, policy: Policy) -> Iterator[str]:
    assert rule.amount is not None
    prices = list(_prices(deal))
    limit = Money(amount=rule.amount, currency=rule.currency or policy.currencies.base or NO_CURRENCY)
    if not prices and rule.unknown:
        yield f"Nothing states what the services cost: that counts as {_limit(limit)} or more."
    over = [price for price in prices if limit.currency == NO_CURRENCY and price.amount >= limit.amount]
    if over:
        highest = max(over, key=lambda each: each.amount)
        yield f"The price of {say(highest)} reaches {number(limit.amount)}, in whatever currency."
    elif limit.currency == NO_CURRENCY and len(codes := sorted({each.currency for each in prices} - {NO_CURRENCY})) > 1:
        yield (
            f"The prices are in {', '.join(codes[:-1])} and {codes[-1]}, and the policy has no rate between them: "
            f"that counts as {_limit(limit)} or more."
        )
    if limit.currency == NO_CURRENCY:
        return
    known = [(worth, each) for each in prices if (worth := policy.currencies.worth(each, limit.currency)) is not None]
    worth, dearest = max(known, key=lambda each: each[0], default=(Decimal(0), limit))
    if known and worth >= limit.amount:
        in_limit = "" if dearest.currency == limit.currency else f" ({limit.currency} {number(round(worth, 2))})"
        yield f"The price of {say(dearest)}{in_limit} reaches {_limit(limit)}."
    for each in prices:
        if policy.currencies.worth(each, limit.currency) is None:
            yield (
                f"The price of {say(each)} counts as {_limit(limit)} or more: "
                f"the policy has no rate from {_code(each)} to {_code(limit)}."
            )


def _prices(deal: Deal) -> Iterator[Money]:
    """What the services may cost: totals, ceilings, and recurring fees over their term, at least a year."""
    years = max((_years(value) for field, value in deal.said() if field == "schedule.duration"), default=Decimal(0))
    for field, value in deal.said():
        if field in _PRICES and isinstance(value, Money):
            yield value
        elif field == "price.recurring_fee" and isinstance(value, RecurringFee):
            times = _IN_A_YEAR[value.per] * max(years, Decimal(1))
            yield Money(amount=round(value.amount * times, 2), currency=value.currency)


def _years(value: object) -> Decimal:
    if not isinstance(value, Duration):
        return Decimal(0)
    return value.count * _YEARS.get(value.unit, Decimal(1) if value.unit == "year" else Decimal(0))


def _code(money: Money) -> str:
    return "no stated currency" if money.currency == NO_CURRENCY else money.currency


def _limit(limit: Money) -> str:
    return number(limit.amount) if limit.currency == NO_CURRENCY else say(limit)


def _under_margin(rule: ApprovalRule, deal: Deal, policy: Policy) -> Iterator[str]:
    assert rule.percent is not None
    margins = [each for each in deal.values if each.field == _MARGIN and isinstance(each.value, Percent)]
    if not margins and rule.unknown:
        yield f"No record says what the work costs: that counts as a margin below {number(rule.percent)} %."
    for each in margins:
        assert isinstance(each.value, Percent)
        if each.value.points < rule.percent:
            yield f"The assumed margin of {say(each.value)} is below {number(rule.percent)} %."
        else:
            yield from _under_at_signed_price(rule.percent, each, each.value, deal, policy)


def _under_at_signed_price(
    floor: Decimal, margin: RecordValue, assumed: Percent, deal: Deal, policy: Policy
) -> Iterator[str]:
    """If the work costs what the record assumes, and brings what the lowest total of a paper says."""
    sold = [each.value for each in deal.values if each.field == _TOTAL and each.record == margin.record]
    signed = [each.value for each in deal.assumptions if each.field == _TOTAL]
    lefts = []
    for price, paper in product(sold, signed):
        if not isinstance(price, Money) or not isinstance(paper, Money) or not paper.amount:
            continue
        worth = policy.currencies.worth(price, paper.currency)
        if worth is None:
            yield (
                f"At the price that was signed, {say(paper)}, the margin counts as below {number(floor)} %: "
                f"the policy has no rate from {_code(price)} to {_code(paper)}."
            )
        else:
            lefts.append(round((paper.amount - worth * (1 - assumed.points / 100)) / paper.amount * 100, 2))
    if lefts and min(lefts) < floor:
        yield (
            f"At the price that was signed, the assumed margin of {say(assumed)} comes to {number(min(lefts))} %, "
            f"below {number(floor)} %."
        )


def _nonstandard_terms(rule: ApprovalRule, deal: Deal, policy: Policy) -> Iterator[str]:
    for each in deal.discrepancies:
        if each.owner == "legal" and each.kind in _CONTRADICTIONS and _matches(each.field, rule.fields):
            yield f"{each.id}: {each.message}"
    for assumption in deal.assumptions:
        if _matches(assumption.field, rule.fields) and assumption.field in policy.standards:
            yield from nonstandard(assumption, policy.standards[assumption.field])


def _regulated(rule: ApprovalRule, deal: Deal, _policy: Policy) -> Iterator[str]:
    for value in deal.values:
        if value.field == _INDUSTRY and value.value in rule.industries:
            yield f"The customer's industry is {str(value.value).replace('_', ' ')}."
    for document in deal.documents:
        for clause in document.clauses:
            if clause.kind in rule.clauses:
                where = clause.heading or (f"clause {clause.number}" if clause.number else "a clause")
                yield f"{document.document.name} has a clause on {str(clause.kind).replace('_', ' ')}: {where}."
    for assumption in deal.assumptions:
        if rule.fields and _matches(assumption.field, rule.fields):
            row = FIELDS[assumption.field]
            yield f"A paper states {row.title.lower()}: {say(assumption.value, assumption.field)}."


def _matches(field: str, patterns: Sequence[str]) -> bool:
    return not patterns or any(fnmatchcase(field, pattern) for pattern in patterns)


_CONDITIONS: Mapping[str, Callable[[ApprovalRule, Deal, Policy], Iterator[str]]] = {
    "always": _always,
    "over_value": _over_value,
    "under_margin": _under_margin,
    "nonstandard_terms": _nonstandard_terms,
    "regulated": _regulated,
}
