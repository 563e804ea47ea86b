"""The priced lines of each paper: they add up to its total, and each is its quantity times its price."""

from collections.abc import Sequence
from decimal import Decimal

from sowcheck.compare.arithmetic.sums import CENT, discounts_of, lines_of, may_be_tax, milestones_of, total_of
from sowcheck.compare.papers.paper import Paper
from sowcheck.compare.sides.facts import Facts
from sowcheck.compare.sides.findings import Findings
from sowcheck.compare.sides.products import is_service
from sowcheck.compare.values.similarity import strict_likeness
from sowcheck.compare.values.subsets import places_with_sum
from sowcheck.compare.values.wording import money, number, say
from sowcheck.core.discrepancies import Exposure
from sowcheck.core.items import PriceLine, RateLine
from sowcheck.core.quantities import Money
from sowcheck.core.values import to_json

_NEAR = Decimal("0.1")
"""Lines further from the total than this share are another breakdown, unless nothing else in the paper could be the rest."""
_FAR = Decimal("0.2")
"""Lines further from the total than this are another breakdown in any case."""


def check_lines(facts: Facts, findings: Findings) -> None:
    """Note every sum and every product of lines that does not fit."""
    for paper in facts.papers:
        _line_sum(paper, findings)
        _line_products(paper, findings)


def _line_sum(paper: Paper, findings: Findings) -> None:
    """Some choice of the service lines adds up to the total; if none does and the sum is near it, one is wrong."""
    total = total_of(paper)
    lines = [(each, line) for each, line in lines_of(paper) if line.amount is not None and is_service(line)]
    if total is None or not lines or paper.kind == "change_order":
        return
    amounts = [line.amount or Decimal(0) for _, line in lines]
    billed, tolerance = sum(amounts, Decimal(0)), CENT * len(amounts)
    gap = billed - total[1].amount
    if abs(gap) <= tolerance or places_with_sum(amounts, total[1].amount, tolerance):
        return
    if any(abs(billed * (100 - points) / 100 - total[1].amount) <= 1 for points in discounts_of(paper)):
        return
    is_plain = len(lines) > 1 and abs(gap) <= total[1].amount * _NEAR
    if not is_plain and not _is_all(paper, amounts, total[1].amount):
        return
    findings.flag(
        "SC503",
        "price.services_total",
        f"Services total: the lines of {paper.title} come to {money(billed, total[1].currency)}, "
        f"its total is {say(total[1])}.",
        exposure=Exposure(amount=gap, currency=total[1].currency),
        document_value={"total": to_json(total[1]), "sum_of_lines": str(billed)},
        assumptions=[total[0], *(each for each, _ in lines)],
    )


def _is_all(paper: Paper, amounts: Sequence[Decimal], total: Decimal) -> bool:
    """Whether the lines must be the whole price though they are few or far from it: nothing else can be the rest.

    A fee that recurs, an option, a product, expenses, a tax, a discount or any amount of the text may be.
    """
    billed = sum(amounts, Decimal(0))
    rest = abs(billed - total)
    if rest > total * (_FAR if len(amounts) > 1 else _NEAR):
        return False
    if any(paper.of(field) for field in ("price.recurring_fee", "price.optional_lines", "price.discount_pct")):
        return False
    if any(line.amount is None for _, line in lines_of(paper)):
        return False
    if abs(sum((each.amount or Decimal(0) for _, each in milestones_of(paper)), Decimal(0)) - billed) <= 1:
        return False  # the lines are the part that the milestones bill
    others = [line.amount for _, line in lines_of(paper) if line.amount and not is_service(line)]
    others += [each.value.amount for each in paper.of("expense.cap") if isinstance(each.value, Money)]
    others += [found.value.amount for found in paper.amounts]
    if any(abs(other - rest) <= 1 for other in others) or places_with_sum(others[:12], rest, CENT):
        return False
    return not may_be_tax(paper, min(billed, total), max(billed, total))


def _line_products(paper: Paper, findings: Findings) -> None:
    """Quantity times unit price, or the rate of the card, less a stated discount."""
    discounts = discounts_of(paper)
    for assumption, line in lines_of(paper):
        prices = [line.unit_price] if line.unit_price is not None else _rates(paper, line)
        if not line.quantity or not line.amount or not prices:
            continue
        products = [line.quantity * price for price in prices]
        fits = [*products, *(product * (100 - points) / 100 for product in products for points in discounts)]
        product = min(products, key=lambda each: abs(each - (line.amount or 0)))
        gap = line.amount - product
        if (
            any(abs(line.amount - each) <= CENT + line.quantity * CENT / 2 for each in fits)
            or abs(gap) > product * 2 * _NEAR
        ):
            continue
        findings.flag(
            "SC509",
            "price.lines",
            f"Price lines, {line.description}: {number(line.quantity)} x {money(product / line.quantity, line.currency)} come "
            f"to {money(product, line.currency)}, {paper.title} says {money(line.amount, line.currency)}.",
            key=line.description,
            severity="medium",
            exposure=Exposure(amount=gap, currency=line.currency),
            document_value=to_json(line),
            assumptions=[assumption],
        )


def _rates(paper: Paper, line: PriceLine) -> list[Decimal]:
    """Rates of the paper's own card for the role that a line without a unit price sells by the hour or day."""
    cards = [each.value for each in paper.of("price.rate_card") if isinstance(each.value, RateLine)]
    return [
        card.amount for card in cards if card.per == line.unit and strict_likeness(card.role, line.description) == 1
    ]
