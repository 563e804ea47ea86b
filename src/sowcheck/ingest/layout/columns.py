"""Text that stands in columns side by side: which lines belong to which column, and in which order they are read.

Three things look alike, rows of words with a gap in the middle: columns of prose, blocks side by side (two signature
blocks, two addresses), and rows of a table or a list of keys and values. The first two are read column by column, the
third row by row.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from sowcheck.ingest.layout.tables import FoundCell
from sowcheck.ingest.layout.words import Line, Word, is_label, lines_of, segments

_NARROWEST = 0.5
"""Width of the narrowest gap between two columns, in font sizes."""
_BESIDE = 0.8
"""A line that is lower by less than this many font sizes stands beside another, not below it."""
_SIGNING = frozenset(("/s/", "by", "signature", "signed"))
"""What only a signature block asks for twice in one row."""
_KEY = re.compile(r"(/s/)|([^\W\d_][\w .'/&-]{0,24}?)\s*(?::|_{3,})")


@dataclass(slots=True)
class Column:
    """Lines of one column, with its edges."""

    lines: list[Line]
    left: float
    right: float
    separate: bool = False
    """Whether each line stands for itself, as in a signature block."""


def columns_in(lines: Sequence[Line], left: float, right: float) -> list[Column]:
    """Lines of a page (without tables) as columns in reading order; text over the whole width is a column too.

    Args:
        lines: from top to bottom.
        left: left edge of the text.
        right: right edge of the text.
    """
    done: list[Column] = []
    pending: list[Line] = []
    index = 0
    while index < len(lines):
        found = _run_from(lines, index)
        if found is None:
            pending.append(lines[index])
            index += 1
            continue
        if pending:
            done.append(Column(pending, left, right))
            pending = []
        end, gutter, separate = found
        done.extend(_sides(lines[index:end], gutter, left, separate=separate))
        index = end
    if pending:
        done.append(Column(pending, left, right))
    return done


def _run_from(lines: Sequence[Line], start: int) -> tuple[int, float, bool] | None:
    """The longest run of rows from `start` that a gutter parts into columns: its end, the gutter, and what it parts.

    The last is true for blocks side by side, false for columns of prose.
    """
    for gutter in _gutters(lines, start):
        end, (low, high) = _extent(lines, start, gutter)
        middle = (low + high) / 2
        sides = [_parted(row, middle) for row in lines[start:end]]
        if min(sum(bool(before) for before, _ in sides), sum(bool(after) for _, after in sides)) < 2:
            continue
        if are_twins(sides):
            return start + _last_of_both(sides, lines[start:end]) + 1, middle, True
        if _is_prose(sides):
            return end, middle, False
    return None


def _parted(row: Line, middle: float) -> tuple[list[Word], list[Word]]:
    return (
        [word for word in row.words if word.middle[0] < middle],
        [word for word in row.words if word.middle[0] >= middle],
    )


def _last_of_both(sides: Sequence[tuple[list[Word], list[Word]]], rows: Sequence[Line]) -> int:
    """Index of the last row of two blocks: one that has both sides, or closely follows and wraps one of them."""
    last = max((index for index, (before, after) in enumerate(sides) if before and after), default=len(sides) - 1)
    while last + 1 < len(rows) and rows[last + 1].baseline - rows[last].baseline < 1.35 * rows[last].size:
        last += 1
    return last


def _gutters(lines: Sequence[Line], start: int) -> list[tuple[float, float]]:
    """The gaps in a line that may part columns, and the gap to a line beside it that stands a little lower."""
    line = lines[start]
    parts = segments(line)
    if len(parts) > 2 or (len(parts) == 2 and not is_label(parts[0])):
        return [(left[-1].x1, right[0].x0) for left, right in pairwise(parts)]
    if start + 1 < len(lines) and lines[start + 1].baseline - line.baseline < _BESIDE * line.size:
        first, second = sorted((line, lines[start + 1]), key=lambda beside: beside.x0)
        if second.x0 - first.x1 > _NARROWEST * line.size:
            return [(first.x1, second.x0)]
    return []


def _extent(lines: Sequence[Line], start: int, gutter: tuple[float, float]) -> tuple[int, tuple[float, float]]:
    """How far down the gap goes, and how wide it is throughout."""
    low, high = gutter
    end = start + 1
    last = lines[start]
    for line in lines[start + 1 :]:
        if line.y0 - last.y1 > 4 * max(line.size, last.size):
            break
        before, after = _at_gap(line, low, high)
        new_low, new_high = max([low, *before]), min([high, *after])
        # A row that leaves too little of the gap ends the run.
        if new_high - new_low < _NARROWEST * line.size:
            break
        low, high, last = new_low, new_high, line
        end += 1
    return end, (low, high)


def _at_gap(line: Line, low: float, high: float) -> tuple[list[float], list[float]]:
    """Right edges of the words before a gap, left edges of those after it; a wide gap of the line's own decides."""
    parts = segments(line)
    for index, part in enumerate(parts):
        if index and part[0].x0 >= high - line.size:
            return [parts[index - 1][-1].x1], [part[0].x0]
    middle = (low + high) / 2
    return (
        [word.x1 for word in line.words if word.middle[0] < middle],
        [word.x0 for word in line.words if word.middle[0] >= middle],
    )


