"""Parts a page into regions that are read one after the other: text over the whole width, and columns of prose."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sowcheck.ingest.layout.content import PageContent, Rectangle, Rule
from sowcheck.ingest.layout.gutters import Barriers, widest_band
from sowcheck.ingest.layout.lattice import edges, grids, split
from sowcheck.ingest.layout.pieces import Piece, pieces_of
from sowcheck.ingest.layout.words import Word

_BACKGROUND = 0.4
"""A filled area higher than this share of the page is no more than its colour."""


@dataclass(slots=True)
class Region:
    """Words that are read together, and what is drawn around them."""

    content: PageContent
    words: list[Word]
    left: float
    right: float


def regions(content: PageContent, words: list[Word], left: float, right: float) -> list[Region]:
    """The regions of a page in reading order; a page without columns is one region.

    Args:
        content: the page with its rules and fills.
        words: its upright words without headers and footers.
        left: left edge of the page's text.
        right: right edge of the page's text.
    """
    pieces = pieces_of(words, content.number)
    whole = Rectangle(0.0, 0.0, content.width, content.height)
    parts = list(_parts(pieces, _barriers(content), whole, content.number))
    if len(parts) < 2:
        return [Region(content, words, left, right)]
    return [_region(content, part, box, whole, (left, right)) for part, box in parts]


def _barriers(content: PageContent) -> Barriers:
    level, _ = split(content.rules)
    tables = [grid.box for grid in grids(content.rules, content.fills) if len({cell.column for cell in grid.cells}) > 1]
    fills = [fill for fill in content.fills if fill.height < _BACKGROUND * content.height]
    drawn = [rule for fill in fills for rule in edges(fill) if rule.y0 == rule.y1]
    return Barriers([*level, *drawn], tables, fills)


def _parts(
    pieces: Sequence[Piece], barriers: Barriers, box: Rectangle, page: int
) -> Iterator[tuple[Sequence[Piece], Rectangle]]:
    """Pieces that are read together, each with the area whose rules belong to them."""
    if not pieces:
        return
    band = widest_band(pieces, barriers, page)
    if band is None:
        yield pieces, box
        return
    above, inside, below = pieces[: band.start], pieces[band.start : band.end], pieces[band.end :]
    # What is drawn between two regions may belong to either.
    top, bottom = min(piece.y0 for piece in inside), max(piece.y1 for piece in inside)
    yield from _parts(above, barriers, box._replace(y1=top), page)
    start = max((piece.y1 for piece in above), default=box.y0)
    end = min((piece.y0 for piece in below), default=box.y1)
    columns = Rectangle(box.x0, min(start, top), box.x1, max(end, bottom))
    first = [piece for piece in inside if piece.x0 < band.gutter]
    second = [piece for piece in inside if piece.x0 >= band.gutter]
    yield from _parts(first, barriers, columns._replace(x1=band.gutter), page)
    yield from _parts(second, barriers, columns._replace(x0=band.gutter), page)
    yield from _parts(below, barriers, box._replace(y0=bottom), page)


def _region(
    content: PageContent, pieces: Sequence[Piece], box: Rectangle, whole: Rectangle, page: tuple[float, float]
) -> Region:
    words = [word for piece in pieces for word in piece.words]
    left, right = page
    if (box.x0, box.x1) != (whole.x0, whole.x1):
        left, right = min(piece.x0 for piece in pieces), max(piece.x1 for piece in pieces)
    rules = [rule for rule in (_clipped(rule, box) for rule in content.rules) if rule is not None]
    fills = [fill for fill in content.fills if _holds(box, fill.x0, fill.x1, (fill.y0 + fill.y1) / 2)]
    return Region(replace(content, rules=rules, fills=fills), words, left, right)


def _clipped(rule: Rule, box: Rectangle) -> Rule | None:
    """A rule as far as it lies in an area; horizontal ones that reach out of it belong to something else."""
    if rule.x1 - rule.x0 >= rule.y1 - rule.y0:
        return rule if _holds(box, rule.x0, rule.x1, rule.y0) else None
    y0, y1 = max(rule.y0, box.y0), min(rule.y1, box.y1)
    return Rule(rule.x0, y0, rule.x1, y1) if y0 < y1 and box.x0 <= rule.x0 <= box.x1 else None


def _holds(box: Rectangle, x0: float, x1: float, y: float) -> bool:
    return box.x0 <= x0 and x1 <= box.x1 and box.y0 <= y <= box.y1
