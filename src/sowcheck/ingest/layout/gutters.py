"""Finds the strip between two columns of prose, and how far down the page it goes."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from sowcheck.ingest.layout.columns import are_twins
from sowcheck.ingest.layout.content import Rectangle, Rule
from sowcheck.ingest.layout.pieces import GUTTER, Piece
from sowcheck.ingest.layout.prose import are_columns, has_columns_inside
from sowcheck.ingest.layout.words import Line, lines_of

_MARGIN = 0.17
"""No column is narrower than this share of the text's width."""
_FEWEST = 3
"""Pieces on each side of a gutter."""
_INDENT = 45.0
"""Points by which the pieces of one column are indented, at most."""
_EMPTY = 5.0
"""Font sizes from top to bottom of an empty stretch that ends columns."""
_BREAK = 1.2
"""Font sizes from top to bottom of an empty stretch that may part columns from a title or from signatures."""
_FEWEST_ENCLOSED = 30
"""Pieces between two rules, or two lines of a paragraph, that are more than a row of a table or an accident."""
_LONGEST_TITLE = 6
"""Pieces."""
_REACH = 20.0
"""Points that a rule reaches to both sides of a gutter that it closes."""


@dataclass(slots=True, frozen=True)
class Barriers:
    """What is drawn on a page and closes a gutter."""

    level: Sequence[Rule]
    tables: Sequence[Rectangle]
    """Their words are not parted, and say nothing about the text around them."""
    fills: Sequence[Rectangle]
    """Coloured bands, whose words are not parted either."""


@dataclass(slots=True, frozen=True)
class Band:
    """Two columns side by side: pieces `start` to `end` (excluded) of a page, on both sides of a gutter."""

    start: int
    end: int
    gutter: float
    width: float


def widest_band(pieces: Sequence[Piece], barriers: Barriers, page: int) -> Band | None:
    """The largest stretch of a page, or of a column, that is two columns of prose."""
    bands = [band for start in _starts(pieces) for band in _bands(pieces, start, barriers)]
    bands.sort(key=lambda band: (band.start - band.end, -band.width))
    for band in bands:
        kept = _confirmed(pieces, band, barriers, page)
        if kept is not None:
            return kept
    return None


def _starts(pieces: Sequence[Piece]) -> list[float]:
    """Where a right column may begin."""
    if not pieces:
        return []
    left, right = min(piece.x0 for piece in pieces), max(piece.x1 for piece in pieces)
    margin = _MARGIN * (right - left)
    begins = sorted(piece.x0 for piece in pieces)
    starts: list[float] = []
    for index, x in enumerate(begins):
        if not left + margin <= x <= right - margin or (starts and x - starts[-1] <= 2.0):
            continue
        if bisect_right(begins, x + _INDENT) - index >= _FEWEST:
            starts.append(x)
    return starts


def _bands(pieces: Sequence[Piece], start: float, barriers: Barriers) -> Iterator[Band]:
    """The stretches from top to bottom in which nothing crosses the strip in front of `start`."""
    rules = [rule.y0 for rule in barriers.level if rule.x0 < start - _REACH and rule.x1 > start + _REACH]
    areas = [
        area for area in (*barriers.tables, *barriers.fills) if area.x0 < start - _REACH and area.x1 > start + _REACH
    ]
    first = 0
    bottom = 0.0
    for index, piece in enumerate(pieces):
        crosses = (piece.x0 < start - 0.5 and piece.x1 > start - GUTTER + 0.5) or any(
            area.holds(start, piece.middle) for area in areas
        )
        above = pieces[index - 1].middle if index else 0.0
        apart = piece.y0 - bottom > _EMPTY * piece.size or any(above < y <= piece.middle for y in rules)
        if crosses or apart:
            yield from _band(pieces, first, index, start)
            first = index + 1 if crosses else index
        bottom = max(bottom, piece.y1)
    yield from _band(pieces, first, len(pieces), start)


def _band(pieces: Sequence[Piece], first: int, end: int, start: float) -> Iterator[Band]:
    before = [piece.x1 for piece in pieces[first:end] if piece.x0 < start - 0.5]
    after = [piece.x0 for piece in pieces[first:end] if piece.x0 >= start - 0.5]
    if min(len(before), len(after)) >= _FEWEST:
        yield Band(first, end, (max(before) + min(after)) / 2, min(after) - max(before))


def _confirmed(pieces: Sequence[Piece], band: Band, barriers: Barriers, page: int) -> Band | None:
    """The band without the title above it and the signatures below it, if it is prose."""
    band = _without_rest(pieces, band)
    if band.end - band.start < _FEWEST_ENCLOSED and (_is_row(pieces, band, barriers) or _is_river(pieces, band)):
        return None
    band = _trimmed(pieces, band, page)
    prose = [piece for piece in pieces[band.start : band.end] if not _is_in_table(piece, barriers)]
    left, right = _sides(prose, band.gutter, page)
    if not are_columns(left, right):
        return None
    for lines, is_right in ((left, False), (right, True)):
        inner = [piece for piece in prose if (piece.x0 >= band.gutter) == is_right]
        if has_columns_inside(lines) and not _is_parted(inner, barriers, page):
            return None
    return band


