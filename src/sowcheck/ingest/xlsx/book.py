"""The one door to openpyxl: the cells of a workbook as plain data, and the XML of its other parts.

Nothing is calculated: a formula's value is the one that the program which saved the file wrote beside it.
"""

import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any, NamedTuple

from openpyxl import load_workbook
from openpyxl.packaging.relationship import RelationshipList, get_dependents, get_rels_path
from openpyxl.styles.numbers import BUILTIN_FORMATS
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._reader import FORMULA_TAG, VALUE_TAG, WorkSheetParser
from openpyxl.xml.functions import fromstring

from sowcheck.core.limits import ReadingLimits
from sowcheck.errors import UnreadableInput
from sowcheck.ingest.limits import MEGABYTE, beyond
from sowcheck.ingest.xlsx.cells import Merge, RawCell, RawSheet, Style
from sowcheck.ingest.zips import BROKEN, opened_zip

_SAVE_AGAIN = "Open it in Excel, save it again as .xlsx, and check that one. Or print its sheets to PDF."
_PROLOG = 1 << 16
"""Bytes in which the first element of a part has to begin."""
_ELEMENT = re.compile(r"<[A-Za-z_]")
_FIRST_CUSTOM_FORMAT = 164
_PARTS = re.compile(r"(?:xl/|\[content_types\]|docprops/|_rels/).*(?:\.xml|\.rels|\.vml)", re.IGNORECASE)
_LAST_ROW = 1 << 20
_LAST_COLUMN = 1 << 14
_WHITE = "FFFFFF"
_PAGE_NUMBER = re.compile(r"(?:[^\W\d_]+\.?\s*)?&\[?P(?:age\])?(?:\s*(?:[^\W\d_]+|/)\s*&\[?N(?:\w*\])?)?")
"""Such as "Page &P of &N"."""


class Related(NamedTuple):
    """A part that a sheet points to."""

    kind: str
    """Last word of the relationship's type, such as "comments"."""
    target: str
    """Name of the part, or an address outside the file."""
    external: bool


