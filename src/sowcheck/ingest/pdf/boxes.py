"""The boxes of a form that are ticked or left empty, as signs before the words that they belong to.

Most forms draw a box before its words. Where a row has each box behind its words, the signs are set before them all the
same, so that "Fixed fee [ ] Time and materials [x]" does not read as a ticked fixed fee.
"""

from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

from sowcheck.ingest.layout.content import Rectangle, Style
from sowcheck.ingest.layout.words import Word

CHECKED, UNCHECKED = "\u2612", "\u2610"
_TOUCHING = 2.0
"""Font sizes between a box and the words before it, at most."""
_SPACE = 0.9
"""Font sizes between two words of one label, at most."""


class MarkBox(NamedTuple):
    """A box on a page."""

    field: int
    """Index of the form field."""
    area: Rectangle
    checked: bool


def box_words(boxes: Sequence[MarkBox], page: Sequence[Word]) -> list[Word]:
    """The signs of a page's boxes; an empty box that stands for itself says nothing and has none."""
    signs: list[Word] = []
    ordered = sorted(boxes, key=lambda box: (round(box.area.y0 / max(box.area.height, 1.0)), box.area.x0))
    for _, group in groupby(ordered, key=lambda box: round(box.area.y0 / max(box.area.height, 1.0))):
        row = list(group)
        labels = _labels_before(row, page)
        for place, box in enumerate(row):
            if box.checked or _has_choice(box.area, boxes):
                signs.append(_sign(box, labels[place] if labels else None))
    return signs


def _has_choice(area: Rectangle, boxes: Sequence[MarkBox]) -> bool:
    """Whether a box beside or close under this one is checked: then leaving this one empty says something."""
    return any(
        box.checked
        and (
            abs(box.area.y0 - area.y0) < 0.5 * area.height
            or (abs(box.area.x0 - area.x0) < 0.5 * area.width and abs(box.area.y0 - area.y0) < 5 * area.height)
        )
        for box in boxes
    )


def _labels_before(row: Sequence[MarkBox], page: Sequence[Word]) -> list[Word] | None:
    """The first word of each box's label, if every box of a row stands behind its words and nothing behind the last."""
    words = sorted((word for word in page if _beside(word, row[0].area)), key=lambda word: word.x0)
    if not words or any(word.x0 > row[-1].area.x1 - 1 for word in words):
        return None
    firsts = []
    left = float("-inf")
    for box in row:
        own = [word for word in words if left < word.x0 and word.x1 <= box.area.x0 + 1]
        if not own or box.area.x0 - own[-1].x1 > _TOUCHING * own[-1].style.size or own[-1].text.endswith(":"):
            return None
        firsts.append(_first(own))
        left = box.area.x0
    return firsts


def _first(words: Sequence[Word]) -> Word:
    """The word with which the label that ends some words begins."""
    first = words[-1]
    for word in reversed(words[:-1]):
        if first.x0 - word.x1 > _SPACE * first.style.size or word.text.endswith(":"):
            break
        first = word
    return first


def _beside(word: Word, area: Rectangle) -> bool:
    return word.y0 < (area.y0 + area.y1) / 2 < word.y1 + 1


def _sign(box: MarkBox, label: Word | None) -> Word:
    """The sign of a box where the box stands, or right before the label."""
    area = box.area
    size = max(min(area.height, 12.0), 4.0)
    text = CHECKED if box.checked else UNCHECKED
    if label is not None:
        area = Rectangle(label.x0 - 0.5 * size, label.y0, label.x0 - 0.1 * size, label.y1)
        return Word(text, *area, baseline=label.baseline, style=Style(size, False, False, 0), field=box.field)
    base = (area.y0 + area.y1) / 2 + 0.35 * size
    return Word(text, *area, baseline=base, style=Style(size, False, False, 0), field=box.field)
