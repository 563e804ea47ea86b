"""Opens a file with PDFium: its pages, its attachments, and whether it can be read at all.

Only this package calls PDFium.

PDFium is not safe for threads: read different files in different processes.
"""

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pypdfium2
from pypdfium2 import raw

from sowcheck.core.limits import ReadingLimits
from sowcheck.errors import UnreadableInput
from sowcheck.ingest.layout.content import PageContent, View
from sowcheck.ingest.pdfium.characters import read_characters
from sowcheck.ingest.pdfium.drawings import read_drawings
from sowcheck.ingest.pdfium.flatten import Overlays, flattened
from sowcheck.ingest.pdfium.ink import take_out_unseen
from sowcheck.ingest.pdfium.marks import take_off_replacements
from sowcheck.ingest.pdfium.scene import Scene
from sowcheck.ingest.pdfium.weight import pieces_of

_NO_PAGES = re.compile(rb"/Type\s*/Pages\b[^>]*/Count\s+0\b|/Count\s+0\b[^>]*/Type\s*/Pages\b")
_MOST_ATTACHMENTS = 1000
"""Attached files that are named."""


class PdfFile:
    """An open PDF."""

    def __init__(self, document: Any) -> None:
        self._document = document

    def __len__(self) -> int:
        return len(self._document)

    @property
    def is_encrypted(self) -> bool:
        """Whether the file is encrypted, though it opens without a password."""
        return bool(raw.FPDF_GetSecurityHandlerRevision(self._document.raw) != -1)

    def attachments(self) -> list[str]:
        """Names of the files inside the file."""
        count: int = raw.FPDFDoc_GetAttachmentCount(self._document.raw)
        return [_attachment(self._document, index) for index in range(min(count, _MOST_ATTACHMENTS))]

    def rewritten(self) -> bytes:
        """The file written anew: decrypted, its table of objects repaired."""
        out = io.BytesIO()
        self._document.save(out, flags=raw.FPDF_REMOVE_SECURITY)
        return out.getvalue()

    def page(self, index: int, *, left_out: frozenset[int] | None = None, limits: ReadingLimits) -> PageContent:
        """The content of the page at a 0-based index.

        Args:
            index: counts from 0.
            left_out: annotations that do not become part of its content, by their places among those of the page,
                while all others do; None if none does.
            limits: what it may ask for.

        Returns:
            The content; empty and marked as damaged if the page cannot be loaded, as overfull if it has more than that.
        """
        try:
            page, overlays = self._opened(index, left_out)
        except pypdfium2.PdfiumError:
            return self._damaged(index)
        try:
            left, bottom, right, top = page.get_bbox()
            view = View(left, bottom, right, top, page.get_rotation())
            content = PageContent(index + 1, view)
            pieces = pieces_of(page, limits.page_objects)
            if pieces is None:
                content.overfull = True
                return content
            content.replacing = take_off_replacements(pieces)
            scene = Scene(annotations=overlays.texts)
            if not read_characters(page, view, content, scene, limits.page_objects):
                content.overfull = True
                return content
            read_drawings(page, view, content, scene, overlays)
            take_out_unseen(page, content, scene, limits)
            return content
        except pypdfium2.PdfiumError:
            return self._damaged(index)
        finally:
            page.close()

    def _damaged(self, index: int) -> PageContent:
        size = raw.FS_SIZEF()
        raw.FPDF_GetPageSizeByIndexF(self._document.raw, index, size)
        return PageContent(index + 1, View(0.0, 0.0, size.width, size.height, 0), damaged=True)

    def _opened(self, index: int, left_out: frozenset[int] | None) -> tuple[Any, Overlays]:
        if left_out is None:
            return self._document[index], Overlays(frozenset(), {})
        return flattened(self._document, index, left_out)


def _attachment(document: Any, index: int) -> str:
    try:
        name: str = document.get_attachment(index).get_name()
    except (pypdfium2.PdfiumError, UnicodeError):
        name = ""
    return name or str(index + 1)


@contextmanager
def opened(path: Path, data: bytes) -> Iterator[PdfFile]:
    """The PDF in `data`, closed at the end.

    Raises:
        UnreadableInput: encrypted, damaged or without pages.
    """
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise _unreadable(path, data) from error
    try:
        if len(document) == 0:
            raise _pageless(path)
        yield PdfFile(document)
    finally:
        document.close()


def _pageless(path: Path) -> UnreadableInput:
    return UnreadableInput(path, "the PDF has no pages", hint="Ask the sender for the complete file.")


def _unreadable(path: Path, data: bytes) -> UnreadableInput:
    code = raw.FPDF_GetLastError()
    if code == raw.FPDF_ERR_FORMAT and _NO_PAGES.search(data):
        # To PDFium a whole file without pages is a broken one.
        return _pageless(path)
    if code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY):
        return UnreadableInput(
            path,
            "the PDF is encrypted and needs a password",
            hint="Save a copy without a password and check that copy.",
        )
    return UnreadableInput(
        path,
        "the PDF is damaged or cut off",
        hint="Open it in a viewer to see whether it is complete, then ask the sender for the file again.",
    )
