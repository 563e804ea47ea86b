"""Real workbooks for tests: openpyxl writes them, and single parts are changed where openpyxl cannot."""

import io
import re
import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.styles import Font, PatternFill

from docx_builders import zipped
from sowcheck.core.documents import Document
from sowcheck.ingest.xlsx.reader import read_xlsx

EURO = '"€" #,##0.00'
PRICES: tuple[tuple[object, ...], ...] = (
    ("Item", "Unit", "Quantity", "Unit price", "Amount"),
    ("Discovery workshop", "day", 5, 1200, 6000),
    ("Integration build", "day", 40, 1150, 46000),
    ("Training", "session", 4, 2500, 10000),
    ("Total", None, None, None, 62000),
)


def workbook(*fills: Callable[[Any], None], names: Sequence[str] = ()) -> bytes:
    """A workbook with a sheet for each function, which is given the sheet."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for number, fill in enumerate(fills):
        fill(book.create_sheet(names[number] if number < len(names) else f"Sheet{number + 1}"))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def put_rows(sheet: Any, rows: Sequence[Sequence[object]], top: int = 1, left: int = 1, code: str = EURO) -> None:
    """Writes rows; figures above 1,000 with the number format."""
    for row, values in enumerate(rows, start=top):
        for column, value in enumerate(values, start=left):
            if value is not None:
                cell = sheet.cell(row, column, value)
                if isinstance(value, int | float) and value >= 1000:
                    cell.number_format = code


def price_sheet(sheet: Any) -> None:
    """A price sheet with a title, a table and a note."""
    sheet["A1"] = "Annex A: Price sheet"
    sheet["A1"].font = Font(bold=True)
    put_rows(sheet, PRICES, top=3)
    for cell in sheet[3]:
        cell.font = Font(bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", fgColor="1F4E78")
    sheet["A9"] = "All prices exclude VAT."


def changed(data: bytes, parts: Mapping[str, bytes | Callable[[bytes], bytes]]) -> bytes:
    """The workbook with further or other parts; a function is given the part as it was."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        found = {name: archive.read(name) for name in archive.namelist()}
    for name, part in parts.items():
        found[name] = part if isinstance(part, bytes) else part(found[name])
    return zipped(found)


def sheet_xml(rows: str, before: str = "", after: str = "") -> bytes:
    """A workbook whose one sheet has these rows as XML."""
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    part = f'<worksheet xmlns="{space}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'
    return changed(workbook(lambda sheet: sheet.append(["x"])), {"xl/worksheets/sheet1.xml": part.encode()})


_STRINGS_KIND = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"


def shared_strings(rows: str, items: str) -> bytes:
    """A workbook whose cells name their words by number (t="s"), as Excel writes them; items are `<si>` elements."""

    def listed(kinds: bytes) -> bytes:
        entry = b'<Override PartName="/xl/sharedStrings.xml" ContentType="' + _STRINGS_KIND + b'"/></Types>'
        return kinds.replace(b"</Types>", entry)

    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    strings = f'<sst xmlns="{space}">{items}</sst>'.encode()
    return changed(sheet_xml(rows), {"xl/sharedStrings.xml": strings, "[Content_Types].xml": listed})


def words(place: str, text: str) -> str:
    """A cell with words, as XML."""
    row = re.sub(r"\D", "", place)
    return f'<row r="{row}"><c r="{place}" t="inlineStr"><is><t>{text}</t></is></c></row>'


def read(data: bytes, name: str = "prices.xlsx") -> Document:
    """The document in a workbook."""
    return read_xlsx(Path(name), data)


def unread(document: Document) -> list[str]:
    """The ledger's entries as "where: reason"."""
    return [f"{entry.where}: {entry.reason}" for entry in document.coverage.unread]
