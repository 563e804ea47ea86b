"""Every figure of a text, typed: amounts, percentages, dates, lengths of time, numbers, and what else holds a digit."""

import re
import unicodedata
from collections.abc import Iterable
from decimal import Decimal
from typing import Literal, NamedTuple

from sowcheck.parse.conventions import Conventions
from sowcheck.parse.currencies import DOLLARS
from sowcheck.parse.dates import find_dates
from sowcheck.parse.durations import find_durations
from sowcheck.parse.money import find_money
from sowcheck.parse.numbers import find_numbers
from sowcheck.parse.percents import find_percents
from sowcheck.parse.terms import find_net_days

FigureKind = Literal["page", "money", "percent", "date", "month", "duration", "number", "token"]


class Figure(NamedTuple):
    """A figure, and where its words stand."""

    kind: FigureKind
    value: str
    """The size without a sign; a date in ISO; "09" or "2026-09" for a month; the characters of a token."""
    unit: str = ""
    """Currency, or unit of a length of time."""
    start: int = 0
    end: int = 0

    @property
    def fact(self) -> "Fact":
        """The figure wherever it stands."""
        return Fact(self.kind, self.value, self.unit)


class Fact(NamedTuple):
    """A figure without its place."""

    kind: FigureKind
    value: str
    unit: str = ""


MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_MONTHS = {name[:length].casefold(): number for number, name in enumerate(MONTHS, 1) for length in (3, 4, len(name))}
_MONTH = re.compile(
    r"(?:(?P<day>\d{1,2})(?:st|nd|rd|th)?\s+(?:of\s+)?)?\b(?P<name>[A-Z][a-z]{2,8})\b\.?"
    r"(?:\s+(?P<day_after>\d{1,2})(?:st|nd|rd|th)?\b(?!\s*,?\d))?(?:,?\s+(?P<year>(?:19|20)\d\d)\b)?"
)
_TOKEN = re.compile(r"[^\s“”\"()\[\],;:]*\d[^\s“”\"()\[\];:]*")
_PAGE = re.compile(r"\bpages?\s+(?P<number>\d{1,5})\b", re.IGNORECASE)
_LETTER = re.compile(r"[^\W\d_]")
_NO_COUNT = re.compile(
    r"\b(?:no|any|each|every|the|this|that|which|another|only|either)\s+one\b|\bone\s+(?:another|side|party|paper|document|"
    r"record|copy|version|place|value|clause|of\s+(?:the|them|these|those|its|two))\b|\bone-off\b",
    re.IGNORECASE,
)


def figures_of(text: str, dollars: str | None = None) -> list[Figure]:
    """Every figure, left to right; a date that can be read in two ways is there in both.

    Args:
        text: What is read, as `folded` gives it.
        dollars: The currency that a bare "$" means.

    >>> [figure.fact for figure in figures_of("EUR 184.000,00 within thirty days")]
    [Fact(kind='money', value='184000', unit='EUR'), Fact(kind='duration', value='30', unit='day')]
    """
    kept: list[Figure] = []
    for figure in _candidates(text, Conventions(currency=dollars)):
        over = [each for each in kept if figure.start < each.end and each.start < figure.end]
        twice = figure.kind == "date" and all((each.start, each.end) == (figure.start, figure.end) for each in over)
        if not over or twice:
            kept.append(figure)
    return sorted(dict.fromkeys(kept), key=lambda figure: (figure.start, figure.end))


def folded(text: str) -> str:
    """The text with full-width and other digits as plain ones, so that no figure hides behind its letters."""
    digits = (
        str(unicodedata.decimal(char)) if not char.isascii() and char.isdecimal() else char
        for char in unicodedata.normalize("NFKC", text)
    )
    return "".join(digits)


def plain_number(size: Decimal) -> str:
    """A size as figures are compared: no sign, no zeros at its end.

    >>> plain_number(Decimal("-14000.00")), plain_number(Decimal("7.50"))
    ('14000', '7.5')
    """
    size = abs(size)
    return str(size.to_integral_value()) if size == size.to_integral_value() else format(size.normalize(), "f")


def dollars_among(currencies: Iterable[str]) -> str | None:
    """What a bare "$" means where these currencies are stated: the only dollar among them."""
    dollars = {currency for currency in currencies if currency in DOLLARS}
    return dollars.pop() if len(dollars) == 1 else None


def _candidates(text: str, conventions: Conventions) -> Iterable[Figure]:
    """The more telling ones first: of two over the same words the first is taken."""
    for page in _PAGE.finditer(text):
        yield Figure("page", page["number"], "", page.start(), page.end())
    for day_first in (False, True):
        for date in find_dates(text, conventions.model_copy(update={"day_first": day_first})):
            yield Figure("date", date.value.isoformat(), "", date.start, date.end)
    for money in find_money(text, conventions):
        yield Figure("money", plain_number(money.value.amount), money.value.currency, money.start, money.end)
    for percent in find_percents(text, conventions):
        yield Figure("percent", plain_number(percent.value.points), "", percent.start, percent.end)
    for days in find_net_days(text):
        yield Figure("duration", str(days.value), "day", days.start, days.end)
    for length in find_durations(text):
        yield Figure("duration", str(length.value.count), length.value.unit, length.start, length.end)
    yield from _months(text)
    yield from _numbers(text, conventions)


def _numbers(text: str, conventions: Conventions) -> Iterable[Figure]:
    """Numbers that stand alone, and the names and references that hold a digit: "M4", "SOW-0003"."""
    pronouns = [match.span() for match in _NO_COUNT.finditer(text)]
    numbers = [
        Figure("number", plain_number(each.value), "", each.start, each.end) for each in find_numbers(text, conventions)
    ]
    whole = {(number.start, number.end) for number in numbers}
    for match in _TOKEN.finditer(text):
        token = match.group().rstrip(".,!?%'’")
        if _LETTER.search(token) and (match.start(), match.start() + len(token)) not in whole:
            yield Figure("token", token.casefold(), "", match.start(), match.start() + len(token))
    for number in numbers:
        if not any(start <= number.start and number.end <= end for start, end in pronouns):
            yield number
    for match in _TOKEN.finditer(text):
        yield Figure("token", match.group().rstrip(".,!?%'’").casefold(), "", match.start(), match.end())


def _months(text: str) -> Iterable[Figure]:
    """Months, with what is said of day and year: "30 June", "June 2026", "in June"."""
    for match in _MONTH.finditer(text):
        number = _MONTHS.get(match["name"].casefold())
        if number is None:
            continue
        day = match["day"] or match["day_after"]
        dated = f"{match['year']}-{number:02d}" if match["year"] else f"{number:02d}"
        yield Figure("month", f"{dated}-{int(day):02d}" if day else dated, "", match.start(), match.end())
