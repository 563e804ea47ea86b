"""Files that people have and sowcheck does not read: what each one is, told by its content, and what to do with it."""

import io
import re
import zipfile
from pathlib import Path
from typing import Literal, NamedTuple

from sowcheck.errors import UnreadableInput

SUPPORTED = "sowcheck reads PDF, DOCX, XLSX, plain text, Markdown, and ZIP archives of these."


class _Foreign(NamedTuple):
    reason: str
    hint: str

    def error(self, path: Path) -> UnreadableInput:
        return UnreadableInput(path, self.reason, hint=f"{self.hint} {SUPPORTED}")


_PICTURE = "Make a PDF with a text layer (OCR) of it."
_UNPACK = "Unpack it and check the documents inside."
_SHEET = "Save it as an Excel workbook (.xlsx); a record is exported as CSV or JSON."
_MAIL = "Save the documents that are attached to it, and check these."
_AS_WORD = "Open it in a word processor and save it as DOCX or PDF."
_PROGRAM = _Foreign("this is a program, not a document", "Do not start it. Ask the sender what they meant to send.")

_BYTES: tuple[tuple[int, bytes, _Foreign], ...] = (
    (0, b"{\\rtf", _Foreign("this is a Rich Text file", _AS_WORD)),
    (0, b"\x89PNG", _Foreign("this is a PNG picture", _PICTURE)),
    (0, b"\xff\xd8\xff", _Foreign("this is a JPEG picture", _PICTURE)),
    (0, b"GIF8", _Foreign("this is a GIF picture", _PICTURE)),
    (0, b"II*\x00", _Foreign("this is a TIFF picture", _PICTURE)),
    (0, b"MM\x00*", _Foreign("this is a TIFF picture", _PICTURE)),
    (0, b"BM", _Foreign("this is a bitmap picture", _PICTURE)),
    (4, b"ftyphei", _Foreign("this is a HEIC picture", _PICTURE)),
    (4, b"ftypmif1", _Foreign("this is a HEIC picture", _PICTURE)),
    (8, b"WEBP", _Foreign("this is a WebP picture", _PICTURE)),
    (0, b"\x1f\x8b", _Foreign("this is a gzip archive", _UNPACK)),
    (0, b"7z\xbc\xaf", _Foreign("this is a 7-Zip archive", _UNPACK)),
    (0, b"Rar!", _Foreign("this is a RAR archive", _UNPACK)),
    (0, b"%!PS", _Foreign("this is a PostScript file", "Print it to PDF.")),
    (0, b"\xffWPC", _Foreign("this is a WordPerfect file", _AS_WORD)),
    (0, b"\x7fELF", _PROGRAM),
    (0, b"MZ", _PROGRAM),
)
_LETTERS_ONLY = (b"BM", b"MZ")
"""Signs that a text may begin with."""
_SIGNED_DATA = b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02"
"""The object identifier of CMS: what signing programs wrap around a file (.p7m)."""
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_STREAMS = (
    (
        "EncryptedPackage",
        _Foreign("the Office file is encrypted and needs a password", "Save a copy without a password."),
    ),
    ("__substg1.0_", _Foreign("this is an Outlook message (.msg)", _MAIL)),
    ("WordDocument", _Foreign("this is an old Word file (.doc)", _AS_WORD)),
    ("Workbook", _Foreign("this is an old Excel workbook (.xls)", _SHEET)),
    ("PowerPoint Document", _Foreign("this is an old PowerPoint presentation (.ppt)", "Print it to PDF.")),
)
_OLD_OFFICE = _Foreign("this is an old Office file", _AS_WORD)
_LOCK = _Foreign("this is the mark that Word leaves beside an open file", "Name the file itself, without ~$.")

_MAIL_HEAD = re.compile(rb"(?:[A-Za-z][A-Za-z0-9-]*:[^\n]*\n(?:[ \t][^\n]*\n)*){2,}")
_MAIL_SIGN = re.compile(
    rb"^(?:MIME-Version|Message-ID|Received|Return-Path|Delivered-To):", re.IGNORECASE | re.MULTILINE
)


