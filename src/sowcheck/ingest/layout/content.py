"""What stands on a PDF page before anybody has made sense of it.

All coordinates are points from the top left corner of the page as it is shown, rotation applied.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from typing import NamedTuple

from sowcheck.core.documents import HiddenReason
from sowcheck.ingest.ocr.found import SeenWord


class Style(NamedTuple):
    """The look that a run of characters shares."""

    size: float
    """Height of the font in points as drawn."""
    bold: bool
    italic: bool
    angle: int
    """Direction of writing, clockwise: 0, 90, 180 or 270 degrees."""
    slant: int = 0
    """Degrees by which it departs from that direction, as a watermark does from corner to corner."""
    coloured: bool = False
    """Neither black, white nor grey."""
    annotation: int | None = None
    """Place among the page's annotations of the one that draws it; None for the page's own words."""
    seen: SeenWord | None = None
    """Of a word that was made out in a picture: how it was read there."""


class Joint(IntEnum):
    """How a character follows the one before it in the file."""

    TOGETHER = 0
    """Drawn by one operation."""
    APART = 1
    """Drawn by another operation."""
    SPACED = 2
    """PDFium takes the gap for a space."""


class Glyph(NamedTuple):
    """One drawn character with the room that it takes on its line."""

    character: str
    x0: float
    y0: float
    x1: float
    y1: float
    baseline: float
    """For upright text the y on which the character stands, else the x."""
    style: Style
    joint: Joint = Joint.TOGETHER


class Rectangle(NamedTuple):
    """An area of the page."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def width(self) -> float:
        """From left to right."""
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        """From top to bottom."""
        return self.y1 - self.y0

    @property
    def area(self) -> float:
        """Square points."""
        return max(self.width, 0.0) * max(self.height, 0.0)

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies inside or on the edge."""
        return self.x0 <= x <= self.x1 and self.y0 <= y <= self.y1


class Rule(NamedTuple):
    """A straight line drawn along an axis: horizontal if `y0 == y1`, else vertical."""

    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(slots=True, frozen=True)
class View:
    """Turns a page's own coordinates (y upwards) into points from the top left corner of the page as shown."""

    left: float
    bottom: float
    right: float
    top: float
    rotation: int
    """Clockwise: 0, 90, 180 or 270 degrees."""

    @property
    def size(self) -> tuple[float, float]:
        """Width and height as shown."""
        width, height = self.right - self.left, self.top - self.bottom
        return (width, height) if self.rotation in (0, 180) else (height, width)

    def point(self, x: float, y: float) -> tuple[float, float]:
        """A point as shown."""
        match self.rotation:
            case 90:
                return y - self.bottom, x - self.left
            case 180:
                return self.right - x, y - self.bottom
            case 270:
                return self.top - y, self.right - x
            case _:
                return x - self.left, self.top - y

    def box(self, left: float, bottom: float, right: float, top: float) -> Rectangle:
        """An area as shown."""
        x0, y0 = self.point(left, bottom)
        x1, y1 = self.point(right, top)
        return Rectangle(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


class HiddenGlyphs(NamedTuple):
    """Characters that the file holds and the page does not show."""

    reason: HiddenReason
    glyphs: list[Glyph]
    """In the order in which the file draws them."""


class Stroke(NamedTuple):
    """A path that is no rule and no frame: it bends, or runs neither level nor upright."""

    area: Rectangle
    turns: int
    """How many curves and slanting lines it has."""


class Skew(NamedTuple):
    """A small turn of a page around a point of it, as shown."""

    degrees: float
    """Counter-clockwise."""
    x: float
    y: float

    def undone(self, area: Rectangle) -> Rectangle:
        """Where an area of the level page lies on the page as shown; it keeps its size."""
        angle = math.radians(self.degrees)
        x, y = (area.x0 + area.x1) / 2 - self.x, (area.y0 + area.y1) / 2 - self.y
        # Down is positive: what was turned counter-clockwise goes back clockwise.
        across = x * math.cos(angle) - y * math.sin(angle) - x
        down = x * math.sin(angle) + y * math.cos(angle) - y
        return Rectangle(area.x0 + across, area.y0 + down, area.x1 + across, area.y1 + down)


@dataclass(slots=True)
class PageContent:
    """One page as PDFium sees it."""

    number: int
    view: View
    glyphs: Sequence[Glyph] = field(default_factory=list)
    """In the order in which the file draws them; a white space character ends a word."""
    hidden: list[HiddenGlyphs] = field(default_factory=list)
    """What is drawn and not seen; none of it is among the glyphs."""
    replacing: list[str] = field(default_factory=list)
    """What the file would have programs read in place of what it draws."""
    rules: list[Rule] = field(default_factory=list)
    fills: list[Rectangle] = field(default_factory=list)
    """Filled areas larger than a line."""
    pictures: list[Rectangle] = field(default_factory=list)
    strokes: list[Stroke] = field(default_factory=list)
    """Paths that may be a part of something drawn by hand."""
    unmapped: int = 0
    """Characters whose meaning the file does not give."""
    drawings: int = 0
    """Paths of any shape."""
    damaged: bool = False
    """Whether PDFium could not load the page; it is then empty."""
    overfull: bool = False
    """Whether the page holds more than a page may, and was left out; it is then empty."""
    skew: Skew | None = None
    """How the words that were made out on the page, a scan that lies askew, were brought level."""
    turn: int = 0
    """Degrees, clockwise, by which the text lies on the page as shown; all places here are turned back by them."""

    @property
    def width(self) -> float:
        """Points, text upright."""
        return self.view.size[self.turn in (90, 270)]

    @property
    def height(self) -> float:
        """Points, text upright."""
        return self.view.size[self.turn in (0, 180)]
