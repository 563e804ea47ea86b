"""Where running text begins at the left and ends at the right."""

from collections.abc import Sequence

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
