"""Cuts a sheet into its tables and the lines around them, as a reader sees them: parted by empty rows and columns."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from sowcheck.ingest.xlsx.view import SeenCell

Rows = list[list[SeenCell]]
"""Cells row by row; rows without cells are left out."""


class Grid(NamedTuple):
    """Cells that belong together."""

    rows: Rows
    header_rows: int = 0

    @property
    def columns(self) -> tuple[int, ...]:
        """Columns that hold words, from left to right."""
        return tuple(sorted({cell.column for row in self.rows for cell in row}))


Part = Grid | SeenCell
"""A table, or a cell that stands alone."""


def parts_of(cells: Sequence[SeenCell]) -> list[Part]:
    """Tables and single cells of a sheet, from top to bottom and, side by side, from left to right."""
    parts: list[Part] = []
    for band in _bands(cells):
        for side in _sides(band):
            for rows in _bands([cell for row in side for cell in row]):
                _add(parts, rows)
    return parts


def _add(parts: list[Part], rows: Rows) -> None:
    """Adds a run of rows: lines of one cell above and below its table stand alone."""
    above, rows, below = _trimmed(rows)
    parts += above
    if rows:
        last = parts[-1] if parts else None
        if isinstance(last, Grid) and not above and _goes_on(last, rows):
            rows = last.rows + rows
            parts.pop()
        parts.append(Grid(rows, _header_rows(rows)))
    parts += below


def _trimmed(rows: Rows) -> tuple[list[SeenCell], Rows, list[SeenCell]]:
    wide = [len(row) > 1 for row in rows]
    if not any(wide):
        return [cell for row in rows for cell in row], [], []
    first, last = wide.index(True), len(wide) - 1 - wide[::-1].index(True)
    return [row[0] for row in rows[:first]], rows[first : last + 1], [row[0] for row in rows[last + 1 :]]


def _goes_on(grid: Grid, rows: Rows) -> bool:
    """Whether rows below an empty one go on with the table above, such as its total: figures in the same columns."""
    near = rows[0][0].row - grid.rows[-1][0].row <= 3
    figures = any(cell.figure for cell in rows[0])
    columns = {cell.column for row in rows for cell in row}
    return near and figures and len(grid.columns) > 1 and columns <= set(grid.columns)


def _bands(cells: Sequence[SeenCell]) -> Iterator[Rows]:
    """Runs of rows without an empty one between them."""
    band: Rows = []
    end = 0
    for cell in sorted(cells, key=lambda each: (each.row, each.column)):
        if band and cell.row == band[-1][0].row:
            band[-1].append(cell)
        elif band and cell.row > end + 1:
            yield band
            band = [[cell]]
        else:
            band.append([cell])
        end = max(end, cell.row + cell.row_span - 1)
    if band:
        yield band


def _sides(band: Rows) -> Iterator[Rows]:
    """Tables side by side: two columns or more on each side of an empty one, and the right one begins with words."""
    # A title over all is merged across the gap; it parts nothing.
    cells = [cell for row in band if len(row) > 1 for cell in row]
    taken = sorted({column for cell in cells for column in range(cell.column, cell.column + min(cell.column_span, 64))})
    runs: list[list[int]] = []
    for column in taken:
        if runs and column == runs[-1][-1] + 1:
            runs[-1].append(column)
        else:
            runs.append([column])
    cuts = [
        right[0]
        for left, right in pairwise(runs)
        if len(left) > 1 and len(right) > 1 and _begins_with_words(cells, right[0])
    ]
    if not cuts:
        yield band
        return
    for first, last in zip([0, *cuts], [*cuts, 1 << 30], strict=True):
        side = [part for row in band if (part := [cell for cell in row if first <= cell.column < last])]
        if side:
            yield side


def _begins_with_words(cells: Sequence[SeenCell], column: int) -> bool:
    here = [cell for cell in cells if cell.column == column]
    return 2 * sum(not cell.figure for cell in here[1:]) >= len(here[1:]) and len(here) > 1


def _header_rows(rows: Rows) -> int:
    """Rows of words alone, in bold or above columns of figures, that name the columns; 0 if none do."""
    if len(rows) < 2 or any(cell.figure for cell in rows[0]) or len(rows[0]) < 2:
        return 0
    if any(len(cell.text) > 60 for cell in rows[0]):
        return 0
    bold = [all(cell.style.bold for cell in row) for row in rows]
    figures_below = any(cell.figure for row in rows[1:6] for cell in row[1:])
    widest = max(map(len, rows))
    set_off = bold[0] and not all(bold[1:])
    names_all = len(rows[0]) >= widest - 1
    return 1 if names_all and (set_off or (figures_below and widest > 2)) else 0