def asks_twice(cells: Sequence[FoundCell]) -> bool:
    """Whether the rows of a table ask for the same things in two columns: they are two blocks side by side."""
    rows: dict[int, list[str]] = {}
    for cell in cells:
        rows.setdefault(cell.row, []).append(_key(cell.lines[0].words) if cell.lines else "")
    twice = sum(any(key and keys.count(key) > 1 for key in keys) for keys in rows.values())
    return twice >= max(1.0, 0.25 * len(rows))


def are_twins(sides: Sequence[tuple[list[Word], list[Word]]]) -> bool:
    """Whether both sides ask for the same things: "By: / Name: / Title:" twice."""
    keys = [(_key(before), _key(after)) for before, after in sides]
    same = [a for a, b in keys if a and a == b]
    return (
        len(same) >= 2
        or any(key in _SIGNING for key in same)
        or len({a for a, _ in keys if a} & {b for _, b in keys if b}) >= 3
    )


def _key(words: Sequence[Word]) -> str:
    found = _KEY.match(" ".join(word.text for word in words))
    return (found.group(1) or found.group(2)).strip().lower() if found else ""


def _is_prose(sides: Sequence[tuple[list[Word], list[Word]]]) -> bool:
    """Whether both sides are running text: most lines full of words, and their paragraphs do not keep in step."""
    columns = [[words for words in side if words] for side in zip(*sides, strict=True)]
    for side in columns:
        if len(side) < 4 or sum(len(words) for words in side) < 3.5 * len(side):
            return False
        x0, x1 = min(words[0].x0 for words in side), max(words[-1].x1 for words in side)
        if sum(words[-1].x1 > x0 + 0.8 * (x1 - x0) for words in side) < 0.55 * len(side):
            return False
    return not _keep_in_step(*columns)


def _keep_in_step(left: Sequence[list[Word]], right: Sequence[list[Word]]) -> bool:
    """Whether the larger gaps of both sides stand at the same heights, as the rows of a table do."""
    starts = [_starts(side) for side in (left, right)]
    if not starts[0] or not starts[1]:
        return False
    shared = sum(any(abs(a - b) < 3 for b in starts[1]) for a in starts[0])
    return shared >= 0.6 * max(len(starts[0]), len(starts[1]))


def _starts(side: Sequence[list[Word]]) -> list[float]:
    """Heights at which something begins after a larger gap."""
    bases = [words[0].baseline for words in side]
    steps = [below - above for above, below in pairwise(bases)]
    usual = sorted(steps)[len(steps) // 2]
    return [below for (_, below), step in zip(pairwise(bases), steps, strict=True) if step > 1.2 * usual]


def _sides(rows: Sequence[Line], middle: float, left: float, *, separate: bool) -> list[Column]:
    page = rows[0].page
    words = [word for row in rows for word in row.words]
    first = lines_of([word for word in words if word.middle[0] < middle], page)
    second = lines_of([word for word in words if word.middle[0] >= middle], page)
    starts = min(left, *(line.x0 for line in first)), min(line.x0 for line in second)
    # A column of prose is as wide as its longest line.
    ends = max(line.x1 for line in first), max(line.x1 for line in second)
    if separate:
        return [
            Column(first, starts[0], ends[0], separate=True),
            *(
                Column(column.lines, column.left, column.right, separate=True)
                for column in columns_in(second, starts[1], ends[1])
            ),
        ]
    return [*columns_in(first, starts[0], ends[0]), *columns_in(second, starts[1], ends[1])]
