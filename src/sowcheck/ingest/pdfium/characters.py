"""The characters of a page as PDFium has them: what each means, where it stands, and its style."""

import ctypes
import math
from collections.abc import Callable
from typing import Any

from pypdfium2 import raw

from sowcheck.ingest.layout.content import Glyph, Joint, PageContent, Style, View
from sowcheck.ingest.mending import LINE_END_HYPHEN
from sowcheck.ingest.pdfium.scene import Colour, Scene, ink_of

_BOLD_NAMES = ("bold", "black", "heavy", "semibold", "demi")
_ITALIC, _FORCE_BOLD = 1 << 6, 1 << 18
"""Flags of font descriptors."""
_SPACES = frozenset((10, 13, 32))
_ODD_BELOW, _ODD_FROM = 0x20, 0xD7FF
"""Outside these, a code is no plain character: a control code, half a character, a private one."""
_ASLANT = 12
"""Degrees from which text is written aslant rather than scanned askew."""
_COLOURED = 60
"""Of 255: a colour whose parts differ by more than this is no grey."""


def read_characters(page: Any, view: View, content: PageContent, scene: Scene, most: int) -> bool:
    """Read the characters of a page, unless there are more than `most`; whether it did."""
    text_page = page.get_textpage()
    try:
        if raw.FPDFText_CountChars(text_page.raw) > most:
            return False
        content.glyphs, content.unmapped = _glyphs(text_page.raw, view, scene)
        return True
    finally:
        text_page.close()


def _glyphs(handle: Any, view: View, scene: Scene) -> tuple[list[Glyph], int]:
    """The characters of a page, and how many of them the file does not explain.

    The busiest loop of the program: it looks things up once and calls as little as it can.
    """
    glyphs: list[Glyph] = []
    unmapped = 0
    place = _placer(view)
    styles = _Styles(handle, view, scene)
    runs = scene.runs
    x, y, box = ctypes.c_double(), ctypes.c_double(), raw.FS_RECTF()
    get_code, get_origin, get_box = raw.FPDFText_GetUnicode, raw.FPDFText_GetCharOrigin, raw.FPDFText_GetLooseCharBox
    high, spaced, last = 0, False, 0
    for index in range(raw.FPDFText_CountChars(handle)):
        code = get_code(handle, index)
        if code in _SPACES and raw.FPDFText_IsGenerated(handle, index):
            spaced = True
            continue
        if code > _ODD_FROM or code < _ODD_BELOW:
            if 0xD800 <= code < 0xDC00:
                high = code
                continue
            code, high = _whole(high, code), 0
            unmapped += is_unmapped(code)
        get_origin(handle, index, x, y)
        get_box(handle, index, box)
        style, drawing = styles.at(index)
        joint = Joint.SPACED if spaced else Joint.TOGETHER if drawing == last else Joint.APART
        if drawing != last:
            runs.append((drawing, len(glyphs)))
        spaced, last = False, drawing
        glyphs.append(Glyph(chr(code), *place(box, x.value, y.value, style.angle), style, joint))
    return glyphs, unmapped


_Place = tuple[float, float, float, float, float]
"""Left, top, right, bottom and baseline as shown."""


def _placer(view: View) -> Callable[[Any, float, float, int], _Place]:
    """What turns a character's box and origin into its place on the page as shown."""
    left, top = view.left, view.top

    def straight(box: Any, x: float, y: float, angle: int) -> _Place:
        base = top - y if angle in (0, 180) else x - left
        return box.left - left, top - box.top, box.right - left, top - box.bottom, base

    def rotated(box: Any, x: float, y: float, angle: int) -> _Place:
        across, down = view.point(x, y)
        return *view.box(box.left, box.bottom, box.right, box.top), down if angle in (0, 180) else across

    return rotated if view.rotation else straight


def _whole(high: int, code: int) -> int:
    """The code point that two halves make; that of a line-end hyphen, or one that says nothing, where that fails."""
    if 0xDC00 <= code < 0xE000:
        return 0x10000 + ((high - 0xD800) << 10) + code - 0xDC00 if high else 0xFFFD
    return ord(LINE_END_HYPHEN) if code == 0x02 else code


def is_unmapped(code: int) -> bool:
    """Whether the file does not say what a character means: no mapping, or a private one."""
    return code in (0, 0xFFFD) or 0xE000 <= code < 0xF000 or 0xF100 <= code < 0xF900


class _Styles:
    """The style of each character, looked up once for each run of text the file draws."""

    def __init__(self, handle: Any, view: View, scene: Scene) -> None:
        self._handle = handle
        self._scene = scene
        self._rotation = view.rotation
        self._by_object: dict[int, Style] = {}
        self._last = Style(10.0, False, False, 0)
        self._name = ctypes.create_string_buffer(256)
        self._flags = ctypes.c_int()

    def at(self, index: int) -> tuple[Style, int]:
        """The style of a character and the drawing operation that it belongs to.

        A character that PDFium has put in takes the style of the one before.
        """
        text_object = raw.FPDFText_GetTextObject(self._handle, index)
        if not text_object:
            return self._last, 0
        key = ctypes.addressof(text_object.contents)
        style = self._by_object.get(key)
        if style is None:
            ink = self._scene.inks[key] = ink_of(text_object)
            style = self._by_object[key] = self._read(index, ink.colour, self._scene.annotations.get(key))
        self._last = style
        return style, key

    def _read(self, index: int, colour: Colour | None, annotation: int | None) -> Style:
        matrix = raw.FS_MATRIX()
        raw.FPDFText_GetMatrix(self._handle, index, matrix)
        size = raw.FPDFText_GetFontSize(self._handle, index) * math.hypot(matrix.c, matrix.d)
        raw.FPDFText_GetFontInfo(self._handle, index, self._name, 256, self._flags)
        name = self._name.value.decode("utf-8", "replace").lower()
        weight = raw.FPDFText_GetFontWeight(self._handle, index)
        bold = any(part in name for part in _BOLD_NAMES) or weight >= 600 or bool(self._flags.value & _FORCE_BOLD)
        italic = "italic" in name or "oblique" in name or bool(self._flags.value & _ITALIC)
        degrees = math.degrees(math.atan2(-matrix.b, matrix.a))
        turned = round(degrees / 90) * 90
        slant = round(degrees - turned)
        return Style(
            round(size, 2) or 1.0,
            bold,
            italic,
            (turned + self._rotation) % 360,
            slant if abs(slant) >= _ASLANT else 0,
            colour is not None and max(colour) - min(colour) >= _COLOURED,
            annotation,
        )
