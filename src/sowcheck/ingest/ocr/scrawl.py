"""What is drawn by hand in the picture of a page: ink that lies together and is neither a word nor a ruled line."""

from collections.abc import Iterable, Sequence

from PIL.Image import Image
from PIL.ImageDraw import Draw

from sowcheck.ingest.ocr.found import Area, SeenWord
from sowcheck.ingest.ocr.lines import PixelRule

_SQUARE = 3.0
"""Points: ink is looked at in squares of that size."""
_INK = 14
"""Mean darkness, of 255, from which a square holds ink."""
_SURE = 0.6
"""Words below this confidence may be scrawl that was taken for letters."""
_MARGIN = 1.5
"""Points around words and lines that belong to them."""
_NARROWEST, _LOWEST, _WIDEST, _HIGHEST = 26.0, 10.0, 330.0, 170.0
"""Points."""
_FEWEST = 12
"""Squares with ink; a speck has fewer."""
_MOST = 60_000
"""Squares with ink on a page; a photograph has more."""


def drawn_areas(ink: Image, words: Iterable[SeenWord], lines: Sequence[PixelRule], dpi: float) -> tuple[Area, ...]:
    """The places of what is drawn by hand, in points from the picture's top left corner.

    Args:
        ink: white where the picture is dark.
        words: what was made out, in points.
        lines: its ruled lines, in pixels.
        dpi: pixels an inch.
    """
    scale = dpi / 72.0
    rest = ink.convert("L")
    draw, margin = Draw(rest), _MARGIN * scale
    for word in words:
        if word.confidence >= _SURE:
            box = (
                word.x0 * scale - margin,
                word.y0 * scale - margin,
                word.x1 * scale + margin,
                word.y1 * scale + margin,
            )
            draw.rectangle(box, fill=0)
    for x0, y0, x1, y1 in lines:
        draw.rectangle((x0 - margin, y0 - margin, x1 + margin, y1 + margin), fill=0)
    step = max(round(_SQUARE * scale), 1)
    small = rest.reduce(step)
    squares = {
        (index % small.width, index // small.width) for index, value in enumerate(small.tobytes()) if value >= _INK
    }
    if len(squares) > _MOST:
        return ()
    size = step / scale
    return tuple(area for group in _groups(squares) if (area := _area(group, size)) is not None)


def _groups(squares: set[tuple[int, int]]) -> Iterable[list[tuple[int, int]]]:
    """Squares that touch each other, or have one between them."""
    left = set(squares)
    while left:
        open_ = [left.pop()]
        group: list[tuple[int, int]] = []
        while open_:
            x, y = open_.pop()
            group.append((x, y))
            near = [
                (x + across, y + down)
                for across in (-2, -1, 0, 1, 2)
                for down in (-2, -1, 0, 1, 2)
                if (x + across, y + down) in left
            ]
            left.difference_update(near)
            open_ += near
        yield group


def _area(group: Sequence[tuple[int, int]], size: float) -> Area | None:
    xs, ys = [x for x, _ in group], [y for _, y in group]
    area = Area(min(xs) * size, min(ys) * size, (max(xs) + 1) * size, (max(ys) + 1) * size)
    wide, high = area.x1 - area.x0, area.y1 - area.y0
    fits = _NARROWEST <= wide <= _WIDEST and _LOWEST <= high <= _HIGHEST
    return area if fits and len(group) >= _FEWEST else None
