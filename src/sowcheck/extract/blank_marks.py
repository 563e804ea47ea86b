"""The marks of a value that is not there: a line to write on, a bracket to fill in, "TBD", a redaction."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from sowcheck.core.blanks import BlankReason

PIECES = (
    "___", "[", "<<", "<insert", "<enter", "<date", "<amount", "<tb", "{{", "tbd", "tbc", "tba", "t.b.", "to be ", "xxx", "***",
    "$x", "█", "zu vereinbaren", "zu bestimmen", "à déterminer", "à définir", "à convenir",
)  # fmt: skip
"""One of these, in small letters, stands in every text that holds a mark."""

_LINE = r"_{3,}(?:[ _]*_{2,})*"
_BRACKET = (
    r"\[\s*(?:[●•○]|\.{2,}|…|-{2,}|_*|(?:to be |tb[dca]\b)[^\]\n]{0,50}|(?:insert|enter|add|specify|complete|fill in|select|provide)\b[^\]\n]{0,80}|"
    r"(?:(?:start|end|effective|commencement|completion|delivery|due|expiry|insert) )?(?:date|amount|price|fees?|rate|number|currency|period|days|"
    r"percentage|state|jurisdiction|country|total|term|value|duration)(?: of [a-z ]{3,30})?|"
    r"(?-i:(?!SEAL|SIGNATURE|REMAINDER|END\b|INTENTIONALLY|GRAPHIC|LOGO|PAGE|RESERVED|REDACTED|CONFIDENTIAL|NOT |SIC|LETTERHEAD|COMPANY LOGO)"
    r"[A-Z][A-Z0-9 /'’&-]{2,40}))\s*\]"
)
_ANGLE = r"<<[^<>\n]{1,60}>>|<(?:insert|enter|date|amount|name|tb[dc]|to be)[^<>\n]{0,50}>|\{\{[^{}\n]{1,60}\}\}"
_PENDING = (
    r"\b(?:TB[DCA]|t\.b\.[dca]\.)(?!\w)|\b(?:still )?to be (?:mutually |later )?(?:determined|agreed|confirmed|decided|advised|negotiated|inserted|"
    r"finali[sz]ed|fixed later)\b(?: upon| later)?|\bzu (?:vereinbaren|bestimmen)\b|\bà (?:déterminer|définir|convenir)\b"
)
_REDACTED = r"\[\s*\*+\s*\]|\*{3,}|\[(?:redacted|omitted)\]|█+|\bX{3,}(?:[.,]X{2,3})*\b(?!-)|(?<=[$€£])\s?X[X,.]*X"
_MARK = re.compile(
    rf"(?P<redacted>{_REDACTED})|(?P<pending>{_PENDING})|(?P<left_blank>{_LINE}|{_BRACKET}|{_ANGLE})", re.IGNORECASE
)

_M = r"\0+"
"""Marks of a line while they are joined to one value."""
_MONTH = r"(?:january|february|march|april|may|june|july|august|september|october|november|december)"
_DATE = re.compile(
    rf"{_M}\s*(?:st|nd|rd|th)?\s*day\s+of\s+(?:{_M}|{_MONTH})\s*,?\s*(?:(?:19|20)(?:{_M}|__|\d\d)|{_M})?|"
    rf"(?:{_M}|{_MONTH})\s+{_M}\s*,\s*(?:19|20)(?:{_M}|__|\d\d)|{_M}\s+(?:{_MONTH}\s+)?(?:19|20)(?:__|\d\d)|{_M}\s*,\s*(?:19|20)(?:{_M}|__|\d\d)|"
    rf"{_M}\s*[/-]\s*{_M}\s*[/-]\s*(?:(?:19|20)?{_M}|(?:19|20)\d\d)",
    re.IGNORECASE,
)
_TWICE = re.compile(rf"{_M}(?:\s*\(\s*{_M}\s*\)|\s+{_M})")
_MONEY_BEFORE = re.compile(
    r"(?:[$€£¥]|\b(?:USD|EUR|GBP|CAD|AUD|CHF|NOK|SEK|DKK|US\$|dollars|euros?))\s*$", re.IGNORECASE
)
_UNIT_BEHIND = re.compile(
    r"\s*(?:\(\s*\)\s*)?(?:(?:business|calendar|working|consecutive)\s+)?(?:hours?|days?|weeks?|months?|years?|tage\w*|wochen|monate\w*|jours?|mois)\b",
    re.IGNORECASE,
)
_PERCENT_BEHIND = re.compile(r"\s*(?:\(\s*\)\s*)?(?:%|per ?cent)", re.IGNORECASE)
_DATE_WORDS = re.compile(r"\bdate\b", re.IGNORECASE)
_COUNT_BEHIND = re.compile(r"\s*hours\b", re.IGNORECASE)


class Mark(NamedTuple):
    """A place where a value should stand."""

    start: int
    end: int
    reason: BlankReason
    fillings: tuple[str, ...]
    """What may stand there, by the words around it: one filling for each kind of value."""


DATE, MONEY, DAYS, NUMBER = "7 July 2077", "7,777.77", "77 days", "77"
"""What fills a mark: values that no paper states, so that a rule which reads one has read the mark."""


def find_marks(words: str, currency: str) -> Iterator[Mark]:
    """The marks of a line or sentence, each date or amount as one.

    >>> [words[mark.start:mark.end] for words in ["due on ____ day of ______, 20__"] for mark in find_marks(words, "USD")]
    ['____ day of ______, 20__']
    """
    found = [(match.start(), match.end(), match.lastgroup) for match in _MARK.finditer(words)]
    if not found:
        return
    masked = list(words)
    for start, end, _ in found:
        masked[start:end] = "\0" * (end - start)
    mask = "".join(masked)
    joined = [(match.start(), match.end()) for each in (_DATE, _TWICE) for match in each.finditer(mask)]
    done = -1
    for start, end, reason in found:
        if start < done:
            continue
        whole = next((span for span in joined if span[0] <= start < span[1]), (start, end))
        is_date = any(match.start() <= start < match.end() for match in _DATE.finditer(mask))
        done = whole[1]
        fillings = (DATE,) if is_date else _fillings(words, *whole, currency)
        yield Mark(*whole, _reason(reason), fillings)


def _reason(name: str | None) -> BlankReason:
    return "redacted" if name == "redacted" else "pending" if name == "pending" else "left_blank"


def _fillings(words: str, start: int, end: int, currency: str) -> tuple[str, ...]:
    before, behind, mark = words[:start], words[end:], words[start:end]
    if _MONEY_BEFORE.search(before):
        return (MONEY,)
    if _UNIT_BEHIND.match(behind) or _COUNT_BEHIND.match(behind):
        return (NUMBER,)
    if _PERCENT_BEHIND.match(behind):
        return (NUMBER,)
    if _DATE_WORDS.search(mark):
        return (DATE,)
    return (DATE, f"{currency} {MONEY}", DAYS)
