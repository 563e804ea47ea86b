"""What is drawn on a page besides characters: rules, fills, pictures and strokes of a pen, through nested forms."""

import ctypes
from collections.abc import Iterator
from typing import Any

from pypdfium2 import raw

from sowcheck.ingest.layout.content import PageContent, View
from sowcheck.ingest.layout.handwriting import Pen
from sowcheck.ingest.layout.strokes import Point, add_fill, add_strokes
from sowcheck.ingest.pdfium.flatten import Overlays
from sowcheck.ingest.pdfium.scene import Scene, fill_of
from sowcheck.ingest.pdfium.weight import DEEPEST

_LARGE = 0.15
"""Share of the page from which on a picture in a stamp may be a page of its own."""
_WHITE = 250
"""From this on, every part of a colour is that of paper: some programs draw such an area behind every line of text."""


def read_drawings(page: Any, view: View, content: PageContent, scene: Scene, overlays: Overlays) -> None:
    """Read what is drawn on a page, and note what may cover its words."""
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
