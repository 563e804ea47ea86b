"""Tables drawn with pipes that were printed as they were written: "| Output | Due | |---|---| | Plan | 4 May | "."""

import re
from collections.abc import Iterator
from itertools import pairwise

from sowcheck.core.documents import Cell, Table
from sowcheck.core.spans import Span, stripped

_RULING = re.compile(r"\|(?:\s*:?-{3,}:?\s*\|){2,}")
_CELL = re.compile(r"[^|]*")


def piped_tables(text: str) -> Iterator[Table]:
    """The tables of a text whose rows may have run together into one paragraph."""
    for ruling in _RULING.finditer(text):
        columns = ruling.group().count("|") - 1
        header = _cells_before(text, ruling.start(), columns)
        if header:
            rows = [header, *_rows_after(text, ruling.end(), columns)]
            cells = tuple(
                Cell(row=row, column=column, span=span)
                for row, spans in enumerate(rows)
                for column, span in enumerate(spans)
            )
            if len(rows) > 1:
                yield Table(cells=cells, header_rows=1, ruled=False)


def _cells_before(text: str, end: int, columns: int) -> list[Span | None]:
    """The header: as many cells as the ruling has, between pipes, directly before it."""
    line = text[:end].rstrip()
    pipes = [match.start() for match in re.finditer(r"\|", line[-2000:])]
    places = [place + max(0, len(line) - 2000) for place in pipes][-(columns + 1) :]
    if len(places) <= columns or places[-1] != len(line) - 1:
        return []
    return [stripped(text, a + 1, b) for a, b in pairwise(places)]


def _rows_after(text: str, start: int, columns: int) -> Iterator[list[Span | None]]:
    """Rows of as many cells; between two rows stands a gap of white space, which looks like an empty cell."""
    place = re.compile(r"\s*\|?").match(text, start)
    offset = place.end() if place and place.group().endswith("|") else start
    while True:
        row: list[Span | None] = []
        for _ in range(columns):
            cell = _CELL.match(text, offset)
            if cell is None or cell.end() >= len(text) or "\n\n" in cell.group():
                return
            row.append(stripped(text, cell.start(), cell.end()))
            offset = cell.end() + 1
        yield row
        gap = re.compile(r"\s*\|").match(text, offset)
        if gap is None:
            return
        offset = gap.end()
