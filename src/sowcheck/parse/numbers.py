"""Numbers as documents write them: 1,234.56 and 1.234,56, "184 000", "1.2 million", "1-1/2", words, "five (5)"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from sowcheck.parse.beginnings import matches_at
from sowcheck.parse.conventions import Conventions, DecimalMark
from sowcheck.parse.currencies import CODES
from sowcheck.parse.found import Found
from sowcheck.parse.number_words import find_number_words, number_words

__all__ = [
    "Count",
    "Numeral",
    "find_numbers",
    "find_numerals",
    "number_words",
    "parse_number",
    "read_counts",
    "read_digits",
]

_SPACE = "[ \u00a0\u2007\u2009\u202f]"
# Repeats are bounded so that a page of digits costs linear time. The order matters: a grouped reading goes first.
_DIGITS = rf"""
    \d{{1,3}}(?:,\d{{2,3}}){{0,6}},\d{{3}}(?!\d)(?:\.\d+)?
  | \d{{1,3}}(?:\.\d{{3}}){{1,7}}(?!\d)(?:,\d{{1,4}}(?!\d))?
  | \d{{1,3}}(?:{_SPACE}\d{{3}}){{1,7}}(?!\d)(?:[.,]\d{{1,4}}(?!\d))?
  | \d{{1,3}}(?:['\u2019]\d{{3}}){{1,7}}(?!\d)(?:[.,]\d{{1,4}}(?!\d))?
  | \d++(?:[.,]\d++)?
  | \.\d++
"""
_ANY_DIGIT = re.compile(r"[\d½¼¾⅓⅔]")
_VULGAR_SIGN = re.compile(r"[½¼¾⅓⅔]")
_FIRST = re.compile(r"[\d.]")
"""With what a number starts that has no such sign."""
_NUMERAL = re.compile(
    rf"""(?<![\d_])(?<!\d[.,'\u2019/])(?:(?<![A-Za-z])(?<![A-Za-z]\.)|(?<={"|".join(CODES)})|(?<=[Kk]r)|(?<=[KkRr][rs]\.))
    (?:(?P<whole>\d{{1,3}})?(?:(?<=\d)[- ])?(?P<over>\d)/(?P<under>[23458])(?![\d/])
      |(?P<vulgar_whole>\d{{1,3}})?{_SPACE}?(?P<vulgar>[½¼¾⅓⅔])
      |(?P<digits>{_DIGITS}))
    (?![.,/]?\d)
    (?:(?:(?:{_SPACE}|-)?(?P<scale>(?i:thousand|million|billion|mio|mln|mrd|bn|mm))|(?P<letter>[kKmM]))(?![^\W_]))?
    """,
    re.VERBOSE,
)
_SCALES = {
    "thousand": 1_000,
    "k": 1_000,
    "m": 1_000_000,
    "mm": 1_000_000,
    "million": 1_000_000,
    "mio": 1_000_000,
    "mln": 1_000_000,
    "billion": 1_000_000_000,
    "bn": 1_000_000_000,
    "mrd": 1_000_000_000,
}
_VULGAR = {"½": "0.5", "¼": "0.25", "¾": "0.75", "⅓": "0.3333", "⅔": "0.6667"}
_BRACKET = re.compile(r"\s{0,3}[(\[]\s{0,3}")
_CLOSE = re.compile(r"\s{0,3}[)\]]")
_MISREAD = re.compile(r"\s{0,3}[(\[]\s{0,3}(?=[\dIlOS|!]{0,2}[IlOS|!])[\dIlOS|!]{1,3}\s{0,3}[)\]]")
"""Figures in brackets in which a scan took a digit for a letter: "one (I)"."""


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number in digits and how it was written."""

    value: Decimal
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Count:
    """A number with its repetition in figures or words: "thirty (30)" has one value, "six [4]" two."""

    values: tuple[Decimal, ...]
    start: int
    end: int


def find_numerals(text: str, decimal_mark: DecimalMark = ".", *, as_money: bool = False) -> list[Numeral]:
    """Every number in digits, left to right, with fractions and scales.

    With `as_money`, three zeros after a single mark are read as a group ("50,000" even where the mark is decimal),
    because nobody writes three empty decimals of an amount.
    """
    if not _ANY_DIGIT.search(text):
        return []
    return [_numeral(match, decimal_mark, as_money) for match in _matches(text)]


def _matches(text: str) -> Iterator[re.Match[str]]:
    if _VULGAR_SIGN.search(text):
        return _NUMERAL.finditer(text)
    return matches_at((first.start() for first in _FIRST.finditer(text)), _NUMERAL, text)


def _numeral(match: re.Match[str], decimal_mark: DecimalMark, as_money: bool) -> Numeral:
    if match["under"]:
        value = int(match["whole"] or 0) + Decimal(match["over"]) / Decimal(match["under"])
    elif match["vulgar"]:
        value = int(match["vulgar_whole"] or 0) + Decimal(_VULGAR[match["vulgar"]])
    else:
        value = read_digits(match["digits"], decimal_mark, as_money=as_money)
    scale = (match["scale"] or match["letter"] or "").casefold()
    if scale == "m" and not as_money:
        return Numeral(value, match.start(), match.start("letter"))  # metres, as likely as millions
    return Numeral(value * _SCALES.get(scale, 1), match.start(), match.end())


def read_digits(written: str, decimal_mark: DecimalMark, *, as_money: bool = False) -> Decimal:
    """The value of digits with marks, such as "1.234,56".

    Only "1.234" and "1,234" can be read both ways; there the document's decimal mark decides. Every other form
    tells its own: two marks, a repeated mark, or other than three digits after the only one.
    """
    bare = re.sub(r"[\s'\u2019\u00a0\u2007\u2009\u202f]", "", written)
    marks = [mark for mark in bare if mark in ".,"]
    if not marks:
        return Decimal(bare)
    last = marks[-1]
    if len(marks) > 1 and (last in marks[:-1]):
        return Decimal(bare.replace(",", "").replace(".", ""))
    if len(marks) > 1 or bare != written or not re.fullmatch(r"[1-9]\d{0,2}[.,]\d{3}", bare):
        return Decimal(bare.replace("." if last == "," else ",", "").replace(",", "."))
    grouped = last != decimal_mark or (as_money and bare.endswith("000"))
    return Decimal(bare.replace(last, "" if grouped else "."))


def find_numbers(text: str, conventions: Conventions) -> list[Found[Decimal]]:
    """Every number, in digits or in words; "five (5)" is one find.

    Where words and figures disagree ("six [4]"), each value is a find with the span of both.
    """
    counts = read_counts(text, conventions.decimal_mark)
    return [Found(value, count.start, count.end) for count in counts for value in count.values]


def parse_number(value: str, conventions: Conventions) -> Decimal | None:
    """The number that the whole text writes, such as a table cell or a field, or None."""
    words = value.strip()
    sign = -1 if words[:1] in {"-", "\u2212"} or (words[:1] == "(" and words[-1:] == ")") else 1
    words = words.strip("-\u2212+() ")
    found = find_numbers(words, conventions)
    if len(found) == 1 and (found[0].start, found[0].end) == (0, len(words)):
        return sign * found[0].value
    return None


def read_counts(text: str, decimal_mark: DecimalMark = ".") -> list[Count]:
    """Numbers left to right, words joined with the figures in brackets that repeat them."""
    figures = {numeral.start: numeral for numeral in find_numerals(text, decimal_mark)}
    counts: list[Count] = []
    taken: set[int] = set()
    for words in find_number_words(text):
        repeated = _in_brackets(text, words.end, figures)
        if repeated:
            numeral, end = repeated
            taken.add(numeral.start)
            counts.append(Count(_distinct(words.value, numeral.value), words.start, end))
        else:
            misread = _MISREAD.match(text, words.end)
            counts.append(Count((words.value,), words.start, misread.end() if misread else words.end))
    by_end = {count.start: count for count in counts}
    for numeral in figures.values():
        if numeral.start in taken:
            continue
        opening = _BRACKET.match(text, numeral.end)
        repeated_words = by_end.get(opening.end()) if opening else None
        closing = _CLOSE.match(text, repeated_words.end) if repeated_words else None
        if repeated_words and closing:
            counts.remove(repeated_words)
            counts.append(Count(_distinct(numeral.value, *repeated_words.values), numeral.start, closing.end()))
        else:
            counts.append(Count((numeral.value,), numeral.start, numeral.end))
    return sorted(counts, key=lambda count: count.start)


def _in_brackets(text: str, start: int, figures: dict[int, Numeral]) -> tuple[Numeral, int] | None:
    """The numeral that alone fills brackets right after `start`, and where the brackets end."""
    opening = _BRACKET.match(text, start)
    numeral = figures.get(opening.end()) if opening else None
    closing = _CLOSE.match(text, numeral.end) if numeral else None
    return (numeral, closing.end()) if numeral and closing else None


def _distinct(*values: Decimal) -> tuple[Decimal, ...]:
    return tuple(dict.fromkeys(values))
