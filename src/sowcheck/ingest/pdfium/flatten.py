"""Draws what people put onto a page into its content, so that it is read, and seen to cover, like everything else there."""

import ctypes
from collections.abc import Iterator
from typing import Any, NamedTuple

from pypdfium2 import raw

from sowcheck.ingest.pdfium.scene import bounds_of
from sowcheck.ingest.pdfium.weight import DEEPEST

_DRAWN = 1
"""What PDFium answers if it has added something to the page."""
_PRINTED = 4
"""Flags of an annotation that is shown and printed."""


class _Place(NamedTuple):
    """An annotation (its place among those of the page) and the area that it is drawn in, in the page's own coordinates."""

    number: int
    left: float
    bottom: float
    right: float
    top: float
    field: bool
    """Whether it is a field of a form."""

    @property
    def area(self) -> float:
        return (self.right - self.left) * (self.top - self.bottom)

    def holds(self, x: float, y: float) -> bool:
        return self.left - 1 <= x <= self.right + 1 and self.bottom - 1 <= y <= self.top + 1


class Overlays(NamedTuple):
    """What annotations have added to a page, form fields apart."""

    drawings: frozenset[int]
    """Addresses of the form objects that draw them."""
    texts: dict[int, int]
    """The annotation (its place among those of the page) of each text object, by the object's address."""


def flattened(document: Any, index: int, left_out: frozenset[int]) -> tuple[Any, Overlays]:
    """The page at a 0-based index with its annotations drawn into it.

    Args:
        document: PDFium's.
        index: counts from 0.
        left_out: annotations that are not drawn, by their places among those of the page.
    """
    page = document[index]
    places = _places(page, left_out)
    drawn = raw.FPDFPage_Flatten(page.raw, raw.FLAT_NORMALDISPLAY)
    # The content was parsed when the page was loaded; only a new handle sees what was added.
    page.close()
    page = document[index]
    return page, _overlays(page, places) if drawn == _DRAWN else Overlays(frozenset(), {})


def _places(page: Any, left_out: frozenset[int]) -> list[_Place]:
    """Where annotations are drawn; those to be left out are gone from the page."""
    places = []
    for index in reversed(range(raw.FPDFPage_GetAnnotCount(page.raw))):
        if index in left_out:
            raw.FPDFPage_RemoveAnnot(page.raw, index)
            continue
        annotation = raw.FPDFPage_GetAnnot(page.raw, index)
        if not annotation:
            continue
        area = raw.FS_RECTF()
        raw.FPDFAnnot_GetRect(annotation, area)
        field = raw.FPDFAnnot_GetSubtype(annotation) == raw.FPDF_ANNOT_WIDGET
        if not field:
            raw.FPDFAnnot_SetFlags(annotation, _PRINTED)
        raw.FPDFPage_CloseAnnot(annotation)
        edges = min(area.left, area.right), min(area.bottom, area.top), max(area.left, area.right)
        places.append(_Place(index, *edges, max(area.bottom, area.top), field))
    return sorted(places, key=lambda place: place.area)


def _overlays(page: Any, places: list[_Place]) -> Overlays:
    drawings: set[int] = set()
    texts: dict[int, int] = {}
    # PDFium puts all of it into one form object, the last of the page, and each annotation into a form object of its own.
    layer = raw.FPDFPage_GetObject(page.raw, raw.FPDFPage_CountObjects(page.raw) - 1)
    if not places or all(place.field for place in places) or not _is_form(layer):
        return Overlays(frozenset(), {})
    for drawing in _inside(layer):
        left, bottom, right, top = bounds_of(drawing)
        x, y = (left + right) / 2, (bottom + top) / 2
        place = next((each for each in places if each.holds(x, y)), None)
        if place is None or place.field or not _is_form(drawing):
            continue
        drawings.add(ctypes.addressof(drawing.contents))
        texts |= dict.fromkeys(_texts(drawing, 1), place.number)
    return Overlays(frozenset(drawings), texts)


def _is_form(handle: Any) -> bool:
    return bool(raw.FPDFPageObj_GetType(handle) == raw.FPDF_PAGEOBJ_FORM)


def _inside(form: Any) -> Iterator[Any]:
    for index in range(raw.FPDFFormObj_CountObjects(form)):
        yield raw.FPDFFormObj_GetObject(form, index)


def _texts(form: Any, depth: int) -> Iterator[int]:
    """Addresses of the text objects in a form object."""
    for handle in _inside(form):
        if raw.FPDFPageObj_GetType(handle) == raw.FPDF_PAGEOBJ_TEXT:
            yield ctypes.addressof(handle.contents)
        elif depth < DEEPEST and _is_form(handle):
            yield from _texts(handle, depth + 1)