class Book:
    """One workbook."""

    def __init__(self, path: Path, data: bytes, limits: ReadingLimits) -> None:
        """Opens it; raises UnreadableInput if it is damaged or a bomb."""
        self.path = path
        self._limits = limits
        self.archive = opened_zip(path, data, limits)
        self._check_parts()
        try:
            # openpyxl prints odd styles; on some systems standard output is the way back to the parent.
            with warnings.catch_warnings(), redirect_stdout(None):
                # What it could not save again is no loss to somebody who only reads.
                warnings.simplefilter("ignore")
                self._book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        except MemoryError:
            raise
        except Exception as error:  # openpyxl raises whatever it stumbles over
            raise self._damaged("it") from error
        self.styles = [self._style(array) for array in self._book._cell_styles]

    def _damaged(self, part: str) -> UnreadableInput:
        return UnreadableInput(self.path, f"{part} is damaged (an Excel workbook that does not open)", hint=_SAVE_AGAIN)

    def _check_parts(self) -> None:
        for info in self.archive.infolist():
            if not _PARTS.fullmatch(info.filename) or "/media/" in info.filename:
                continue
            if info.flag_bits & 1:
                raise UnreadableInput(self.path, "it is encrypted with a password", hint="Save it without a password.")
            if info.file_size > self._limits.part_megabytes * MEGABYTE:
                raise beyond(self.path, f"its part {info.filename} is too large", "part_megabytes", self._limits)
            if not self._is_plain_xml(info):
                raise self._damaged(f"its part {info.filename}")

    def _is_plain_xml(self, info: zipfile.ZipInfo) -> bool:
        """Whether a part declares no document type: no Excel file does, and one that does wants entities expanded."""
        try:
            with self.archive.open(info) as stream:
                head = stream.read(_PROLOG)
        except BROKEN:
            return False
        words = head.decode("utf-16" if head[:2] in (b"\xff\xfe", b"\xfe\xff") else "latin-1", "replace")
        first = _ELEMENT.search(words)
        return first is not None and "<!DOCTYPE" not in words[: first.start()].upper()

    @property
    def names(self) -> tuple[str, ...]:
        """Names of all parts."""
        return tuple(self.archive.namelist())

    def sheets(self) -> Iterator[RawSheet]:
        """The sheets in the order of their tabs.

        Raises:
            UnreadableInput: one is damaged, or there are too many cells.
        """
        left = self._limits.cells
        for sheet in self._book._sheets:
            place = getattr(sheet, "_worksheet_path", None)
            if place is None:
                yield RawSheet(name=sheet.title, part=None, state=sheet.sheet_state)
                continue
            try:
                with warnings.catch_warnings(), self.archive.open(place) as stream:
                    warnings.simplefilter("ignore")
                    found = self._sheet(sheet, place, stream, left)
            except (MemoryError, UnreadableInput):
                raise
            except Exception as error:
                raise self._damaged(f"the sheet {sheet.title}") from error
            left -= len(found.cells)
            yield found

    def _sheet(self, sheet: Any, place: str, stream: Any, left: int) -> RawSheet:
        book = self._book
        parser = _Parser(
            stream,
            sheet._shared_strings,
            data_only=True,
            epoch=book.epoch,
            date_formats=book._date_formats,
            timedelta_formats=book._timedelta_formats,
        )
        cells: list[RawCell] = []
        for _, row in parser.parse():
            cells += [cell for cell in row if cell is not None]
            if len(cells) > left:
                raise beyond(self.path, "its sheets hold too many cells", "cells", self._limits)
        edges = getattr(parser, "HeaderFooter", None)
        merged = parser.merged_cells.mergeCell if parser.merged_cells else ()
        zero_height = getattr(getattr(parser, "sheet_format", None), "zeroHeight", None)
        return RawSheet(
            name=sheet.title,
            part=place,
            state=sheet.sheet_state,
            cells=tuple(cells),
            hidden_rows=frozenset(parser.hidden_rows),
            shown_rows=frozenset(parser.shown_rows) if zero_height else None,
            hidden_columns=tuple(_hidden_columns(parser.column_dimensions.values())),
            merged=tuple(Merge(one.min_row, one.min_col, one.max_row, one.max_col) for one in merged),
            header=_edge_words(edges, "Header"),
            footer=_edge_words(edges, "Footer"),
        )

    def related(self, part: str) -> tuple[Related, ...]:
        """What a part points to."""
        rels = get_rels_path(part)
        if rels not in self.archive.NameToInfo:
            return ()
        try:
            found: RelationshipList = get_dependents(self.archive, rels)
        except (MemoryError, UnreadableInput):
            raise
        except Exception as error:
            raise self._damaged(f"its part {rels}") from error
        return tuple(
            Related(str(one.Type or "").rpartition("/")[2], str(one.target), one.TargetMode == "External")
            for one in found
        )

    def xml(self, part: str) -> Any | None:
        """The root element of a part; None if it is missing or damaged."""
        try:
            return fromstring(self.archive.read(part))
        except MemoryError:
            raise
        except Exception:  # noqa: BLE001  (the ledger names the part)
            return None

    @property
    def metadata(self) -> dict[str, str]:
        """Title, author and dates, as the file states them."""
        properties = self._book.properties
        found = {
            "title": properties.title,
            "author": properties.creator,
            "created": properties.created and properties.created.isoformat(),
            "modified": properties.modified and properties.modified.isoformat(),
            "last_modified_by": properties.lastModifiedBy,
            "subject": properties.subject,
            "keywords": properties.keywords,
            "category": properties.category,
            "status": properties.contentStatus,
        }
        return {name: str(value) for name, value in found.items() if value}

    def _style(self, array: Any) -> Style:
        book = self._book
        number = array.numFmtId
        custom = number - _FIRST_CUSTOM_FORMAT
        if 0 <= custom < len(book._number_formats):
            code = str(book._number_formats[custom])
        else:
            code = str(BUILTIN_FORMATS.get(number, "General"))
        font = book._fonts[array.fontId] if array.fontId < len(book._fonts) else None
        fill = book._fills[array.fillId] if array.fillId < len(book._fills) else None
        pattern = getattr(fill, "fill_type", None)
        on_white = pattern is None or (pattern == "solid" and _is_white(getattr(fill, "fgColor", None)))
        return Style(
            code=code,
            bold=bool(font is not None and font.b),
            size=float(font.sz) if font is not None and font.sz else None,
            unseen=on_white and font is not None and _is_white(font.color),
        )


