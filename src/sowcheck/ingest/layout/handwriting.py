"""What is drawn by hand on a page: a signature is a picture, or strokes that bend and slant."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from sowcheck.core.documents import Drawing
from sowcheck.core.spans import Box
from sowcheck.ingest.layout.content import PageContent, Rectangle, Stroke
from sowcheck.ingest.layout.turning import back

_STEP = 0.6
"""Points by which a line leaves its axis when it slants."""
_FRAME_CURVES = 4
"""A frame with round corners has that many curves, and so has an ellipse."""
FEWEST_TURNS = 8
"""A name written by hand has more; a tick, a cross and an arrow have fewer."""
_MOST_STROKES = 4000
"""A page with more strokes is a plan, a chart or letters turned to outlines."""
_NEAR = 9.0
"""Points between the strokes of one name."""
_CELL = 24.0
_FAR_OUT = 20_000.0
"""Points; no page reaches so far."""
_NARROWEST, _LOWEST, _WIDEST, _HIGHEST = 18.0, 5.0, 330.0, 170.0
"""Points: the size of a signature."""
_LARGEST = 0.15
"""Share of the page; a larger picture is a scan or a figure."""
_MOST_DRAWINGS = 60
"""On one page."""
_EVERYWHERE = 3
"""What stands on that many pages at the same place belongs to the letter-head."""


class Pen:
    """Follows a path and counts its turns."""

    __slots__ = ("_curves", "_level", "_slanted", "_x", "_x0", "_x1", "_y", "_y0", "_y1")

    def __init__(self) -> None:
        self._curves = self._slanted = self._level = 0
        self._x = self._y = 0.0
        self._x0 = self._y0 = float("inf")
        self._x1 = self._y1 = float("-inf")

    def move(self, point: tuple[float, float]) -> None:
        """Sets the pen down."""
        x, y = self._x, self._y = point
        self._x0 = min(self._x0, x)
        self._x1 = max(self._x1, x)
        self._y0 = min(self._y0, y)
        self._y1 = max(self._y1, y)

    def line(self, point: tuple[float, float]) -> None:
        """Draws a straight line."""
        if abs(point[0] - self._x) > _STEP < abs(point[1] - self._y):
            self._slanted += 1
        else:
            self._level += 1
        self.move(point)

    def bend(self, point: tuple[float, float]) -> None:
        """Comes to a point of a curve, of which each has three."""
        self._curves += 1
        self.move(point)

    def lift(self, content: PageContent) -> None:
        """Keeps the path if it may be a part of something drawn by hand."""
        curves = self._curves // 3
        turns = curves + self._slanted
        is_frame = self._slanted == 0 and curves <= _FRAME_CURVES
        on_paper = -_FAR_OUT < self._x0 <= self._x1 < _FAR_OUT and -_FAR_OUT < self._y0 <= self._y1 < _FAR_OUT
        if turns and not is_frame and on_paper and len(content.strokes) <= _MOST_STROKES:
            content.strokes.append(Stroke(Rectangle(self._x0, self._y0, self._x1, self._y1), turns))


def drawings_of(
    contents: Sequence[PageContent], annotated: Iterable[tuple[int, tuple[float, float, float, float]]] = ()
) -> tuple[Drawing, ...]:
    """The small pictures and the strokes of ink of all pages, top to bottom.

    Args:
        contents: the pages.
        annotated: page and bounds, in the page's own coordinates, of what people drew on top of the pages.
    """
    found = [drawing for content in contents for drawing in _on(content)]
    places = Counter((drawing.kind, *_place(drawing)) for drawing in found)
    kept = [drawing for drawing in found if places[drawing.kind, *_place(drawing)] < _EVERYWHERE]
    for number, bounds in annotated:
        area = contents[number - 1].view.box(*bounds)
        kept.append(Drawing(kind="ink", box=Box(number, *(round(value, 2) for value in area))))
    return tuple(kept)


def _place(drawing: Drawing) -> tuple[int, ...]:
    """Where on its page a drawing stands, whichever page that is."""
    return tuple(round(value) for value in drawing.box[1:]) if drawing.box else ()


def _on(content: PageContent) -> list[Drawing]:
    size = content.view.size
    areas: list[tuple[Rectangle, bool]] = [(picture, False) for picture in content.pictures]
    if len(content.strokes) <= _MOST_STROKES:
        areas += [(area, True) for area in _written(content.strokes)]
    drawings = []
    for area, is_ink in areas:
        if not _is_size_of_signature(area, content, is_ink=is_ink):
            continue
        shown = back(area, content.turn, size)
        box = Box(content.number, *(round(value, 2) for value in shown))
        drawings.append(Drawing(kind="ink" if is_ink else "picture", box=box))
    return sorted(drawings, key=lambda one: (one.box[2], one.box[1]) if one.box else (0.0, 0.0))[:_MOST_DRAWINGS]


def _is_size_of_signature(area: Rectangle, content: PageContent, *, is_ink: bool) -> bool:
    if area.width < _NARROWEST or area.height < _LOWEST:
        return False
    if area.area > _LARGEST * content.width * content.height:
        return False
    return not is_ink or (area.width <= _WIDEST and area.height <= _HIGHEST)


def _written(strokes: Sequence[Stroke]) -> Iterator[Rectangle]:
    """The areas of strokes that lie near each other and turn as often as a name written by hand."""
    groups = _groups(strokes)
    for group in groups:
        if sum(stroke.turns for stroke in group) >= FEWEST_TURNS:
            yield Rectangle(
                min(stroke.area.x0 for stroke in group),
                min(stroke.area.y0 for stroke in group),
                max(stroke.area.x1 for stroke in group),
                max(stroke.area.y1 for stroke in group),
            )


def _groups(strokes: Sequence[Stroke]) -> list[list[Stroke]]:
    """Strokes that touch each other, or nearly so; what is larger than a signature joins nothing."""
    small = [stroke for stroke in strokes if stroke.area.width <= _WIDEST and stroke.area.height <= _HIGHEST]
    parents = list(range(len(small)))

    def root(index: int) -> int:
        while parents[index] != index:
            parents[index] = parents[parents[index]]
            index = parents[index]
        return index

    cells: dict[tuple[int, int], int] = {}
    for index, stroke in enumerate(small):
        for cell in _cells(stroke.area):
            parents[root(index)] = root(cells.setdefault(cell, index))
    groups: dict[int, list[Stroke]] = {}
    for index, stroke in enumerate(small):
        groups.setdefault(root(index), []).append(stroke)
    return list(groups.values())


def _cells(area: Rectangle) -> Iterator[tuple[int, int]]:
    """The squares of a grid over the page on which an area lies, with a little room around it."""
    for column in range(int((area.x0 - _NEAR) // _CELL), int((area.x1 + _NEAR) // _CELL) + 1):
        for row in range(int((area.y0 - _NEAR) // _CELL), int((area.y1 + _NEAR) // _CELL) + 1):
            yield column, row
