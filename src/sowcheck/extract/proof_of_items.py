"""Proof of list items: each number, date and name stands in the quote, and nothing else there competes for its place."""

import datetime as dt
from decimal import Decimal
from functools import cached_property

from sowcheck.core.assumptions import Proof
from sowcheck.core.items import Limit, RateLine, Signatory
from sowcheck.core.noun import Noun
from sowcheck.extract.proof_of_texts import QUOTED, holds
from sowcheck.parse.conventions import Conventions
from sowcheck.parse.dates import find_dates
from sowcheck.parse.money import find_money, find_money_conflicts
from sowcheck.parse.numbers import find_numbers
from sowcheck.parse.percents import find_percents
from sowcheck.parse.rates import says_period

_NAMES = ("name", "role", "description", "person", "system", "metric", "title")
"""The parts of list items that are the document's own words."""


def item(value: Noun, quote: str, conventions: Conventions, header: str = "") -> Proof:
    """The proof of a list item; one without numbers or dates can only be quoted."""
    if reason := _missing(value, quote, conventions):
        return Proof(status="unproven", reason=reason)
    numeric = any(isinstance(part, Decimal | dt.date) and not isinstance(part, bool) for _, part in value)
    if not numeric or isinstance(value, Signatory):
        return QUOTED
    if reason := _ambiguous(value, quote, conventions, header):
        return Proof(status="unproven", reason=reason)
    return Proof(status="proven")


def _missing(value: Noun, quote: str, conventions: Conventions) -> str | None:
    """What the quote does not hold; None if it holds every part."""
    stated = _Stated(quote, conventions)
    for name, part in value:
        if isinstance(part, Decimal | int) and not isinstance(part, bool) and part not in stated.numbers:
            return f"the quote does not state the {name}"
        if isinstance(part, dt.date) and part not in stated.dates:
            return f"the quote does not state the date of {name}"
        if name in _NAMES and isinstance(part, str) and not holds(quote, part):
            return f"the quote does not hold the {name}"
    return None


class _Stated:
    """What a quote states; most items ask for words only."""

    def __init__(self, quote: str, conventions: Conventions) -> None:
        self._quote, self._conventions = quote, conventions

    @cached_property
    def numbers(self) -> set[Decimal]:
        numbers = {found.value for found in find_numbers(self._quote, self._conventions)}
        numbers |= {found.value.amount for found in find_money(self._quote, self._conventions)}
        return numbers | {found.value.points for found in find_percents(self._quote, self._conventions)}

    @cached_property
    def dates(self) -> set[dt.date]:
        return {found.value for found in find_dates(self._quote, self._conventions)}


def _ambiguous(value: Noun, quote: str, conventions: Conventions, header: str) -> str | None:
    """Why the numbers may belong to something else; a table's row is one item, a sentence may hold several."""
    if find_money_conflicts(quote, conventions):
        return "words and figures differ"
    if isinstance(value, RateLine) and not any(says_period(f"{words} ", 0, value.per) for words in (quote, header)):
        return f"the quote does not say that this rate is for each {value.per}"
    if "\t" in quote:
        return None
    own = {part for _, part in value if isinstance(part, Decimal)}
    if isinstance(value, Limit) and len({found.value for found in find_numbers(quote, conventions)}) > 1:
        return "the quote states other counts too"
    sums = {found.value.amount for found in find_money(quote, conventions)}
    shares = {found.value.points for found in find_percents(quote, conventions)}
    if not sums <= own or len(shares - own) > 0:
        return "the quote states other sums or shares too"
    return None
