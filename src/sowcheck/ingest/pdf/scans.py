"""Words that were made out in pictures take their place among the words that the file gives.

Where the file gives a word itself, it is right: only what it does not give, or does not explain, is taken from a picture.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from sowcheck.core.documents import Unread
from sowcheck.core.ocr import OcrPage
from sowcheck.ingest.layout.content import Glyph, PageContent, Rectangle, Rule, Skew, Stroke, Style
from sowcheck.ingest.layout.handwriting import FEWEST_TURNS
from sowcheck.ingest.layout.turning import back
from sowcheck.ingest.layout.words import words_of
from sowcheck.ingest.ocr.found import Seen, SeenWord
from sowcheck.ingest.pdfium.characters import is_unmapped

_ROW = 24.0
"""Points: areas are looked up by strips of this height."""
_HALF = 0.5
"""Share of the page from which on a picture may be the page itself, scanned askew."""


class Answered(NamedTuple):
    """What remains of the ledger's entries of a page, and what was read for the others."""

    unread: list[Unread]
    pages: list[OcrPage]


def add_seen(content: PageContent, entries: Sequence[Unread], seen: Iterable[Seen]) -> Answered:
    """Adds the words that were made out on a page, as shown; what the entries of the ledger become.

    Args:
        content: the page; words and lines are added to it.
        entries: what nobody could read of it.
        seen: what its pictures show, by the entries' names.
    """
    by_place = {one.where: one for one in seen if one.page == content.number}
    unread: list[Unread] = []
    pages: list[OcrPage] = []
    for entry in entries:
        one = by_place.get(entry.where)
        if one is None:
            unread.append(entry)
            continue
        unread += _left_of(entry, one)
        if one.words:
            pages.append(
                OcrPage(where=one.where, page=one.page, words=len(one.words), confidence=round(one.confidence, 3))
            )
            _add(content, one, explains=entry.reason == "unmapped_characters")
    return Answered(unread, pages)


def _left_of(entry: Unread, one: Seen) -> Iterator[Unread]:
    match one.outcome:
        case "read" | "blank":
            return
        case "illegible":
            note = f"its words were made out with {one.confidence:.0%} confidence"
            yield entry.model_copy(update={"reason": "illegible", "note": note})
        case "covered":
            note = "a stamp or another mark lies over its words, and may hide some"
            yield entry.model_copy(update={"reason": "illegible", "note": note})
        case "late":
            yield entry.model_copy(update={"reason": "limit_reached", "note": "making out its words took too long"})
        case "wordless":
            yield entry.model_copy(update={"note": "no words could be made out in it"})
        case "failed":
            yield entry.model_copy(update={"note": "OCR broke off"})


def _add(content: PageContent, one: Seen, *, explains: bool) -> None:
    if explains:
        _take_off_unexplained(content)
    given = _Areas(Rectangle(word.x0, word.y0, word.x1, word.y1) for word in words_of(content.glyphs))
    page = content.view.size[0] * content.view.size[1]
    area = Rectangle(*one.area)
    if one.skew and area.area > _HALF * page:
        content.skew = Skew(one.skew, (area.x0 + area.x1) / 2, (area.y0 + area.y1) / 2)
    added: list[Glyph] = []
    for word in one.words:
        # A line that was taken for letters has no height; lines of words need some.
        style = Style(max(word.size, 1.0), word.bold, False, one.turn, seen=word)
        glyphs = [_glyph(*part, word, one, style) for part in _letters(word)]
        middle = glyphs[len(glyphs) // 2]
        if not given.hold((middle.x0 + middle.x1) / 2, (middle.y0 + middle.y1) / 2):
            added += glyphs
    content.glyphs = [*content.glyphs, *added]
    if not explains:
        content.strokes += [Stroke(_shown(Rectangle(*each), one), FEWEST_TURNS) for each in one.drawn]
        content.rules += [_rule(rule, one) for rule in one.rules]


def _letters(word: SeenWord) -> Iterator[tuple[str, float, float]]:
    """Each character of a word with its left and right edge, as if all were equally wide; then a space."""
    wide = (word.x1 - word.x0) / len(word.text)
    for index, character in enumerate(word.text):
        yield character, word.x0 + index * wide, word.x0 + (index + 1) * wide
    yield " ", word.x1, word.x1


def _glyph(character: str, x0: float, x1: float, word: SeenWord, one: Seen, style: Style) -> Glyph:
    top, bottom = word.baseline - 0.75 * word.size, word.baseline + 0.22 * word.size
    box = _shown(Rectangle(x0, top, x1, bottom), one)
    match one.turn:
        case 90:
            baseline = one.area.x1 - word.baseline
        case 180:
            baseline = one.area.y1 - word.baseline
        case 270:
            baseline = one.area.x0 + word.baseline
        case _:
            baseline = one.area.y0 + word.baseline
    return Glyph(character, *box, baseline, style)


def _rule(rule: Sequence[float], one: Seen) -> Rule:
    area = _shown(Rectangle(*rule), one)
    if area.width > area.height:
        middle = (area.y0 + area.y1) / 2
        return Rule(area.x0, middle, area.x1, middle)
    middle = (area.x0 + area.x1) / 2
    return Rule(middle, area.y0, middle, area.y1)


def _shown(area: Rectangle, one: Seen) -> Rectangle:
    """An area of the upright picture on the page as shown."""
    left, top, right, bottom = one.area
    x0, y0, x1, y1 = back(area, one.turn, (right - left, bottom - top))
    return Rectangle(x0 + left, y0 + top, x1 + left, y1 + top)


def _take_off_unexplained(content: PageContent) -> None:
    """Takes words off the page in which the file does not say what a character means."""
    words = words_of(content.glyphs)
    odd = _Areas(
        Rectangle(word.x0 - 0.1, word.y0 - 0.1, word.x1 + 0.1, word.y1 + 0.1)
        for word in words
        if any(is_unmapped(ord(character)) for character in word.text)
    )
    content.glyphs = [
        glyph
        for glyph in content.glyphs
        if not is_unmapped(ord(glyph.character))
        and not odd.hold((glyph.x0 + glyph.x1) / 2, min(max(glyph.baseline - 1, glyph.y0), glyph.y1))
    ]


class _Areas:
    """Areas by the strips of the page that they reach."""

    def __init__(self, areas: Iterable[Rectangle]) -> None:
        self._strips: dict[int, list[Rectangle]] = {}
        for area in areas:
            # Nothing far beside the page counts.
            for strip in range(max(int(area.y0 / _ROW), 0), min(int(area.y1 / _ROW), 400) + 1):
                self._strips.setdefault(strip, []).append(area)

    def hold(self, x: float, y: float) -> bool:
        """Whether one of them holds a point."""
        return any(area.holds(x, y) for area in self._strips.get(int(y / _ROW), ()))
