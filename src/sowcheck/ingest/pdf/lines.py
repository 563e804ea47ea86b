"""Lines through the words of a PDF: of the page itself, and those that people have drawn over it."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from sowcheck.ingest.layout.content import PageContent, Rectangle, Rule
from sowcheck.ingest.layout.strikes import BY_HAND, THROUGH, added_beside, lines_about
from sowcheck.ingest.layout.turning import back, forth
from sowcheck.ingest.layout.words import Word
from sowcheck.ingest.pdf.annotations import Annotation

_LEVEL = 0.12
"""A stroke of a hand is level if its height is no more than this share of its width, or a few points."""
_UNSTEADY = 4.0
"""Points."""


class StruckPage(NamedTuple):
    """Areas of a page as shown whose words are struck, and of those that were added in place of such words."""

    struck: list[tuple[Rectangle, Annotation | None]]
    """With the annotation that is the line; None for a line of the page itself."""
    added: list[Rectangle]


def struck_by_lines(
    contents: Sequence[PageContent], words: Sequence[Sequence[Word]], annotations: Sequence[Annotation]
) -> list[StruckPage]:
    """The words of each page that lines go through."""
    drawn = [lines_about(page, content.rules, THROUGH) for content, page in zip(contents, words, strict=True)]
    anywhere = [strike for page in drawn for strike in page]
    by_hand: dict[int, list[Annotation]] = {}
    for each in annotations:
        if each.shown and each.kind in ("Line", "PolyLine", "Ink"):
            by_hand.setdefault(each.page, []).append(each)
    found = []
    for content, page, strikes in zip(contents, words, drawn, strict=True):
        struck: list[tuple[Rectangle, Annotation | None]] = [
            (_as_shown(strike.area, content), None) for strike in strikes
        ]
        for each in by_hand.get(content.number, ()):
            band = BY_HAND if each.kind == "Ink" else THROUGH
            through = lines_about(page, _rules(each, content), band)
            struck += [(_as_shown(strike.area, content), each) for strike in through]
        added = added_beside(anywhere, page, content.rules)
        found.append(StruckPage(struck, [_as_shown(each.area, content) for each in added]))
    return found


def _as_shown(area: Rectangle, content: PageContent) -> Rectangle:
    return back(area, content.turn, content.view.size)


def _rules(annotation: Annotation, content: PageContent) -> Iterator[Rule]:
    """The lines of an annotation that are level."""
    for stroke in annotation.strokes:
        points = list(zip(stroke[0::2], stroke[1::2], strict=False))
        parts = [points] if annotation.kind == "Ink" else [list(pair) for pair in pairwise(points)]
        for part in parts:
            across, along = [x for x, _ in part], [y for _, y in part]
            box = content.view.box(min(across), min(along), max(across), max(along))
            area = forth(box, content.turn, content.view.size)
            if area.height <= max(_LEVEL * area.width, _UNSTEADY if annotation.kind == "Ink" else 0.6):
                middle = (area.y0 + area.y1) / 2
                yield Rule(area.x0, middle, area.x1, middle)
