"""Tables without any line: at least three rows whose parts stand under each other."""

from collections.abc import Sequence

from sowcheck.ingest.layout.alignment import cuts_of, row_cells, rows_of
from sowcheck.ingest.layout.content import Rectangle
from sowcheck.ingest.layout.tables import FoundCell, FoundTable
from sowcheck.ingest.layout.words import Line, Word, is_label, parts_of

_ALIGNED = 4.0
"""Points by which the edges of parts of one column may differ."""
_FEWEST = 3
"""Rows of the smallest table."""


def with_unruled_tables(lines: Sequence[Line]) -> list[Line | FoundTable]:
    """The lines of a column, those that make a table replaced by it."""
    out: list[Line | FoundTable] = []
    index = 0
    while index < len(lines):
        end = _end_of_table(lines, index)
        table = _table(lines[index:end]) if end is not None else None
        if table is None or end is None:
            out.append(lines[index])
            index += 1
        else:
            out.append(table)
            index = end
    return out


def _end_of_table(lines: Sequence[Line], start: int) -> int | None:
    """One past the last line of the table that begins at `start`; None if none does."""
    first = parts_of(lines[start])
    if len(first) < 2 or _is_filling(lines[start]):
        return None
    rows = [first]
    end = start + 1
    for index in range(start + 1, len(lines)):
        line = lines[index]
        if line.baseline - lines[index - 1].baseline > 3.2 * max(line.size, lines[index - 1].size):
            break
        parts = parts_of(line)
        if len(parts) > 1 and not _is_filling(line) and _fits(rows, parts):
            rows.append(parts)
            end = index + 1
        elif len(parts) == 1 and _continues_cell(rows, line, lines[index - 1]):
            # Only a later row makes it part of the table, or a cell above that is still open.
            if not _is_first_column(rows, line):
                end = index + 1
        else:
            break
    return end if len(rows) >= _FEWEST else None


def _is_filling(line: Line) -> bool:
    """Whether a line is to be written on, or a dotted line of a table of contents."""
    return any("____" in word.text or "....." in word.text for word in line.words)


def _fits(rows: Sequence[list[list[Word]]], parts: Sequence[list[Word]]) -> bool:
    """Whether all but the first part stand under a part of a row above, at its left, its right or its middle."""
    matched = sum(any(_aligned(part, other) for row in rows[-4:] for other in row[1:]) for part in parts[1:])
    return matched >= max(1, len(parts) - 2) and _aligned_start(rows, parts)


def _aligned_start(rows: Sequence[list[list[Word]]], parts: Sequence[list[Word]]) -> bool:
    return any(_aligned(parts[0], other) for row in rows for other in row)


def _aligned(part: Sequence[Word], other: Sequence[Word]) -> bool:
    left = abs(part[0].x0 - other[0].x0)
    right = abs(part[-1].x1 - other[-1].x1)
    middle = abs(part[0].x0 + part[-1].x1 - other[0].x0 - other[-1].x1) / 2
    return min(left, right, middle) <= _ALIGNED


def _continues_cell(rows: Sequence[list[list[Word]]], line: Line, above: Line) -> bool:
    """Whether a line with one part lies under one column, as the next line of a cell does."""
    if line.baseline - above.baseline > 1.8 * line.size or is_label(line.words[:1]):
        return False
    for part in rows[-1][1:]:
        if abs(part[0].x0 - line.x0) <= _ALIGNED:
            return True
    first = rows[-1][0]
    edge = rows[-1][1][0].x0
    return abs(first[0].x0 - line.x0) <= _ALIGNED and line.x1 < edge - 0.5 * line.size


def _is_first_column(rows: Sequence[list[list[Word]]], line: Line) -> bool:
    return line.x0 < rows[-1][1][0].x0 - _ALIGNED


def _table(lines: Sequence[Line]) -> FoundTable | None:
    cuts = cuts_of(lines, narrowest=0.8)
    if not cuts:
        return None
    rows = rows_of(lines, cuts)
    if len(rows) < _FEWEST:
        return None
    cells: list[FoundCell] = [cell for index, row in enumerate(rows) for cell in row_cells(row, cuts, index)]
    if _is_list(cells):
        return None
    box = Rectangle(
        min(line.x0 for line in lines),
        min(line.y0 for line in lines),
        max(line.x1 for line in lines),
        max(line.y1 for line in lines),
    )
    return FoundTable(lines[0].page, box, cells, ruled=False)


def _is_list(cells: Sequence[FoundCell]) -> bool:
    """Whether the first of two columns holds nothing but labels: a numbered list with wide indents."""
    first = [cell for cell in cells if cell.column == 0]
    labels = sum(is_label(line.words) for cell in first for line in cell.lines)
    columns = max(cell.column + cell.column_span for cell in cells)
    return columns == 2 and labels > 0.7 * len(first)
