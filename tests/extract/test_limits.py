"""Counted bounds on the scope, in figures, words and ranges, and what looks like one."""

import pytest

from extract_builders import stated

PARTIES = (
    'This Statement of Work is between Ostrava Foods Ltd (the "Client") and Bluefin Advisory LLC (the "Supplier").\n\n'
)


def limits(words: str) -> list[tuple[str, object]]:
    """Metric and maximum of each bound that some words state."""
    found = stated(PARTIES + "# Work\n\n" + words, "scope.limits")
    return [(str(item["metric"]), item["max"]) for item in found if isinstance(item, dict)]


@pytest.mark.parametrize(
    ("words", "bounds"),
    [
        ("Number of depots covered in wave 2: 7", [("depots covered", 7)]),
        ("The team has no more than 3-4 analysts.", [("analysts", "3-4")]),
        ("The limit of carriers in clause 3.2 rises from twelve to nineteen (19).", [("carriers", 19)]),
        (
            "Support is charged at EUR 90 per hour for all hours in excess of 60 hours in any one quarter.",
            [("hours in any one quarter", 60)],
        ),
        (
            "The Supplier connects one scanner line and up to forty (40) scanners.",
            [("scanners", 40), ("scanner line", 1)],
        ),
        (
            "These duties are limited to a maximum of forty five (45) hours or up to a maximum of one hundred twenty five (125) letters.",
            [("hours", 45), ("letters", 125)],
        ),
        ("The retainer buys ninety (90) hours of work per calendar month.", [("hours of work per calendar month", 90)]),
        ("The Supplier provides ten working days of early-life support.", [("working days of early-life support", 10)]),
        (
            "The audit covers up to 22 depots and the interviews up to eight of your drivers.",
            [("depots", 22), ("drivers", 8)],
        ),
    ],
)
def test_a_bound_is_read_in_each_way_of_counting(words: str, bounds: list[tuple[str, object]]) -> None:
    assert limits(words) == bounds


@pytest.mark.parametrize(
    "words",
    [
        "The Supplier answers within up to 24 hours.",
        "The Client pays up to One Hundred Twenty Million U.S. Dollars.",
        "Each party takes up to three (3) per Party.",
        "The Client may perform up to two such audits a year.",
        "The text has up to 150 words.",
    ],
)
def test_times_money_and_rights_are_no_bounds_of_the_scope(words: str) -> None:
    assert limits(words) == []


def test_a_label_may_bound_several_things() -> None:
    assert limits("Volume ceiling: 64 depots, 420 users and 140 tickets per month") == [
        ("depots", 64),
        ("users", 420),
        ("tickets per month", 140),
    ]
