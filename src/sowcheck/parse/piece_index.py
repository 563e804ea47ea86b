"""Which needles the words of a text hold: looked up word by word, so that a thousand needles cost what one costs."""

import re
from collections.abc import Iterable
from functools import lru_cache

from sowcheck.parse.needles import fold

_TOKEN = re.compile(r"\w+|[^\w\s]")
_LONGEST = 10
"""Letters of a piece that are looked up; the rest of a longer one is left to the search itself."""

ANY = -1
"""The mask of needles that cannot be looked up: every text may hold them."""
_ALWAYS = 1
"""The bit that every text has, so that `ANY` meets it."""


class PieceIndex:
    """Gives each needle a bit, and each text the bits of the needles that its words hold.

    A needle of several words counts as its longest word. So a text may lack the needle whose bit it has, but never
    hold a needle whose bit it lacks.

    >>> index = PieceIndex(["invoic", "due date", "%"])
    >>> bool(index.mask(["invoic"]) & index.bits("Invoices: 5 days")), bool(index.mask(["%"]) & index.bits("5 days"))
    (True, False)
    """

    def __init__(self, needles: Iterable[str]) -> None:
        pieces = {piece for needle in needles if (piece := _piece(needle))}
        self._bit = {piece: 2 << place for place, piece in enumerate(sorted(pieces))}
        self._of_word = lru_cache(maxsize=16384)(self._bits_of_word)
        self.bits = lru_cache(maxsize=2048)(self._bits_of_text)

    def mask(self, needles: Iterable[str]) -> int:
        """The bits of some needles; `ANY` if one of them is none of the index."""
        mask = 0
        for needle in needles:
            bit = self._bit.get(_piece(needle))
            if bit is None:
                return ANY
            mask |= bit
        return mask

    def _bits_of_text(self, words: str) -> int:
        bits = _ALWAYS
        for word in set(_TOKEN.findall(fold(words))):
            bits |= self._of_word(word)
        return bits

    def _bits_of_word(self, word: str) -> int:
        bits = 0
        for start in range(len(word)):
            for end in range(start + 1, min(len(word), start + _LONGEST) + 1):
                bits |= self._bit.get(word[start:end], 0)
        return bits


def _piece(needle: str) -> str:
    """The part of a needle that is looked up; empty if it is white space only."""
    return max(_TOKEN.findall(needle), key=len, default="")[:_LONGEST]
