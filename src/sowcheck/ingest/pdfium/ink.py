"""Which words of a page nobody sees: the page looks the same without them.

What is drawn in the colour of its background, without ink, see-through, below something else, or cut off is suspected
by cheap signs first. Then the page is drawn twice, with the suspects and without: what makes no difference is not seen.
A scan's text layer is not hidden: it stands where the picture shows the words.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from pypdfium2 import raw

from sowcheck.core.documents import HiddenReason
from sowcheck.core.limits import ReadingLimits
from sowcheck.ingest.layout.content import Glyph, HiddenGlyphs, Joint, PageContent, Rectangle
from sowcheck.ingest.pdfium.scene import Colour, Cover, Ink, Scene, bounds_of
from sowcheck.ingest.pdfium.weight import is_too_much_to_draw

if TYPE_CHECKING:
    from PIL.Image import Image

_PAPER: Colour = (255, 255, 255)
_NEAR = 20
"""Two colours that differ by no more than this in any channel (of 255) may be one to the eye."""
_FAINT = 40
"""Of 255: below this, ink is nearly see-through."""
_SEEN = 16
"""From this difference of a pixel on, people can tell that something is drawn."""
_DRAWN = 60
"""A picture shows words where its pixels differ by more than this."""
_TINY = 2.0
"""Points: smaller letters cannot be read on paper."""
_BODY = 4.0
"""Points: where most letters are smaller than this, the page is a reduced copy, and nothing on it is tiny."""
_WORD = 4
"""Fewer tiny characters on a page are marks, such as the digit of a footnote, and no words."""
_LARGE = 0.15
"""Share of the page from which on a picture may be a scan."""
_SCALE, _WIDEST = 2.0, 1600.0
"""Pixels a point, and pixels a page is wide at most, when it is drawn to look at it."""
_ROW = 24.0
"""Points: covers are looked up by strips of this height."""
_OVERFLOW = 2
"""Words that may be cut off at the end of a line that does not fit."""
_NO_INK = frozenset({3, 7})
"""Text rendering modes that draw nothing."""
_OUTLINED = frozenset({1, 2, 5, 6})
"""Text rendering modes whose line shows where the fill does not."""


class _Run(NamedTuple):
    """Characters of one text object that follow each other."""

    key: int
    first: int
    end: int
    area: Rectangle


def take_out_unseen(page: Any, content: PageContent, scene: Scene, limits: ReadingLimits) -> None:
    """Moves the characters that nobody sees from the page's glyphs to its hidden ones.

    What is suspected on a page that cannot be drawn, or asks for too much, counts as hidden: it states nothing unseen.
    """
    found = dict(_beside_or_tiny(content, scene))
    suspects = {run: reason for run, reason in _suspects(content, scene) if run not in found}
    if suspects:
        drawable = not is_too_much_to_draw(page, limits)
        found |= _unseen(page, content, scene, suspects) if drawable else suspects
    if found:
        _take_out(content, [(run, found[run]) for run in sorted(found, key=lambda run: run.first)])


def _runs(content: PageContent, scene: Scene) -> Iterator[tuple[int, int, int]]:
    """Each run with letters or digits: its text object, its first character, one past its last."""
    ends = [first for _, first in [*scene.runs[1:], (0, len(content.glyphs))]]
    for (key, first), end in zip(scene.runs, ends, strict=False):
        if key and first < end:
            yield key, first, end


def _words(content: PageContent, scene: Scene) -> Iterator[tuple[int, int, int]]:
    """The runs cut to words: a bar may lie over one of them."""
    glyphs = content.glyphs
    for key, first, end in _runs(content, scene):
        start = first
        for place in range(first, end):
            space = glyphs[place].character.isspace()
            if (space or glyphs[place].joint is Joint.SPACED) and place > start:
                yield key, start, place
            if space or glyphs[place].joint is Joint.SPACED:
                start = place + 1 if space else place
        if start < end:
            yield key, start, end


def _run(content: PageContent, key: int, first: int, end: int) -> _Run | None:
    """The run with its area; None if it says nothing."""
    glyphs = [glyph for glyph in content.glyphs[first:end] if not glyph.character.isspace()]
    if not any(glyph.character.isalnum() for glyph in glyphs):
        return None
    return _Run(key, first, end, _area(glyphs))


def _area(glyphs: Sequence[Glyph]) -> Rectangle:
    return Rectangle(
        min(glyph.x0 for glyph in glyphs),
        min(glyph.y0 for glyph in glyphs),
        max(glyph.x1 for glyph in glyphs),
        max(glyph.y1 for glyph in glyphs),
    )


def _beside_or_tiny(content: PageContent, scene: Scene) -> Iterator[tuple[_Run, HiddenReason]]:
    """What needs no look at the page: words beside it, and letters too small to read."""
    width, height = content.view.size
    tiny: list[_Run] = []
    for key, first, end in _runs(content, scene):
        start, last = content.glyphs[first], content.glyphs[end - 1]
        if start.x1 < 0 or start.x0 > width or start.y1 < 0 or start.y0 > height or last.x0 > width or last.y0 > height:
            run = _run(content, key, first, end)
            if run and _outside(run.area, width, height):
                yield run, "outside_page"
        elif start.style.size < _TINY:
            run = _run(content, key, first, end)
            tiny += [run] if run else []
    if sum(run.end - run.first for run in tiny) >= _WORD and not _is_reduced(content.glyphs):
        yield from ((run, "tiny") for run in tiny)


def _outside(area: Rectangle, width: float, height: float) -> bool:
    return area.x1 <= 0 or area.x0 >= width or area.y1 <= 0 or area.y0 >= height


def _is_reduced(glyphs: Sequence[Glyph]) -> bool:
    sizes = sorted(glyph.style.size for glyph in glyphs)
    return sizes[len(sizes) // 2] < _BODY


def _suspects(content: PageContent, scene: Scene) -> Iterator[tuple[_Run, HiddenReason]]:
    """Runs that may not be seen, with the reason that holds if they are not."""
    covers = _Strips(scene.covers)
    doubted = {key: reason for key, ink in scene.inks.items() if (reason := _doubt(ink))}
    doubted |= dict.fromkeys(scene.layered, "switched_off")
    known = covers or scene.windows or doubted
    if not known and all(_differ(ink.colour, _PAPER) for ink in scene.inks.values()):
        return
    for key, first, end in _words(content, scene):
        ink, glyph = scene.inks[key], content.glyphs[(first + end) // 2]
        reason = doubted.get(key)
        if reason is None:
            order = scene.orders.get(key, -1)
            x, y = (glyph.x0 + glyph.x1) / 2, (glyph.y0 + glyph.y1) / 2
            behind, above = covers.around(x, y, order)
            if key in scene.windows and not scene.windows[key].holds(x, y):
                reason = "cut_off"
            elif above:
                reason = "covered"
            elif behind is None or not _differ(ink.colour, behind):
                reason = "background_colour"
        run = _run(content, key, first, end) if reason else None
        if run and reason:
            yield run, reason


def _doubt(ink: Ink) -> HiddenReason | None:
    """Why ink is not seen whatever is behind it."""
    if ink.mode in _NO_INK:
        return "no_ink"
    if ink.alpha < _FAINT:
        return "transparent"
    return "background_colour" if ink.mode in _OUTLINED or ink.colour is None else None


def _differ(one: Colour | None, other: Colour) -> bool:
    return one is not None and max(abs(mine - its) for mine, its in zip(one, other, strict=True)) > _NEAR


class _Strips:
    """Covers by the strips of the page that they reach."""

    def __init__(self, covers: Iterable[Cover]) -> None:
        self._strips: dict[int, list[Cover]] = {}
        for cover in covers:
            # A page is rarely higher than two thousand points; what reaches further is cut.
            for strip in range(max(int(cover.area.y0 / _ROW), 0), min(int(cover.area.y1 / _ROW), 400) + 1):
                self._strips.setdefault(strip, []).append(cover)

    def __bool__(self) -> bool:
        return bool(self._strips)

    def around(self, x: float, y: float, order: int) -> tuple[Colour | None, bool]:
        """The colour behind a place that is drawn on at `order` (None if it is not known), and whether it is covered later."""
        behind: Colour | None = _PAPER
        for cover in self._strips.get(int(y / _ROW), ()):
            if cover.area.holds(x, y):
                if cover.order > order:
                    return behind, True
                behind = cover.colour
        return behind, False


def _unseen(
    page: Any, content: PageContent, scene: Scene, suspects: dict[_Run, HiddenReason]
) -> dict[_Run, HiddenReason]:
    """The suspects without which the page looks the same, a scan's text layer apart."""
    from PIL import ImageChops

    scale = min(_SCALE, _WIDEST / max(*content.view.size, 1.0))
    try:
        shown = _drawn(page, scale)
        without = _drawn_without(page, {run.key: scene.inks[run.key].handle for run in suspects}, scale)
    except RuntimeError:
        # PDFium reads some pages that it cannot draw.
        return suspects
    difference = ImageChops.difference(shown, without)
    unseen = [run for run in suspects if _range(difference, run.area, scale)[1] < _SEEN]
    unseen = [run for run in unseen if suspects[run] != "cut_off" or not _overflows(run, unseen, content, scene)]
    twins = _twins(unseen, scene)
    unseen = [run for run in unseen if run.key not in twins]
    layers = [picture for picture in content.pictures if _is_scan(picture, content, unseen)]
    return {run: suspects[run] for run in unseen if not _is_layer(run, layers, without, scale)}


