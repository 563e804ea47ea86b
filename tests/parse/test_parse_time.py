"""Finders take linear time, also on text made to hurt them."""

import time
from collections.abc import Callable

import pytest

from sowcheck.parse.conventions import Conventions, decide, find_currency_evidence
from sowcheck.parse.dates import find_dates
from sowcheck.parse.durations import find_durations
from sowcheck.parse.money import find_money, find_money_conflicts
from sowcheck.parse.numbers import find_numbers
from sowcheck.parse.percents import find_interest, find_percents
from sowcheck.parse.rates import find_rates
from sowcheck.parse.terms import find_payment_terms

US = Conventions(currency="USD")
FINDERS: dict[str, Callable[[str], object]] = {
    "conventions": decide,
    "currency evidence": find_currency_evidence,
    "numbers": lambda text: find_numbers(text, US),
    "money": lambda text: find_money(text, US),
    "money conflicts": lambda text: find_money_conflicts(text, US),
    "rates": lambda text: find_rates(text, US),
    "dates": lambda text: find_dates(text, US),
    "durations": find_durations,
    "percents": lambda text: find_percents(text, US),
    "interest": lambda text: find_interest(text, US),
    "terms": find_payment_terms,
}
HURTING = {
    "digits": "1",
    "groups": "111,",
    "spaced groups": "111 ",
    "points": "1.1",
    "dashes": "1-1/",
    "words": "one hundred and ",
    "glued words": "seven",
    "capitals": "Aa ",
    "blanks": " ",
    "dollars": "$ ",
    "brackets": "one (1 ",
    "amounts without end": "all amounts payable in ",
    "days": "30 days of invoice ",
    "initials": "A.",
}
SIZE = 200_000
SECONDS = 8.0
"""Generous: quadratic time on this size takes minutes."""


@pytest.mark.parametrize("unit", HURTING)
@pytest.mark.parametrize("finder", FINDERS)
def test_a_hurting_text_is_read_in_bounded_time(finder: str, unit: str) -> None:
    text = HURTING[unit] * (SIZE // len(HURTING[unit]))
    begun = time.process_time()
    FINDERS[finder](text)
    assert time.process_time() - begun < SECONDS
