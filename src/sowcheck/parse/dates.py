"""Dates in all usual written forms, in several languages; only complete and possible dates count."""

import datetime as dt
import re
from functools import cache

from sowcheck.parse.conventions import Conventions
from sowcheck.parse.found import Found
from sowcheck.parse.months import EVERYDAY_WORDS, month_number, month_pattern

_ORDINAL_WORDS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth twentieth twenty-first twenty-second twenty-third twenty-fourth "
    "twenty-fifth twenty-sixth twenty-seventh twenty-eighth twenty-ninth thirtieth thirty-first"
)
_ORDINALS = {word: day for day, word in enumerate(_ORDINAL_WORDS.split(), 1)}
_YEAR = r"(?:19|20)\d\d"
_TWO_DIGITS = re.compile(r"\d\d")
"""Every date has them, at least in its year."""
_SUFFIX = r"(?:\s?(?:s\s?t|n\s?d|r\s?d|t\s?h|er|ère|re|e|º|°)(?![^\W\d_])|\.)?"
_PIVOT = 70
"""Two-digit years below it are of this century."""


@cache
def _pattern() -> re.Pattern[str]:
    month = month_pattern()
    ordinals = "|".join(word.replace("-", r"[\s-]") for word in sorted(_ORDINALS, key=len, reverse=True))
    everyday = "|".join(EVERYDAY_WORDS)  # before a number they are English: "set 5", "out 3"
    joint = r"(?:\s?[-\u2011/.]\s?|\s{1,3})"
    return re.compile(
        rf"""(?<![\w])(?:(?<!\d[.,/-])|(?<=-\d\d/)(?=\d{{4}}-)|(?<=/\d\d\d\d-)(?=\d{{1,2}}/))(?:
          (?P<iso_year>{_YEAR})(?P<iso_mark>[-/.\u2011])(?P<iso_month>\d{{1,2}})(?P=iso_mark)(?P<iso_day>\d{{1,2}})
            (?:T\d\d:\d\d(?::\d\d(?:\.\d{{1,9}})?)?(?:Z|[+-]\d\d:?\d\d)?)?
        | (?P<first>\d{{1,2}})\s?(?P<mark>[-/.\u2011])\s?(?P<second>\d{{1,2}})\s?(?P=mark)\s?
            (?P<numeric_year>{_YEAR}|\d\d)
        | (?!(?:{everyday})\b)(?P<month_first>{month}){joint}(?P<day_second>\d{{1,2}}){_SUFFIX}
            (?:\s?,\s{{0,3}}|{joint})(?:A\.?D\.?\s)?(?P<year_third>{_YEAR}|['\u2019]\d\d)
        | (?:(?P<day_first>\d{{1,2}}){_SUFFIX}|(?P<day_word>{ordinals}))
            (?:\s{{1,3}}day)?(?:\s{{1,3}}(?:of|de|di|d['\u2019])(?![^\W\d_]))?(?:{joint})?
            (?P<month_second>{month})(?:,?\s{{1,3}}(?:in\s{{1,3}}the\s{{1,3}}year|of|de|del)(?![^\W\d_]))?
            (?:\s?,\s{{0,3}}|{joint})?(?:A\.?D\.?,?\s)?(?P<year_last>{_YEAR}|(?<=[-/])\d\d|['\u2019]\d\d)
        )(?![\w])(?:(?![-/.,]\d)|(?=/\d{{4}}-\d)|(?=-\d{{1,2}}/\d{{1,2}}/\d))""",
        re.VERBOSE | re.IGNORECASE,
    )


def find_dates(text: str, conventions: Conventions) -> list[Found[dt.date]]:
    """Every complete date, left to right; the order of 02/03/2026 is the document's.

    A day that no calendar has (31 February) and a month without a day are none.

    >>> found = find_dates("from the 26th day of March 2020 to 12-May-2026", Conventions())
    >>> [each.value.isoformat() for each in found]
    ['2020-03-26', '2026-05-12']
    """
    found = []
    for match in _pattern().finditer(text) if _TWO_DIGITS.search(text) else ():
        date = _read(match, conventions)
        if date is not None:
            found.append(Found(date, match.start(), match.end()))
    return found


def _read(match: re.Match[str], conventions: Conventions) -> dt.date | None:
    if match["iso_year"]:
        return _date(match["iso_year"], int(match["iso_month"]), match["iso_day"])
    if match["numeric_year"]:
        return _numeric(match, conventions)
    if match["month_first"]:
        return _date(match["year_third"].lstrip("'\u2019"), month_number(match["month_first"]), match["day_second"])
    day = match["day_first"] or _ORDINALS["-".join(match["day_word"].casefold().replace("-", " ").split())]
    return _date(match["year_last"].lstrip("'\u2019"), month_number(match["month_second"]), day)


def _numeric(match: re.Match[str], conventions: Conventions) -> dt.date | None:
    """A part above 12 tells the order; otherwise the document does."""
    first, second, year = int(match["first"]), int(match["second"]), match["numeric_year"]
    if len(year) == 2 and match["mark"] == "." and not (conventions.day_first and len(match["first"]) == 2):
        return None  # "1.2.10" numbers a section
    day_first = conventions.day_first or match["mark"] == "."
    if first > 12 or second > 12:
        day_first = first > 12
    day, month = (first, second) if day_first else (second, first)
    return _date(year, month, day)


def _date(year: str, month: int, day: int | str) -> dt.date | None:
    full_year = int(year)
    if len(year) == 2:
        full_year += 2000 if full_year < _PIVOT else 1900
    try:
        return dt.date(full_year, month, int(day))
    except ValueError:
        return None
