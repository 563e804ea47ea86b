"""The text of a workbook, and the places in it."""

import re
from pathlib import Path

from sowcheck.core.documents import Block, BlockKind, Cell, CellPlace, Table
from sowcheck.core.limits import ReadingLimits
from sowcheck.core.spans import Span
from sowcheck.ingest.limits import beyond
from sowcheck.ingest.xlsx.book import letters
from sowcheck.ingest.xlsx.grids import Grid
from sowcheck.ingest.xlsx.view import SeenCell

_UNNAMED = re.compile(
    r"(?:Sheet|Tabelle|Feuil(?:le)?|Hoja|Foglio|Blad|Ark|Arkusz|Planilha|Folha|Taul)\s?\d*", re.IGNORECASE
)
"""What programs call a sheet that nobody has named."""
_HEADING = 80
"""Characters of a heading at most."""


class Writer:
    """Writes the cells of sheets as lines and tables."""

    def __init__(self, path: Path, limits: ReadingLimits) -> None:
        self._path = path
        self._limits = limits
        self._parts: list[str] = []
        self._length = 0
        self._sheet = ""
        self.blocks: list[Block] = []
        self.tables: list[Table] = []
        self.places: list[CellPlace] = []
        self.columns: list[int] = []
        """Of each place, counted from 1."""

    @property
    def text(self) -> str:
        """The text so far."""
        return "".join(self._parts)

    def sheet(self, name: str) -> None:
        """Begins a sheet; its name is a heading, if somebody gave it one."""
        self._sheet = name
        if not _UNNAMED.fullmatch(name.strip()) and name.strip():
            self.line(" ".join(name.split()), BlockKind.HEADING, level=1)

    def line(self, words: str, kind: BlockKind, level: int = 0) -> None:
        """A line of its own."""
        span = self._put("\n" if self._length else "", words)
        self.blocks.append(Block(kind=kind, span=span, level=level))

    def cell(self, cell: SeenCell) -> None:
        """A cell that stands alone: a heading if it is short and in bold, else a paragraph."""
        span = self._put("\n" if self._length else "", cell.text)
        heading = cell.style.bold and len(cell.text) <= _HEADING and not cell.figure and "\n" not in cell.text
        self.blocks.append(
            Block(
                kind=BlockKind.HEADING if heading else BlockKind.PARAGRAPH,
                span=span,
                level=2 if heading else 0,
                bold=cell.style.bold,
                size=cell.style.size,
            )
        )
        self._place(span, cell)

    def grid(self, grid: Grid) -> None:
        """A table."""
        columns = {column: place for place, column in enumerate(grid.columns)}
        rows = {row[0].row: place for place, row in enumerate(grid.rows)}
        cells = []
        for place, row in enumerate(grid.rows):
            gap = "\n" if self._length else ""
            for cell in row:
                span = self._put(gap, cell.text)
                gap = "\t"
                self.blocks.append(
                    Block(kind=BlockKind.TABLE_CELL, span=span, bold=cell.style.bold, size=cell.style.size)
                )
                self._place(span, cell)
                cells.append(
                    Cell(
                        row=place,
                        column=columns[cell.column],
                        row_span=_reach(rows, cell.row, cell.row_span),
                        column_span=_reach(columns, cell.column, cell.column_span),
                        span=span,
                    )
                )
        self.tables.append(Table(cells=tuple(cells), header_rows=grid.header_rows))

    def _place(self, span: Span, cell: SeenCell) -> None:
        self.places.append(CellPlace(span=span, sheet=self._sheet, column=letters(cell.column), row=cell.row))
        self.columns.append(cell.column)

    def _put(self, gap: str, words: str) -> Span:
        start = self._length + len(gap)
        self._parts += (gap, words)
        self._length = start + len(words)
        if self._length > self._limits.characters:
            raise beyond(
                self._path,
                f"its text has more than {self._length - len(words):,} characters",
                "characters",
                self._limits,
            )
        return Span(start=start, end=self._length)


def _reach(known: dict[int, int], first: int, count: int) -> int:
    """Over how many rows or columns of the table a merged cell reaches."""
    if count == 1:
        return 1
    return sum(first <= one < first + count for one in known)
