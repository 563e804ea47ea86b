"""Tables of a page: which words stand in which cell."""

from collections.abc import Sequence
from dataclasses import dataclass

from sowcheck.ingest.layout.content import Rectangle
from sowcheck.ingest.layout.lattice import Grid
from sowcheck.ingest.layout.words import Line, Word, lines_of

_TALL = 3
"""Lines from which a cell that stands in the only row of its grid holds running text."""


@dataclass(slots=True)
class FoundCell:
    """A cell with its lines; none for an empty cell."""

    row: int
    column: int
    lines: list[Line]
    row_span: int = 1
    column_span: int = 1
    filled: bool = False
    """Whether it has a background of its own."""


@dataclass(slots=True)
class FoundTable:
    """A table on one page."""

    page: int
    box: Rectangle
    cells: list[FoundCell]
    ruled: bool

    @property
    def header_rows(self) -> int:
        """How many of the first rows name the columns: one if the first row looks unlike the rows below it."""
        return int(_has_header(self.cells))


@dataclass(slots=True)
class Frame:
    """Boxes side by side that hold running text, not data: each is read from top to bottom."""

    box: Rectangle
    columns: list[tuple[Rectangle, list[Line]]]


def tables_in_grids(
    grids: Sequence[Grid], words: Sequence[Word], fills: Sequence[Rectangle], page: int
) -> tuple[list[FoundTable], list[Frame], list[Word]]:
    """The tables and frames that drawn grids make, and the words that stand in none of them.

    A grid of one column, or of one low row, is left to those who look at the alignment of the words: its lines are
    those between the rows of a table, or around its header.
    """
    tables: list[FoundTable] = []
    frames: list[Frame] = []
    left = list(words)
    for grid in grids:
        inside = [word for word in left if grid.box.holds(*word.middle)]
        cells = _cells_of(grid, inside, fills, page)
        filled = [cell for cell in cells if cell.lines]
        if len(filled) < 2 or len({cell.column for cell in cells}) == 1:
            continue
        if len({cell.row for cell in filled}) == 1:
            if max(len(cell.lines) for cell in filled) < _TALL:
                continue
            boxes = {(slot.row, slot.column): slot.box for slot in grid.cells}
            frames.append(Frame(grid.box, [(boxes[cell.row, cell.column], cell.lines) for cell in filled]))
        else:
            tables.append(FoundTable(page, grid.box, cells, ruled=True))
        taken = {id(word) for cell in cells for line in cell.lines for word in line.words}
        left = [word for word in left if id(word) not in taken]
    return tables, frames, left


def _cells_of(grid: Grid, words: Sequence[Word], fills: Sequence[Rectangle], page: int) -> list[FoundCell]:
    cells = []
    left = list(words)
    for slot in grid.cells:
        inside = [word for word in left if slot.box.holds(*word.middle)]
        taken = {id(word) for word in inside}
        left = [word for word in left if id(word) not in taken]
        cells.append(
            FoundCell(
                slot.row,
                slot.column,
                lines_of(inside, page),
                slot.row_span,
                slot.column_span,
                _is_filled(slot.box, fills),
            )
        )
    return cells


def _is_filled(box: Rectangle, fills: Sequence[Rectangle]) -> bool:
    middle = (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2
    return any(fill.holds(*middle) and fill.height < 1.5 * box.height for fill in fills)


_COLUMN_NAMES = frozenset(
    [
        "#",
        "activity",
        "amount",
        "area",
        "attended",
        "category",
        "charge",
        "code",
        "comments",
        "component",
        "content",
        "cost",
        "currency",
        "date",
        "day",
        "days",
        "deliverable",
        "deliverables",
        "description",
        "detail",
        "details",
        "direction",
        "disc",
        "due",
        "duration",
        "effort",
        "end",
        "fee",
        "fees",
        "frequency",
        "hourly",
        "hours",
        "id",
        "item",
        "items",
        "level",
        "line",
        "list",
        "location",
        "mark",
        "measure",
        "meaning",
        "meeting",
        "metric",
        "milestone",
        "month",
        "name",
        "net",
        "no",
        "number",
        "owner",
        "payment",
        "people",
        "percent",
        "percentage",
        "period",
        "person",
        "phase",
        "price",
        "priority",
        "product",
        "qty",
        "quantity",
        "rate",
        "reference",
        "ref",
        "resource",
        "response",
        "responsibility",
        "risk",
        "role",
        "service",
        "services",
        "severity",
        "share",
        "skill",
        "stage",
        "start",
        "status",
        "summary",
        "system",
        "target",
        "task",
        "term",
        "title",
        "total",
        "trigger",
        "type",
        "unit",
        "units",
        "value",
        "version",
        "week",
        "weeks",
        "when",
    ]
)
"""Words that name a column in contracts of all kinds."""


def _has_header(cells: Sequence[FoundCell]) -> bool:
    rows = sorted({cell.row for cell in cells if cell.lines})
    if len(rows) < 2:
        return False
    first = [cell for cell in cells if cell.row == rows[0] and cell.lines]
    below = [cell for cell in cells if cell.row > rows[0] and cell.lines]
    columns = {cell.column for cell in cells if cell.lines}
    if len(first) < max(2, len(columns) - 1) or any(cell.row_span > 1 for cell in first):
        return False
    bold = all(_is_bold(cell) for cell in first)
    if not bold and any(character.isdigit() for cell in first for character in _text(cell)):
        return False
    # The first column may be bold or filled throughout: it names the rows, not the columns.
    others = [cell for cell in below if cell.column != first[0].column]
    if bold and not all(_is_bold(cell) for cell in others):
        return True
    if all(cell.filled for cell in first) and not all(cell.filled for cell in others):
        return True
    if any(len(_text(cell)) > 40 or _text(cell).endswith((":", ".", ";")) for cell in first):
        return False
    named = sum(bool(_COLUMN_NAMES & set(_text(cell).lower().replace("/", " ").split())) for cell in first)
    numbers = sum(any(character.isdigit() for character in _text(cell)) for cell in others)
    return named >= max(2, 0.5 * len(first)) or (len(first) > 2 and numbers >= 0.4 * len(others))


def _text(cell: FoundCell) -> str:
    return " ".join(line.text for line in cell.lines)


def _is_bold(cell: FoundCell) -> bool:
    return all(line.bold for line in cell.lines)
