"""Text that is not written from left to right: whole pages printed sideways, and single words along a margin."""

from collections import Counter
from collections.abc import Sequence

from sowcheck.ingest.layout.content import Glyph, PageContent, Rectangle, Rule
from sowcheck.ingest.layout.words import Line, Word, line_of

_MOST = 0.6
"""Share of a page's characters from which their direction is the page's."""


def upright(content: PageContent) -> PageContent:
    """The page, turned so that most of its text reads from left to right; `PageContent.turn` says by how much."""
    angles = Counter(glyph.style.angle for glyph in content.glyphs if not glyph.character.isspace())
    if not angles:
        return content
    angle, count = angles.most_common(1)[0]
    if angle == 0 or count < _MOST * sum(angles.values()):
        return content
    size = content.view.size
    turned = PageContent(content.number, content.view, turn=angle)
    turned.unmapped, turned.drawings, turned.hidden = content.unmapped, content.drawings, content.hidden
    turned.replacing, turned.skew = content.replacing, content.skew
    turned.glyphs = [_glyph(glyph, angle, size) for glyph in content.glyphs]
    turned.fills = [forth(fill, angle, size) for fill in content.fills]
    turned.pictures = [forth(picture, angle, size) for picture in content.pictures]
    turned.strokes = [stroke._replace(area=forth(stroke.area, angle, size)) for stroke in content.strokes]
    turned.rules = [Rule(*forth(Rectangle(*rule), angle, size)) for rule in content.rules]
    return turned


def _glyph(glyph: Glyph, angle: int, size: tuple[float, float]) -> Glyph:
    box = forth(Rectangle(*glyph[1:5]), angle, size)
    baseline = glyph.baseline
    if glyph.style.angle in (90, 270):
        baseline = size[0] - baseline if angle == 90 else baseline
    elif angle == 180:
        baseline = size[1] - baseline
    style = glyph.style._replace(angle=(glyph.style.angle - angle) % 360)
    return Glyph(glyph.character, *box, baseline, style, glyph.joint)


def forth(area: Rectangle, angle: int, size: tuple[float, float]) -> Rectangle:
    """An area of the page as shown, as it stands when text of an angle is upright.

    Args:
        area: on the page as shown.
        angle: direction of the text as shown, clockwise.
        size: width and height as shown.
    """
    width, height = size
    match angle:
        case 90:
            return Rectangle(area.y0, width - area.x1, area.y1, width - area.x0)
        case 180:
            return Rectangle(width - area.x1, height - area.y1, width - area.x0, height - area.y0)
        case 270:
            return Rectangle(height - area.y1, area.x0, height - area.y0, area.x1)
        case _:
            return area


def back(area: Rectangle, angle: int, size: tuple[float, float]) -> Rectangle:
    """The inverse of `forth`: where an area of the turned page stands on the page as shown."""
    width, height = size
    match angle:
        case 90:
            return Rectangle(width - area.y1, area.x0, width - area.y0, area.x1)
        case 180:
            return Rectangle(width - area.x1, height - area.y1, width - area.x0, height - area.y0)
        case 270:
            return Rectangle(area.y0, height - area.x1, area.y1, height - area.x0)
        case _:
            return area


def sideways_lines(words: Sequence[Word], page: int) -> list[Line]:
    """The lines of words that are not upright, in the order in which the file draws them."""
    groups: list[list[Word]] = []
    for word in words:
        if word.style.angle == 0:
            continue
        last = groups[-1][-1] if groups else None
        if last and last.style.angle == word.style.angle and abs(last.baseline - word.baseline) < 0.3 * word.style.size:
            groups[-1].append(word)
        else:
            groups.append([word])
    lines = []
    for group in groups:
        line = line_of(group, page)
        line.words = group
        lines.append(line)
    return lines
