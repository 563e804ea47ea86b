"""What of a sheet people see, and what is kept from them."""

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from sowcheck.core.documents import HiddenReason
from sowcheck.ingest.mending import mended
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
        reason = _reason(cell, text, style, hidden, covered)
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
    return Seen(tuple(cells), tuple(kept), tuple(broken))


def _words(cell: RawCell, style: Style) -> str:
    assert cell.value is not None
    return str(cell.value) if cell.kind == "error" else shown(cell.value, style.code)


def _reason(
    cell: RawCell, text: str, style: Style, hidden: "_Hidden", covered: frozenset[tuple[int, int]]
) -> HiddenReason | None:
    """Why people do not see a cell; None if they do."""
    if hidden.holds(cell):
        return "marked_hidden"
    if (cell.row, cell.column) in covered:
        return "covered"
    if not text and not isinstance(cell.value, str):
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
        self._columns = sheet.hidden_columns[:10_000]
        self._known: dict[int, bool] = {}

    def holds(self, cell: RawCell) -> bool:
        if self._all or cell.row in self._rows or (self._shown is not None and cell.row not in self._shown):
            return True
        if cell.column not in self._known:
            self._known[cell.column] = any(first <= cell.column <= last for first, last in self._columns)
        return self._known[cell.column]


def _covered(sheet: RawSheet) -> frozenset[tuple[int, int]]:
    """Places of cells with words that lie below a merged one."""
    if not sheet.merged:
        return frozenset()
    return frozenset(_inside(sheet))


def _inside(sheet: RawSheet) -> Iterator[tuple[int, int]]:
    by_row: dict[int, list[RawCell]] = {}
    for cell in sheet.cells:
        by_row.setdefault(cell.row, []).append(cell)
    rows = sorted(by_row)
    looked_at = 0
    for area in sheet.merged:
        for row in rows if area.bottom - area.top > len(rows) else range(area.top, area.bottom + 1):
            looked_at += 1
            if looked_at > _MOST_LOOKS:
                return
            for cell in by_row.get(row, ()):
                inside = area.top <= row <= area.bottom and area.left <= cell.column <= area.right
                if inside and (row, cell.column) != (area.top, area.left):
                    yield row, cell.column


_MOST_LOOKS = 1_000_000
"""Rows of merged areas that are looked at; a sheet may claim millions of them."""
