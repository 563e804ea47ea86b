"""Pictures of PDF pages, for people who want to see where the words stand."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sowcheck.core.limits import ReadingLimits
from sowcheck.ingest.pdfium.file import opened
from sowcheck.ingest.pdfium.weight import is_too_much_to_draw

if TYPE_CHECKING:
    from PIL.Image import Image

    from sowcheck.ingest.ocr.found import Area

_WIDEST = 1600
"""Pixels; a larger page is drawn smaller."""
_SCAN_DPI = 300.0
_MOST_PIXELS = 24_000_000
"""Of a picture for a program that makes out words: a sheet of A3 at 300 dpi has 17 million."""


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


def area_images(
    path: Path, data: bytes, areas: "Iterable[tuple[int, Area]]", limits: ReadingLimits
) -> Iterator[tuple[int, "Image", float]]:
    """Draws parts of pages in grey, as large as a program needs them to make out words.

    Args:
        path: Names the file in errors.
        data: The file's bytes.
        areas: Each with the 1-based number of its page.
        limits: What a page may ask for.

    Yields:
        The area's index, its picture, and the pixels an inch. What cannot be drawn is passed over.

    Raises:
        UnreadableInput: encrypted, damaged or without pages.
    """
    with opened(path, data) as file:
        document = file._document
        if document.get_formtype():
            document.init_forms()
        for index, (number, area) in enumerate(areas):
            drawn = _drawn_area(document, number, area, limits)
            if drawn:
                yield index, *drawn


def _drawn_area(document: Any, number: int, area: "Area", limits: ReadingLimits) -> "tuple[Image, float] | None":
    try:
        page = document[number - 1]
    except RuntimeError:
        return None
    try:
        if is_too_much_to_draw(page, limits):
            return None
        width, height = page.get_size()
        # Left, bottom, right and top of what is cut off, in points of the page as shown.
        margins = [max(value, 0.0) for value in (area.x0, height - area.y1, width - area.x1, area.y0)]
        wide, high = width - margins[0] - margins[2], height - margins[1] - margins[3]
        if wide < 1 or high < 1:
            return None
        scale = min(_SCAN_DPI / 72, (_MOST_PIXELS / (wide * high)) ** 0.5)
        return page.render(scale=scale, crop=tuple(margins), grayscale=True).to_pil().convert("L"), scale * 72
    except (RuntimeError, ValueError):
        return None
    finally:
        page.close()


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
