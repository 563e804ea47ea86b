"""Puts the values of form fields where they show, as words among the words of the page."""

from collections.abc import Mapping, Sequence

from sowcheck.core.documents import FormField
from sowcheck.core.spans import Span
from sowcheck.ingest.layout.content import PageContent, Rectangle, Style
from sowcheck.ingest.layout.turning import forth
from sowcheck.ingest.layout.words import Word
from sowcheck.ingest.pdf.forms import Widget

CHECKED, UNCHECKED = "\u2612", "\u2610"
_WIDTH = 0.5
"""Width of an average character in font sizes."""
_LEADING = 1.2


def place_fields(
    widgets: Sequence[Widget], contents: Sequence[PageContent], words: Sequence[list[Word]]
) -> list[dict[int, Rectangle]]:
    """Adds the words of every filled field to the words of its page, unless the page's own text has them already.

    Returns:
        For each page the areas of its text fields by their index in `widgets`, the number that their words carry.
    """
    areas: list[dict[int, Rectangle]] = [{} for _ in contents]
    marks: list[list[tuple[int, Rectangle, bool]]] = [[] for _ in contents]
    for index, widget in enumerate(widgets):
        content = contents[widget.page - 1]
        area = forth(content.view.box(*widget.bounds), content.turn, content.view.size)
        page = words[widget.page - 1]
        if widget.kind == "mark":
            # What the file draws in the box is a sign of some symbol font.
            page[:] = [word for word in page if not area.holds(*word.middle)]
            marks[widget.page - 1].append((index, area, bool(widget.value)))
        elif widget.value:
            areas[widget.page - 1][index] = area
            if not _is_drawn(area, page, index):
                page.extend(_typed(widget, area, index))
    for page, boxes in zip(words, marks, strict=True):
        page.extend(
            _mark(area, index, checked) for index, area, checked in boxes if checked or _has_choice(area, boxes)
        )
    return areas


def _has_choice(area: Rectangle, boxes: Sequence[tuple[int, Rectangle, bool]]) -> bool:
    """Whether a box beside or close under this one is checked: then leaving this one empty says something."""
    return any(
        checked
        and (
            abs(other.y0 - area.y0) < 0.5 * area.height
            or (abs(other.x0 - area.x0) < 0.5 * area.width and abs(other.y0 - area.y0) < 5 * area.height)
        )
        for _, other, checked in boxes
    )


def form_fields(widgets: Sequence[Widget], spans: Mapping[int, Span]) -> tuple[FormField, ...]:
    """The fields as nouns: each filled place of a field, or the field once if it is empty everywhere.

    Args:
        widgets: all places of all fields.
        spans: where the words of a place stand in the text, by the place's index.
    """
    filled = {widget.name for widget in widgets if widget.value}
    fields: list[FormField] = []
    empty: set[str] = set()
    for index, widget in enumerate(widgets):
        if widget.value:
            fields.append(FormField(name=widget.name, value=widget.value, page=widget.page, span=spans.get(index)))
        elif widget.name not in filled and widget.name not in empty:
            empty.add(widget.name)
            fields.append(FormField(name=widget.name, value="", page=widget.page, span=None))
    return tuple(fields)


def _mark(area: Rectangle, index: int, checked: bool) -> Word:
    size = max(min(area.height, 12.0), 4.0)
    base = (area.y0 + area.y1) / 2 + 0.35 * size
    text = CHECKED if checked else UNCHECKED
    return Word(text, *area, baseline=base, style=Style(size, False, False, 0), field=index)


def _is_drawn(area: Rectangle, page: Sequence[Word], index: int) -> bool:
    """Whether the page shows words inside the field; they are then the field's, in the form its author chose."""
    inside = [word for word in page if area.holds(*word.middle)]
    if not inside:
        return False
    for word in inside:
        word.field = index
    return True


def _typed(widget: Widget, area: Rectangle, index: int) -> list[Word]:
    """The words of a value, laid out in the field as a viewer would."""
    lines = [line.split() for line in widget.value.split("\n")]
    lines = [line for line in lines if line]
    size = widget.size or max(min(0.7 * area.height / len(lines), 12.0), 4.0)
    wrapped = [part for line in lines for part in _wrapped(line, max(area.width, size), size)]
    step = min(_LEADING * size, area.height / len(wrapped))
    # One line stands in the middle of its field, several begin at the top.
    top = area.y0 + (max(area.height - step, 0) / 2 if len(wrapped) == 1 else 0)
    words = []
    for number, line in enumerate(wrapped):
        y0 = top + number * step
        words.extend(_line(line, Rectangle(area.x0, y0, area.x1, y0 + step), size, index))
    return words


def _wrapped(words: Sequence[str], width: float, size: float) -> list[list[str]]:
    """The words broken into lines that fit."""
    room = max(int(width / (_WIDTH * size)), 1)
    lines: list[list[str]] = [[]]
    used = 0
    for word in words:
        if lines[-1] and used + 1 + len(word) > 1.15 * room:
            lines.append([])
            used = 0
        used += len(word) + bool(lines[-1])
        lines[-1].append(word)
    return lines


def _line(words: Sequence[str], area: Rectangle, size: float, index: int) -> list[Word]:
    letters = sum(len(word) for word in words) + len(words) - 1
    step = min(_WIDTH * size, area.width / letters)
    base = (area.y0 + area.y1) / 2 + 0.35 * min(size, area.height)
    placed = []
    x = area.x0
    for word in words:
        end = x + len(word) * step
        placed.append(Word(word, x, area.y0, end, area.y1, base, Style(size, False, False, 0), index))
        x = end + step
    return placed
