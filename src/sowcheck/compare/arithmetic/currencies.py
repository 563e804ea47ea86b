"""One currency for one deal: in each paper between what it says and what it counts in, and between the papers."""

from collections.abc import Iterable
from itertools import combinations

from sowcheck.compare.papers.evidence import shape_of
from sowcheck.compare.papers.paper import Paper
from sowcheck.compare.sides.facts import Facts
from sowcheck.compare.sides.findings import Findings
from sowcheck.compare.values.wording import joined
from sowcheck.core.assumptions import Assumption
from sowcheck.core.fields import FIELDS
from sowcheck.core.items import Milestone, PriceLine, RateLine
from sowcheck.core.quantities import NO_CURRENCY, Money, RecurringFee

_FIELD = "price.currency"
_PRICED = (
    "price.services_total",
    "price.nte_cap",
    "price.recurring_fee",
    "price.rate_card",
    "price.lines",
    "billing.milestones",
)
_OF_THE_DEAL = ("change_order", "sow", "order_form", "other", "proposal")
_ONE_SIGN = (
    frozenset({"USD", "CAD", "AUD", "NZD", "SGD", "HKD", "MXN"}),
    frozenset({"SEK", "NOK", "DKK", "ISK"}),
    frozenset({"JPY", "CNY"}),
)
"""Currencies that are written with one sign: an amount does not tell which of them it is in."""


Claims = dict[str, Assumption]
"""By currency, the place that shows it best."""


def check_currencies(facts: Facts, findings: Findings) -> None:
    """Note a paper that counts in another currency than it says, and papers that count in different ones."""
    papers = [paper for paper in facts.papers if paper.kind in _OF_THE_DEAL]
    for paper in papers:
        stated, counted = _stated(paper), _counted(paper)
        if stated and counted and _disagree(paper, stated, paper, counted):
            _flag_within(paper, stated, counted, findings)
    for one, other in combinations(papers, 2):
        ours, theirs = _stated(one) or _counted(one), _stated(other) or _counted(other)
        if ours and theirs and _disagree(one, ours, other, theirs):
            _flag_across(one, ours, other, theirs, findings)


def _stated(paper: Paper) -> Claims:
    return _first((str(each.value), each) for each in paper.of(_FIELD))


def _counted(paper: Paper) -> Claims:
    amounts = [each for field in _PRICED for each in paper.of(field)]
    return _first((currency, each) for each in amounts if (currency := _currency(each)))


def _first(claims: Iterable[tuple[str, Assumption]]) -> Claims:
    found: Claims = {}
    for currency, each in claims:
        found.setdefault(currency, each)
    return found


def _currency(assumption: Assumption) -> str | None:
    match assumption.value:
        case Money() | RecurringFee() | RateLine() | PriceLine() | Milestone() as value:
            return value.currency if value.currency != NO_CURRENCY else None
        case _:
            return None


def _disagree(one: Paper, ours: Claims, other: Paper, theirs: Claims) -> bool:
    """Whether the two have no currency in common, nor two that one sign may stand for."""
    return not any(
        left == right or (_may_be(one, ours, left, right) or _may_be(other, theirs, right, left))
        for left in ours
        for right in theirs
    )


def _may_be(paper: Paper, claims: Claims, currency: str, wanted: str) -> bool:
    """Whether an amount read in one currency may be meant in another of the same sign; never if the paper names its code."""
    if claims[currency].field == _FIELD or currency.casefold() in paper.plain_text.split():
        return False
    return any({currency, wanted} <= family for family in _ONE_SIGN)


def _flag_within(paper: Paper, stated: Claims, counted: Claims, findings: Findings) -> None:
    findings.flag(
        "SC401",
        _FIELD,
        f"{FIELDS[_FIELD].title}: {paper.title} says {joined(list(stated))}, and every amount of it is in {joined(list(counted))}.",
        document_value=[*stated, *counted],
        assumptions=[*stated.values(), *counted.values()],
    )


def _flag_across(one: Paper, ours: Claims, other: Paper, theirs: Claims, findings: Findings) -> None:
    findings.flag(
        "SC402",
        _FIELD,
        f"{FIELDS[_FIELD].title}: {one.title} says {joined(list(ours))}, {other.title} says {joined(list(theirs))}; "
        f"by order of precedence {one.title} prevails.",
        document_value={one.name: shape_of(list(ours)), other.name: shape_of(list(theirs))},
        assumptions=[*ours.values(), *theirs.values()],
    )
