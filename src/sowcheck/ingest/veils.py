"""Words that are written with characters without a shape, or turned around by marks of the writing direction."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from sowcheck.core.documents import HiddenReason

_TAGS = r"\U000e0001\U000e0020-\U000e007f"
"""Unicode's tag characters: a second ASCII without shapes."""
_SELECTORS = r"\ufe00-\ufe0f\U000e0100-\U000e01ef"
"""Variation selectors: 256 of them, enough for any byte."""
_SHAPELESS = "\u00ad\u180e\u200b\u200c\u200d\u200e\u200f\u2060\u2061\u2062\u2063\u2064\ufeff"
_LONG = 8
"""As many characters without a shape in a row mean something; writing needs one or two."""
_OVERRIDES = "\u202d\u202e"
_EMBEDDINGS = "\u202a\u202b\u2066\u2067\u2068"
_ENDS = "\u202c\u2069"
_FLAG = "\U0001f3f4"
"""Tag characters behind it name the flag of a region."""
_ODD = re.compile(rf"[{_TAGS}{_SELECTORS}{_SHAPELESS}{_OVERRIDES}{_EMBEDDINGS}]")
_INVISIBLE = re.compile(
    rf"(?P<tags>[{_TAGS}]+)|(?P<selectors>[{_SELECTORS}]{{2,}})|(?P<shapeless>[{_SHAPELESS}]{{{_LONG},}})"
)
_TURNED = re.compile(rf"[{_OVERRIDES}\u202b\u2067]([^{_ENDS}\r\n]+)")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")


class Veiled(NamedTuple):
    """Words behind characters, and where they stand in the text that holds them."""

    reason: HiddenReason
    words: str
    start: int
    end: int


def veiled(text: str) -> Iterator[Veiled]:
    r"""Each passage that people do not see, or see in another order.

    >>> [found.words for found in veiled("Fee\U000e0048\U000e0069 EUR 5")]
    ['Hi']
    >>> [found.words for found in veiled("EUR \u202e051\u202c")]
    ['051']
    """
    if text.isascii() or not _ODD.search(text):
        return
    for found in _INVISIBLE.finditer(text):
        if not text.startswith(_FLAG, found.start() - 1):
            words = _said(found)
            if words:
                yield Veiled("invisible_characters", words, *found.span())
    for found in _TURNED.finditer(text):
        # In a right-to-left script these marks only say what its letters say already.
        forced = found[0][0] in _OVERRIDES
        if found[1].strip() and (forced or not _RIGHT_TO_LEFT.search(found[1])):
            yield Veiled("turned_around", found[1].strip(), *found.span(1))


def _said(found: re.Match[str]) -> str:
    """What invisible characters say; how many there are, where they say nothing that can be read."""
    characters = found[0]
    match found.lastgroup:
        case "tags":
            said = "".join(chr(ord(each) - 0xE0000) for each in characters if ord(each) >= 0xE0020)
        case "selectors":
            said = bytes(map(_byte, characters)).decode("utf-8", "replace")
            # One byte in a row of two is chance: emoji and East Asian variants.
            said = said if len(characters) >= _LONG else ""
            if not said:
                return ""
        case _:
            said = ""
    if said.strip() and said.isprintable():
        return said
    return f"{len(characters)} characters without a shape"


def _byte(selector: str) -> int:
    code = ord(selector)
    return code - 0xFE00 if code < 0xFE10 else code - 0xE0100 + 16
