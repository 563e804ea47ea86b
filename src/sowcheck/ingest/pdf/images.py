"""Pictures of PDF pages, for people who want to see where the words stand."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sowcheck.core.limits import ReadingLimits
from sowcheck.ingest.pdfium.file import opened
from sowcheck.ingest.pdfium.weight import is_too_much_to_draw

if TYPE_CHECKING:
    from PIL.Image import Image

_WIDEST = 1600
"""Pixels; a larger page is drawn smaller."""


def page_images(
    path: Path, data: bytes, pages: Iterable[int], scale: float, limits: ReadingLimits
) -> Iterator[tuple[int, "Image", float]]:
    """Draws pages of a PDF with the values of its form fields.

    Args:
        path: Names the file in errors.
        data: The file's bytes.
        pages: 1-based numbers.
        scale: Pixels a point.
        limits: What a page may ask for.

    Yields:
        The page's number, its picture, and the pixels a point that it was really drawn with. A page that cannot be
        drawn is passed over.

    Raises:
        UnreadableInput: encrypted, damaged or without pages.
    """
    with opened(path, data) as file:
        document = file._document
        if document.get_formtype():
            document.init_forms()
        for number in pages:
            drawn = _drawn(document, number, scale, limits)
            if drawn:
                yield number, *drawn


def _drawn(document: Any, number: int, scale: float, limits: ReadingLimits) -> "tuple[Image, float] | None":
    """One page; None if it is too much, or PDFium can read its words but not draw it (its errors are RuntimeErrors)."""
    try:
        page = document[number - 1]
    except RuntimeError:
        return None
    try:
        if is_too_much_to_draw(page, limits):
            return None
        drawn_scale = min(scale, _WIDEST / max(page.get_width(), page.get_height() / 1.5, 1.0))
        return page.render(scale=drawn_scale).to_pil().convert("RGB"), drawn_scale
    except RuntimeError:
        return None
    finally:
        page.close()
