"""Opens a file and hands it to the reader of its format, told by its content and not by its name."""

import io
import zipfile
from collections.abc import Sequence
from pathlib import Path

from sowcheck.core.documents import Document
from sowcheck.core.limits import ReadingLimits
from sowcheck.errors import UnreadableInput
from sowcheck.ingest.files import opened_file, pieces_of
from sowcheck.ingest.limits import beyond

_SUPPORTED = "sowcheck reads PDF, DOCX, plain text and Markdown."


def read(path: Path, trusted: Sequence[bytes] = (), limits: ReadingLimits | None = None) -> Document:
    """The document in a file, read in this process; `ingest.apart.reading` does the same behind walls.

    Args:
        path: The file.
        trusted: Certificates of the authorities that may vouch for whoever signed it digitally, PEM or DER.
        limits: What the file may ask for.

    Raises:
        UnreadableInput: missing, empty, encrypted, damaged, beyond a limit, or of a format that sowcheck does not read.
    """
    limits = limits or ReadingLimits()
    with opened_file(path) as stream:
        data = b"".join(pieces_of(path, stream, limits))
    return document_of(path, data, trusted, limits)


def document_of(path: Path, data: bytes, trusted: Sequence[bytes], limits: ReadingLimits) -> Document:
    """The document in the bytes of a file.

    Raises:
        UnreadableInput: as `read` does.
    """
    match _format_of(path, data):
        case "pdf":
            from sowcheck.ingest.pdf import read_pdf

            document = read_pdf(path, data, trusted, limits)
        case "docx":
            from sowcheck.ingest.docx.reader import read_docx

            document = read_docx(path, data, limits)
        case _:
            from sowcheck.ingest.plain import read_plain

            document = read_plain(path, data, limits)
    if len(document.text) > limits.characters:
        raise beyond(path, f"its text has {len(document.text):,} characters", "characters", limits)
    return document


_FOREIGN: tuple[tuple[bytes, str, str], ...] = (
    (b"{\\rtf", "this is a Rich Text file", "Save it as DOCX or PDF."),
    (b"\x89PNG", "this is a PNG picture", "Scan it to a PDF with a text layer (OCR)."),
    (b"\xff\xd8\xff", "this is a JPEG picture", "Scan it to a PDF with a text layer (OCR)."),
    (b"GIF8", "this is a GIF picture", "Scan it to a PDF with a text layer (OCR)."),
    (b"II*\x00", "this is a TIFF picture", "Scan it to a PDF with a text layer (OCR)."),
    (b"MM\x00*", "this is a TIFF picture", "Scan it to a PDF with a text layer (OCR)."),
    (b"BM", "this is a bitmap picture", "Scan it to a PDF with a text layer (OCR)."),
    (b"\x1f\x8b", "this is a gzip archive", "Unpack it and check the documents inside."),
    (b"7z\xbc\xaf", "this is a 7-Zip archive", "Unpack it and check the documents inside."),
    (b"Rar!", "this is a RAR archive", "Unpack it and check the documents inside."),
    (b"%!PS", "this is a PostScript file", "Save it as PDF."),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def _format_of(path: Path, data: bytes) -> str:
    """Either "pdf", "docx" or "text"; raises UnreadableInput for everything else."""
    # Viewers accept a PDF whose header comes within the first kilobyte.
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _format_of_zip(path, data)
    if data.startswith(_OLE):
        raise _ole(path, data)
    for magic, reason, hint in _FOREIGN:
        if data.startswith(magic) and not (magic == b"BM" and _is_text(data)):
            raise UnreadableInput(path, reason, hint=f"{hint} {_SUPPORTED}")
    if not _is_text(data):
        raise UnreadableInput(path, "the file's format is not known", hint=_SUPPORTED)
    _refuse_markup(path, data)
    if path.suffix.lower() == ".pdf":
        raise UnreadableInput(
            path, "the file is named .pdf but holds plain text, no PDF", hint="Ask for the PDF, or rename it to .txt."
        )
    return "text"


def _refuse_markup(path: Path, data: bytes) -> None:
    head = data[:2048].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<!doctype html", b"<html")):
        raise UnreadableInput(path, "this is an HTML page", hint=f"Print it to PDF. {_SUPPORTED}")
    if head.startswith((b"<?xml", b"<svg")):
        raise UnreadableInput(path, "this is an XML file", hint=_SUPPORTED)


def _format_of_zip(path: Path, data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            media = b""
            if "mimetype" in names:
                with archive.open("mimetype") as stream:
                    media = stream.read(80)
    except (zipfile.BadZipFile, OSError, EOFError, KeyError, RuntimeError, NotImplementedError) as error:
        raise UnreadableInput(
            path, "the file is damaged or cut off (a ZIP container that does not open)", hint="Ask for the file again."
        ) from error
    if "word/document.xml" in names:
        return "docx"
    if any(name.startswith("xl/") for name in names):
        reason, hint = "this is an Excel workbook", "Print it to PDF."
    elif any(name.startswith("ppt/") for name in names):
        reason, hint = "this is a PowerPoint presentation", "Print it to PDF."
    elif b"opendocument" in media:
        reason, hint = "this is an OpenDocument file", "Save it as DOCX or PDF."
    elif any(name.startswith("word/") for name in names):
        reason, hint = "the Word file has no main document part", "Open it in Word and save it again."
    else:
        reason, hint = "this is a ZIP archive", "Unpack it and check the documents inside."
    raise UnreadableInput(path, reason, hint=f"{hint} {_SUPPORTED}")


def _ole(path: Path, data: bytes) -> UnreadableInput:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return UnreadableInput(
            path, "the Office file is encrypted and needs a password", hint="Save a copy without a password."
        )
    if "WordDocument".encode("utf-16-le") in data:
        return UnreadableInput(path, "this is an old Word file (.doc)", hint=f"Save it as DOCX or PDF. {_SUPPORTED}")
    return UnreadableInput(path, "this is an old Office file", hint=f"Save it as DOCX or PDF. {_SUPPORTED}")


def _is_text(data: bytes) -> bool:
    """Whether the bytes are text in an encoding that a text file has."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        return True
    sample = data[:65536]
    if b"\x00" in sample:
        return False
    control = sum(byte < 9 or (13 < byte < 32 and byte != 27) for byte in sample)
    return control <= 0.01 * len(sample)
