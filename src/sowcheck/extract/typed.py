"""The parsers as rules call them: words of a reading in, typed values with offsets out."""

import re
from collections.abc import Iterator
from decimal import Decimal

from sowcheck.core.quantities import Money, RecurringFee
from sowcheck.core.values import Value
from sowcheck.extract.choices import find_choice
from sowcheck.extract.reading import Reading
from sowcheck.parse import dates, durations, money, numbers, percents, rates, terms
from sowcheck.parse.found import Found


def amount(words: str, reading: Reading) -> Iterator[Found[Value]]:
    """Money."""
    for found in money.find_money(words, reading.conventions):
        yield Found(found.value, found.start, found.end)


_EACH = re.compile(
    r"\s*(?:,?\s*(?:excl\w*|plus|exclusive of)\.? \w+)?\s*(?:(?:per|pr\.?|for each|each|every|an?|à|je|pro|par)\s+(?!total|aggregate)\w+|/\s*\w+|(?:monthly|annually|quarterly|weekly|p\.\s?[am]\.))",
    re.IGNORECASE,
)


def total_amount(words: str, reading: Reading) -> Iterator[Found[Value]]:
    """Money that is not for each of something ("$3,500.00 per visit"); both sums where words and figures differ."""
    for found in money.find_money(words, reading.conventions):
        if not _EACH.match(words, found.end):
            yield Found(found.value, found.start, found.end)


_BARE = re.compile(r"\s*[-–]?\s*\d[\d.,'’ \u00a0]*\d{2}(?:[.,]\s?[-–]+)?\s*")


def bare_amount(words: str, reading: Reading) -> Found[Value] | None:
    """Words that are nothing but a number, as money of the document's currency."""
    currency = reading.conventions.currency
    found = next(number(words, reading), None) if currency and _BARE.fullmatch(words) else None
    if found is None or currency is None or not isinstance(found.value, Decimal):
        return None
    return Found(Money(amount=found.value.quantize(Decimal("0.01")), currency=currency), found.start, found.end)


def recurring_fee(words: str, reading: Reading) -> Iterator[Found[Value]]:
    """Money a week, month, quarter or year."""
    for found in rates.find_rates(words, reading.conventions):
        price, per = found.value.money, found.value.per
        if per in ("week", "month", "quarter", "year"):
            yield Found(RecurringFee(amount=price.amount, currency=price.currency, per=per), found.start, found.end)


def percent(words: str, reading: Reading) -> Iterator[Found[Value]]:
    """Percentages."""
    for found in percents.find_percents(words, reading.conventions):
        yield Found(found.value, found.start, found.end)


def interest(words: str, reading: Reading) -> Iterator[Found[Value]]:
    """Percentages a month or year."""
    for found in percents.find_interest(words, reading.conventions):
        yield Found(found.value, found.start, found.end)


def date(words: str, reading: Reading) -> Iterator[Found[Value]]:
    """Complete dates."""
    for found in dates.find_dates(words, reading.conventions):
        yield Found(found.value, found.start, found.end)


_OF_ANOTHER_PAPER = re.compile(
    r"\b(?:dated|signed on|vom|agreement of|terms of|contract of)\s+(?:as of\s+)?$", re.IGNORECASE
)


def schedule_date(words: str, reading: Reading) -> Iterator[Found[Value]]:
    """Complete dates that do not date another paper ("the Framework Agreement dated 3 June 2024")."""
    for found in date(words, reading):
        if not _OF_ANOTHER_PAPER.search(words[: found.start]):
            yield found


def duration(words: str, reading: Reading) -> Iterator[Found[Value]]:  # noqa: ARG001 (one signature for all parsers)
    """Durations."""
    for found in durations.find_durations(words):
        yield Found(found.value, found.start, found.end)


_NOT_THE_TERM = re.compile(
    r"\s*(?:[’']s?\s*)?(?:(?:prior |written |advance |previous )*notice|after (?:the )?(?:receipt|invoice|delivery|approval|acceptance|it|its|submission)|"
    r"(?:of|from) (?:the )?(?:receipt|invoice|delivery|date of (?:the )?invoice)|following|prior to|before\b|of (?:its )?(?:submission|receiving))",
    re.IGNORECASE,
)


def term(words: str, reading: Reading) -> Iterator[Found[Value]]:
    """Durations that may be the length of an engagement: no notice, payment, review or limitation periods."""
    for found in duration(words, reading):
        if not _NOT_THE_TERM.match(words, found.end) and not re.search(
            r"\b(?:within|every|after)\s+\S*$", words[: found.start]
        ):
            yield found


def net_days(words: str, reading: Reading) -> Iterator[Found[Value]]:  # noqa: ARG001 (one signature for all parsers)
    """Net payment terms in days."""
    for found in terms.find_net_days(words):
        yield Found(found.value, found.start, found.end)


def number(words: str, reading: Reading) -> Iterator[Found[Value]]:
    """Plain numbers."""
    for found in numbers.find_numbers(words, reading.conventions):
        yield Found(found.value, found.start, found.end)


def choice(field: str, words: str) -> Iterator[Found[Value]]:
    """The choice that the words make for a field."""
    if decided := find_choice(field, words):
        value, start, end = decided
        yield Found(value, start, end)
