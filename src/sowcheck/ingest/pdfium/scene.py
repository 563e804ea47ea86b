"""In which order and with which ink a PDF page is drawn, as far as it tells what can be seen."""

import ctypes
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from pypdfium2 import raw

from sowcheck.ingest.layout.content import Rectangle

Colour = tuple[int, int, int]
_THIN = 2.6
"""Points: narrower areas are lines and cover no word."""


class Ink(NamedTuple):
    """How a text object is drawn."""

    handle: Any
    mode: int
    """Text rendering mode."""
    colour: Colour | None
    """Of its fill; None if it is no plain colour."""
    alpha: int
    """0 is see-through, 255 solid."""


class Cover(NamedTuple):
    """An area that hides what was drawn before it, and is the background of what is drawn after it."""

    order: int
    area: Rectangle
    colour: Colour | None
    """None for a picture, and for shapes of which only the edges are known."""


def fill_of(handle: Any) -> tuple[Colour | None, int]:
    """The fill of a page object: its colour, None if it is no plain one, and how solid it is."""
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not raw.FPDFPageObj_GetFillColor(handle, red, green, blue, alpha):
        return None, 255
    return (red.value, green.value, blue.value), alpha.value


def ink_of(handle: Any) -> Ink:
    """The ink of a text object."""
    return Ink(handle, raw.FPDFTextObj_GetTextRenderMode(handle), *fill_of(handle))


@dataclass(slots=True)
class Scene:
    """In which order a page is drawn."""

    inks: dict[int, Ink] = field(default_factory=dict)
    """Of each text object, by its address."""
    runs: list[tuple[int, int]] = field(default_factory=list)
    """The text object and the first character of each run of characters."""
    orders: dict[int, int] = field(default_factory=dict)
    """The place of each text object among all that is drawn."""
    covers: list[Cover] = field(default_factory=list)

    windows: dict[int, Rectangle] = field(default_factory=dict)
    """The area that a text object is cut to, where there is one."""
    handles: dict[int, Any] = field(default_factory=dict)
    """PDFium's handle of each text object."""
    layered: set[int] = field(default_factory=set)
    """Text objects in a layer that people can switch on and off."""
    annotations: dict[int, int] = field(default_factory=dict)
    """The annotation that draws a text object, by the object's address."""

    def place(self, handle: Any, shown: Callable[[float, float], tuple[float, float]]) -> None:
        """Note a text object.

        Args:
            handle: PDFium's.
            shown: turns a point of the object's space into one of the page as shown.
        """
        key = ctypes.addressof(handle.contents)
        self.orders[key] = len(self.orders) + len(self.covers)
        self.handles[key] = handle
        clip = raw.FPDFPageObj_GetClipPath(handle)
        if clip and (count := raw.FPDFClipPath_CountPaths(clip)) > 0:
            self.windows[key] = _window(clip, count, shown)
        if raw.FPDFPageObj_CountMarks(handle) > 0 and _is_layered(handle):
            self.layered.add(key)

    def cover(self, points: Sequence[tuple[float, float]], colour: Colour | None) -> None:
        """Note a filled shape or a picture."""
        xs, ys = [x for x, _ in points], [y for _, y in points]
        area = Rectangle(min(xs), min(ys), max(xs), max(ys))
        if area.width > _THIN and area.height > _THIN:
            self.covers.append(Cover(len(self.orders) + len(self.covers), area, colour))


def _window(clip: Any, count: int, shown: Callable[[float, float], tuple[float, float]]) -> Rectangle:
    """What every path of a clip leaves, as if each were a rectangle."""
    x, y = ctypes.c_float(), ctypes.c_float()
    left, top, right, bottom = -math.inf, -math.inf, math.inf, math.inf
    for path in range(count):
        points = []
        for segment in range(raw.FPDFClipPath_CountPathSegments(clip, path)):
            raw.FPDFPathSegment_GetPoint(raw.FPDFClipPath_GetPathSegment(clip, path, segment), x, y)
            points.append(shown(x.value, y.value))
        if points:
            xs, ys = [x for x, _ in points], [y for _, y in points]
            left, top = max(left, min(xs)), max(top, min(ys))
            right, bottom = min(right, max(xs)), min(bottom, max(ys))
    return Rectangle(left, top, right, bottom)


def _is_layered(handle: Any) -> bool:
    """Whether a page object is marked as optional content."""
    name, length = ctypes.create_unicode_buffer(8), ctypes.c_ulong()
    for index in range(raw.FPDFPageObj_CountMarks(handle)):
        mark = raw.FPDFPageObj_GetMark(handle, index)
        buffer = ctypes.cast(name, ctypes.POINTER(ctypes.c_ushort))
        # Longer names are not written into the buffer; UTF-16, with its end.
        if raw.FPDFPageObjMark_GetName(mark, buffer, 8, length) and length.value == 6:
            return ctypes.string_at(name, 4).decode("utf-16-le") == "OC"
    return False


def bounds_of(handle: Any) -> tuple[float, float, float, float]:
    """Left, bottom, right and top in the object's own space."""
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    raw.FPDFPageObj_GetBounds(handle, left, bottom, right, top)
    return left.value, bottom.value, right.value, top.value
