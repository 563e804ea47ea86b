"""Which drawing stands in the place where somebody signs: on the line, or in the block above the printed name."""

from collections.abc import Sequence

from sowcheck.core.documents import Document, Drawing, Table
from sowcheck.core.spans import Box
from sowcheck.segment.signing.draft import Signing
from sowcheck.segment.signing.labels import LABEL, LABEL_AT_START, is_bare_label, label_kind

_ABOVE, _BELOW = 48.0, 14.0
"""Points by which a signature may rise over its line, and hang below it."""
_REACH = 260.0
"""Points from the beginning of its line within which a signature begins."""
_BESIDE = 8.0
"""Points by which a signature may begin left of its line."""
_MOST = 5000
"""Drawings that are looked at."""
_CLOSE = 3
"""Characters between a drawing and the words of its block, in formats without pages."""


def with_drawings(document: Document, tables: Sequence[Table], signings: Sequence[Signing]) -> None:
    """Give each drawing in a place to sign to the block that has this place."""
    if not document.drawings or not signings:
        return
    places = [_Place(document, signing, tables) for signing in signings]
    on_page: dict[int | None, list[int]] = {}
    for number, place in enumerate(places):
        pages: set[int | None] = {box.page for box in place.boxes}
        for page in pages or {None}:
            on_page.setdefault(page, []).append(number)
    for drawing in document.drawings[:_MOST]:
        numbers = on_page.get(drawing.box.page if drawing.box else None, ())
        scored = [(places[number].distance(drawing), number) for number in numbers]
        near = [(distance, number) for distance, number in scored if distance is not None]
        if near:
            signing = signings[min(near)[1]]
            signing.drawing = signing.drawing or drawing


class _Place:
    """Where one block is signed."""

    def __init__(self, document: Document, signing: Signing, tables: Sequence[Table]) -> None:
        text = document.text
        self.parts = sorted(dict.fromkeys(signing.parts), key=lambda part: part.start)
        self.lines = [part for part in self.parts if _is_line(part.of(text))]
        self.boxes = [box for part in self.parts for box in document.boxes(part)]
        self.line_boxes = [box for part in self.lines for box in document.boxes(part)[:1]]
        self.columns = {
            cell.column
            for table in tables
            for cell in table.cells
            if cell.span and any(cell.span.contains(part) for part in self.parts)
        }

    def distance(self, drawing: Drawing) -> float | None:
        """How far a drawing stands from where one signs here; None if it stands elsewhere."""
        if drawing.box is not None:
            return self._distance_on_page(drawing.box)
        return self._distance_in_text(drawing) if drawing.at is not None else None

    def _distance_on_page(self, box: Box) -> float | None:
        """From the line if the block has one; else the drawing lies within the block."""
        middle = ((box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2)
        if self.line_boxes:
            near = [_from_line(line, box, middle) for line in self.line_boxes]
            return min((distance for distance in near if distance is not None), default=None)
        own = [one for one in self.boxes if one.page == box.page]
        if not own:
            return None
        left, right = min(one.x0 for one in own), max(one.x1 for one in own)
        top, bottom = min(one.y0 for one in own), max(one.y1 for one in own)
        inside = top - _ABOVE <= middle[1] <= bottom and left - _BESIDE <= middle[0] <= max(right, left + _REACH)
        return abs(middle[0] - left) + abs(middle[1] - (top + bottom) / 2) if inside else None

    def _distance_in_text(self, drawing: Drawing) -> float | None:
        at = drawing.at or 0
        if self.columns and drawing.column is not None and drawing.column not in self.columns:
            return None
        if not self.parts or not self.parts[0].start - _CLOSE <= at <= self.parts[-1].end + _CLOSE:
            return None
        return float(min(min(abs(at - part.start), abs(at - part.end)) for part in self.lines or self.parts))


def _from_line(line: Box, box: Box, middle: tuple[float, float]) -> float | None:
    beside = line.x0 - _BESIDE <= middle[0] <= max(line.x1, line.x0 + _REACH)
    level = line.y0 - _ABOVE <= middle[1] <= line.y1 + _BELOW and box.y1 >= line.y0 - _ABOVE / 2
    if line.page != box.page or not beside or not level:
        return None
    return abs(middle[1] - (line.y0 + line.y1) / 2) + 0.2 * max(box.x0 - line.x0, 0.0)


def _is_line(words: str) -> bool:
    """Whether words are a line to sign on, or its label."""
    if "___" in words:
        label = LABEL_AT_START.match(words)
        return label is None or _asks_for_mark(words)
    return _asks_for_mark(words)


def _asks_for_mark(words: str) -> bool:
    found = LABEL.match(words)
    if found is not None:
        return label_kind(found["label"]) == "mark"
    return is_bare_label(words) and label_kind(words.strip().rstrip(" :")) == "mark"
