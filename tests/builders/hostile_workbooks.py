"""Workbooks and packages that are hostile or broken, each made by code."""

import io
import zipfile
from collections.abc import Mapping

from docx_builders import zipped
from xlsx_builders import changed, price_sheet, shared_strings, sheet_xml, words, workbook
from zip_builders import SOW, entries, flagged, overlapping, packed

TEXT = "The fixed fee is EUR 184,000."
STRINGS = "xl/sharedStrings.xml"
SHEET = "xl/worksheets/sheet1.xml"
_SPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
FEE = words("A1", TEXT)


def book() -> bytes:
    return workbook(price_sheet)


def with_part(name: str, data: bytes) -> bytes:
    return changed(book(), {name: data})


def cut(share: float) -> bytes:
    data = book()
    return data[: int(len(data) * share)]


def without(name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(book())) as archive:
        return zipped({part: archive.read(part) for part in archive.namelist() if part != name})


def declared(declaration: str, text: str) -> bytes:
    sheet = f'<?xml version="1.0"?>{declaration}<worksheet xmlns="{_SPACE}"><sheetData>{words("A1", text)}</sheetData></worksheet>'
    return with_part(SHEET, sheet.encode())


def laughs(encoding: str = "utf-8") -> bytes:
    entities = "".join(f'<!ENTITY l{level} "{f"&l{level - 1};" * 10}">' for level in range(1, 10))
    strings = f'<!DOCTYPE x [<!ENTITY l0 "lol">{entities}]><sst xmlns="{_SPACE}"><si><t>&l9;</t></si></sst>'
    return with_part(STRINGS, strings.encode(encoding))


def repeated(cells: int, length: int) -> bytes:
    """One long word that many cells show."""
    rows = "".join(f'<row r="{row}"><c r="A{row}" t="s"><v>0</v></c></row>' for row in range(1, cells + 1))
    return shared_strings(rows, f"<si><t>{'fee ' * (length // 4)}</t></si>")


def many_cells(count: int) -> bytes:
    rows = "".join(f'<row r="{row}"><c r="A{row}"><v>{row}</v></c></row>' for row in range(2, count + 2))
    return sheet_xml(FEE + rows)


def empty_rows(count: int) -> bytes:
    """Rows that only have looks, and a sheet that says it is larger still."""
    rows = "".join(f'<row r="{row}" ht="15" s="1"><c r="A{row}" s="1"/></row>' for row in range(2, count + 2))
    return sheet_xml(FEE + rows, before='<dimension ref="A1:XFD1048576"/>')


def merged(count: int) -> bytes:
    areas = '<mergeCell ref="A1:XFD1048576"/>' * count
    return sheet_xml(FEE, after=f'<mergeCells count="{count}">{areas}</mergeCells>')


def value(inner: str) -> bytes:
    return sheet_xml(FEE + f'<row r="2"><c r="A2" {inner}</c></row>')


def deep(levels: int) -> bytes:
    return sheet_xml(FEE, after="<a>" * levels + "</a>" * levels)


def linked() -> bytes:
    """A workbook with a link to another one on the network, and a query to refresh."""
    return changed(
        book(),
        {
            "xl/externalLinks/externalLink1.xml": f'<externalLink xmlns="{_SPACE}"/>'.encode(),
            "xl/externalLinks/_rels/externalLink1.xml.rels": (
                b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
                b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/externalLinkPath" '
                b'Target="http://127.0.0.1:9/prices.xlsx" TargetMode="External"/></Relationships>'
            ),
            "xl/connections.xml": f'<connections xmlns="{_SPACE}"/>'.encode(),
        },
    )


def bomb(files: Mapping[str, bytes]) -> bytes:
    return packed({"sow.txt": SOW.encode(), **files})


def nested(levels: int) -> bytes:
    data = packed({"sow.txt": SOW})
    for _ in range(levels):
        data = packed({"sow.txt": SOW, "inner.zip": data})
    return data


def many_names(count: int) -> bytes:
    return packed({"sow.txt": SOW, **{f"folder/{number}.txt": b"" for number in range(count)}})


def huge_list(count: int) -> bytes:
    """An archive whose list names one file again and again."""
    data = packed({"sow.txt": SOW})
    start, end = data.index(b"PK\x01\x02"), data.index(b"PK\x05\x06")
    listed = data[start:end] * count
    tail = bytearray(data[end:])
    tail[8:12] = min(count, 65535).to_bytes(2, "little") * 2
    tail[12:16] = len(listed).to_bytes(4, "little")
    return data[:start] + listed + bytes(tail)


def says_small() -> bytes:
    """A file that unpacks to more than it says."""
    data = bytearray(packed({"a.txt": b"fees " * 100_000, "sow.txt": SOW}))
    at = data.index(b"PK\x01\x02") + 24
    data[at : at + 4] = (10).to_bytes(4, "little")
    return bytes(data)


def encrypted() -> bytes:
    return flagged(entries(("sow.txt", SOW.encode())), 1)


def shared_bytes() -> bytes:
    return overlapping(1000, 1 << 20)


def odd_styles() -> bytes:
    """Cells that are looked up in a list of formats beyond its end."""
    return changed(book(), {"xl/styles.xml": lambda styles: styles.replace(b'xfId="0"', b'xfId="999999"')})


def nameless() -> bytes:
    """A file whose name is no character long."""
    data = bytearray(packed({"sow.txt": SOW, "x": SOW + "More."}))
    listed, header = data.rindex(b"PK\x01\x02"), data.rindex(b"PK\x03\x04")
    # Its name becomes a part of what follows it.
    data[listed + 28 : listed + 32] = b"\x00\x00\x01\x00"
    data[header + 26 : header + 30] = b"\x00\x00\x01\x00"
    return bytes(data)
