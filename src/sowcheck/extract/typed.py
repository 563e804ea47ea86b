"""The parsers as rules call them: words of a reading in, typed values with offsets out."""

import re
from collections.abc import Iterator

from sowcheck.core.quantities import RecurringFee
from sowcheck.core.values import Value
from sowcheck.extract.choices import find_choice
from sowcheck.extract.reading import Reading
from sowcheck.parse import dates, durations, money, numbers, percents, rates, terms
from sowcheck.parse.found import Found


def amount(words: str, reading: Reading) -> Iterator[Found[Value]]:
    """Money."""
    for found in money.find_money(words, reading.conventions):
        yield Found(found.value, found.start, found.end)


_EACH = re.compile(r"\s*(?:per|for each|each|an?)\s+(?!total|aggregate)\w+", re.IGNORECASE)


def total_amount(words: str, reading: Reading) -> Iterator[Found[Value]]:
    """Money that is not for each of something ("$3,500.00 per visit"); both sums where words and figures differ."""
    for found in money.find_money(words, reading.conventions):
        if not _EACH.match(words, found.end):
            yield Found(found.value, found.start, found.end)


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
