"""A file that cannot be read gives one clear error; a damaged side part costs its own words only."""

import io
import zipfile
from pathlib import Path

import pytest

from docx_builders import PAGE, paragraph, part, read, template, word_file, zipped
from sowcheck.core.limits import ReadingLimits
from sowcheck.errors import UnreadableInput
from sowcheck.ingest.docx.reader import read_docx

LIMITS = ReadingLimits()


def error_of(data: bytes) -> UnreadableInput:
    with pytest.raises(UnreadableInput) as caught:
        read_docx(Path("folder/sow.docx"), data)
    error = caught.value
    assert error.path == "folder/sow.docx"
    assert error.hint
    return error


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"%PDF-1.7 something else", "not a Word file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512) + "EncryptedPackage".encode("utf-16-le"), "password"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512) + "WordDocument".encode("utf-16-le"), ".doc"),
        (zipped({"readme.txt": b"hello"}), "without a Word document"),
        (zipped({"xl/workbook.xml": b"<workbook/>"}), "Excel"),
        (zipped({"ppt/presentation.xml": b"<p/>"}), "PowerPoint"),
        (zipped({"content.xml": b"<office/>", "mimetype": b"application/vnd.oasis.opendocument.text"}), "OpenDocument"),
    ],
)
def test_a_foreign_file_is_named_for_what_it_is(data: bytes, reason: str) -> None:
    assert reason in error_of(data).reason


def test_a_file_that_is_cut_off_is_named_so() -> None:
    data = word_file(paragraph("Scope"))
    assert "cut off or damaged" in error_of(data[: len(data) // 2]).reason


@pytest.mark.parametrize(
    "content",
    [
        b"<w:document",
        b"",
        part("document", "<w:body><w:p></w:body>"),
        part("document", ""),
        b'<!DOCTYPE x [<!ENTITY a "b">]>' + part("document", f"<w:body>{paragraph('&a;')}</w:body>").split(b"?>", 1)[1],
    ],
)
def test_a_damaged_main_part_is_an_error(content: bytes) -> None:
    parts = parts_of(word_file(paragraph("Scope")))
    assert "damaged" in error_of(zipped({**parts, "word/document.xml": content})).reason


def test_a_main_part_whose_bytes_do_not_unpack_is_an_error() -> None:
    data = bytearray(word_file(paragraph("Scope")))
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as archive:
        info = archive.getinfo("word/document.xml")
    place = info.header_offset + 30 + len(info.filename) + 10
    data[place : place + 20] = bytes(20)
    assert "damaged" in error_of(bytes(data)).reason


@pytest.mark.parametrize(
    "body", ["", paragraph(""), paragraph("   \u00a0"), "<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>"]
)
def test_a_document_without_words_is_an_error(body: str) -> None:
    assert error_of(word_file(body)).reason == "it has no text"


def test_an_entry_that_is_encrypted_is_named_so() -> None:
    data = bytearray(word_file(paragraph("Scope")))
    for signature, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.find(signature)
        while place >= 0:
            data[place + flags] |= 1
            place = data.find(signature, place + 4)
    assert "password" in error_of(bytes(data)).reason


def test_a_zip_bomb_is_refused_before_it_expands() -> None:
    parts = parts_of(word_file(paragraph("Scope")))
    bomb = zipped({**parts, "word/document.xml": b" " * ((LIMITS.part_megabytes << 20) + 1)})
    assert len(bomb) < 1 << 20
    assert "too large; the limit is 64 MB" in error_of(bomb).reason


def test_a_package_of_endless_entries_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for index in range(LIMITS.parts + 1):
            archive.writestr(f"word/{index}", b"")
    assert "zip bomb" in error_of(out.getvalue()).reason


@pytest.mark.parametrize("name", ["word/numbering.xml", "word/styles.xml", "docProps/core.xml", "word/settings.xml"])
def test_a_damaged_side_part_is_named_and_the_rest_is_read(name: str) -> None:
    parts = parts_of(word_file(paragraph("Scope")))
    document = read(zipped({**parts, name: b"<broken"}))
    assert document.text == "Scope"
    assert [(unread.where, unread.reason) for unread in document.coverage.unread] == [(name, "damaged")]


def test_a_missing_part_is_named() -> None:
    parts = parts_of(
        word_file('<w:p><w:r><w:t>Fee</w:t><w:footnoteReference w:id="1"/></w:r></w:p>', footnotes="<w:footnote/>")
    )
    del parts["word/footnotes.xml"]
    document = read(zipped(parts))
    assert [(unread.where, unread.reason) for unread in document.coverage.unread] == [("word/footnotes.xml", "damaged")]


def test_a_relationship_that_leads_nowhere_or_outside_is_no_error() -> None:
    parts = template()
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    arrows = (
        f'<Relationship Id="n" Type="{kind}/image" Target="../NULL"/>'
        f'<Relationship Id="x" Type="{kind}/attachedTemplate" Target="http://127.0.0.1:9/x.dotm" TargetMode="External"/>'
        f'<Relationship Id="h" Type="{kind}/header" Target="http://127.0.0.1:9/header.xml" TargetMode="External"/>'
    )
    name = "word/_rels/document.xml.rels"
    parts[name] = parts[name].replace(b"</Relationships>", f"{arrows}</Relationships>".encode())
    edge = '<w:sectPr><w:headerReference w:type="default" r:id="h"/></w:sectPr>'
    parts["word/document.xml"] = part("document", f"<w:body>{paragraph('Scope')}{edge}</w:body>")
    document = read(zipped(parts))
    assert document.text == "Scope"
    assert document.coverage.unread == ()


def test_deep_nesting_ends_in_an_error_and_not_in_a_crash() -> None:
    deep = "<w:smartTag>" * 400 + "<w:r><w:t>x</w:t></w:r>" + "</w:smartTag>" * 400
    assert "nested too deeply" in error_of(word_file(f"<w:p>{deep}</w:p>", PAGE)).reason