def _overflows(word: _Run, unseen: Sequence[_Run], content: PageContent, scene: Scene) -> bool:
    """Whether a word is the end of a line that is longer than its window, and was meant to be seen."""
    gone = {run.first for run in unseen if run.key == word.key}
    seen = [first for key, first, end in _words(content, scene) if key == word.key and first not in gone]
    return bool(seen) and len(gone) <= _OVERFLOW


def _twins(unseen: Iterable[_Run], scene: Scene) -> set[int]:
    """Unseen text objects that are drawn once more in the same place: of two like that, PDFium reads the first only."""
    passed_over = [bounds_of(handle) for key, handle in scene.handles.items() if key not in scene.inks]
    if not passed_over:
        return set()
    found = set()
    for key in {run.key for run in unseen}:
        own = bounds_of(scene.inks[key].handle)
        reach = max(own[3] - own[1], 1.0)
        if any(all(abs(a - b) < reach for a, b in zip(own, other, strict=True)) for other in passed_over):
            found.add(key)
    return found


def _drawn(page: Any, scale: float) -> "Image":
    """A picture of the page as it is shown."""
    return page.render(scale=scale, may_draw_forms=False).to_pil().convert("RGB")  # type: ignore[no-any-return]


def _drawn_without(page: Any, handles: Mapping[int, Any], scale: float) -> "Image":
    """A picture of the page without some text objects."""
    for handle in handles.values():
        raw.FPDFPageObj_SetIsActive(handle, False)
    try:
        return _drawn(page, scale)
    finally:
        for handle in handles.values():
            raw.FPDFPageObj_SetIsActive(handle, True)


