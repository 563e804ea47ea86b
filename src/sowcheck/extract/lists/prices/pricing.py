"""From a named price to the item that it is: a rate for an hour, day, week or month of somebody, or a priced line."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sowcheck.core.items import PriceLine, RateLine
from sowcheck.core.spans import Span
from sowcheck.extract.lists.grammar.role_words import names_role
from sowcheck.extract.lists.prices.charges import is_whole_price
from sowcheck.extract.reading import Reading, Sentence
from sowcheck.parse.currencies import has_mark
from sowcheck.parse.found import Found
from sowcheck.parse.unit_prices import UnitPrice, find_unit_prices

_PEOPLE = re.compile(
    r"(?:people|persons?|heads?|consultants?|resources?|engineers?|employees?|staff|developers?|fte|individuals?|man|technicians?)",
    re.IGNORECASE,
)
_MAY_HOLD_SUM = re.compile(
    r"[$€£¥₹]|\b[A-Z]{3}[ \u00a0]?\d|\d[ \u00a0]?[A-Z]{3}\b|\b[Kk]r\b|\bRs\b|\d,-|dollar|euro|pound|franc|kron|rupee",
    re.IGNORECASE,
)
_RETAINED = re.compile(r"\bretainer|\bforfait\b|\bpauschale", re.IGNORECASE)
_MEMORY = "priced_sentences"


@dataclass(frozen=True, slots=True)
class NamedPrice:
    """A price with what it is for."""

    name: str
    price: UnitPrice
    core: Span
    """From the first of name and price to the last."""
    stated: bool = False
    """Whether these words themselves say what the price is for each of."""


def item_of(named: NamedPrice) -> RateLine | PriceLine | None:
    """The list item that a named price is; None for the price of the whole."""
    price, name = named.price, named.name
    money, per = price.money, price.per
    of_people = all(_PEOPLE.fullmatch(thing) for thing in price.things)
    if of_people and (per in ("hour", "day") or (per in ("week", "month") and names_role(name))):
        assert per in ("hour", "day", "week", "month")
        return RateLine(role=name, amount=money.amount, currency=money.currency, per=per)
    if not price.things and (is_whole_price(name) or (per and _RETAINED.search(name))):
        return None
    if price.units:
        return PriceLine(description=name, unit=price.unit, unit_price=money.amount, currency=money.currency)
    return PriceLine(description=name, amount=money.amount, currency=money.currency)


def may_hold_sum(words: str) -> bool:
    """Whether words may hold a sum of money: a test that costs little."""
    return has_mark(words) and bool(_MAY_HOLD_SUM.search(words))


def priced_sentences(reading: Reading) -> tuple[tuple[Sentence, tuple[Found[UnitPrice], ...]], ...]:
    """The sentences of paragraphs that hold sums, with these; read once for each document."""
    memory = vars(reading)
    if _MEMORY not in memory:
        memory[_MEMORY] = tuple(_priced_sentences(reading))
    found: tuple[tuple[Sentence, tuple[Found[UnitPrice], ...]], ...] = memory[_MEMORY]
    return found


def _priced_sentences(reading: Reading) -> Iterator[tuple[Sentence, tuple[Found[UnitPrice], ...]]]:
    for sentence in reading.sentences:
        if sentence.row or not sentence.counts or not may_hold_sum(sentence.text):
            continue
        if prices := tuple(find_unit_prices(sentence.text, reading.conventions)):
            yield sentence, prices
