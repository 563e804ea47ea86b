"""Rows of a table that go on at the top of the next page without any line around them."""

from collections.abc import Sequence

from sowcheck.ingest.layout.alignment import row_cells
from sowcheck.ingest.layout.content import Rectangle
from sowcheck.ingest.layout.tables import FoundTable
from sowcheck.ingest.layout.words import Line, parts_of

_SAME_EDGE = 4.0
"""Points by which the left edges of a column may differ from page to page."""


def carried_over(previous: FoundTable, lines: Sequence[Line]) -> tuple[FoundTable | None, int]:
    """The table that the first lines of a page make as the continuation of `previous`, and how many lines it takes."""
    edges = _left_edges(previous)
    rows: list[list[Line]] = []
    taken = 0
    for line in lines:
        if rows and line.baseline - rows[-1][-1].baseline > 3.2 * line.size:
            break
        places = [_column_at(part[0].x0, edges) for part in parts_of(line)]
        if any(place is None for place in places):
            break
        if len(places) > 1:
            rows.append([line])
        elif rows and places[0] and line.baseline - rows[-1][-1].baseline < 1.8 * line.size:
            rows[-1].append(line)
        else:
            break
        taken += 1
    if not rows or len(edges) < 2:
        return None, 0
    cuts = [edge - 2.0 for edge in edges[1:]]
    cells = [cell for index, row in enumerate(rows) for cell in row_cells(row, cuts, index)]
    box = Rectangle(previous.box.x0, rows[0][0].y0, previous.box.x1, rows[-1][-1].y1)
    return FoundTable(rows[0][0].page, box, cells, ruled=previous.ruled), taken


def _left_edges(table: FoundTable) -> list[float]:
    """Where each column's words begin."""
    edges: dict[int, float] = {}
    for cell in table.cells:
        for line in cell.lines:
            edges[cell.column] = min(edges.get(cell.column, line.x0), line.x0)
    return [edges[column] for column in sorted(edges)]


def _column_at(x: float, edges: Sequence[float]) -> int | None:
    return next((index for index, edge in enumerate(edges) if abs(edge - x) <= _SAME_EDGE), None)
