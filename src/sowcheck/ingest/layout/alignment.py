"""Columns that nobody drew: words that keep clear of the same vertical strips."""

from collections.abc import Sequence
from itertools import pairwise

from sowcheck.ingest.layout.tables import FoundCell
from sowcheck.ingest.layout.words import Line, Word, line_of, parts_of, segments

_SPACE = 0.5
"""A gap wider than this many font sizes may lie between two columns."""


def cuts_of(lines: Sequence[Line], *, narrowest: float = 0.6) -> list[float]:
    """Where to cut lines into columns: the middles of the strips that hardly any line with several parts writes over.

    Args:
        lines: lines of one table.
        narrowest: width of the narrowest strip in font sizes.
    """
    split = [line for line in lines if len(parts_of(line)) > 1]
    if not split:
        return []
    limit = max(narrowest * min(line.size for line in split), 3.0)
    # A total's label may run over the columns beside it.
    crossed = len(split) // 4
    strips = clear_strips(split, limit, crossed)
    if not crossed:
        return [(start + end) / 2 for start, end in strips]
    clear = clear_strips(split, limit / 2)
    return [_middle(strip, clear) for strip in strips if _is_used(split, *strip)]


def _middle(strip: tuple[float, float], clear: Sequence[tuple[float, float]]) -> float:
    """The middle of a strip; of the part that no line writes over, where there is one."""
    inside = [part for part in clear if strip[0] - 1 <= part[0] and part[1] <= strip[1] + 1]
    start, end = max(inside, key=lambda part: part[1] - part[0], default=strip)
    return (start + end) / 2


def clear_strips(lines: Sequence[Line], narrowest: float, crossed: int = 0) -> list[tuple[float, float]]:
    """The strips between the first and the last word that at most `crossed` lines write over."""
    edges: list[tuple[float, int]] = []
    for line in lines:
        for part in _tight(line):
            edges += [(part[0].x0, 1), (part[-1].x1, -1)]
    edges.sort()
    strips: list[tuple[float, float]] = []
    open_parts = 0
    start: float | None = None
    for x, step in edges:
        if start is not None and step > 0 and open_parts + step > crossed:
            if x - start >= narrowest:
                strips.append((start, x))
            start = None
        open_parts += step
        if step < 0 and open_parts <= crossed and start is None:
            start = x
    return strips


def _tight(line: Line) -> list[list[Word]]:
    """The words of a line, cut at every gap that is wider than an ordinary space."""
    parts = [[line.words[0]]]
    for left, right in pairwise(line.words):
        if right.x0 - left.x1 > _SPACE * line.size:
            parts.append([right])
        else:
            parts[-1].append(right)
    return parts


def _is_used(lines: Sequence[Line], start: float, end: float) -> bool:
    """Whether enough lines have words on both sides of a strip and a gap there."""
    middle = (start + end) / 2
    parted = sum(any(left[-1].x1 <= middle <= right[0].x0 for left, right in pairwise(_tight(line))) for line in lines)
    return parted >= max(2, 0.3 * len(lines))


def row_cells(lines: Sequence[Line], cuts: Sequence[float], row: int) -> list[FoundCell]:
    """The cells of one row: each part of a line goes to the columns it stands in, however it crosses them."""
    spans: dict[int, tuple[int, list[Line]]] = {}
    for line in lines:
        for part, first, last in _parts(line, cuts):
            end, held = spans.get(first, (last, []))
            held.append(line_of(part, line.page))
            spans[first] = max(end, last), held
    # A part that crosses into a column which has words of its own ends before it.
    starts = sorted(spans)
    cells = []
    for index, first in enumerate(starts):
        last, held = spans[first]
        if index + 1 < len(starts):
            last = min(last, starts[index + 1] - 1)
        cells.append(FoundCell(row, first, held, column_span=last - first + 1))
    return cells


def _parts(line: Line, cuts: Sequence[float]) -> list[tuple[list[Word], int, int]]:
    """The words of a line by column, with the first and last column that each part stands in."""
    parts: list[tuple[list[Word], int, int]] = []
    for segment in segments(line):
        current: list[Word] = []
        for word in segment:
            column = _column((word.x0 + word.x1) / 2, cuts)
            if (
                current
                and column != _column((current[-1].x0 + current[-1].x1) / 2, cuts)
                and _is_cut(current[-1], word, cuts)
            ):
                parts.append(_part(current, cuts))
                current = []
            current.append(word)
        parts.append(_part(current, cuts))
    return parts


def _is_cut(left: Word, right: Word, cuts: Sequence[float]) -> bool:
    """Whether a cut falls between two words that are further apart than words of a sentence."""
    gap = right.x0 - left.x1
    return gap > 0.5 * left.style.size and any(left.x1 <= cut <= right.x0 for cut in cuts)


def _part(words: list[Word], cuts: Sequence[float]) -> tuple[list[Word], int, int]:
    first = _column((words[0].x0 + words[0].x1) / 2, cuts)
    last = _column((words[-1].x0 + words[-1].x1) / 2, cuts)
    return words, first, last


def _column(x: float, cuts: Sequence[float]) -> int:
    return sum(x > cut for cut in cuts)


def rows_of(lines: Sequence[Line], cuts: Sequence[float]) -> list[list[Line]]:
    """Lines grouped to the rows of a table without rules between its rows.

    Rows stand further apart than the lines of one cell; where all lines stand equally far apart, a line with a word in
    its first column and in another begins a row.
    """
    if not lines:
        return []
    steps = [below.baseline - above.baseline for above, below in pairwise(lines)]
    apart = bool(steps) and max(steps) > 1.2 * min(steps)
    limit = 1.15 * min(steps) if apart else 0.0
    rows = [[lines[0]]]
    for line, step in zip(lines[1:], steps, strict=True):
        filled = {first for _, first, _ in _parts(line, cuts)}
        starts = step > limit if apart else 0 in filled and (len(filled) > 1 or not line.text[0].islower())
        if not starts and apart and 0 in filled and len(filled) > 1 and _is_complete(rows[-1], line, cuts):
            starts = True
        if starts:
            rows.append([line])
        else:
            rows[-1].append(line)
    return rows


def _is_complete(row: Sequence[Line], line: Line, cuts: Sequence[float]) -> bool:
    """Whether a line fills as many columns as the row's first line: it is the next row, set tight."""
    return (
        len({first for _, first, _ in _parts(line, cuts)}) >= len({first for _, first, _ in _parts(row[0], cuts)}) > 1
    )
