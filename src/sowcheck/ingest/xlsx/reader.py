"""Excel workbooks (.xlsx, .xlsm) to documents: each shown sheet in turn, its tables with their places."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence, Sized
from itertools import groupby
from pathlib import Path
from typing import Literal

from sowcheck.core.documents import BlockKind, CellPlace, Coverage, Document, HiddenText, Unread
from sowcheck.core.limits import ReadingLimits
from sowcheck.errors import UnreadableInput
from sowcheck.ingest.veils import veiled
from sowcheck.ingest.xlsx.book import Book, letters
from sowcheck.ingest.xlsx.cells import RawSheet
from sowcheck.ingest.xlsx.grids import Grid, parts_of
from sowcheck.ingest.xlsx.sides import Sides, sides_of
from sowcheck.ingest.xlsx.view import BrokenCell, KeptCell, Seen, SeenCell, seen
from sowcheck.ingest.xlsx.writer import Writer

_MEDIA_TYPE: Literal["application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"] = (
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
)
_STATES = {"hidden": "hidden sheet", "veryHidden": "very hidden sheet"}


def read_xlsx(path: Path, data: bytes, limits: ReadingLimits | None = None) -> Document:
    """Read a workbook: the values that its cells show, in their number formats.

    Nothing is calculated, fetched or run. Hidden rows, columns and sheets are hidden words.

    Args:
        path: names the file in errors and in the document.
        data: its content.
        limits: what it may ask for.

    Raises:
        UnreadableInput: `data` is damaged, encrypted or a bomb, asks for too much, or shows no words.
    """
    limits = limits or ReadingLimits()
    book = Book(path, data, limits)
    writer = Writer(path, limits)
    hidden: list[HiddenText] = []
    unread: list[Unread] = []
    sides = Sides()
    for sheet in book.sheets():
        view = seen(sheet, book.styles)
        places = _write(sheet, view, writer)
        hidden += _hidden(sheet, view)
        unread += _unread(sheet, view)
        sides_of(book, sheet, places, sides)
    for words in sides.boxes:
        writer.line(words, BlockKind.TEXT_BOX)
    for kind, words in sides.edges:
        writer.line(words, kind)
    if not any(map(str.isalnum, writer.text)):
        raise UnreadableInput(
            path,
            "its sheets show no words",
            hint="Check that this is the right file, and that its sheets are not hidden.",
        )
    sides.whole_book(book)
    unread += sides.unread
    counted: tuple[Sized, ...] = (writer.blocks, sides.comments, hidden, unread)
    return Document(
        name=path.name,
        sha256=hashlib.sha256(data).hexdigest(),
        media_type=_MEDIA_TYPE,
        text=writer.text,
        blocks=tuple(writer.blocks),
        tables=tuple(writer.tables),
        cell_places=tuple(writer.places),
        comments=tuple(sides.comments),
        hidden=tuple(hidden),
        metadata=book.metadata,
        coverage=Coverage(units=sum(map(len, counted)), unread=tuple(unread)),
    )


def _write(sheet: RawSheet, view: Seen, writer: Writer) -> dict[tuple[int, int], CellPlace]:
    """Writes what a sheet shows; where each cell stands."""
    first = len(writer.places)
    if view.cells:
        writer.sheet(sheet.name)
        for part in parts_of(view.cells):
            if isinstance(part, Grid):
                writer.grid(part)
            else:
                writer.cell(part)
    return {
        (place.row, number): place for place, number in zip(writer.places[first:], writer.columns[first:], strict=True)
    }


def _hidden(sheet: RawSheet, view: Seen) -> Iterator[HiddenText]:
    """Hidden cells, those of one row or one hidden sheet together."""
    state = _STATES.get(sheet.state)
    if state and view.kept:
        words = " ".join(cell.text for cell in view.kept)
        yield HiddenText(where=f"{state} {sheet.name}", reason="marked_hidden", words=words)
        return
    for (_, reason), group in groupby(view.kept, key=lambda cell: (cell.row, cell.reason)):
        cells = list(group)
        yield HiddenText(where=_range(sheet.name, cells), reason=reason, words=" ".join(cell.text for cell in cells))
    yield from _veiled(sheet.name, view.cells)


def _veiled(name: str, cells: Iterable[SeenCell]) -> Iterator[HiddenText]:
    for cell in cells:
        for found in veiled(cell.raw):
            where = f"{name}!{letters(cell.column)}{cell.row}"
            yield HiddenText(where=where, reason=found.reason, words=found.words)


def _range(name: str, cells: Sequence[KeptCell | BrokenCell]) -> str:
    first, last = cells[0], cells[-1]
    start = f"{name}!{letters(first.column)}{first.row}"
    return start if len(cells) == 1 else f"{start}:{letters(last.column)}{last.row}"


def _unread(sheet: RawSheet, view: Seen) -> Iterator[Unread]:
    """Cells without a known value, those below each other together."""
    ordered = sorted(view.broken, key=lambda each: (each.reason, each.column, each.row))
    for (_, reason, _), group in groupby(
        enumerate(ordered), key=lambda each: (each[1].column, each[1].reason, each[1].row - each[0])
    ):
        cells = [cell for _, cell in group]
        yield Unread(where=_range(sheet.name, cells), reason=reason)
