"""Tells columns of prose from tables: long lines that run on, and paragraphs that do not keep in step."""

import re
from collections.abc import Sequence
from itertools import pairwise

from sowcheck.ingest.layout.labels import label_of
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
_ALIKE = 0.6
"""Share of the lines of a column that begin at its two most common places."""
_EDGE = 3.0
"""Points by which the lines at one edge differ."""
_IN_STEP = 0.6
"""Share of the paragraphs that begin at the height of one beside them, from which they may be cells of rows."""
_SLACK = 0.7
"""Lines by which two cells of a row differ in height; the shorter one leaves room below."""
_END = re.compile(r"[.:;!?][\"'\u201d\u2019)\]]*$")
_LETTERS = re.compile(r"[^\W\d_]{2,}")


def are_columns(left: Sequence[Line], right: Sequence[Line]) -> bool:
    """Whether the lines on both sides of a gutter are columns of prose, to be read one after the other."""
    if min(len(left), len(right)) < _FEWEST_LINES or len(left) + len(right) < _FEWEST_TOGETHER:
        return False
    widths = sorted(_width(side) for side in (left, right))
    if widths[0] < _NARROWEST_COLUMN or widths[1] > _MOST_UNEQUAL * widths[0] or not _stand_beside(left, right):
        return False
    if not all(_begin_alike([line.x0 for line in side]) for side in (left, right)):
        return False
    # Lines of a table stand on common baselines; no one sets a table otherwise.
    apart = _independence(left, right) > 0.5
    if not all(is_running(side, lenient=apart) for side in (left, right)):
        return False
    return not _are_centred(left, right) and (apart or not _are_rows(left, right))


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


def _begin_alike(begins: Sequence[float]) -> bool:
    """Whether the lines of a column begin at its edge or at its indent; those beside a river of white do not."""
    starts = sorted(begins)
    alike = 0
    for _ in range(2):
        edge = max(starts, key=lambda x: sum(x <= other < x + _EDGE for other in starts), default=None)
        if edge is None:
            break
        others = [x for x in starts if not edge <= x < edge + _EDGE]
        alike += len(starts) - len(others)
        starts = others
    return alike >= _ALIKE * len(begins)


def _stand_beside(left: Sequence[Line], right: Sequence[Line]) -> bool:
    """Whether several lines of each side stand at the height of the other side."""
    top, bottom = max(left[0].y0, right[0].y0), min(left[-1].y1, right[-1].y1)
    return all(sum(top - 1 <= line.baseline <= bottom + 1 for line in side) > 1 for side in (left, right))


def _independence(left: Sequence[Line], right: Sequence[Line]) -> float:
    """Share of the lines of the shorter side that no line of the other side shares its baseline with."""
    top, bottom = max(left[0].y0, right[0].y0), min(left[-1].y1, right[-1].y1)
    beside = [[line.baseline for line in side if top - 1 <= line.baseline <= bottom + 1] for side in (left, right)]
    fewer, more = sorted(beside, key=len)
    shared = sum(any(abs(base - other) <= 1.2 for other in more) for base in fewer)
    return 1 - shared / max(len(fewer), 1)


def _are_rows(left: Sequence[Line], right: Sequence[Line]) -> bool:
    """Whether the paragraphs of both sides begin at the same heights, as the cells of a table do."""
    begun = [_begun(side) for side in (left, right)]
    pairs = [(a, b) for a in begun[0] for b in begun[1] if abs(a[0].baseline - b[0].baseline) < 3]
    most = max(len(side) for side in begun)
    if not pairs or len(pairs) < _IN_STEP * most:
        return False
    if _are_numbered([(a, b) for (a, _), (b, _) in pairs]):
        return False
    leading = min(_leading(left), _leading(right))
    slack = any(abs(a - b) > _SLACK * leading for (_, a), (_, b) in pairs)
    return slack or len(pairs) == most > 1


def _are_centred(left: Sequence[Line], right: Sequence[Line]) -> bool:
    """Whether the paragraphs of both sides have their middles at the same heights, as cells of unequal length may."""
    groups = [[(group[0], (group[0].baseline + group[-1].baseline) / 2) for group in _groups(s)] for s in (left, right)]
    pairs = [(a, b) for a, middle in groups[0] for b, other in groups[1] if abs(middle - other) < 2]
    most = max(len(side) for side in groups)
    return most >= _FEWEST_LINES and len(pairs) >= _IN_STEP * most and not _are_numbered(pairs)


def _are_numbered(pairs: Sequence[tuple[Line, Line]]) -> bool:
    """Whether both of most pairs have numbers of their own; clauses of two languages side by side have the same."""
    labels = [(label_of(a.text), label_of(b.text)) for a, b in pairs]
    return sum(a is not None and b is not None and a != b for a, b in labels) > 0.5 * len(pairs)


def _groups(lines: Sequence[Line]) -> list[list[Line]]:
    """Lines between larger gaps."""
    usual = _leading(lines)
    groups = [[lines[0]]]
    for above, below in pairwise(lines):
        if below.baseline - above.baseline > 1.2 * usual:
            groups.append([below])
        else:
            groups[-1].append(below)
    return groups


def _begun(lines: Sequence[Line]) -> list[tuple[Line, float]]:
    """The lines that stand further from the one above than most, with that distance; not those below a heading."""
    usual = _leading(lines)
    return [
        (below, below.baseline - above.baseline)
        for above, below in pairwise(lines)
        if below.baseline - above.baseline > 1.2 * usual and not (above.bold and not below.bold)
    ]


def _leading(lines: Sequence[Line]) -> float:
    """Points between two lines of one paragraph; short ones may have more gaps than lines below each other."""
    steps = sorted(below.baseline - above.baseline for above, below in pairwise(lines))
    return steps[len(steps) // 4]
