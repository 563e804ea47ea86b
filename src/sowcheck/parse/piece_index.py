"""Which needles the words of a text hold: looked up word by word, so that a thousand needles cost what one costs."""

from collections.abc import Iterable
from functools import lru_cache, reduce
from operator import or_

from sowcheck.parse.needles import fold

_LONGEST = 10
"""Characters of a piece that are looked up; the rest of a longer one is left to the search itself."""

_MOST_WORDS = 50_000
"""Words that are remembered; a long run over many papers begins again from there."""

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
        self._words = _Words(self._bit)
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
        if len(self._words) > _MOST_WORDS:
            self._words.clear()
        return reduce(or_, map(self._words.__getitem__, set(fold(words).split())), _ALWAYS)


class _Words(dict[str, int]):
    """The bits of the pieces that stand in a word, worked out when it is met first."""

    def __init__(self, bit: dict[str, int]) -> None:
        super().__init__()
        self._bit = bit
        self._heads = {piece[:2] for piece in bit}
        """How pieces begin: most places of a word begin none."""

    def __missing__(self, word: str) -> int:
        bits = 0
        for start in range(len(word)):
            if word[start : start + 2] not in self._heads and word[start] not in self._heads:
                continue
            for end in range(start + 1, min(len(word), start + _LONGEST) + 1):
                if bit := self._bit.get(word[start:end]):
                    bits |= bit
        self[word] = bits
        return bits


def _piece(needle: str) -> str:
    """The part of a needle that is looked up; empty if it is white space only."""
    return max(needle.split(), key=len, default="")[:_LONGEST]
