"""Opens a file with PDFium and reads characters, rules, fills and pictures of its pages.

Only this package calls PDFium.

PDFium is not safe for threads: read different files in different processes.
"""

import ctypes
import io
import math
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pypdfium2
from pypdfium2 import raw

from sowcheck.core.limits import ReadingLimits
from sowcheck.errors import UnreadableInput
from sowcheck.ingest.layout.content import Glyph, Joint, PageContent, Style, View
from sowcheck.ingest.layout.handwriting import Pen
from sowcheck.ingest.layout.strokes import Point, add_fill, add_strokes
from sowcheck.ingest.mending import LINE_END_HYPHEN
from sowcheck.ingest.pdfium.flatten import Overlays, flattened
from sowcheck.ingest.pdfium.ink import take_out_unseen
from sowcheck.ingest.pdfium.marks import take_off_replacements
from sowcheck.ingest.pdfium.scene import Colour, Scene, fill_of, ink_of
from sowcheck.ingest.pdfium.weight import DEEPEST, pieces_of

_NO_PAGES = re.compile(rb"/Type\s*/Pages\b[^>]*/Count\s+0\b|/Count\s+0\b[^>]*/Type\s*/Pages\b")
_BOLD_NAMES = ("bold", "black", "heavy", "semibold", "demi")
_ITALIC, _FORCE_BOLD = 1 << 6, 1 << 18
"""Flags of font descriptors."""
_SPACES = frozenset((10, 13, 32))
_ODD_BELOW, _ODD_FROM = 0x20, 0xD7FF
"""Outside these, a code is no plain character: a control code, half a character, a private one."""
_ASLANT = 12
"""Degrees from which text is written aslant rather than scanned askew."""
_LARGE = 0.15
"""Share of the page from which on a picture in a stamp may be a page of its own."""
_MOST_ATTACHMENTS = 1000
"""Attached files that are named."""
_COLOURED = 60
"""Of 255: a colour whose parts differ by more than this is no grey."""
_WHITE = 250
"""From this on, every part of a colour is that of paper: some programs draw such an area behind every line of text."""


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
            if not _read_characters(page, view, content, scene, limits.page_objects):
                content.overfull = True
                return content
            _read_objects(page, view, content, scene, overlays)
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


def _read_characters(page: Any, view: View, content: PageContent, scene: Scene, most: int) -> bool:
    """Reads the characters, unless there are more than that; whether it did."""
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


def _read_objects(page: Any, view: View, content: PageContent, scene: Scene, overlays: Overlays) -> None:
    count = raw.FPDFPage_CountObjects(page.raw)
    for index in range(count - bool(overlays.drawings)):
        _read_object(raw.FPDFPage_GetObject(page.raw, index), _IDENTITY, view, content, scene, 0)
    if overlays.drawings:
        _read_overlays(raw.FPDFPage_GetObject(page.raw, count - 1), view, content, scene, overlays)


def _read_overlays(layer: Any, view: View, content: PageContent, scene: Scene, overlays: Overlays) -> None:
    """The drawings of annotations: they cover words, but no table is ruled with them."""
    aside = PageContent(content.number, view)
    for index in range(raw.FPDFFormObj_CountObjects(layer)):
        handle = raw.FPDFFormObj_GetObject(layer, index)
        own = ctypes.addressof(handle.contents) in overlays.drawings
        _read_object(handle, _matrix_of(layer), view, aside if own else content, scene, 1)
    width, height = view.size
    content.pictures += [each for each in aside.pictures if each.area > _LARGE * width * height]


_Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: _Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def _times(inner: _Matrix, outer: _Matrix) -> _Matrix:
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def _apply(matrix: _Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _matrix_of(handle: Any) -> _Matrix:
    matrix = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(handle, matrix)
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _read_object(handle: Any, outer: _Matrix, view: View, content: PageContent, scene: Scene, depth: int) -> None:
    match raw.FPDFPageObj_GetType(handle):
        case raw.FPDF_PAGEOBJ_TEXT:
            scene.place(handle, lambda x, y: view.point(*_apply(outer, x, y)))
        case raw.FPDF_PAGEOBJ_PATH:
            content.drawings += 1
            _read_path(handle, _times(_matrix_of(handle), outer), view, content, scene)
        case raw.FPDF_PAGEOBJ_IMAGE:
            matrix = _times(_matrix_of(handle), outer)
            corners = [_apply(matrix, x, y) for x, y in ((0, 0), (1, 0), (0, 1), (1, 1))]
            picture = view.box(
                min(x for x, _ in corners),
                min(y for _, y in corners),
                max(x for x, _ in corners),
                max(y for _, y in corners),
            )
            content.pictures.append(picture)
            scene.cover([picture[:2], picture[2:]], None)
        case raw.FPDF_PAGEOBJ_FORM if depth < DEEPEST:
            matrix = _times(_matrix_of(handle), outer)
            for index in range(raw.FPDFFormObj_CountObjects(handle)):
                _read_object(raw.FPDFFormObj_GetObject(handle, index), matrix, view, content, scene, depth + 1)
        case _:
            pass


def _read_path(handle: Any, matrix: _Matrix, view: View, content: PageContent, scene: Scene) -> None:
    fill_mode, stroked = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(handle, fill_mode, stroked)
    if not fill_mode.value and not stroked.value:
        return
    colour = fill_of(handle)[0] if fill_mode.value else None
    white = colour is not None and min(colour) >= _WHITE
    pen = Pen()
    for points, closed in _subpaths(handle, matrix, view, pen):
        if fill_mode.value:
            add_fill(points, content, white=white)
            scene.cover(points, colour)
        if stroked.value:
            add_strokes([*points, points[0]] if closed else points, content)
    if not white or stroked.value:
        pen.lift(content)


def _subpaths(handle: Any, matrix: _Matrix, view: View, pen: Pen) -> Iterator[tuple[list[Point], bool]]:
    """The straight parts of a path, each with whether it is closed; a curve ends a part. The pen follows all of it."""
    points: list[Point] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    closed = False
    for index in range(raw.FPDFPath_CountSegments(handle)):
        segment = raw.FPDFPath_GetPathSegment(handle, index)
        kind = raw.FPDFPathSegment_GetType(segment)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        point = view.point(*_apply(matrix, x.value, y.value))
        if kind == raw.FPDF_SEGMENT_LINETO:
            pen.line(point)
            points.append(point)
        else:
            pen.bend(point) if kind == raw.FPDF_SEGMENT_BEZIERTO else pen.move(point)
            if len(points) > 1:
                yield points, closed
            points = [point]
        closed = bool(raw.FPDFPathSegment_GetClose(segment))
    if len(points) > 1:
        yield points, closed
