"""The words of a text without what a copy of it may change: white space, the look of quotes and dashes, ligatures, case.

A word is a run of letters and digits; a number keeps the marks inside it, so that "120,000" is one word and no other
number begins or ends with it. Every other sign is a word of its own. Two texts say the same if their words have the same
keys, in the same order.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f"
_MARKS = "\u0300-\u036f"
_LETTER = rf"[^\W_]|[{_MARKS}{_INVISIBLE}]"
_HYPHENS = "-\u2010\u2011\ufffe"
_DASHES = _HYPHENS + "\u2012\u2013\u2014\u2015\u2212"
_QUOTES = "\"'`\u00b4\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u201f\u00ab\u00bb\u2039\u203a"
_COLUMN_GAP = "|\u00a6"
"""How a row of a table is often written; the document has white space there."""

ELLIPSIS = "\u2026"
"""Key of three dots, however they are written: words are left out, or dots lead to a page number."""
DASH = "-"
"""Key of every hyphen and dash."""

_WORD = re.compile(
    rf"(?P<word>(?:{_LETTER}|(?<=\d)[.,'\u2019](?=\d))+)|(?P<dots>\.(?:\s?\.)+|\u2026+)|(?P<line>_+)|(?P<dash>[{_DASHES}]+)|"
    rf"(?P<quote>[{_QUOTES}]+)|(?P<gap>[{_COLUMN_GAP}])|(?P<sign>[^\w\s])"
)
_KEYS = {"dots": ELLIPSIS, "line": "_", "dash": DASH, "quote": "'"}
_AS_LETTERS = (
    "<compat>",
    "<wide>",
    "<narrow>",
    "<noBreak>",
    "<font>",
    "<initial>",
    "<medial>",
    "<final>",
    "<isolated>",
)
"""Ways of writing that Unicode keeps apart from the letters they stand for; a raised 2 is another thing than a 2."""


class Word(NamedTuple):
    """A word of a text: what it is compared by, and where it stands."""

    key: str
    start: int
    end: int


def words_of(text: str) -> Iterator[Word]:
    """The words of a text in their order.

    >>> [word.key for word in words_of("The \u201cFee\u201d:\u00a0$120,000")]
    ['the', "'", 'fee', "'", ':', '$', '120,000']
    """
    known: dict[str, str] = {}
    for match in _WORD.finditer(text):
        group, written = str(match.lastgroup), match.group()
        if group == "gap":
            continue
        key = _KEYS.get(group) or known.get(written)
        if key is None:
            key = known[written] = _key(written)
        if key:
            yield Word(key, match.start(), match.end())


def is_said(word: Word) -> bool:
    """Whether a word is letters or digits, not a sign."""
    return word.key[0].isalnum()


def is_broken(text: str, before: Word, hyphen: Word, behind: Word) -> bool:
    """Whether a hyphen at the end of a line may have broken one word in two: "deliver-" and "ables"."""
    return (
        hyphen.key == DASH
        and hyphen.end - hyphen.start == 1
        and text[hyphen.start] in _HYPHENS
        and before.end == hyphen.start
        and text[hyphen.end : hyphen.end + 1].isspace()
        and text[before.end - 1].isalpha()
        and text[behind.start].isalpha()
    )


def is_compound(text: str, before: Word, hyphen: Word, behind: Word) -> bool:
    """Whether a hyphen makes one expression of two words: "non-refundable", "cost-plus", "30-day"."""
    return (
        hyphen.key == DASH
        and text[hyphen.start] in _HYPHENS
        and before.end == hyphen.start
        and behind.start == hyphen.end
        and is_said(before)
        and is_said(behind)
    )


def _key(written: str) -> str:
    plain = "".join(_letters(character) for character in written if character not in _INVISIBLE)
    folded = unicodedata.normalize("NFD", unicodedata.normalize("NFD", plain).casefold())
    return folded.replace("\u2019", "'")


def _letters(character: str) -> str:
    kind = unicodedata.decomposition(character).partition(" ")[0]
    return unicodedata.normalize("NFKD", character) if kind in _AS_LETTERS else character
