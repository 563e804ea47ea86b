"""Tells columns of prose from tables: long lines that run on, and paragraphs that do not keep in step."""

import re
from collections.abc import Sequence
from itertools import pairwise

from sowcheck.ingest.layout.columns import keep_in_step
from sowcheck.ingest.layout.words import Line, parts_of

_FEWEST_LINES = 3
_FEWEST_TOGETHER = 9
"""Lines of both columns; fewer could be anything."""
_NARROWEST_COLUMN = 80.0
"""Points."""
_MOST_UNEQUAL = 3.5
"""The wider column is no wider than this many times the narrower one."""
_WORDS = 4.0
"""Words on a line of prose on average, at least."""
_FULL = 0.75
"""Share of the column's width that a full line takes."""
_END = re.compile(r"[.:;!?][\"'\u201d\u2019)\]]*$")
_LETTERS = re.compile(r"[^\W\d_]{2,}")


def are_columns(left: Sequence[Line], right: Sequence[Line]) -> bool:
    """Whether the lines on both sides of a gutter are columns of prose, to be read one after the other."""
    if min(len(left), len(right)) < _FEWEST_LINES or len(left) + len(right) < _FEWEST_TOGETHER:
        return False
    widths = sorted(_width(side) for side in (left, right))
    if widths[0] < _NARROWEST_COLUMN or widths[1] > _MOST_UNEQUAL * widths[0] or not _stand_beside(left, right):
        return False
    # Lines of a table stand on common baselines; no one sets a table otherwise.
    apart = _independence(left, right) > 0.5
    if not all(is_running(side, lenient=apart) for side in (left, right)):
        return False
    words = [[line.words for line in side] for side in (left, right)]
    return apart or not keep_in_step(*words)


def is_running(lines: Sequence[Line], *, lenient: bool) -> bool:
    """Whether most lines of a column are running text."""
    width = _width(lines)
    full = [line.x1 - lines_left >= _FULL * width for line in lines for lines_left in (_left(lines),)]
    wordy = sum(len(line.words) for line in lines)
    lettered = sum(bool(_LETTERS.search(word.text)) for line in lines for word in line.words)
    if wordy < _WORDS * len(lines) or lettered < 0.6 * wordy or sum(full) < (0.25 if lenient else 0.4) * len(lines):
        return False
    runs_on = sum(
        below.text.lstrip("\"'\u201c\u2018(")[:1].islower()
        or (is_full and not _END.search(above.text) and len(above.words) > 3)
        for (above, below), is_full in zip(pairwise(lines), full, strict=False)
    )
    return runs_on >= (0.2 if lenient else 0.3) * (len(lines) - 1)


def has_columns_inside(lines: Sequence[Line]) -> bool:
    """Whether many of the lines have wide gaps inside."""
    return sum(len(parts_of(line)) > 1 for line in lines) > 0.25 * len(lines)


def _left(lines: Sequence[Line]) -> float:
    return min(line.x0 for line in lines)


def _width(lines: Sequence[Line]) -> float:
    return max(line.x1 for line in lines) - _left(lines)


def _stand_beside(left: Sequence[Line], right: Sequence[Line]) -> bool:
    """Whether several lines of each side stand at the height of the other side."""
    top, bottom = max(left[0].y0, right[0].y0), min(left[-1].y1, right[-1].y1)
    return all(sum(top - 1 <= line.baseline <= bottom + 1 for line in side) > 1 for side in (left, right))


def _independence(left: Sequence[Line], right: Sequence[Line]) -> float:
    """Share of the lines of the shorter side that no line of the other side shares its baseline with."""
    top, bottom = max(left[0].y0, right[0].y0), min(left[-1].y1, right[-1].y1)
    beside = [
        [line.baseline for line in side if top - 1 <= line.baseline <= bottom + 1] for side in (left, right)
    ]
    fewer, more = sorted(beside, key=len)
    shared = sum(any(abs(base - other) <= 1.2 for other in more) for base in fewer)
    return 1 - shared / max(len(fewer), 1)
