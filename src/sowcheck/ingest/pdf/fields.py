"""Puts the values of form fields where they show, as words among the words of the page."""

import re
from collections.abc import Mapping, Sequence

from sowcheck.core.documents import FormField, HiddenText
from sowcheck.core.spans import Span
from sowcheck.ingest.layout.content import PageContent, Rectangle, Style
from sowcheck.ingest.layout.turning import forth
from sowcheck.ingest.layout.words import Word
from sowcheck.ingest.pdf.appearances import is_taken_apart, shows_value
from sowcheck.ingest.pdf.boxes import CHECKED, UNCHECKED, MarkBox, box_words
from sowcheck.ingest.pdf.widgets import Widget

_WIDTH = 0.5
"""Width of an average character in font sizes."""
_LEADING = 1.2
_WORDS = 2
"""A hidden value of one character is a switch of the form's scripts."""
_BLANK = re.compile(r"[_.\u2026]{3,}$")


def place_fields(
    widgets: Sequence[Widget], contents: Sequence[PageContent], words: Sequence[list[Word]], *, redrawn: bool
) -> list[dict[int, Rectangle]]:
    """Adds the words of every filled field to the words of its page, unless the page's own text has them already.

    Args:
        widgets: all places of all fields; where a page shows another thing than the value, `Widget.seen` says it then.
        contents: the pages.
        words: the words of each page.
        redrawn: whether viewers draw the values anew, whatever the file holds.

    Returns:
        For each page the areas of its text fields by their index in `widgets`, the number that their words carry.
    """
    areas: list[dict[int, Rectangle]] = [{} for _ in contents]
    marks: list[list[MarkBox]] = [[] for _ in contents]
    for index, widget in enumerate(widgets):
        if widget.page is None or not widget.shown:
            continue
        content = contents[widget.page - 1]
        area = forth(content.view.box(*widget.bounds), content.turn, content.view.size)
        page = words[widget.page - 1]
        if widget.kind == "mark":
            # What the file draws in the box is a sign of some symbol font.
            page[:] = [word for word in page if not area.holds(*word.middle)]
            marks[widget.page - 1].append(MarkBox(index, area, bool(widget.value)))
        elif widget.value:
            areas[widget.page - 1][index] = area
            clear_blank(page, area)
            if not _is_drawn(widget, area, page, index, redrawn=redrawn):
                page.extend(laid_out(widget.value, area, widget.size, index))
    for page, boxes in zip(words, marks, strict=True):
        page.extend(box_words(boxes, page))
    return areas


def form_fields(widgets: Sequence[Widget], spans: Mapping[int, Span]) -> tuple[FormField, ...]:
    """The fields as nouns: each filled place of a field, or the field once if it is empty everywhere.

    Args:
        widgets: all places of all fields.
        spans: where the words of a place stand in the text, by the place's index.
    """
    filled = {widget.name for widget in widgets if widget.value or widget.stored}
    fields: list[FormField] = []
    empty: set[str] = set()
    for index, widget in enumerate(widgets):
        if widget.value or widget.stored:
            fields.append(_field(widget, spans.get(index)))
        elif widget.name not in filled and widget.name not in empty:
            empty.add(widget.name)
            fields.append(_field(widget, None))
    return tuple(fields)


def _field(widget: Widget, span: Span | None) -> FormField:
    value, drawn = widget.value, widget.seen
    if widget.stored is not None:
        value, drawn = widget.stored, CHECKED if widget.value else UNCHECKED
    return FormField(
        name=widget.name,
        value=value,
        page=widget.page,
        span=span,
        label=widget.label or None,
        drawn=drawn,
        hidden=not widget.shown,
        required=widget.required,
    )


def unseen_values(widgets: Sequence[Widget], text: str) -> list[HiddenText]:
    """The values of fields that people do not see, those apart that they see elsewhere.

    Args:
        widgets: all places of all fields.
        text: what the document says.
    """
    seen = " ".join(text.split())
    shown = {widget.name for widget in widgets if widget.shown and widget.value}
    found: dict[tuple[str, str], HiddenText] = {}
    for widget in widgets:
        words = " ".join(widget.value.split())
        if widget.shown or widget.kind == "mark" or widget.name in shown or len(words) < _WORDS or words in seen:
            continue
        where = f"form field {widget.name}"
        found[widget.name, words] = HiddenText(where=where, reason="marked_hidden", words=words, page=widget.page)
    return list(found.values())


def _is_drawn(widget: Widget, area: Rectangle, page: list[Word], index: int, *, redrawn: bool) -> bool:
    """Whether the page shows words inside the field; they are then the field's, in the form its author chose.

    Words that are taken apart, cut off or out of date are taken off the page, so that the value is laid out in place of
    them, if that is what viewers show.
    """
    inside = [word for word in page if area.holds(*word.middle) and word.style.annotation is None]
    seen = " ".join(word.text for word in inside)
    alike = shows_value(seen, widget.value)
    if not alike and (inside or (widget.drawn and not redrawn)):
        widget.seen = seen
    if not inside or (redrawn if not alike else is_taken_apart(seen, widget.value)):
        taken = {id(word) for word in inside}
        page[:] = [word for word in page if id(word) not in taken]
        return False
    for word in inside:
        word.field = index
    return True


def laid_out(value: str, area: Rectangle, size: float, field: int | None = None) -> list[Word]:
    """The words of a value, laid out in its area as a viewer would.

    Args:
        value: what was typed.
        area: where it shows.
        size: font size in points; 0 if the viewer chooses it.
        field: index of the form field that it was typed into.
    """
    lines = [line.split() for line in value.split("\n")]
    lines = [line for line in lines if line]
    if not lines:
        return []
    size = size or max(min(0.7 * area.height / len(lines), 12.0), 4.0)
    wrapped = [part for line in lines for part in _wrapped(line, max(area.width, size), size)]
    step = min(_LEADING * size, area.height / len(wrapped))
    # One line stands in the middle of its field, several begin at the top.
    top = area.y0 + (max(area.height - step, 0) / 2 if len(wrapped) == 1 else 0)
    words = []
    for number, line in enumerate(wrapped):
        y0 = top + number * step
        words.extend(_line(line, Rectangle(area.x0, y0, area.x1, y0 + step), size, field))
    return words


def lettered_end(word: Word) -> float:
    """Where a word ends, without the blank that is drawn behind it with dots or underscores."""
    found = _BLANK.search(word.text)
    if found is None:
        return word.x1
    return word.x0 + (word.x1 - word.x0) * found.start() / len(word.text)


def clear_blank(page: list[Word], area: Rectangle) -> None:
    """Takes the dots or underscores of a blank from the words of a page where something was written into it."""
    kept = []
    for word in page:
        found = _BLANK.search(word.text)
        over = word.x0 < area.x1 and area.x0 < word.x1 and area.y0 - 2 < word.baseline < area.y1 + 2
        if found and over and word.field is None:
            if not found.start():
                continue
            word.text, word.x1 = word.text[: found.start()], lettered_end(word)
        kept.append(word)
    page[:] = kept


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


def _line(words: Sequence[str], area: Rectangle, size: float, index: int | None) -> list[Word]:
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