def _is_parted(pieces: Sequence[Piece], barriers: Barriers, page: int) -> bool:
    """Whether most of a column is two columns itself."""
    inner = widest_band(pieces, barriers, page)
    return inner is not None and inner.end - inner.start >= 0.6 * len(pieces)


def _is_row(pieces: Sequence[Piece], band: Band, barriers: Barriers) -> bool:
    """Whether rules over both columns stand close above and close below the band."""
    inside = pieces[band.start : band.end]
    top, bottom = min(piece.y0 for piece in inside), max(piece.y1 for piece in inside)
    heights = [rule.y0 for rule in barriers.level if rule.x0 < band.gutter - _REACH and rule.x1 > band.gutter + _REACH]
    room = 1.5 * inside[0].size
    return any(0 <= top - y < room for y in heights) and any(0 <= y - bottom < room for y in heights)


def _without_rest(pieces: Sequence[Piece], band: Band) -> Band:
    """The band without the short last line of a paragraph over the whole width above it."""
    if not band.start:
        return band
    above, first, second = pieces[band.start - 1 : band.start + 2]
    alone = second.words[0].baseline - first.words[0].baseline > 0.8 * first.size
    crosses = above.x0 < band.gutter < above.x1 and first.x0 < band.gutter
    if alone and crosses and _is_next(above, first, pieces[band.start + 1 : band.end]):
        return replace(band, start=band.start + 1)
    return band


def _is_river(pieces: Sequence[Piece], band: Band) -> bool:
    """Whether the text goes on above or below in lines over the whole width, no further away than lines are."""
    inside = pieces[band.start : band.end]
    above = [piece for piece in pieces[max(band.start - 1, 0) : band.start] if piece.x0 < band.gutter < piece.x1]
    below = [piece for piece in pieces[band.end : band.end + 1] if piece.x0 < band.gutter < piece.x1]
    return any(_is_next(piece, inside[0], inside) for piece in above) or any(
        _is_next(inside[-1], piece, inside) for piece in below
    )


def _is_next(upper: Piece, lower: Piece, band: Sequence[Piece]) -> bool:
    """Whether two pieces follow each other as closely as most lines of a band do."""
    heights = sorted(piece.words[0].baseline for piece in band if piece.x0 < band[0].x1 and band[0].x0 < piece.x1)
    steps = sorted(below - above for above, below in pairwise(heights))
    if not steps or upper.words[0].style.bold or lower.words[0].style.bold:
        return False
    return lower.words[0].baseline - upper.words[0].baseline < 1.2 * steps[len(steps) // 2]


def _is_in_table(piece: Piece, barriers: Barriers) -> bool:
    return any(table.holds((piece.x0 + piece.x1) / 2, piece.middle) for table in barriers.tables)


def _sides(pieces: Sequence[Piece], gutter: float, page: int) -> tuple[list[Line], list[Line]]:
    words = [word for piece in pieces for word in piece.words]
    return (
        lines_of([word for word in words if word.x0 < gutter], page),
        lines_of([word for word in words if word.x0 >= gutter], page),
    )


def _trimmed(pieces: Sequence[Piece], band: Band, page: int) -> Band:
    breaks = _breaks(pieces, band)
    start, end = band.start, band.end
    for index in breaks:
        if not _is_title(pieces[start:index], pieces[index:end], band.gutter):
            break
        start = index
    for index in reversed(breaks):
        if index <= start or not _are_blocks(pieces, Band(index, end, band.gutter, band.width), page):
            break
        end = index
    return Band(start, end, band.gutter, band.width)


def _breaks(pieces: Sequence[Piece], band: Band) -> list[int]:
    """The pieces above which the page is empty on both sides of the gutter."""
    found: list[int] = []
    bottom = pieces[band.start].y1
    for index in range(band.start + 1, band.end):
        if pieces[index].y0 - bottom > _BREAK * pieces[index].size:
            found.append(index)
        bottom = max(bottom, pieces[index].y1)
    return found


def _is_title(top: Sequence[Piece], below: Sequence[Piece], gutter: float) -> bool:
    """Whether the uppermost pieces stand where no line of the columns does: at the right, in the middle."""
    if len(top) > _LONGEST_TITLE:
        return False
    left = min((piece.x0 for piece in below if piece.x0 < gutter), default=gutter)
    right = min((piece.x0 for piece in below if piece.x0 >= gutter), default=gutter)
    return any(piece.x0 - (left if piece.x0 < gutter else right) > _INDENT for piece in top)


def _are_blocks(pieces: Sequence[Piece], band: Band, page: int) -> bool:
    """Whether the lowest pieces are two signature blocks side by side."""
    inside = [word for piece in pieces[band.start : band.end] for word in piece.words]
    rows = lines_of(inside, page)
    return are_twins(
        [
            (
                [word for word in row.words if word.x0 < band.gutter],
                [word for word in row.words if word.x0 >= band.gutter],
            )
            for row in rows
        ]
    )
