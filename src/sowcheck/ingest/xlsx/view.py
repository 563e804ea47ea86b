"""What of a sheet people see, and what is kept from them."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from sowcheck.core.documents import HiddenReason
from sowcheck.ingest.mending import mended
from sowcheck.ingest.veils import veiled
from sowcheck.ingest.xlsx.cells import Merge, RawCell, RawSheet, Style
from sowcheck.ingest.xlsx.formats import shown

_TINY = 2.0
"""Points below which nobody reads."""
_PLAIN = Style("General", bold=False, size=None, unseen=False)


class SeenCell(NamedTuple):
    """A cell with words that people see."""

    row: int
    column: int
    text: str
    raw: str
    """Its words before odd characters were mended."""
    figure: bool
    """Whether it holds a number, a date or a truth and not words."""
    style: Style
    row_span: int = 1
    column_span: int = 1


class KeptCell(NamedTuple):
    """A cell with words that people do not see."""

    row: int
    column: int
    reason: HiddenReason
    text: str


class BrokenCell(NamedTuple):
    """A cell whose value nobody knows."""

    row: int
    column: int
    reason: Literal["not_calculated", "cell_error"]
    """A formula that was never calculated, or an error in place of a value."""


class Seen(NamedTuple):
    """A sheet as people see it."""

    cells: tuple[SeenCell, ...]
    kept: tuple[KeptCell, ...]
    broken: tuple[BrokenCell, ...]


def seen(sheet: RawSheet, styles: Sequence[Style]) -> Seen:
    """What people see of a sheet, row by row."""
    merges = {(area.top, area.left): area for area in sheet.merged}
    covered = _covered(sheet)
    cells: list[SeenCell] = []
    kept: list[KeptCell] = []
    broken: list[BrokenCell] = []
    hidden = _Hidden(sheet)
    for cell in sorted(sheet.cells, key=lambda each: (each.row, each.column)):
        style = styles[cell.style] if 0 <= cell.style < len(styles) else _PLAIN
        if cell.kind == "not_calculated" or cell.value is None:
            broken.append(BrokenCell(cell.row, cell.column, "not_calculated"))
            continue
        raw = _words(cell, style)
        text = mended(raw)
        text = "\n".join(line for part in text.splitlines() if (line := " ".join(part.split())))
        reason = _reason(cell, raw, style, hidden, covered)
        if reason is not None:
            if words := " ".join((text or str(cell.value)).split()):
                kept.append(KeptCell(cell.row, cell.column, reason, words))
            continue
        if cell.kind == "error":
            broken.append(BrokenCell(cell.row, cell.column, "cell_error"))
        if text:
            area = merges.get((cell.row, cell.column), Merge(cell.row, cell.column, cell.row, cell.column))
            cells.append(
                SeenCell(
                    cell.row,
                    cell.column,
                    text,
                    raw,
                    not isinstance(cell.value, str),
                    style,
                    area.bottom - area.top + 1,
                    area.right - area.left + 1,
                )
            )
        else:
            kept += [KeptCell(cell.row, cell.column, found.reason, found.words) for found in veiled(raw)]
    return Seen(tuple(cells), tuple(kept), tuple(broken))


def _words(cell: RawCell, style: Style) -> str:
    assert cell.value is not None
    return str(cell.value) if cell.kind == "error" else shown(cell.value, style.code)


def _reason(
    cell: RawCell, raw: str, style: Style, hidden: "_Hidden", covered: frozenset[tuple[int, int]]
) -> HiddenReason | None:
    """Why people do not see a cell; None if they do."""
    if hidden.holds(cell):
        return "marked_hidden"
    if (cell.row, cell.column) in covered:
        return "covered"
    if not raw.strip():
        # A format such as ";;;" shows nothing.
        return "no_ink"
    if style.unseen:
        return "background_colour"
    if style.size is not None and style.size < _TINY:
        return "tiny"
    return None


class _Hidden:
    """Which rows and columns are hidden."""

    def __init__(self, sheet: RawSheet) -> None:
        self._all = sheet.state != "visible"
        self._rows = sheet.hidden_rows
        self._shown = sheet.shown_rows
        self._columns = sheet.hidden_columns
        self._known: dict[int, bool] = {}

    def holds(self, cell: RawCell) -> bool:
        if self._all or cell.row in self._rows or (self._shown is not None and cell.row not in self._shown):
            return True
        if cell.column not in self._known:
            self._known[cell.column] = any(first <= cell.column <= last for first, last in self._columns)
        return self._known[cell.column]


def _covered(sheet: RawSheet) -> frozenset[tuple[int, int]]:
    """Places of cells with words that lie below a merged one."""
    return frozenset(_inside(sheet)) if sheet.merged else frozenset()


def _inside(sheet: RawSheet) -> Iterator[tuple[int, int]]:
    by_row: dict[int, list[int]] = {}
    for cell in sheet.cells:
        by_row.setdefault(cell.row, []).append(cell.column)
    columns = sorted({cell.column for cell in sheet.cells})
    last_row: dict[int, int] = {}
    """Of each column, down to which it is covered."""
    waiting = sorted(sheet.merged, key=lambda area: area.top, reverse=True)
    for row in sorted(by_row):
        first_cells: list[tuple[int, int]] = []
        while waiting and waiting[-1].top <= row:
            area = waiting.pop()
            for column in columns[bisect_left(columns, area.left) : bisect_right(columns, area.right)]:
                if (row, column) == (area.top, area.left):
                    first_cells.append((column, area.bottom))
                else:
                    last_row[column] = max(last_row.get(column, 0), area.bottom)
        yield from ((row, column) for column in by_row[row] if last_row.get(column, 0) >= row)
        # What is shown in the first cell of an area covers those below it.
        for column, bottom in first_cells:
            last_row[column] = max(last_row.get(column, 0), bottom)
