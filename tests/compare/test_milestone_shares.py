"""A milestone's share and its amount say the same."""

from decimal import Decimal

import pytest

from compare_builders import Fact, Paper, compared, contradictions, found, line, milestone, money

TOTAL, STONES = "price.services_total", "billing.milestones"


def stones(*figures: tuple[str, str]) -> list[Fact]:
    names = ("Design", "Build", "Trial", "Handover")
    return [
        (STONES, milestone(name, amount, percent=share)) for name, (share, amount) in zip(names, figures, strict=False)
    ]


def flagged_of(*facts: Fact, text: str = "") -> list[tuple[str, str, str | None]]:
    return contradictions(compared([Paper("sow", *facts, text=text)]))


def test_an_amount_that_is_not_its_share_is_flagged_with_the_name_and_the_gap() -> None:
    facts = [(TOTAL, money("100000")), *stones(("25", "30000"), ("75", "75000"))]
    comparison = compared([Paper("sow", *facts)])
    assert contradictions(comparison) == [("SC510", STONES, "Design")]
    (flagged,) = found(comparison, "SC510")
    assert flagged.exposure.amount == Decimal(5000)
    assert "25 % of EUR 100,000.00 are EUR 25,000.00" in flagged.message


def test_a_share_that_stands_alone_is_one_of_the_total() -> None:
    assert flagged_of((TOTAL, money("100000")), *stones(("25", "30000"))) == [("SC510", STONES, "Design")]


def test_a_share_that_stands_alone_far_from_the_total_is_one_of_something_else() -> None:
    assert flagged_of((TOTAL, money("477000")), *stones(("40", "10800"))) == []


def test_a_share_may_be_stated_with_the_tax_on_it() -> None:
    assert flagged_of((TOTAL, money("100000")), *stones(("25", "30000")), text="Amounts include VAT.") == []


def test_two_milestones_with_each_others_amount_are_two_findings_though_the_sum_is_right() -> None:
    facts = [(TOTAL, money("318")), *stones(("25", "95.4"), ("30", "79.5"), ("45", "143.1"))]
    assert flagged_of(*facts) == [("SC510", STONES, "Build"), ("SC510", STONES, "Design")]
    facts = [(TOTAL, money("1000")), *stones(("40", "600"), ("60", "400"))]
    assert [key for _, _, key in flagged_of(*facts)] == ["Build", "Design"]


def test_amounts_of_a_part_without_a_price_may_stand_in_the_wrong_places_too() -> None:
    facts = [(TOTAL, money("477000")), *stones(("40", "16200"), ("60", "10800"))]
    assert [key for _, _, key in flagged_of(*facts)] == ["Build", "Design"]
    of_two_parts = [(TOTAL, money("477000")), *stones(("40", "16200"), ("60", "90000"))]
    assert flagged_of(*of_two_parts) == []


@pytest.mark.parametrize(
    "facts",
    [
        [(TOTAL, money("100000")), *stones(("25", "25000"), ("75", "75000"))],
        [(TOTAL, money("100000")), *stones(("33", "33333"), ("33", "33333"), ("34", "33334"))],
        [(TOTAL, money("100000")), *stones(("33.3", "33333"), ("66.7", "66667"))],
        [
            (TOTAL, money("90000")),
            ("price.lines", line("Transition", "40000")),
            *stones(("25", "10000"), ("75", "30000")),
        ],
        [(TOTAL, money("90000")), *stones(("25", "10000"), ("75", "30000"))],
        [(TOTAL, money("100000")), ("billing.deposit", money("20000")), *stones(("25", "20000"), ("75", "60000"))],
    ],
    ids=["exact", "rounded thirds", "rounded tenths", "of a line", "of a part without a price", "after the deposit"],
)
def test_shares_of_the_total_or_of_one_part_of_it_are_no_finding(facts: list[Fact]) -> None:
    assert "SC510" not in [code for code, _, _ in flagged_of(*facts)]
