"""Month names in the languages that contracts come in, from the Unicode locale data."""

import re
from functools import cache

from babel import Locale

from sowcheck.parse.bare_words import without_accents

LANGUAGES = ("en", "fr", "de", "nl", "es", "it", "pt", "sv", "nb", "da")

EVERYDAY_WORDS = ("out", "set", "ago", "des")
"""Month abbreviations that in the other languages are words of their own ("30 days ago", "set 5")."""


@cache
def month_numbers() -> dict[str, int]:
    """Month number by name or abbreviation, casefolded and without a trailing full stop.

    >>> month_numbers()["sept"], month_numbers()["août"], month_numbers()["mrz"]
    (9, 8, 3)
    """
    numbers: dict[str, int] = {"sept": 9, "jänner": 1, "mrz": 3, "mär": 3, "febr": 2}
    for language in LANGUAGES:
        names = Locale.parse(language).months["format"]
        for width in ("wide", "abbreviated"):
            for number, name in names[width].items():
                # The first language wins: an English reading is the likelier one.
                for spelling in (name, without_accents(name)):
                    numbers.setdefault(spelling.casefold().rstrip("."), number)
    return numbers


@cache
def month_pattern() -> str:
    """A pattern for any month name, longest first; an abbreviation may end in a full stop."""
    names = sorted(month_numbers(), key=len, reverse=True)
    return rf"(?:{'|'.join(map(re.escape, names))})(?![^\W\d_])\.?"


def month_number(name: str) -> int:
    """The number of a month that `month_pattern` matched."""
    return month_numbers()[name.casefold().rstrip(".")]