def refuse_foreign_bytes(path: Path, data: bytes, *, text: bool) -> None:
    """Refuses pictures, archives, old Office files, programs, signed envelopes.

    Raises:
        UnreadableInput: the content is one of them; says which, and what to do.
    """
    if data.startswith(_OLE):
        found = next((what for name, what in _OLE_STREAMS if name.encode("utf-16-le") in data), _OLD_OFFICE)
        raise found.error(path)
    if path.name.startswith("~$") and len(data) < 512:
        raise _LOCK.error(path)
    for place, sign, what in _BYTES:
        if data.startswith(sign, place) and not (text and sign in _LETTERS_ONLY):
            raise what.error(path)
    if data[:1] == b"\x30" and _SIGNED_DATA in data[:64]:
        raise _Foreign(
            "this is a signed envelope (.p7m) around a document",
            "Take the document out of it with the program that checks its signature.",
        ).error(path)


def refuse_foreign_text(path: Path, data: bytes) -> None:
    """Refuses text that is markup, mail or data.

    Raises:
        UnreadableInput: the text is one of them, or the file is named .pdf; says so, and what to do.
    """
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    lower = head.lower()
    if lower.startswith((b"<!doctype html", b"<html")):
        raise _Foreign("this is an HTML page", "Print it to PDF.").error(path)
    if lower.startswith((b"<?xml", b"<svg")):
        if b'progid="word.document"' in lower or b"schemas.microsoft.com/office/2006/xmlpackage" in lower:
            raise _Foreign("this is a Word document saved as one XML file", _AS_WORD).error(path)
        raise _Foreign("this is an XML file", "Ask for the document that was made from it.").error(path)
    begin = _MAIL_HEAD.match(head.replace(b"\r\n", b"\n"))
    if begin is not None and _MAIL_SIGN.search(begin[0]):
        raise _Foreign("this is an e-mail", _MAIL).error(path)
    if path.suffix.lower() == ".json" and lower.startswith((b"{", b"[")):
        raise _Foreign("this is JSON, as records are", "Name it after --record.").error(path)
    if path.suffix.lower() == ".pdf":
        raise UnreadableInput(
            path, "the file is named .pdf but holds plain text, no PDF", hint="Ask for the PDF, or rename it to .txt."
        )


def kind_of_zip(path: Path, data: bytes) -> Literal["docx", "xlsx", "package"]:
    """What a packed file is: a Word file, an Excel workbook, or a ZIP archive of files.

    Raises:
        UnreadableInput: the file is damaged, or is none of these; says what it is, and what to do.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            media = b""
            if "mimetype" in names:
                with archive.open("mimetype") as stream:
                    media = stream.read(80)
    except (zipfile.BadZipFile, OSError, EOFError, KeyError, RuntimeError, NotImplementedError, ValueError) as error:
        raise UnreadableInput(
            path, "the file is damaged or cut off (a ZIP container that does not open)", hint="Ask for the file again."
        ) from error
    if "word/document.xml" in names:
        return "docx"
    foreign = _packed(names, media)
    if foreign is not None:
        raise foreign.error(path)
    return "xlsx" if _is_office(names) and any(name.startswith("xl/") for name in names) else "package"


def _is_office(names: list[str]) -> bool:
    """Whether the parts are those of an Office file, and not files in folders of the same names."""
    return any(name.lower() == "[content_types].xml" for name in names)


def _packed(names: list[str], media: bytes) -> _Foreign | None:
    def has(folder: str) -> bool:
        return _is_office(names) and any(name.startswith(folder) for name in names)

    if has("xl/"):
        binary = any(name.lower() == "xl/workbook.bin" for name in names)
        return _Foreign("this is a binary Excel workbook (.xlsb)", _SHEET) if binary else None
    if b"opendocument.spreadsheet" in media:
        return _Foreign("this is an OpenDocument spreadsheet (.ods)", _SHEET)
    if has("ppt/") or b"opendocument.presentation" in media:
        return _Foreign("this is a PowerPoint or OpenDocument presentation", "Print it to PDF.")
    if b"opendocument" in media:
        return _Foreign("this is an OpenDocument file", _AS_WORD)
    if b"epub" in media:
        return _Foreign("this is an e-book (EPUB)", "Print it to PDF.")
    if any(name.startswith("Index/") for name in names) and any(name.endswith(".iwa") for name in names):
        return _Foreign("this is a file of Apple Pages, Numbers or Keynote", "Export it as PDF.")
    if "FixedDocSeq.fdseq" in names or any(name.startswith("Documents/1/FixedDoc") for name in names):
        return _Foreign("this is an XPS document", "Print it to PDF.")
    if has("word/"):
        return _Foreign("the Word file has no main document part", "Open it in Word and save it again.")
    return None
