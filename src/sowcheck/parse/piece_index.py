"""Which needles the words of a text hold: looked up word by word, so that a thousand needles cost what one costs."""

from collections.abc import Iterable

from sowcheck.parse.needles import fold

_LONGEST = 10
"""Characters of a piece that are looked up; the rest of a longer one is left to the search itself."""

_MOST_TEXTS = 200_000
"""Texts that are remembered: more than a paper at the limit of its characters has sentences. A paper with more would
have each of its sentences looked up anew by each rule."""
_MOST_KEPT_TEXTS = 16_384
"""Texts that are kept from one paper to the next."""
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
    >>> bool(index.mask(["invoic"]) & index.bits["Invoices: 5 days"]), bool(index.mask(["%"]) & index.bits["5 days"])
    (True, False)
    """

    def __init__(self, needles: Iterable[str]) -> None:
        pieces = {piece for needle in needles if (piece := _piece(needle))}
        self._bit = {piece: 2 << place for place, piece in enumerate(sorted(pieces))}
        self.bits = _Texts(self._bit)
        """By text, the bits of the needles that it may hold."""

    def begin(self) -> None:
        """Another paper begins: what many texts of former ones took is free again."""
        if len(self.bits) > _MOST_KEPT_TEXTS:
            self.bits.clear()

    def mask(self, needles: Iterable[str]) -> int:
        """The bits of some needles; `ANY` if one of them is none of the index."""
        mask = 0
        for needle in needles:
            bit = self._bit.get(_piece(needle))
            if bit is None:
                return ANY
            mask |= bit
        return mask


class _Texts(dict[str, int]):
    """The bits of the pieces that stand in a text, worked out when it is met first."""

    def __init__(self, bit: dict[str, int]) -> None:
        super().__init__()
        self._words = _Words(bit)

    def __missing__(self, text: str) -> int:
        if len(self) >= _MOST_TEXTS:
            self.clear()
        bits = _ALWAYS
        for word in set(fold(text).split()):
            bits |= self._words[word]
        self[text] = bits
        return bits


class _Words(dict[str, int]):
    """The bits of the pieces that stand in a word, worked out when it is met first."""

    def __init__(self, bit: dict[str, int]) -> None:
        super().__init__()
        beginnings = {piece[:end] for piece in bit for end in range(1, len(piece))}
        self._bit = dict.fromkeys(beginnings, 0) | bit
        """The bit of each piece, and 0 of what only begins one."""

    def __missing__(self, word: str) -> int:
        if len(self) >= _MOST_WORDS:
            self.clear()
        bits = 0
        for start in range(len(word)):
            for end in range(start + 1, len(word) + 1):
                bit = self._bit.get(word[start:end])
                if bit is None:
                    break
                bits |= bit
        self[word] = bits
        return bits


def _piece(needle: str) -> str:
    """The part of a needle that is looked up; empty if it is white space only."""
    return max(needle.split(), key=len, default="")[:_LONGEST]
