"""Where running text begins at the left and ends at the right."""

from collections.abc import Sequence
from itertools import pairwise

from sowcheck.ingest.layout.words import Line

_LONG = 6
"""Words from which a line tells something about the edges of the text."""
_ENOUGH = 4
"""Long lines from which a page tells its own edges."""
_RAGGED = 15.0
"""Points by which the right ends of full lines differ."""


def text_edges(pages: Sequence[Sequence[Line]]) -> list[tuple[float, float]]:
    """The left and right edge of each page's text; a page with little text takes those of the document."""
    long = [[line for line in page if len(line.words) >= _LONG] for page in pages]
    every = [line for page in long for line in page] or [line for page in pages for line in page]
    common = _edges(every) if every else (0.0, 0.0)
    return [_edges(page) if len(page) >= _ENOUGH else common for page in long]


def _edges(lines: Sequence[Line]) -> tuple[float, float]:
    return min(line.x0 for line in lines), _right(sorted(line.x1 for line in lines))


def _right(ends: Sequence[float]) -> float:
    """The rightmost end that is no outlier: another line ends close to it."""
    for shorter, longer in zip(ends[-2::-1], ends[:0:-1], strict=False):
        if longer - shorter <= _RAGGED:
            return longer
    return ends[-1]


def narrow_to_prose(lines: Sequence[Line]) -> None:
    """Moves the right edge of running text that is narrower than its page, such as text beside or above wide tables.

    Only stretches that are running text beyond doubt are moved: most of their lines go on in the middle of a sentence.
    """
    for run in _runs(lines):
        goes_on = sum(below.text[0].islower() and above.text[-1] not in ".:;" for above, below in pairwise(run))
        if len(run) >= _ENOUGH and goes_on >= 0.5 * (len(run) - 1):
            right = _right(sorted(line.x1 for line in run))
            for line in run:
                line.right = min(line.right, right)


def _runs(lines: Sequence[Line]) -> list[list[Line]]:
    """Lines that follow each other closely."""
    runs: list[list[Line]] = []
    for line in lines:
        if runs and 0 < line.baseline - runs[-1][-1].baseline < 1.6 * line.size and len(line.words) > 1:
            runs[-1].append(line)
        else:
            runs.append([line])
    return runs
