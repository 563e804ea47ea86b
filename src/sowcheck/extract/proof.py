"""Proof: does a deterministic parser derive the same value from the quoted words alone?

Likeness of words is no proof. A sum is proven by the money parser, a day by the date parser, a choice by its grammar,
a name or statement by standing in the quote word for word.
"""

import datetime as dt
import re
from collections.abc import Iterable
from decimal import Decimal
from typing import assert_never

from sowcheck.core.assumptions import Proof
from sowcheck.core.fields import FIELDS, Kind
from sowcheck.core.noun import Noun
from sowcheck.core.quantities import Duration, Interest, Money, Percent, RecurringFee
from sowcheck.core.values import Value
from sowcheck.extract.choices import CHOICES, find_choice
from sowcheck.parse.conventions import Conventions, find_currency_evidence
from sowcheck.parse.dates import find_dates
from sowcheck.parse.durations import find_durations
from sowcheck.parse.money import find_money, find_money_conflicts
from sowcheck.parse.numbers import find_numbers
from sowcheck.parse.percents import find_interest, find_percents
from sowcheck.parse.terms import find_net_days

_SHARED_SIGNS = {"$", "¥", "kr", "kr."}
"""Signs that several currencies share."""

_NAMES = ("name", "role", "description", "person", "system", "metric", "title")
"""The parts of list items that are the document's own words."""

_PROVEN = Proof(status="proven")


def prove(field: str, value: Value, quote: str, conventions: Conventions) -> Proof:
    """The proof of `value` for `field` from the words of `quote`."""
    missing = _missing(field, value, quote, conventions)
    return Proof(status="unproven", reason=missing) if missing else _PROVEN


def _missing(field: str, value: Value, quote: str, conventions: Conventions) -> str | None:
    """What the quote does not show; None if it shows all of the value."""
    match value:
        case Money() | RecurringFee():
            return _money_missing(value.amount, value.currency, quote, conventions)
        case Percent():
            return _absent(value.points, _percents(quote, conventions), "percentage")
        case Interest():
            return _absent(value, (found.value for found in find_interest(quote, conventions)), "rate of interest")
        case Duration():
            return _absent(value, (found.value for found in find_durations(quote)), "duration")
        case dt.date():
            return _absent(value, (found.value for found in find_dates(quote, conventions)), "date")
        case bool():
            return _choice_missing(field, value, quote)
        case int():
            return _days_missing(value, quote)
        case Decimal():
            return _absent(value, (found.value for found in find_numbers(quote, conventions)), "number")
        case str():
            return _text_missing(field, value, quote)
        case Noun():
            return _item_missing(value, quote, conventions)
        case _:
            assert_never(value)


def _absent(value: object, found: Iterable[object], what: str) -> str | None:
    return None if any(value == other for other in found) else f"the quote does not state this {what}"


def _percents(quote: str, conventions: Conventions) -> list[Decimal]:
    return [found.value.points for found in find_percents(quote, conventions)]


def _money_missing(amount: Decimal, currency: str, quote: str, conventions: Conventions) -> str | None:
    if any(amount in (pair.words.amount, pair.figures.amount) for pair in find_money_conflicts(quote, conventions)):
        return "words and figures differ"
    found = [found.value for found in find_money(quote, conventions)]
    if Money(amount=amount, currency=currency) in found:
        return None
    # A cell of a table holds a bare number; its column or document names the currency.
    return _absent(amount, (number.value for number in find_numbers(quote, conventions)), "amount")


def _days_missing(days: int, quote: str) -> str | None:
    stated = {found.value for found in find_net_days(quote)}
    stated |= {found.value.count for found in find_durations(quote) if found.value.unit == "day"}
    return _absent(days, stated, "number of days")


def _choice_missing(field: str, value: str | bool, quote: str) -> str | None:
    found = find_choice(field, quote) if field in CHOICES else None
    return None if found and found[0] == value else "the quote alone does not decide for this choice"


def _text_missing(field: str, value: str, quote: str) -> str | None:
    if field == "price.currency":
        stated = {
            found.value for found in find_currency_evidence(quote) if _sign(found.words(quote)) not in _SHARED_SIGNS
        }
        return _absent(value, stated, "currency") and "the sign alone does not name the currency"
    if FIELDS[field].kind is Kind.CHOICE:
        return _choice_missing(field, value, quote)
    return None if _plain(value) in _plain(quote) else "the quote does not hold these words"


def _sign(words: str) -> str:
    """What stands beside the digits of a sum."""
    return re.sub(r"[\d.,\s]", "", words)


def _item_missing(item: Noun, quote: str, conventions: Conventions) -> str | None:
    """Each number, date and name of a list item must stand in its quote."""
    numbers = {found.value for found in find_numbers(quote, conventions)}
    numbers |= {found.value.amount for found in find_money(quote, conventions)} | set(_percents(quote, conventions))
    dates = {found.value for found in find_dates(quote, conventions)}
    words = _plain(quote)
    for name, part in item:
        if isinstance(part, Decimal) and part not in numbers:
            return f"the quote does not state the {name}"
        if isinstance(part, dt.date) and part not in dates:
            return f"the quote does not state the date of {name}"
        if name in _NAMES and isinstance(part, str) and _plain(part) not in words:
            return f"the quote does not hold the {name}"
    return None


def _plain(words: str) -> str:
    return re.sub(r"\W+", " ", words).strip().casefold()
