"""Words that stand close together on one line: what a strip between two columns either clears or crosses."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from sowcheck.ingest.layout.words import Word, is_label, lines_of

GUTTER = 8.0
"""Points between two columns of prose, at least."""
_LARGE = 0.4
"""In large type, a space may be wider than a gutter: it takes up to this many font sizes."""
_SAME_START = 2.0
"""Points by which the starts of numbers in one column differ, at most."""


@dataclass(slots=True)
class Piece:
    """Words of one line with no gap between them that could part columns; a clause's number is with its text."""

    words: list[Word]
    x0: float
    y0: float
    x1: float
    y1: float
    size: float

    @property
    def middle(self) -> float:
        """Half-way from top to bottom."""
        return (self.y0 + self.y1) / 2


def pieces_of(words: Iterable[Word], page: int) -> list[Piece]:
    """The pieces of a page's upright words, from top to bottom."""
    rows = [(line.size, _split(line.words, max(GUTTER, _LARGE * line.size))) for line in lines_of(words, page)]
    starts = sorted(part[0].x0 for _, parts in rows for part in parts[1:] if is_label(part))
    pieces = [_piece(part, size) for size, parts in rows for part in _with_numbers(parts, starts)]
    return sorted(pieces, key=lambda piece: (piece.middle, piece.x0))


def _split(words: Sequence[Word], widest: float) -> list[list[Word]]:
    parts = [[words[0]]]
    for left, right in pairwise(words):
        if right.x0 - left.x1 >= widest:
            parts.append([right])
        else:
            parts[-1].append(right)
    return parts


def _with_numbers(parts: Sequence[list[Word]], starts: Sequence[float]) -> list[list[Word]]:
    """Pieces in which a number or bullet in front of a text is one with it, however deep the text is indented."""
    joined: list[list[Word]] = []
    waiting: list[Word] = []
    for index, part in enumerate(parts):
        whole = [*waiting, *part]
        waiting = []
        if index + 1 < len(parts) and is_label(part) and _leads(parts, index, starts):
            waiting = whole
        else:
            joined.append(whole)
    return joined


def _leads(parts: Sequence[list[Word]], index: int, starts: Sequence[float]) -> bool:
    """Whether a label stands in front of the next piece, and does not end the piece before."""
    after = parts[index + 1][0].x0 - parts[index][-1].x1
    if after > 4.5 * parts[index][0].style.size:
        return False
    if index == 0 or parts[index][0].x0 - parts[index - 1][-1].x1 >= after:
        return True
    # Numbers that begin at one place in several lines are the numbers of clauses.
    return sum(abs(start - parts[index][0].x0) <= _SAME_START for start in starts) > 1


def _piece(words: list[Word], size: float) -> Piece:
    return Piece(
        words,
        words[0].x0,
        min(word.y0 for word in words),
        max(word.x1 for word in words),
        max(word.y1 for word in words),
        size,
    )
