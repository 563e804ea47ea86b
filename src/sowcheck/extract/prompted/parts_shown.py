"""Which parts of a value its words do not show: what the proof of a rule's value takes from the rule itself.

A rule knows that a row's third column is the amount, that the currency is the document's, and what makes a milestone due.
A model only says so. So each part of its values must be shown by the quoted words or the header above them, and where two
parts could be exchanged for each other, nothing shows which is which.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from sowcheck.core.items import Deliverable, Limit, Milestone, PriceLine, RateLine, StaffRole
from sowcheck.core.quantities import Money, RecurringFee
from sowcheck.core.values import Value
from sowcheck.extract.lists.prices.payment_events import trigger_of
from sowcheck.extract.proof_of_texts import holds
from sowcheck.parse.bare_words import bare
from sowcheck.parse.conventions import Conventions
from sowcheck.parse.dates import find_dates
from sowcheck.parse.money import find_money
from sowcheck.parse.numbers import find_numbers
from sowcheck.parse.percents import find_percents

_OWN_WORDS = {"due": "when it is due", "max": "the limit", "unit": "the unit"}
_NAMES = ("role", "name", "description", "metric")
_HOURS = re.compile(r"\b(?:hours?|hrs?|stunden|heures|uren|timer)\b", re.IGNORECASE)
_WHICH = "the quote does not say which of its figures is which"
_EACH = re.compile(r"\b(?:each|per|every|unit|apiece|pro|par|je)\b|/\s?\w", re.IGNORECASE)


def not_shown(value: Value, quote: str, header: str, conventions: Conventions) -> str | None:
    """The first part of a value that the words do not show, as a reason; None if all of it is shown."""
    return next(_not_shown(value, quote, header, conventions), None)


def read_into(value: Value, quote: str) -> str | None:
    """What the words leave to a reading although they hold every part of an item; None if nothing.

    In a row the figures are those of the cell that names the item. A sentence may name it in more words, or mean them for
    another of its nouns; and what makes a milestone due is often said above the table.
    """
    name = next((part for key in _NAMES if isinstance(part := getattr(value, key, None), str)), None)
    if isinstance(value, Milestone) and value.trigger:
        return "what makes it due is a reading"
    if name is None or isinstance(value, Limit):
        return None
    cells = [bare(cell) for cell in quote.split("\t")]
    return (
        None if len(cells) > 1 and bare(name) in cells else "that the figures are those of what is named is a reading"
    )


def _not_shown(value: Value, quote: str, header: str, conventions: Conventions) -> Iterator[str]:
    if isinstance(value, Money | RecurringFee):
        yield from _currency(value.amount, value.currency, quote, conventions)
    if not isinstance(value, RateLine | PriceLine | Milestone | Deliverable | Limit | StaffRole):
        return
    for name, what in _OWN_WORDS.items():
        part = getattr(value, name, None)
        if isinstance(part, str) and not _is_said(part, f"{quote}\t{header}", conventions):
            yield f"the quote does not state {what}"
    if isinstance(value, RateLine | PriceLine | Milestone):
        amounts = [getattr(value, name, None) for name in ("amount", "unit_price")]
        for amount in amounts:
            if amount is not None and value.currency is not None:
                yield from _currency(amount, value.currency, quote, conventions)
    if isinstance(value, Milestone):
        yield from _milestone(value, quote, conventions)
    if isinstance(value, Limit) and isinstance(value.max, Decimal) and _others({value.max}, quote, conventions):
        yield "the quote states other counts too"
    if isinstance(value, RateLine) and _others({value.amount}, quote, conventions):
        yield "the quote states other figures too"
    if isinstance(value, PriceLine):
        yield from _price_line(value, quote, header, conventions)
    if isinstance(value, StaffRole):
        yield from _staff_role(value, f"{header}\t{quote}", quote, conventions)


def _currency(amount: Decimal, currency: str, quote: str, conventions: Conventions) -> Iterator[str]:
    """The currency must be that of the amount in the quote, or the document's where none stands beside it."""
    written = {found.value.currency for found in find_money(quote, conventions) if found.value.amount == amount}
    if currency not in written and (written or currency != conventions.currency):
        yield "the quote does not state this currency"


def _is_said(part: str, words: str, conventions: Conventions) -> bool:
    if holds(words, part) or any(found.value.isoformat() == part for found in find_dates(words, conventions)):
        return True
    return holds(words, f"{part}s") or holds(words, part.removesuffix("s"))


def _milestone(value: Milestone, quote: str, conventions: Conventions) -> Iterator[str]:
    if value.trigger and value.trigger != trigger_of(quote) and not (value.trigger == "calendar" and value.due):
        yield "the quote does not say that this makes it due"
    if value.percent is not None and value.percent not in {
        each.value.points for each in find_percents(quote, conventions)
    }:
        yield "the quote does not state this share"
    if value.amount is not None:
        shares = {each.value.points for each in find_percents(quote, conventions)}
        sums = {each.value.amount for each in find_money(quote, conventions)}
        if value.amount not in sums and (value.amount in shares or _others({value.amount}, quote, conventions)):
            yield "the quote does not state this amount as a sum of money"
        if len(sums) > 1:
            yield "the quote states other figures too"


def _price_line(value: PriceLine, quote: str, header: str, conventions: Conventions) -> Iterator[str]:
    """A quantity, a unit price and an amount that fit each other tell themselves apart, if the amount is the product."""
    priced = {each for each in (value.unit_price, value.amount) if each is not None}
    if not priced and value.quantity is None:
        return
    sums = {each.value.amount for each in find_money(quote, conventions)}
    is_alone = value.unit_price is None and value.quantity is None and not _EACH.search(f"{header}\t{quote}")
    if not (priced == sums and value.quantity not in sums and (is_alone or _is_product(value))):
        yield _WHICH


def _is_product(value: PriceLine) -> bool:
    """Whether the amount is the quantity times the unit price; with a quantity of 1 both sums are the same anyway."""
    if value.quantity is None or value.unit_price is None or value.amount is None:
        return False
    return value.quantity * value.unit_price == value.amount


def _staff_role(value: StaffRole, words: str, quote: str, conventions: Conventions) -> Iterator[str]:
    if value.count is not None and value.hours is not None:
        yield _WHICH
    own = {Decimal(each) for each in (value.count, value.hours) if each is not None}
    if own and _others(own, quote, conventions):
        yield "the quote states other figures too"
    elif own and (value.hours is not None) != bool(_HOURS.search(words)):
        yield _WHICH


def _others(own: set[Decimal], quote: str, conventions: Conventions) -> bool:
    """Whether the quote holds numbers beside the item's own."""
    return bool({found.value for found in find_numbers(quote, conventions)} - own)
