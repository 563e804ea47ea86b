"""Opens a file and hands it to the reader of its format, told by its content and not by its name."""

from collections.abc import Sequence
from pathlib import Path

from sowcheck.core.documents import Document
from sowcheck.core.limits import ReadingLimits
from sowcheck.errors import UnreadableInput
from sowcheck.ingest.files import opened_file, pieces_of
from sowcheck.ingest.foreign import SUPPORTED, kind_of_zip, refuse_foreign_bytes, refuse_foreign_text
from sowcheck.ingest.limits import beyond
from sowcheck.ingest.ocr.found import Seen


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


def document_of(
    path: Path, data: bytes, trusted: Sequence[bytes], limits: ReadingLimits, seen: Sequence[Seen] = ()
) -> Document:
    """The document in the bytes of a file, with the words that were made out in pictures of its pages.

    Raises:
        UnreadableInput: as `read` does.
    """
    match _format_of(path, data):
        case "pdf":
            from sowcheck.ingest.pdf.reader import read_pdf

            document = read_pdf(path, data, trusted, limits, seen)
        case "docx":
            from sowcheck.ingest.docx.reader import read_docx

            document = read_docx(path, data, limits)
        case "xlsx":
            from sowcheck.ingest.xlsx.reader import read_xlsx

            document = read_xlsx(path, data, limits)
        case "package":
            raise UnreadableInput(
                path, "this is a ZIP archive of files, not one document", hint=f"Name a document in it. {SUPPORTED}"
            )
        case _:
            from sowcheck.ingest.plain.reader import read_plain

            document = read_plain(path, data, limits)
    if len(document.text) > limits.characters:
        raise beyond(path, f"its text has {len(document.text):,} characters", "characters", limits)
    # Systems allow names that are no text; no report could show them.
    shown = document.name.encode("utf-8", "replace").decode("utf-8")
    return document if shown == document.name else document.model_copy(update={"name": shown})


def _format_of(path: Path, data: bytes) -> str:
    """Either "pdf", "docx", "xlsx", "package" or "text"; raises UnreadableInput for everything else."""
    # First, as an archive that does not compress shows the header of the PDF that it holds.
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return kind_of_zip(path, data)
    # Viewers accept a PDF whose header comes within the first kilobyte.
    if b"%PDF-" in data[:1024]:
        return "pdf"
    refuse_foreign_bytes(path, data, text=_is_text(data))
    if not _is_text(data):
        raise UnreadableInput(path, "the file's format is not known", hint=SUPPORTED)
    refuse_foreign_text(path, data)
    return "text"


def _is_text(data: bytes) -> bool:
    """Whether the bytes are text in an encoding that a text file has."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        return True
    sample = data[:65536]
    if b"\x00" in sample:
        return False
    control = sum(byte < 9 or (13 < byte < 32 and byte != 27) for byte in sample)
    return control <= 0.01 * len(sample)
