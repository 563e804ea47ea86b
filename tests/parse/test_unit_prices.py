"""Sums with what they are owed for each of."""

import pytest

from sowcheck.parse.conventions import Conventions
from sowcheck.parse.unit_prices import find_unit_prices, units_named


@pytest.mark.parametrize(
    ("words", "amount", "unit", "per"),
    [
        ("$0.40 per account per month", "0.40", "account per month", "month"),
        ("$90 per person / per hour", "90.00", "person per hour", "hour"),
        ("EUR 70 / ticket", "70.00", "ticket", None),
        ("$35 each.", "35.00", "each", None),
        ("$35 each per month", "35.00", "each per month", "month"),
        ("$900 an hour", "900.00", "hour", "hour"),
        ("$900 per hour call-out time", "900.00", "hour", "hour"),
        ("$.215/per scanned page", "0.215", "scanned page", None),
        ("GBP 640 (per consultant per day)", "640.00", "consultant per day", "day"),
        ("$20 per 1,000 messages", "20.00", "1,000 messages", None),
        ("$3,000 per on-site audit and more", "3000.00", "on-site audit", None),
        ("$4,000 for the audit", "4000.00", None, None),
    ],
)
def test_a_price_carries_what_it_is_for_each_of(words: str, amount: str, unit: str | None, per: str | None) -> None:
    (found,) = find_unit_prices(words, Conventions())
    assert (str(found.value.money.amount), found.value.unit, found.value.per) == (amount, unit, per)


@pytest.mark.parametrize(
    ("header", "units"),
    [
        ("HOURLY RATE", ("hour",)),
        ("Price per seat per month", ("seat", "month")),
        ("Scanning (per page)", ("page",)),
        ("the monthly charge for further ports is", ("month",)),
        ("UNIT RATE", ()),
        ("Amount", ()),
    ],
)
def test_a_header_names_the_units_of_the_prices_below(header: str, units: tuple[str, ...]) -> None:
    assert units_named(header) == units
