"""Signatures that were placed on the page after somebody had signed it.

A further signature is no change to a paper, whatever it draws and wherever: so a box over the price can be made to show
another one, and every signature before it still holds. What such a box lies over is named.
"""

from collections.abc import Iterator

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.rw_common import PdfHandler
from pyhanko.sign.fields import enumerate_sig_fields

from sowcheck.ingest.pdf.places import Corners, Place
from sowcheck.ingest.pdf.signing.objects import entry, resolved


def placed_later(reader: PdfFileReader, first: int) -> dict[str, Place]:
    """Where the fields stand that had no place, or another one, in the revision that was signed first."""
    if first >= reader.total_revisions - 1:
        return {}
    before = dict(_places(reader.get_historical_resolver(first)))
    return {name: place for name, place in _places(reader) if before.get(name) != place}


def _places(handler: PdfHandler) -> Iterator[tuple[str, Place]]:
    pages: dict[tuple[int, int], int] | None = None
    for name, _, reference in enumerate_sig_fields(handler):
        field = resolved(reference)
        assert isinstance(field, generic.DictionaryObject)
        corners = _corners(field)
        page = field.raw_get("/P") if "/P" in field else None
        if corners is None or not isinstance(page, generic.IndirectObject):
            continue
        pages = pages if pages is not None else _numbers(handler)
        number = pages.get((page.idnum, page.generation))
        if number:
            yield name, (number, corners)


def _corners(field: generic.DictionaryObject) -> Corners | None:
    rectangle = entry(field, "/Rect")
    if not isinstance(rectangle, generic.ArrayObject) or len(rectangle) != 4:
        return None
    x0, y0, x1, y1 = (float(resolved(each)) for each in rectangle)  # type: ignore[arg-type]
    return None if x0 == x1 or y0 == y1 else (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


_DEEPEST = 40
_MOST_PAGES = 20_000


def _numbers(handler: PdfHandler) -> dict[tuple[int, int], int]:
    """Numbers of the pages by their references."""
    found: dict[tuple[int, int], int] = {}
    kids = entry(handler.root, "/Pages")
    stack: list[tuple[object, int]] = [(kids, 0)]
    while stack and len(found) < _MOST_PAGES:
        node, depth = stack.pop()
        value = resolved(node)
        if not isinstance(value, generic.DictionaryObject) or depth > _DEEPEST:
            continue
        below = entry(value, "/Kids")
        if isinstance(below, generic.ArrayObject):
            stack += [(each, depth + 1) for each in reversed(list(below))]
        elif isinstance(node, generic.IndirectObject):
            found[node.idnum, node.generation] = len(found) + 1
    return found
