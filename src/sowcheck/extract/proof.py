"""Proof: do the quoted words, read alone, state this value for this field?

Likeness of words is no proof, and neither is a number that stands somewhere in the quote. A value is proven when its typed
parser derives it again from the quote, the nearest cue in its sentence names the field's purpose (`purposes`), and no second
value in the quote competes for the same purpose. A statement in the document's own words has no parser: it is quoted.
"""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import assert_never

from sowcheck.core.assumptions import Proof
from sowcheck.core.documents import Document
from sowcheck.core.fields import FIELDS
from sowcheck.core.noun import Noun
from sowcheck.core.quantities import Duration, Interest, Money, Percent, RecurringFee
from sowcheck.core.spans import Span
from sowcheck.core.values import Value
from sowcheck.extract import proof_of_items, proof_of_texts
from sowcheck.extract.purposes import DATES, DAYS, SHARES, SUMS, Purpose, states
from sowcheck.extract.reading import sentence_spans
from sowcheck.extract.statements import says
from sowcheck.parse.conventions import Conventions
from sowcheck.parse.dates import find_dates
from sowcheck.parse.durations import find_durations
from sowcheck.parse.found import Found
from sowcheck.parse.money import find_money, find_money_conflicts
from sowcheck.parse.numbers import find_numbers
from sowcheck.parse.percents import find_interest, find_percents
from sowcheck.parse.rates import says_period
from sowcheck.parse.terms import find_net_days

_PROVEN = Proof(status="proven")


def prove(field: str, value: Value, quote: str, conventions: Conventions, header: str = "") -> Proof:
    """The proof of `value` for `field` from the words of `quote`.

    Args:
        field: A name of the dictionary.
        value: What is claimed.
        quote: The words that are to state it.
        conventions: How the document writes numbers and dates.
        header: The words of the column headers above a quoted table row.
    """
    match value:
        case Money():
            return _sum(field, value, quote, conventions)
        case RecurringFee():
            return _recurring(field, value, quote, conventions)
        case Percent():
            return _typed(field, value, find_percents(quote, conventions), quote, SHARES, "percentage")
        case Interest():
            return _typed(field, value, find_interest(quote, conventions), quote, SHARES, "rate of interest")
        case Duration():
            return _typed(field, value, find_durations(quote), quote, DAYS, "duration")
        case dt.date():
            return _typed(field, value, find_dates(quote, conventions), quote, DATES, "date")
        case bool():
            return proof_of_texts.choice(field, value, quote)
        case int():
            return _typed(field, value, _days(quote), quote, DAYS, "number of days")
        case Decimal():
            return _number(field, value, quote, conventions)
        case str():
            # The first column of a version history says what its label is.
            named = f"{header.partition(chr(9))[0]} {quote}" if field == "doc.version" and header else quote
            return proof_of_texts.text(field, value, named)
        case Noun():
            return proof_of_items.item(value, quote, conventions, header)
        case _:
            assert_never(value)


def as_shown(document: Document, quote: Span, proof: Proof) -> Proof:
    """The proof of quoted words, none where people see other words in that place, or none at all."""
    if any(each.span is not None and each.span.overlaps(quote) for each in document.hidden):
        return unproven("people do not see these words as they are written")
    return proof


def unproven(reason: str) -> Proof:
    """A proof that fails, with the reason."""
    return Proof(status="unproven", reason=reason)


def _typed(
    field: str, value: object, found: Sequence[Found[object]], quote: str, purposes: Sequence[Purpose], what: str
) -> Proof:
    """Proof of a value by its parser and the cue of its purpose."""
    own = [place for place in found if place.value == value]
    if not own:
        return unproven(f"the quote does not state this {what}")
    stating = [place for place in found if _is_for(field, place, found, quote, purposes)]
    if not any(place.value == value for place in stating):
        reason = f"the quote does not say that this {what} is the {FIELDS[field].title.lower()}"
        return Proof(status="unproven", reason=reason, off_purpose=True)
    if any(place.value != value for place in stating):
        return unproven(f"the quote states more than one {what} that may be meant")
    return _PROVEN


def _is_for(
    field: str, place: Found[object], found: Sequence[Found[object]], quote: str, purposes: Sequence[Purpose]
) -> bool:
    sentence = _sentence_at(quote, place.start, place.end)
    inside = [
        Span(start=other.start - sentence.start, end=other.end - sentence.start)
        for other in found
        if other is not place and sentence.start <= other.start and other.end <= sentence.end
    ]
    value = Span(start=place.start - sentence.start, end=place.end - sentence.start)
    return states(field, purposes, sentence.of(quote), value, inside)


def _sentence_at(quote: str, start: int, end: int) -> Span:
    for sentence in sentence_spans(quote, 0, len(quote)):
        if sentence.start <= start and end <= sentence.end:
            return sentence
    return Span(start=0, end=len(quote))


def _days(quote: str) -> list[Found[object]]:
    net: list[Found[object]] = [Found(found.value, found.start, found.end) for found in find_net_days(quote)]
    days = [found for found in find_durations(quote) if found.value.unit == "day"]
    return net + [
        Found(day.value.count, day.start, day.end)
        for day in days
        if not any(other.start < day.end and day.start < other.end for other in net)
    ]


def _sums(amount: Decimal, quote: str, conventions: Conventions) -> list[Found[object]]:
    """The sums of a quote; where the amount stands without a currency (a table's cell), that number too."""
    sums: list[Found[object]] = [
        Found(found.value.amount, found.start, found.end) for found in find_money(quote, conventions)
    ]
    if any(found.value == amount for found in sums):
        return sums
    bare = [Found(found.value, found.start, found.end) for found in find_numbers(quote, conventions)]
    return sums + [found for found in bare if found.value == amount]


def _conflict(amount: Decimal, quote: str, conventions: Conventions) -> bool:
    return any(amount in (pair.words.amount, pair.figures.amount) for pair in find_money_conflicts(quote, conventions))


def _sum(field: str, value: Money, quote: str, conventions: Conventions) -> Proof:
    if _conflict(value.amount, quote, conventions):
        return unproven("words and figures differ")
    stated = {found.value for found in find_money(quote, conventions) if found.value.amount == value.amount}
    if stated and value not in stated:
        return unproven("the quote states another currency")
    purposes = SHARES if field == "billing.deposit" else SUMS
    return _typed(field, value.amount, _sums(value.amount, quote, conventions), quote, (*purposes, *SUMS), "amount")


def _recurring(field: str, value: RecurringFee, quote: str, conventions: Conventions) -> Proof:
    if _conflict(value.amount, quote, conventions):
        return unproven("words and figures differ")
    sums = _sums(value.amount, quote, conventions)
    if any(found.value == value.amount and not says_period(quote, found.end, value.per) for found in sums):
        return unproven(f"the quote does not say that this amount is for each {value.per}")
    return _typed(field, value.amount, sums, quote, SUMS, "amount")


def _number(field: str, value: Decimal, quote: str, conventions: Conventions) -> Proof:
    stated = {found.value for found in find_numbers(quote, conventions)}
    if value not in stated:
        return unproven("the quote does not state this number")
    if not says(field, quote):
        return unproven(f"the quote does not say that this number is the {FIELDS[field].title.lower()}")
    return _PROVEN
