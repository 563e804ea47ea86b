"""Exhibits: the words that prove a value, marked where they stand: on the page's picture or in their paragraph."""

import base64
import hashlib
import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from sowcheck.core.assumptions import Assumption
from sowcheck.core.cases import CaseDocument
from sowcheck.core.documents import Document
from sowcheck.core.spans import Box, Span
from sowcheck.report.wording import quoted

if TYPE_CHECKING:
    from PIL.Image import Image

_SCALE = 1.7
"""Pixels a point: sharp on a screen, small in a file."""
_MARGIN = 30.0
"""Points shown above and below the words."""
_SIDE = 12.0
"""Points of paper left at the sides of the print."""
_TALLEST = 240.0
"""Points of page height that one picture shows at most."""
_CONTEXT = 240
"""Characters shown before and after the words of a document without pages."""
_MARK = (255, 224, 102)
MOST_PICTURES = 60
MOST_BYTES = 3_300_000
"""Of all pictures together; base64 makes a third more of it, and the page shall stay below 5 MB."""


class Picture(NamedTuple):
    """A strip of a page with the words marked."""

    page: int
    uri: str
    """PNG as a data URI."""
    width: int
    """Pixels."""
    height: int
    """Pixels."""
    cut: bool
    """Whether the words go on below the strip or on another page."""


class Passage(NamedTuple):
    """Words in their paragraph or table row."""

    heading: str
    """Names of the table's columns; empty outside tables."""
    before: str
    marked: str
    after: str


class Exhibits(NamedTuple):
    """What could be shown, by the assumption's id."""

    pictures: Mapping[str, Picture]
    passages: Mapping[str, Passage]
    left_out: int
    """Pictures left out because the page would have become too large."""
    changed: tuple[str, ...]
    """Names of files that are not there any more as they were read."""


def collect(
    assumptions: Sequence[Assumption], documents: Sequence[CaseDocument], paths: Mapping[str, Path]
) -> Exhibits:
    """Exhibits for the assumptions, the first of them first if not all can be shown.

    Args:
        assumptions: Whose words are shown.
        documents: Of the case.
        paths: Where the file of a document's id lies.
    """
    by_id = {document.id: document.document for document in documents}
    passages = {found.id: passage(by_id[found.document], found.quote.span) for found in assumptions}
    strips: dict[str, tuple[Picture, int]] = {}
    changed = []
    for id_, document in by_id.items():
        placed = [found for found in assumptions if found.document == id_ and found.boxes]
        if not placed or document.media_type != "application/pdf":
            continue
        path = paths.get(id_)
        if path is None or not _is_unchanged(path, document):
            changed.append(document.name)
        else:
            strips |= _strips(path, document, placed)
    ordered = [(found.id, *strips[found.id]) for found in assumptions if found.id in strips]
    kept = _within_limits(ordered)
    return Exhibits(kept, passages, len(ordered) - len(kept), tuple(changed))


def passage(document: Document, span: Span) -> Passage:
    """The words of a span with those around them, up to the ends of the paragraph or row."""
    start = document.text.rfind("\n", 0, span.start) + 1
    end = document.text.find("\n", span.end)
    end = len(document.text) if end < 0 else end
    before, after = document.text[start : span.start], document.text[span.end : end]
    return Passage(
        heading=_column_names(document, span),
        before=_joined("…" if len(before) > _CONTEXT else "", quoted(before[-_CONTEXT:]), _gap(before[-1:])),
        marked=quoted(span.of(document.text)),
        after=_joined(_gap(after[:1]), quoted(after[:_CONTEXT]), "…" if len(after) > _CONTEXT else ""),
    )


def _column_names(document: Document, span: Span) -> str:
    """The header of the table that a row's words stand in; empty outside tables."""
    for table in document.tables:
        if not table.header_rows or not table.span.overlaps(span):
            continue
        header = [cell.span for cell in table.cells if cell.row < table.header_rows and cell.span]
        if not any(part.overlaps(span) for part in header):
            return " · ".join(quoted(part.of(document.text)) for part in header)
    return ""


def _gap(edge: str) -> str:
    """The white space between the marked words and the rest; a dot where a cell ends."""
    return " · " if edge == "\t" else " " if edge.isspace() else ""


def _joined(left: str, middle: str, right: str) -> str:
    return f"{left}{middle}{right}" if middle else ""