def _range(image: "Image", area: Rectangle, scale: float) -> tuple[int, int]:
    """The smallest and the largest value of any channel within an area; the largest is 0 beside the picture."""
    box = (
        max(int(area.x0 * scale), 0),
        max(int(area.y0 * scale), 0),
        min(int(area.x1 * scale) + 1, image.width),
        min(int(area.y1 * scale) + 1, image.height),
    )
    if box[0] >= box[2] or box[1] >= box[3]:
        return 0, 0
    bands = image.crop(box).getextrema()
    return min(low for low, _ in bands), max(high for _, high in bands)  # type: ignore[misc]


def _is_scan(picture: Rectangle, content: PageContent, unseen: Iterable[_Run]) -> bool:
    """Whether a picture is large, and most words on it are not seen: they say what it shows."""
    width, height = content.view.size
    if picture.area < _LARGE * width * height:
        return False
    hidden = sum(run.end - run.first for run in unseen if picture.holds(*_middle(run.area)))
    on_it = sum(picture.holds(*_middle(Rectangle(*glyph[1:5]))) for glyph in content.glyphs)
    return 2 * hidden >= on_it


def _is_layer(run: _Run, scans: Iterable[Rectangle], drawn: "Image", scale: float) -> bool:
    """Whether a scan shows something where the words stand."""
    if not any(scan.holds(*_middle(run.area)) for scan in scans):
        return False
    low, high = _range(drawn, run.area, scale)
    return high - low > _DRAWN


def _middle(area: Rectangle) -> tuple[float, float]:
    return (area.x0 + area.x1) / 2, (area.y0 + area.y1) / 2


def _take_out(content: PageContent, found: Sequence[tuple[_Run, HiddenReason]]) -> None:
    """Neighbours that are hidden for one reason make one passage."""
    gone: set[int] = set()
    last_end = -1
    for run, reason in found:
        if run.end <= last_end:
            # A word of a run that is hidden for another reason as well.
            continue
        gone.update(range(run.first, run.end))
        between = content.glyphs[last_end : run.first] if last_end >= 0 else []
        follows = last_end >= 0 and content.hidden[-1].reason == reason
        if follows and not any(glyph.character.isalnum() for glyph in between):
            content.hidden[-1].glyphs.extend(content.glyphs[last_end : run.end])
        else:
            content.hidden.append(HiddenGlyphs(reason, list(content.glyphs[run.first : run.end])))
        last_end = run.end
    content.glyphs = [glyph for place, glyph in enumerate(content.glyphs) if place not in gone]
