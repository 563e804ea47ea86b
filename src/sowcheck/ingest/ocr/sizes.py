"""How large print is, from the height of its letters; and words as the page's layout needs them."""

import re
from collections.abc import Iterable, Sequence
from itertools import groupby
from statistics import median

from sowcheck.ingest.ocr.engine import LineWord
from sowcheck.ingest.ocr.found import SeenWord

_TALL = re.compile(r"[A-Z0-9bdfhkl]")
_LOW = re.compile(r"[acemnorsuvwxz]")
_CAPITAL, _SMALL = 0.7, 0.5
"""Height of capitals, digits and long letters, and of the other small letters, as a share of the font's size."""
_ALIKE = 1.12
"""Two sizes whose ratio is below this are one size, measured twice."""


def placed(words: Iterable[LineWord], scale: float) -> list[SeenWord]:
    """Words in points, each with the size of its line's font.

    Args:
        words: in pixels, line after line.
        scale: pixels a point.
    """
    lines = [list(line) for _, line in groupby(words, key=lambda word: word.line)]
    sizes = _one_for_each_kind([_size(line) / scale for line in lines], [_weight(line) for line in lines])
    found = []
    for line, size in zip(lines, sizes, strict=True):
        for word in line:
            x0, y0, x1, y1, base = (round(value / scale, 2) for value in word[1:6])
            found.append(SeenWord(word.text, x0, y0, x1, y1, base, size, round(word.confidence, 2)))
    return found


def _size(line: Sequence[LineWord]) -> float:
    tall = [word.baseline - word.y0 for word in line if _TALL.search(word.text)]
    if tall:
        return max(median(tall) / _CAPITAL, 1.0)
    low = [word.baseline - word.y0 for word in line if _LOW.search(word.text)]
    return max(median(low) / _SMALL if low else line[0].y1 - line[0].y0, 1.0)


def _weight(line: Sequence[LineWord]) -> int:
    return sum(len(word.text) for word in line)


def _one_for_each_kind(sizes: Sequence[float], weights: Sequence[int]) -> list[float]:
    """Measured sizes brought to the few that a page uses: the most common first, those near it are the same."""
    kinds: list[float] = []
    left = sorted(zip(sizes, weights, strict=True))
    while left:
        heaviest = max(
            (size for size, _ in left),
            key=lambda size: sum(weight for other, weight in left if size / _ALIKE < other < size * _ALIKE),
        )
        near = [(size, weight) for size, weight in left if heaviest / _ALIKE < size < heaviest * _ALIKE]
        left = [pair for pair in left if pair not in near]
        total = sum(weight for _, weight in near)
        kinds.append(round(2 * sum(size * weight for size, weight in near) / total) / 2)
    return [min(kinds, key=lambda kind: abs(kind - size)) for size in sizes]
