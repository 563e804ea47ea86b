"""Files that are hostile or broken, each made by code: what a reader has to say of it, or what it has to leave out.

A case is a name, the bytes, and the words that the one error must hold; with `unread`, the file is read for the rest.
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from typing import NamedTuple

from reportlab.lib.pdfencrypt import StandardEncryption

import hostile_workbooks as made
from docx_builders import paragraph, part, template, word_file, zipped
from hostile_builders import FONT, PAGE, WORDS, bare_pdf, image_page, many_pages, nested_forms, stream
from hostile_workbooks import FEE, STRINGS
from pdf_builders import pdf, put
from xfa_builders import asked, xdp
from xlsx_builders import sheet_xml
from zip_builders import SOW, flagged, packed

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
TEXT = "The fixed fee is EUR 184,000."


class Hostile(NamedTuple):
    """One file and what becomes of it."""

    file: str
    """Its name."""
    make: Callable[[], bytes]
    error: str = ""
    """Words of the error; empty if the file is read."""
    unread: str = ""
    """An entry of the ledger, as "where: reason"."""
    text: str = TEXT
    """What is read."""


def _utf16(words: str) -> bytes:
    return words.encode("utf-16-le")


def _named(**members: bytes) -> bytes:
    return zipped({name.replace("__", "/").replace("_dot_", "."): data for name, data in members.items()})


def _word_parts() -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(word_file(paragraph(TEXT)))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _word(**others: bytes) -> bytes:
    """A Word file with further or other parts."""
    return zipped(
        {**_word_parts(), **{name.replace("__", "/").replace("_dot_", "."): data for name, data in others.items()}}
    )


LAUGHS = b'<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY z "&b;&b;&b;&b;&b;&b;">]>'


def _noted(annotation: bytes, places: bytes = b"6 0 R") -> bytes:
    """A page with an annotation."""
    rectangle = b"" if b"/Rect" in annotation else b"/Rect [9 9 99 99]"
    entries = b"<< /Type /Annot %s %s >>" % (rectangle, annotation)
    return bare_pdf({3: PAGE[:-2] + b"/Annots [%s] >>" % places, 6: entries})


def _with_xfa(form: bytes) -> bytes:
    """A page with words, and a form in XFA."""
    return _with_catalog(b"/AcroForm << /Fields [] /XFA 6 0 R >>", {6: stream(form, packed=True)})


def _rows(count: int) -> bytes:
    """A form with one row in its template and many in its data."""
    row = asked("what", "Item", attributes='presence="hidden"')
    template = f'<subform name="line"><occur min="0" max="-1"/>{row}</subform>'
    return xdp(template, "<line><what>x</what></line>" * count)


def _main(inner: bytes) -> bytes:
    return _word(word__document_dot_xml=inner)


def _declared(declaration: bytes, words: str) -> bytes:
    body = part("document", f"<w:body>{paragraph(words)}</w:body>").split(b"?>", 1)[1]
    return b'<?xml version="1.0"?>' + declaration + body


def _laughs() -> bytes:
    entities = b"".join(b'<!ENTITY l%d "%s">' % (level, b"&l%d;" % (level - 1) * 10) for level in range(1, 10))
    return _main(_declared(b'<!DOCTYPE x [<!ENTITY l0 "lol">' + entities + b"]>", "&l9;"))


def _outside(address: bytes) -> bytes:
    return _main(_declared(b'<!DOCTYPE x [<!ENTITY o SYSTEM "' + address + b'">]>', TEXT + "&o;"))


def _overlapping() -> bytes:
    """A Word file whose pictures share one packed stream: small on disk, vast unpacked."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", part("document", f"<w:body>{paragraph(TEXT)}</w:body>"))
        archive.writestr("word/media/0.bin", bytes(30 << 20))
    data = out.getvalue()
    start, end = data.index(b"PK\x01\x02"), data.index(b"PK\x05\x06")
    picture = data[data.rindex(b"PK\x01\x02") : end]
    entries = data[start:end] + b"".join(picture.replace(b"0.bin", b"%05d" % number) for number in range(59))
    tail = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 61, 61, len(entries), start, 0)
    return data[:start] + entries + tail


