"""Tables in plain text: drawn with pipes, or set apart by spaces."""

import re
from collections.abc import Iterator

from sowcheck.core.documents import BlockKind
from sowcheck.ingest.plain.leaves import Leaf, LeafTable, Piece
from sowcheck.ingest.plain.source import GAP, RULE, TextLine, split_row

MIN_COLUMNS = 3
"""Of a table without lines: two columns may as well be labels and values."""

_GRID_BORDER = re.compile(r"\s*[+|][-=+:| ]*[-=][-=+:| ]*[+|]\s*$")
_PIPE_ROW = re.compile(r"\s*\|.*\|\s*$")


def table_at(source: str, lines: list[TextLine], place: int) -> tuple[LeafTable | None, int]:
    """The table that begins with the line at `place`, and how many lines it takes."""
    block = list(_rows_from(lines, place))
    rows = [line for line in block if not _GRID_BORDER.match(line.text)]
    if len(rows) > 1:
        # A border between the first row and the last sets the header off.
        header = any(_GRID_BORDER.match(line.text) for line in block[1:-1])
        cells = [[_cell(piece) for piece in split_row(source, line.start, line.end)] for line in rows]
        return LeafTable(cells, header_rows=int(header)), len(block)
    return _aligned_table(source, lines, place)


def _rows_from(lines: list[TextLine], place: int) -> Iterator[TextLine]:
    for index in range(place, len(lines)):
        if (index > place and lines[index].gap_above) or not _is_row(lines[index].text):
            return
        yield lines[index]


def _is_row(text: str) -> bool:
    return bool(_PIPE_ROW.match(text) or _GRID_BORDER.match(text))


def _aligned_table(source: str, lines: list[TextLine], place: int) -> tuple[LeafTable | None, int]:
    """A table whose columns are set apart by spaces: rows with the same number of cells, three at least."""
    rows: list[list[Piece]] = []
    count = 0
    for index in range(place, len(lines)):
        line = lines[index]
        if index > place and line.gap_above:
            break
        if rows and RULE.match(line.text):
            continue
        cells = _columns(line)
        if len(cells) < MIN_COLUMNS or (rows and len(cells) != len(rows[0])):
            break
        rows.append(cells)
        count = index - place + 1
    if len(rows) < 2:
        return None, 0
    first, *others = [[source[piece.start : piece.end] for piece in row] for row in rows]
    header = not any(map(_has_digit, first)) and any(_has_digit(text) for row in others for text in row)
    return LeafTable([[_cell(piece) for piece in row] for row in rows], header_rows=int(header), ruled=False), count


def _columns(line: TextLine) -> list[Piece]:
    cells: list[Piece] = []
    start = 0
    for gap in GAP.finditer(line.text):
        cells.append(Piece(line.start + start, line.start + gap.start()))
        start = gap.end()
    return [*cells, Piece(line.start + start, line.end)]


def _has_digit(text: str) -> bool:
    return any(map(str.isdigit, text))


def _cell(piece: Piece) -> Leaf:
    return Leaf(BlockKind.TABLE_CELL, [piece])
