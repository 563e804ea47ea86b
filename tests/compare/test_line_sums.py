"""Lines under a total: few of them, or far from it."""

import pytest

from compare_builders import Fact, Paper, compared, contradictions, found, line, money
from sowcheck.core.quantities import RecurringFee

TOTAL, LINES = "price.services_total", "price.lines"


def lines(*amounts: str) -> list[Fact]:
    return [(LINES, line(f"{name} work", amount)) for name, amount in zip(("Design", "Build"), amounts, strict=False)]


def codes(*facts: Fact, text: str = "") -> list[str]:
    return [code for code, _, _ in contradictions(compared([Paper("sow", *facts, text=text)]))]


def test_one_line_that_is_not_the_total_is_flagged_with_the_gap() -> None:
    comparison = compared([Paper("sow", (TOTAL, money("94000")), *lines("90400"))])
    assert [each.exposure.amount for each in found(comparison, "SC503")] == [-3600]


@pytest.mark.parametrize("total", ["100000", "125000"])
def test_lines_that_leave_nothing_else_to_be_the_rest_are_flagged_further_from_the_total(total: str) -> None:
    assert codes((TOTAL, money(total)), *lines("60000", "52000")) == ["SC503"]


@pytest.mark.parametrize(("total", "amounts"), [("94000", ("70000",)), ("150000", ("60000", "52000"))])
def test_lines_very_far_from_the_total_are_another_breakdown(total: str, amounts: tuple[str, ...]) -> None:
    assert codes((TOTAL, money(total)), *lines(*amounts)) == []


@pytest.mark.parametrize(
    "more",
    [
        (LINES, line("Annual licence", "3600")),
        ("expense.cap", money("3600")),
        ("price.optional_lines", line("Extra training", "3600")),
        ("price.recurring_fee", RecurringFee.model_validate({"amount": "300", "currency": "EUR", "per": "month"})),
        (LINES, line("Warranty work")),
    ],
    ids=["licence", "expenses", "option", "fee", "line without amount"],
)
def test_what_else_a_paper_sells_may_be_the_rest_of_the_total(more: Fact) -> None:
    assert codes((TOTAL, money("94000")), *lines("90400"), more) == []


def test_an_amount_of_the_text_or_a_tax_may_be_the_rest_of_the_total() -> None:
    assert codes((TOTAL, money("94000")), *lines("90400"), text="Travel is a flat EUR 3,600.00.") == []
    assert codes((TOTAL, money("99440")), *lines("90400"), text="The total includes GST.") == []
    assert codes((TOTAL, money("99440")), *lines("90400")) == ["SC503"]