def _encrypted_pdf() -> bytes:
    return pdf(lambda canvas: put(canvas, 72, 100, TEXT), encrypt=StandardEncryption("secret", "owner"))


def _cut(data: bytes, share: float) -> bytes:
    return data[: int(len(data) * share)]


def _good_pdf() -> bytes:
    return pdf(lambda canvas: put(canvas, 72, 100, TEXT))


def _with_catalog(entries: bytes, objects: dict[int, bytes] | None = None) -> bytes:
    return bare_pdf({1: b"<< /Type /Catalog /Pages 2 0 R " + entries + b" >>", **(objects or {})})


def _packed_twice() -> bytes:
    """A page that unpacks to 768 MB."""
    packer = zlib.compressobj(9)
    once = b"".join([packer.compress(bytes(1 << 24)) for _ in range(48)]) + packer.flush()
    twice = zlib.compress(once, 9)
    filters = b"<< /Length %d /Filter [/FlateDecode /FlateDecode] >>" % len(twice)
    return bare_pdf({5: filters + b"\nstream\n" + twice + b"\nendstream"})


def _crowded() -> bytes:
    """A page with 400,000 small characters, each line at its own place."""
    lines = (
        b"BT /F1 1 Tf %d %d.%d Td (%s) Tj ET\n" % (30 * (n % 19), n // 19, n % 10, TEXT.encode()) for n in range(14_000)
    )
    return bare_pdf({5: stream(b"".join(lines), packed=True)})


def _deep(levels: int) -> bytes:
    return b"[" * levels + b"]" * levels


def _counted(style: str) -> bytes:
    numbering = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="2000000000"/>'
        f'<w:numFmt w:val="{style}"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    properties = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    return word_file(paragraph(TEXT, properties), numbering=numbering)


def _related(kind: str) -> bytes:
    parts = {**template(), **_word_parts()}
    name = "word/_rels/document.xml.rels"
    arrow = (
        f'<Relationship Id="n" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"'
        ' Target="http://127.0.0.1:9/x" TargetMode="External"/>'
    )
    parts[name] = parts[name].replace(b"</Relationships>", arrow.encode() + b"</Relationships>")
    return zipped(parts)


def _spoilt() -> bytes:
    data = bytearray(word_file(paragraph(TEXT)))
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as archive:
        info = archive.getinfo("word/document.xml")
    place = info.header_offset + 30 + len(info.filename) + 10
    data[place : place + 20] = bytes(20)
    return bytes(data)


_DAMAGED = "damaged"
_SCRIPT = b"<< /S /JavaScript /JS (app.launchURL\\('http://127.0.0.1:9/'\\); app.alert\\(1\\);) >>"

PDF = {
    "0 bytes": Hostile("a.pdf", bytes, "empty"),
    "a header and nothing else": Hostile("a.pdf", lambda: b"%PDF-1.7\n", _DAMAGED),
    "a page that was cut off at a third": Hostile("a.pdf", lambda: _cut(_good_pdf(), 0.3), _DAMAGED),
    "zeros from its middle on": Hostile("a.pdf", lambda: _cut(bare_pdf(), 0.4) + bytes(5000), _DAMAGED),
    "a password": Hostile("a.pdf", _encrypted_pdf, "needs a password"),
    "an encryption that nobody knows": Hostile(
        "a.pdf", lambda: bare_pdf({9: b"<< /Filter /Odd /V 99 >>"}, trailer=b"/Encrypt 9 0 R"), "password"
    ),
    "no pages": Hostile("a.pdf", lambda: bare_pdf({2: b"<< /Type /Pages /Kids [] /Count 0 >>"}), "damaged"),
    "10,000 pages": Hostile("a.pdf", lambda: many_pages(10_000), "it has 10,000 pages; the limit is 2,000"),
    "two billion pages, says its catalog": Hostile(
        "a.pdf", lambda: bare_pdf({2: b"<< /Type /Pages /Kids [3 0 R] /Count 2000000000 >>"})
    ),
    "pages that hold themselves": Hostile(
        "a.pdf",
        lambda: bare_pdf({2: b"<< /Type /Pages /Kids [2 0 R 3 0 R] /Count 5 /Parent 2 0 R >>"}),
        unread="page 2: damaged",
    ),
    "a page tree as deep as a well": Hostile(
        "a.pdf",
        lambda: bare_pdf(
            {
                2: b"<< /Type /Pages /Kids [10 0 R] /Count 1 >>",
                **{
                    number: b"<< /Type /Pages /Kids [%d 0 R] /Count 1 /Parent %d 0 R >>" % (number + 1, number - 1)
                    for number in range(10, 3000)
                },
                3000: PAGE,
            }
        ),
        unread="page 1: damaged",
        text="",
    ),
    "an object that is itself": Hostile("a.pdf", lambda: bare_pdf({4: b"4 0 R"})),
    "a content stream that is its own length": Hostile(
        "a.pdf", lambda: bare_pdf({5: b"<< /Length 5 0 R >>\nstream\n" + WORDS + b"\nendstream"})
    ),
    "a table of objects that leads back to itself": Hostile("a.pdf", lambda: bare_pdf(trailer=b"/Prev 9")),
    "arrays nested 100,000 deep": Hostile("a.pdf", lambda: bare_pdf({4: _deep(100_000)})),
    "dictionaries nested 50,000 deep": Hostile(
        "a.pdf", lambda: bare_pdf({4: b"<</A " * 50_000 + b"1" + b">>" * 50_000})
    ),
    "forms that draw forms that draw forms": Hostile("a.pdf", lambda: nested_forms(9, 10), "the limit is"),
    "a form that draws itself": Hostile(
        "a.pdf",
        lambda: bare_pdf(
            {
                4: FONT[:-2] + b"/XObject << /X 6 0 R >> >>",
                5: stream(WORDS + b" /X Do"),
                6: stream(
                    b"/X Do /X Do",
                    b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 6 0 R >> >>",
                ),
            }
        ),
        "the limit is",
    ),
    "a stream of 768 MB, packed twice": Hostile("a.pdf", _packed_twice, "takes too much memory; the limit is"),
    "200,000 drawn lines on a page": Hostile(
        "a.pdf",
        lambda: bare_pdf({5: stream(WORDS + b" 0 0 m 9 9 l S" * 200_000, packed=True)}),
        unread="page 1: limit_reached",
        text="",
    ),
    "400,000 characters on a page": Hostile(
        "a.pdf",
        _crowded,
        unread="page 1: limit_reached",
        text="",
    ),
    "a picture of 10,000 million pixels": Hostile("a.pdf", lambda: image_page(100_000, 100_000)),
    "a page as large as a country": Hostile("a.pdf", lambda: image_page(9, 9, size=(2_000_000_000, 2_000_000_000))),
    "a script that runs when it opens": Hostile("a.pdf", lambda: _with_catalog(b"/OpenAction " + _SCRIPT)),
    "a program to launch when it opens": Hostile(
        "a.pdf", lambda: _with_catalog(b"/OpenAction << /S /Launch /F (/bin/sh) /Win << /F (cmd.exe) >> >>")
    ),
    "a form to send to an address": Hostile(
        "a.pdf", lambda: _with_catalog(b"/OpenAction << /S /SubmitForm /F << /FS /URL /F (http://127.0.0.1:9/) >> >>")
    ),
    "a file inside": Hostile(
        "a.pdf",
        lambda: _with_catalog(
            b"/Names << /EmbeddedFiles << /Names [(prices.xlsx) 6 0 R] >> >>",
            {
                6: b"<< /Type /Filespec /F (prices.xlsx) /UF (prices.xlsx) /EF << /F 7 0 R >> >>",
                7: stream(b"PK", b"/Type /EmbeddedFile"),
            },
        ),
        unread="attached file prices.xlsx: unsupported_content",
    ),
    "a form field whose parent is itself": Hostile(
        "a.pdf",
        lambda: _with_catalog(
            b"/AcroForm << /Fields [6 0 R] >>",
            {
                3: PAGE[:-2] + b"/Annots [6 0 R] >>",
                6: b"<< /Type /Annot /Subtype /Widget /FT /Tx /T (fee) /V (1) /Parent 6 0 R /Rect [9 9 99 99] >>",
            },
        ),
        unread="form fields: damaged",
    ),
    "a note that answers itself": Hostile(
        "a.pdf", lambda: _noted(b"/Subtype /Text /Contents (agreed) /IRT 6 0 R /State (Accepted)")
    ),
    "a stroke through words in more strips than anybody draws": Hostile(
        "a.pdf", lambda: _noted(b"/Subtype /StrikeOut /QuadPoints [%s]" % (b"9 9 99 9 9 19 99 19 " * 50_000))
    ),
    "an annotation without a place": Hostile(
        "a.pdf",
        lambda: _noted(b"/Subtype /FreeText /Contents (EUR 1) /Rect [a b]"),
        unread="page 1 annotations: damaged",
    ),
    "annotations without end": Hostile(
        "a.pdf",
        lambda: _noted(b"/Subtype /Text /Contents (agreed)", b"6 0 R " * 100_000),
        unread="annotations from page 1 on: limit_reached",
    ),
    "a form in XFA whose entities grow": Hostile(
        "a.pdf", lambda: _with_xfa(LAUGHS + b"<a>&z;</a>"), unread="form in XFA: damaged"
    ),
    "a form in XFA that reads a file of the machine": Hostile(
        "a.pdf",
        lambda: _with_xfa(b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'),
        unread="form in XFA: damaged",
    ),
    "a form in XFA nested without end": Hostile(
        "a.pdf", lambda: _with_xfa(b"<a>" * 100_000), unread="form in XFA: damaged"
    ),
    "a form in XFA that stands for thousands of rows": Hostile(
        "a.pdf",
        lambda: _with_xfa(_rows(30_000)),
        unread="rest of the form in XFA: limit_reached",
    ),
}

WORD = {
    "cut off in its middle": Hostile("a.docx", lambda: _cut(word_file(paragraph(TEXT)), 0.5), "damaged or cut off"),
    "a zip header and nothing else": Hostile("a.docx", lambda: b"PK\x03\x04", "damaged or cut off"),
    "a main part of 65 MB in 64 KB": Hostile(
        "a.docx", lambda: _main(b" " * (65 << 20)), "too large; the limit is 64 MB"
    ),
    "a side part of 65 MB": Hostile(
        "a.docx", lambda: _word(word__styles_dot_xml=b" " * (65 << 20)), unread="word/styles.xml: limit_reached"
    ),
    "parts of 1,800 MB that share their bytes": Hostile(
        "a.docx", _overlapping, "it unpacks to 1,800 MB (a zip bomb?); the limit is 1,024 MB"
    ),
    "10,001 parts": Hostile(
        "a.docx", lambda: zipped({**_word_parts(), **{f"word/{n}": b"" for n in range(10_001)}}), "zip bomb"
    ),
    "a billion laughs": Hostile("a.docx", _laughs, _DAMAGED),
    "an entity from this machine": Hostile("a.docx", lambda: _outside(b"file:///etc/passwd"), _DAMAGED),
    "an entity from the network": Hostile("a.docx", lambda: _outside(b"http://127.0.0.1:9/x"), _DAMAGED),
    "elements nested 300 deep": Hostile(
        "a.docx",
        lambda: word_file(
            "<w:p>" + "<w:smartTag>" * 300 + "<w:r><w:t>x</w:t></w:r>" + "</w:smartTag>" * 300 + "</w:p>"
        ),
        "nested too deeply",
    ),
    "tables in tables, 60 deep": Hostile(
        "a.docx",
        lambda: word_file(
            "<w:tbl><w:tr><w:tc>" * 60 + paragraph(TEXT) + "<w:p/></w:tc></w:tr></w:tbl>" * 60 + "<w:p/>"
        ),
    ),
    "one word of 11 MB": Hostile("a.docx", lambda: word_file(paragraph("x" * (11 << 20))), "too long a text"),
    "six million characters": Hostile(
        "a.docx", lambda: word_file(paragraph("fee " * 250_000) * 6), "characters; the limit is 2,500,000"
    ),
    "a cell as wide as the world": Hostile(
        "a.docx",
        lambda: word_file(
            '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2000000000"/></w:tcPr>'
            + paragraph(TEXT)
            + "</w:tc></w:tr></w:tbl>"
        ),
    ),
    "a list that begins at two billion": Hostile("a.docx", lambda: _counted("lowerLetter")),
    "macros": Hostile("a.docm", lambda: _word(word__vbaProject_dot_bin=OLE + b"Sub AutoOpen() Shell")),
    "paths that lead out of the file": Hostile(
        "a.docx", lambda: _word(**{"__dot__dot__/__dot__dot__/evil_dot_xml": b"<x/>"})
    ),
    "a template from the network": Hostile("a.docx", lambda: _related("attachedTemplate")),
    "a picture from the network": Hostile("a.docx", lambda: _related("image")),
    "a password": Hostile("a.docx", lambda: OLE + _utf16("EncryptedPackage"), "password"),
    "bytes that do not unpack": Hostile("a.docx", _spoilt, _DAMAGED),
}


PLAIN = {
    "0 bytes": Hostile("a.txt", bytes, "empty"),
    "nothing but spaces": Hostile("a.txt", lambda: b" \n" * 5000, "no text"),
    "zeros": Hostile("a.txt", lambda: bytes(5000), "not known"),
    "any bytes": Hostile("a.txt", lambda: bytes(range(256)) * 40, "not known"),
    "half a character of UTF-16": Hostile("a.txt", lambda: b"\xff\xfea\x00b", "encoding is not known"),
    "text named .pdf": Hostile("a.pdf", TEXT.encode, "named .pdf"),
    "a PDF named .txt": Hostile("a.txt", _good_pdf),
    "a Word file named .pdf": Hostile("a.pdf", lambda: word_file(paragraph(TEXT))),
    "six million characters": Hostile(
        "a.txt", lambda: b"fee and\n" * 750_000, "6,000,000 characters; the limit is 2,500,000"
    ),
    "quotes in quotes in quotes": Hostile("a.md", lambda: b"> " * 50_000 + TEXT.encode(), "no text"),
    "brackets without end": Hostile("a.md", lambda: TEXT.encode() + b"\n\n" + b"[" * 20_000 + b"x"),
}


EXCEL = {
    "cut off in its middle": Hostile("a.xlsx", lambda: made.cut(0.5), "damaged or cut off"),
    "a password": Hostile("a.xlsx", lambda: OLE + _utf16("EncryptedPackage"), "password"),
    "a sheet that is encrypted": Hostile("a.xlsx", lambda: flagged(made.book(), 1), "encrypted"),
    "no list of its parts' kinds": Hostile(
        "a.xlsx", lambda: made.with_part("[Content_Types].xml", b"<Types/>"), "does not open"
    ),
    "no sheets": Hostile("a.xlsx", lambda: made.without(made.SHEET), "show no words"),
    "styles that are no XML": Hostile("a.xlsx", lambda: made.with_part("xl/styles.xml", b"nothing"), _DAMAGED),
    "a sheet that breaks off": Hostile(
        "a.xlsx", lambda: made.with_part(made.SHEET, b"<worksheet><sheetData><row>"), "is damaged (an Excel workbook"
    ),
    "a billion laughs": Hostile("a.xlsx", made.laughs, "sharedStrings.xml is damaged"),
    "a billion laughs in UTF-16": Hostile("a.xlsx", lambda: made.laughs("utf-16"), "sharedStrings.xml is damaged"),
    "an entity from this machine": Hostile(
        "a.xlsx", lambda: made.declared('<!DOCTYPE x [<!ENTITY o SYSTEM "file:///etc/passwd">]>', "&o;"), _DAMAGED
    ),
    "a declaration behind a long comment": Hostile(
        "a.xlsx", lambda: made.declared(f"<!--{'-' * 70_000}--><!DOCTYPE x>", TEXT), _DAMAGED
    ),
    "strings of 65 MB in 64 KB": Hostile(
        "a.xlsx", lambda: made.with_part(STRINGS, b"<sst>" + b" " * (65 << 20)), "too large; the limit is 64 MB"
    ),
    "one string that 20,000 cells show": Hostile(
        "a.xlsx", lambda: made.repeated(20_000, 1000), "characters; the limit is 2,500,000"
    ),
    "60,000 cells": Hostile("a.xlsx", lambda: made.many_cells(60_000), "too many cells; the limit is 50,000"),
    "300,000 rows that only have looks": Hostile("a.xlsx", lambda: made.empty_rows(300_000)),
    "5,000 merged areas as large as the sheet": Hostile("a.xlsx", lambda: made.merged(5_000)),
    "a cell beyond the last one": Hostile("a.xlsx", lambda: made.value('r="XFE1048577"><v>1</v>'), _DAMAGED),
    "a string that is not there": Hostile("a.xlsx", lambda: made.value('t="s"><v>999999</v>'), _DAMAGED),
    "a style that is not there": Hostile("a.xlsx", lambda: made.value('s="999999"><v>1</v>')),
    "a style without a number": Hostile("a.xlsx", lambda: made.value('s=""><v>1</v>')),
    "a style with a format that is not there": Hostile("a.xlsx", made.odd_styles, _DAMAGED),
    "a number of 400 digits": Hostile("a.xlsx", lambda: made.value(f"><v>{'9' * 400}</v>")),
    "a number of 5,000 digits": Hostile("a.xlsx", lambda: made.value(f"><v>{'9' * 5000}</v>"), _DAMAGED),
    "a number without end": Hostile("a.xlsx", lambda: made.value("><v>1e999</v>")),
    "elements nested 100,000 deep": Hostile("a.xlsx", lambda: made.deep(100_000)),
    "macros": Hostile(
        "a.xlsm",
        lambda: made.with_part("xl/vbaProject.bin", OLE + b"Sub Auto_Open() Shell"),
        unread="macros: unsupported_content",
        text="Annex A",
    ),
    "a link to the network": Hostile("a.xlsx", made.linked, text="Annex A"),
    "an old workbook": Hostile("a.xls", lambda: OLE + _utf16("Workbook"), "old Excel workbook"),
    "a sheet named as a Word file": Hostile("a.docx", lambda: sheet_xml(FEE)),
}

PACKAGES = {
    "cut off in its middle": Hostile("a.zip", lambda: _cut(packed({"sow.txt": SOW}), 0.6), "damaged or cut off"),
    "1,000 files that share their bytes": Hostile("a.zip", made.shared_bytes, "share their bytes"),
    "a list that names one file 5,000 times": Hostile("a.zip", lambda: made.huge_list(5_000), "share their bytes"),
    "a list that names one file 70,000 times": Hostile("a.zip", lambda: made.huge_list(70_000), "zip bomb"),
    "10,001 files": Hostile("a.zip", lambda: made.many_names(10_001), "10,002 parts (a zip bomb?)"),
    "300 documents": Hostile("a.zip", lambda: made.many_names(300), "301 files that could be documents"),
    "nothing that can be opened": Hostile("a.zip", made.encrypted, "needs a password"),
    "a file of 100 MB in 100 KB": Hostile(
        "a.zip",
        lambda: made.bomb({"a.txt": bytes(100 << 20)}),
        unread="a.txt: it unpacks to more than 200 times its size",
    ),
    "files of 1,100 MB together": Hostile(
        "a.zip", lambda: made.bomb({f"{n}.txt": bytes(110 << 20) for n in range(10)}), "it unpacks to 1,100 MB"
    ),
    "archives in archives in archives": Hostile(
        "a.zip", lambda: made.nested(12), unread="inner.zip: this is a ZIP archive inside the archive"
    ),
    "a file that unpacks to more than it says": Hostile("a.zip", made.says_small, unread="a.txt: it is damaged"),
    "a file without a name": Hostile("a.zip", made.nameless),
    "names that lead out of it": Hostile("a.zip", lambda: packed({"../../../evil.txt": SOW, "/etc/x.txt": SOW})),
    "a hostile document in it": Hostile(
        "a.zip",
        lambda: made.bomb({"many.pdf": many_pages(10_000), "b.docx": WORD["a billion laughs"].make()}),
        unread="many.pdf: it has 10,000 pages; the limit is 2,000",
    ),
}
"""Each with a statement of work in it."""
