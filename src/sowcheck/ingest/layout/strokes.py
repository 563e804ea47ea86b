"""Drawn shapes to rules and areas."""

from itertools import pairwise

from sowcheck.ingest.layout.content import PageContent, Rectangle, Rule

_THIN = 2.6
"""Points up to which a filled rectangle is a line somebody drew."""

Point = tuple[float, float]
"""Across and down, in points."""


def add_fill(points: list[Point], content: PageContent, *, white: bool) -> None:
    """Adds a filled shape if it is a rectangle: a thin one is a line that somebody drew, a white one is paper."""
    if not 4 <= len(points) <= 5 or any(
        abs(x1 - x0) > 0.5 and abs(y1 - y0) > 0.5 for (x0, y0), (x1, y1) in pairwise(points)
    ):
        return
    xs, ys = [x for x, _ in points], [y for _, y in points]
    area = Rectangle(min(xs), min(ys), max(xs), max(ys))
    if area.height <= _THIN < area.width:
        middle = (area.y0 + area.y1) / 2
        content.rules.append(Rule(area.x0, middle, area.x1, middle))
    elif area.width <= _THIN < area.height:
        middle = (area.x0 + area.x1) / 2
        content.rules.append(Rule(middle, area.y0, middle, area.y1))
    elif not white and area.width > _THIN and area.height > _THIN:
        content.fills.append(area)


def add_strokes(points: list[Point], content: PageContent) -> None:
    """Adds the level and upright parts of a line through some points."""
    for (x0, y0), (x1, y1) in pairwise(points):
        if abs(y1 - y0) <= 0.6 and abs(x1 - x0) > 0.6:
            y = (y0 + y1) / 2
            content.rules.append(Rule(min(x0, x1), y, max(x0, x1), y))
        elif abs(x1 - x0) <= 0.6 and abs(y1 - y0) > 0.6:
            x = (x0 + x1) / 2
            content.rules.append(Rule(x, min(y0, y1), x, max(y0, y1)))
