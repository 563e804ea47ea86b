"""Pieces of a document packed into parts: as few cuts as can be, and those where they hurt least."""

from collections.abc import Sequence

from sowcheck.extract.prompted.pieces import Piece

_A_PART = 20.0
"""What one more part costs: less than a cut within a list, more than one between two clauses."""
_UNEVEN = 5.0
"""What a full part costs more than an empty one, so that parts of equal merit are of like size."""


def packed(pieces: Sequence[Piece], most: int) -> list[Sequence[Piece]]:
    """The pieces in their order, in groups of at most `most` characters, cut where it costs least in all.

    >>> a, b, c = Piece(0, 4, 1, ""), Piece(4, 8, 8, ""), Piece(8, 12, 1, "")
    >>> [len(group) for group in packed([a, b, c], most=8)]
    [2, 1]
    """
    best: list[float] = [0.0]
    """Of the cheapest way to pack the first so many pieces."""
    first: list[int] = [0]
    """Of the last group in that way: the number of its first piece."""
    for end in range(1, len(pieces) + 1):
        stop = pieces[end - 1].end
        cheapest, begin = float("inf"), end - 1
        for start in range(end - 1, -1, -1):
            size = stop - pieces[start].start
            if size > most and start < end - 1:
                break
            cut = pieces[start].cost if start else 0.0
            cost = best[start] + cut + _A_PART + _UNEVEN * (size / most) ** 2
            if cost < cheapest:
                cheapest, begin = cost, start
        best.append(cheapest)
        first.append(begin)
    groups: list[Sequence[Piece]] = []
    end = len(pieces)
    while end:
        groups.append(pieces[first[end] : end])
        end = first[end]
    return groups[::-1]