class _Parser(WorkSheetParser):  # type: ignore[misc]
    """Keeps cells with words alone; what only has looks costs nothing."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.hidden_rows: set[int] = set()
        self.shown_rows: set[int] = set()

    def parse_row(self, row: Any) -> tuple[int, list[RawCell | None]]:
        self.row_counter: int = int(float(row.get("r", self.row_counter + 1)))
        self.col_counter = 0
        if row.get("hidden") in ("1", "true") or _is_nothing(row.get("ht")):
            self.hidden_rows.add(self.row_counter)
        elif row.get("hidden") in ("0", "false"):
            self.shown_rows.add(self.row_counter)
        return self.row_counter, [self.parse_cell(cell) for cell in row]

    def parse_cell(self, element: Any) -> RawCell | None:
        if not len(element):
            self.col_counter += 1
            return None
        cell = super().parse_cell(element)
        row, column, value = cell["row"], cell["column"], cell["value"]
        if not (0 < row <= _LAST_ROW and 0 < column <= _LAST_COLUMN):
            raise ValueError("a cell beyond the last one")
        kind = "error" if cell["data_type"] == "e" else "value"
        if value is None:
            formula = element.find(FORMULA_TAG)
            empty_text = element.get("t") == "str" and element.find(VALUE_TAG) is not None
            if formula is None or empty_text:
                return None
            kind = "not_calculated"
        return RawCell(row, column, kind, value, cell["style_id"] or 0)  # type: ignore[arg-type]

    def parse_formatting(self, element: Any) -> None:
        """Looks that depend on values are left aside."""

    def parse_sheet_protection(self, element: Any) -> None:
        """A protected sheet is read like any other."""

    def parse_extensions(self, element: Any) -> None:
        """What newer programs add for themselves."""

    def parse_custom_views(self, element: Any) -> None:
        """Ways of looking at a sheet."""

    def parse_column_dimensions(self, col: Any) -> None:
        self.column_dimensions[len(self.column_dimensions)] = dict(col.attrib)


def letters(column: int) -> str:
    """The letters of a column counted from 1."""
    return str(get_column_letter(column))


def _hidden_columns(dimensions: Any) -> Iterator[tuple[int, int]]:
    for one in dimensions:
        if one.get("hidden") in ("1", "true") or _is_nothing(one.get("width")):
            yield int(one["min"]), int(one["max"])


def _is_nothing(size: str | None) -> bool:
    """Whether a height or width that a file states is zero."""
    return size is not None and float(size) == 0


def _edge_words(edges: Any, which: str) -> tuple[str, ...]:
    """The words of a printed header or footer; the file's name, page numbers and dates in them are no words."""
    found = []
    for kind in ("odd", "even", "first"):
        edge = getattr(edges, f"{kind}{which}", None)
        for side in ("left", "center", "right"):
            text = getattr(getattr(edge, side, None), "text", None)
            words = _PAGE_NUMBER.sub("", str(text or ""))
            words = re.sub(r"&(?:\[[^\]]*\]|[A-Z])", "", words).strip(" /-|")
            if any(map(str.isalnum, words)) and words not in found:
                found.append(words)
    return tuple(found)


def _is_white(colour: Any) -> bool:
    if colour is None:
        return False
    if colour.type == "rgb":
        return str(colour.rgb)[-6:].upper() == _WHITE
    if colour.type == "theme":
        return colour.theme == 0 and not colour.tint
    return colour.type == "indexed" and colour.indexed in (1, 9)
