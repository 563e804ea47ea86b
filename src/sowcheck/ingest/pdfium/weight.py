"""What a page of a PDF weighs before anybody reads or draws it: so many objects, so many pixels."""

import ctypes
from typing import Any

from pypdfium2 import raw

from sowcheck.core.limits import ReadingLimits

DEEPEST = 6
"""Form objects inside form objects are followed this far."""


def is_too_much_to_draw(page: Any, limits: ReadingLimits) -> bool:
    """Whether a page is overfull, or holds a picture of more pixels than one may have."""
    objects = pieces_of(page, limits.page_objects)
    if objects is None:
        return True
    most = limits.picture_megapixels * 1_000_000
    wide, high = ctypes.c_uint(), ctypes.c_uint()
    for handle in objects:
        if raw.FPDFPageObj_GetType(handle) == raw.FPDF_PAGEOBJ_IMAGE:
            raw.FPDFImageObj_GetImagePixelSize(handle, wide, high)
            if wide.value * high.value > most:
                return True
    return False


def pieces_of(page: Any, most: int) -> list[Any] | None:
    """The objects of a page and of the form objects in it; None if there are more than that."""
    found: list[Any] = []
    waiting: list[tuple[Any, Any, Any, int]] = [(raw.FPDFPage_CountObjects, raw.FPDFPage_GetObject, page.raw, 0)]
    while waiting:
        count, get, holder, depth = waiting.pop()
        size = count(holder)
        if len(found) + size > most:
            return None
        objects = [get(holder, index) for index in range(size)]
        found += objects
        if depth < DEEPEST:
            forms = [one for one in objects if raw.FPDFPageObj_GetType(one) == raw.FPDF_PAGEOBJ_FORM]
            waiting += [(raw.FPDFFormObj_CountObjects, raw.FPDFFormObj_GetObject, one, depth + 1) for one in forms]
    return found