def _is_unchanged(path: Path, document: Document) -> bool:
    """Whether the bytes of the file, or of its package, are those that were read."""
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest() == (document.package or document).sha256
    except OSError:
        return False


def _strips(path: Path, document: Document, assumptions: Sequence[Assumption]) -> dict[str, tuple[Picture, int]]:
    """A picture and its size in bytes for each assumption's id."""
    from PIL import Image

    from sowcheck.ingest.apart.reading import drawn_pages

    by_page: dict[int, list[Assumption]] = {}
    for found in assumptions:
        by_page.setdefault(found.boxes[0].page, []).append(found)
    strips = {}
    runs = document.words.runs()
    member = document.package.member if document.package else None
    for page in drawn_pages(path, sorted(by_page), _SCALE, member=member):
        image = Image.frombytes("RGB", (page.width, page.height), page.colours)
        boxes = [document.words[index].box for run in runs.get(page.number, ()) for index in run]
        lines = [(box.y0, box.y1) for box in boxes]
        for found in by_page.get(page.number, ()):
            strips[found.id] = _strip(image, page.number, page.scale, found.boxes, lines)
    return strips


def _strip(
    image: "Image", page: int, scale: float, boxes: Sequence[Box], lines: Iterable[tuple[float, float]]
) -> tuple[Picture, int]:
    here = [box for box in boxes if box.page == page]
    top = max(0.0, min(box.y0 for box in here) - _MARGIN)
    bottom = min(image.height / scale, max(box.y1 for box in here) + _MARGIN, top + _TALLEST)
    top, bottom = _between_lines(top, bottom, lines)
    cut = len(here) < len(boxes) or any(box.y0 > bottom for box in here)
    rows = _marked(image, [_pixels(box, scale) for box in here]).crop(
        (0, round(top * scale), image.width, max(round(bottom * scale), round(top * scale) + 1))
    )
    strip = _without_margins(rows, round(_SIDE * scale))
    data = _png(strip)
    uri = "data:image/png;base64," + base64.b64encode(data).decode("ascii")
    return Picture(page, uri, strip.width, strip.height, cut), len(data)


def _between_lines(top: float, bottom: float, lines: Iterable[tuple[float, float]]) -> tuple[float, float]:
    """Edges moved outwards, so that none goes through a line of print.

    >>> _between_lines(10, 50, [(8, 14), (20, 30), (48, 60)])
    (8, 60)
    """
    lines = list(lines)
    return (
        min([top, *(start for start, end in lines if start < top < end)]),
        max([bottom, *(end for start, end in lines if start < bottom < end)]),
    )


def _pixels(box: Box, scale: float) -> tuple[int, int, int, int]:
    pad = 1.5
    return (
        round((box.x0 - pad) * scale),
        round((box.y0 - pad) * scale),
        round((box.x1 + pad) * scale),
        round((box.y1 + pad) * scale),
    )


def _marked(image: "Image", areas: Iterable[tuple[int, int, int, int]]) -> "Image":
    """The picture as if a marker pen had gone over the areas: dark print stays dark."""
    from PIL import Image, ImageChops, ImageDraw

    pen = Image.new("RGB", image.size, (255, 255, 255))
    draw = ImageDraw.Draw(pen)
    for area in areas:
        draw.rectangle(area, fill=_MARK)
    return ImageChops.multiply(image, pen)


def _without_margins(image: "Image", pad: int) -> "Image":
    """The picture without the empty paper on its left and right, so that the print comes out larger."""
    from PIL import Image, ImageChops

    inked = ImageChops.difference(image, Image.new("RGB", image.size, image.getpixel((0, 0)))).getbbox()
    if inked is None:
        return image
    return image.crop((max(0, inked[0] - pad), 0, min(image.width, inked[2] + pad), image.height))


def _png(image: "Image") -> bytes:
    """A small PNG: print needs few colours."""
    stream = io.BytesIO()
    image.quantize(colors=32).save(stream, format="PNG", optimize=True)
    return stream.getvalue()


def _within_limits(ordered: Iterable[tuple[str, Picture, int]]) -> dict[str, Picture]:
    kept: dict[str, Picture] = {}
    total = 0
    for id_, picture, size in ordered:
        if len(kept) < MOST_PICTURES and total + size <= MOST_BYTES:
            kept[id_] = picture
            total += size
    return kept
