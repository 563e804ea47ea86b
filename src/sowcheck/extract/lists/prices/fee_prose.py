"""Rates and prices that sentences state: a sum, what it is owed for each of, and what it is paid for, in either order."""

import re
from collections.abc import Iterator

from sowcheck.core.items import RateLine
from sowcheck.core.quantities import RatePeriod
from sowcheck.extract.candidates import Candidate, Rule
from sowcheck.extract.cast import SUPPLIER, PartyCue
from sowcheck.extract.finding import clip, pattern
from sowcheck.extract.lists.prices.charges import is_about_charges, is_no_charge
from sowcheck.extract.lists.prices.fee_schedules import scheduled
from sowcheck.extract.lists.prices.priced_things import (
    has_verb,
    named_fee,
    thing_before,
    thing_behind,
    thing_beside,
    thing_of_unit,
)
from sowcheck.extract.lists.prices.pricing import NamedPrice, item_of, priced_sentences
from sowcheck.extract.reading import Reading, Sentence
from sowcheck.parse.found import Found
from sowcheck.parse.unit_prices import UnitPrice

_SHARED_PERIOD = pattern(
    r"\bby the (?P<by>hour|day)\b|\b(?P<adverb>hour|dai|day)(?:ly)? (?:\w+ )?(?:rates?|basis)\b|\brates? (?:per|an?) (?P<per>hour|day)\b"
)
_MOST_CHARACTERS = 1200
"""Longer sentences are definitions and enumerations of law, where words and sums stand too far apart."""
_CHARGED = pattern(r"\b(?:charges?|charged|pays?|paid|bills?|billed|invoices?|invoiced)\b[^.;:]{0,60}$")
_FEE = pattern(r"\b(?:fee|charge|price|rate|retainer|maintenance|services?|consultant|payment)s?\b")
_ITEM = re.compile(r"\W*(?:\d{1,2}|[a-z])[.)]")
_MAXIMUM = re.compile(
    r"\b(?:exceed\w*|up to|less than|more than|not to exceed|in excess of|at least|maximum of|limited to|over)\s*$",
    re.I,
)


_PAID_BY_SUPPLIER = PartyCue(
    rf"\b(?:{SUPPLIER})\s+(?:shall|will|must|agrees?\s+to|may)\s+(?:pay|reimburse|compensate|owe)\b"
)


def _prices_of_prose(reading: Reading) -> Iterator[Candidate]:
    paid_by_supplier = _PAID_BY_SUPPLIER.of(reading)
    lines = [line.quote for line in scheduled(reading)]
    for sentence, prices in priced_sentences(reading):
        if any(line.overlaps(sentence.span) for line in lines):
            continue
        if (
            len(sentence.text) > _MOST_CHARACTERS
            or is_no_charge(sentence.text)
            or paid_by_supplier.search(sentence.text)
        ):
            continue
        for named in _named_prices(sentence, prices, reading):
            yield from _candidates(named, sentence, reading)


def _named_prices(sentence: Sentence, prices: tuple[Found[UnitPrice], ...], reading: Reading) -> Iterator[NamedPrice]:
    """Each price of a sentence that says what it is for; a price goes to one thing, a thing to one price."""
    text, past = sentence.text, 0
    payer = reading.party_words("customer") | reading.party_words("supplier")
    shared = _shared_period(sentence, prices[0].start)
    for index, found in enumerate(prices):
        before = text[past : found.start]
        end = prices[index + 1].start if index + 1 < len(prices) else len(text)
        behind = text[found.end : end]
        past = found.end
        price = found.value
        if not price.units and shared:
            price = UnitPrice(price.money, (shared,))
        name = thing_behind(behind) or (thing_of_unit(behind) if price.things else None)
        if name:
            past = found.end + behind.find(name.split()[-1]) + len(name.split()[-1])
        elif _MAXIMUM.search(before):
            continue
        else:
            name = named_fee(before) or thing_before(before) or thing_beside(behind)
            if name is None and price.things and _CHARGED.search(before):
                name = price.things[0]
        # A sum for nothing in particular needs a name as a fee, or a place in a list of what is paid for.
        if name is None or not (price.units or named_fee(before) or _is_paid_for(sentence, before, behind)):
            continue
        if name.casefold() in payer:
            # "DGT pays USD 2 per photo" prices the photo, not the payer; a fee for a month is no rate of a person.
            if price.per in ("week", "month") and not price.things:
                continue
            name = price.things[0] if price.things else name
        start = text.find(name, 0, found.start) if name in before else found.start
        stop = max(found.end, past)
        yield NamedPrice(name, price, sentence.at(max(start, 0), stop), stated=bool(found.value.units))


def _is_paid_for(sentence: Sentence, before: str, behind: str) -> bool:
    """Whether a numbered item says that a sum is paid for something: "2. The Client pays $900 for the training"."""
    return bool(_ITEM.match(sentence.text) and _CHARGED.search(before) and thing_behind(behind))


def _shared_period(sentence: Sentence, first: int) -> RatePeriod | None:
    """The hour or day that words before the first sum, or the lead of its list, name for all: "by the day, at"."""
    match = _SHARED_PERIOD.search(sentence.text[:first]) or _SHARED_PERIOD.search(sentence.lead)
    if not match:
        return None
    return "day" if (match["by"] or match["per"] or match["adverb"]).casefold().startswith("d") else "hour"


def _candidates(named: NamedPrice, sentence: Sentence, reading: Reading) -> Iterator[Candidate]:
    item = item_of(named)
    periodic = named.price.per and not named.price.things and not isinstance(item, RateLine)
    if item is None or (periodic and _FEE.search(named.name)):
        # A fee for a month or year alone is a recurring fee.
        return
    own_words = len(named.core) < len(sentence.span) and named.stated
    quote = named.core if own_words else clip(reading.text, sentence.span, named.core)
    if isinstance(item, RateLine):
        yield Candidate("price.rate_card", item, quote, "price.rate_card.prose", 0.68)
    elif is_about_charges(sentence.topic) or (has_verb(sentence.text) and is_about_charges(sentence.text)):
        yield Candidate("price.lines", item, quote, "price.lines.prose", 0.62 if named.price.units else 0.55)


RULES: tuple[Rule, ...] = (_prices_of_prose,)
