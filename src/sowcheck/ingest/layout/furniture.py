"""Page furniture: headers and footers that repeat, page numbers, envelope stamps."""

import re
from collections.abc import Sequence

from sowcheck.ingest.layout.words import Line

_ZONE = 0.14
"""Share of the page's height, at the top and at the bottom, in which furniture stands."""
_SAME_PLACE = 6.0
"""Points by which the place of a repeated line may differ."""
_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"[-–—\s]*(?:page|seite|pagina|página)?\s*[A-Z]{0,2}-?(?:\d{1,4}|[ivxl]{1,6})"
    r"(?:\s*(?:of|/|von|de|sur|van|di)\s*\d{1,4})?[-–—\s.]*",
    re.IGNORECASE,
)
_STAMP = re.compile(
    r"\b(?:envelope|document|transaction|agreement)\s+(?:id|number|ref)\b.*[0-9A-F-]{12,}", re.IGNORECASE
)


def furniture(pages: Sequence[tuple[float, Sequence[Line]]]) -> tuple[list[list[Line]], list[list[Line]]]:
    """The header lines and the footer lines of each page.

    Args:
        pages: the height of each page, and its lines from top to bottom.
    """
    tops = [[line for line in lines if line.y1 <= _ZONE * height] for height, lines in pages]
    bottoms = [[line for line in reversed(lines) if line.y0 >= (1 - _ZONE) * height] for height, lines in pages]
    return _repeated(tops, [0.0] * len(pages)), _repeated(bottoms, [height for height, _ in pages])


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
    return bool(_PAGE_NUMBER.fullmatch(line.text) or _STAMP.search(line.text))
