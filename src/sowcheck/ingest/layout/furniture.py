"""Page furniture: headers and footers that repeat, page numbers, envelope stamps."""

import re
from collections.abc import Sequence

from sowcheck.ingest.layout.words import Line, segments

_ZONE = 0.14
"""Share of the page's height, at the top and at the bottom, in which furniture stands."""
_MARGIN = 0.075
"""Share of the page's height in which nothing but furniture stands, however close the text comes."""
_APART = 1.8
"""Font sizes from a header outside the margin to the text: the first row of a table that goes on is no header."""
_SAME_PLACE = 6.0
"""Points by which the place of a repeated line may differ."""
_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"[-\u2013\u2014\s]*(?:page|seite|pagina|página)?\s*[A-Z]{0,2}-?(?:\d{1,4}|[ivxl]{1,6})"
    r"(?:\s*(?:of|/|von|de|sur|van|di)\s*\d{1,4})?[-\u2013\u2014\s.]*",
    re.IGNORECASE,
)
_NUMBERED_PAGE = re.compile(r"page\s+\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?", re.IGNORECASE)
_BARE_NUMBER = re.compile(r"(?:page\s+|[A-Z]{1,2}\s*)?-?\s*(\d{1,3})\s*-?", re.IGNORECASE)
_PAGE_MARK = re.compile(r"<PAGE>|\f")
"""What filing systems put between two pages."""
_SHORTEST_RUN = 3
_STAMP = re.compile(
    r"\b(?:envelope|document|transaction|agreement)\s+(?:id|number|ref)\b.*[0-9A-F-]{12,}", re.IGNORECASE
)


def furniture(pages: Sequence[tuple[float, Sequence[Line]]]) -> tuple[list[list[Line]], list[list[Line]]]:
    """The header lines and the footer lines of each page.

    Args:
        pages: the height of each page, and its lines from top to bottom.
    """
    tops = [_zone(list(lines), 0.0, height) for height, lines in pages]
    bottoms = [_zone(list(reversed(lines)), height, height) for height, lines in pages]
    headers = _repeated(tops, [0.0] * len(pages))
    footers = _repeated(bottoms, [height for height, _ in pages])
    known = {id(line) for group in (*headers, *footers) for line in group}
    bodies = [[line for line in lines if id(line) not in known] for _, lines in pages]
    for group, more in zip(footers, _closing(bodies), strict=True):
        group.extend(more)
    for group, more in zip(footers, _running_numbers(bodies), strict=True):
        group.extend(line for line in more if line not in group)
    return headers, footers


def _zone(lines: list[Line], edge: float, height: float) -> list[Line]:
    """The lines close to an edge of the page, edge first, up to the last that stands clear of the text."""
    near = [line for line in lines if abs(line.baseline - edge) <= _ZONE * height]
    for count in range(len(near), 0, -1):
        last = near[count - 1]
        if abs(last.baseline - edge) <= _MARGIN * height or count == len(lines):
            return near[:count]
        if abs(lines[count].baseline - last.baseline) > _APART * max(last.size, lines[count].size):
            return near[:count]
    return []


def _closing(bodies: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """The last line of each page if it is like the last line of others: where text ends early, so does its footer."""
    last = [body[-1] if body else None for body in bodies]
    alike: dict[str, int] = {}
    for line in last:
        if line is not None:
            alike[_masked(line)] = alike.get(_masked(line), 0) + 1
    return [[line] if line is not None and alike[_masked(line)] >= _needed(line, len(bodies)) else [] for line in last]


def _needed(line: Line, pages: int) -> float:
    """On how many pages a line must close the text to be a footer."""
    return 2 if _PAGE_NUMBER.fullmatch(line.text) else max(3, 0.4 * pages)


def _running_numbers(bodies: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """Page numbers of an older edition that stand anywhere on the pages: bare numbers that count up."""
    found: list[list[Line]] = [[] for _ in bodies]
    bare = [
        (page, line, int(number.group(1)))
        for page, body in enumerate(bodies)
        for line in body
        if (number := _BARE_NUMBER.fullmatch(line.text))
    ]
    run: list[tuple[int, Line, int]] = []
    for entry in bare:
        # One may be lost between two pages.
        if run and 1 <= entry[2] - run[-1][2] <= 2:
            run.append(entry)
        elif len(run) < _SHORTEST_RUN:
            run = [entry]
    if len(run) >= _SHORTEST_RUN:
        for page, line, _ in run:
            found[page].append(line)
    for page, body in enumerate(bodies):
        found[page].extend(line for line in body if _PAGE_MARK.fullmatch(line.text))
    return found


def _repeated(zones: Sequence[Sequence[Line]], edges: Sequence[float]) -> list[list[Line]]:
    """Of each zone, edge first, the lines up to the last that repeats."""
    places: dict[str, list[tuple[int, float]]] = {}
    for page, (zone, edge) in enumerate(zip(zones, edges, strict=True)):
        for line in zone:
            places.setdefault(_masked(line), []).append((page, abs(line.baseline - edge)))
    kept = []
    for page, (zone, edge) in enumerate(zip(zones, edges, strict=True)):
        last = 0
        for index, line in enumerate(zone):
            place = abs(line.baseline - edge)
            others = {other for other, at in places[_masked(line)] if other != page and abs(at - place) <= _SAME_PLACE}
            if others or (index <= 1 and _is_unmistakable(line)):
                last = index + 1
            elif index >= last + 1:
                break
        kept.append(list(zone[:last]))
    return kept


def _masked(line: Line) -> str:
    return _DIGITS.sub("#", line.text)


def _is_unmistakable(line: Line) -> bool:
    """Whether a line is furniture even if no other page has its like: a page number, the stamp of a signing service."""
    if _PAGE_NUMBER.fullmatch(line.text) or _STAMP.search(line.text):
        return True
    return any(_NUMBERED_PAGE.fullmatch(" ".join(word.text for word in part)) for part in segments(line))
