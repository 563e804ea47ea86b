"""What people have put onto the pages of a PDF after they were made: strokes through words, notes, typed words, stamps."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from sowcheck.ingest.pdf.objects import Bounds, bounds_of, iso_date, number_of, resolved, text_of

_HIDDEN, _NO_VIEW = 1 << 1, 1 << 5
"""Flags of annotations that keep them from being shown on a screen."""
_NOTHING_SAID = frozenset({"Link", "Popup", "Widget", "PrinterMark", "TrapNet", "Watermark"})
"""Kinds with which no reader says anything: places to press, frames of notes, what printers need."""
_PLAIN = frozenset({"Text", "Caret", "StrikeOut", "Underline", "Squiggly", "FileAttachment", "Sound", "Movie"})
"""Kinds that are drawn as signs: their words are their contents."""
State = Literal["accepted", "rejected", "cancelled", "completed"]
_STATES: dict[str, State] = {
    "accepted": "accepted",
    "rejected": "rejected",
    "cancelled": "cancelled",
    "completed": "completed",
}
_TAG = re.compile(r"<[^>]*>")
_BREAK = re.compile(r"</p>|<br\s*/?>", re.IGNORECASE)
_SIZE = re.compile(r"([\d.]+)\s+Tf\b")
_MOST_QUADS = 5000
"""Strips of words that one annotation may mark."""


@dataclass(slots=True, eq=False)
class Annotation:
    """One annotation of a page."""

    kind: str
    """As the file names it: "StrikeOut", "FreeText"."""
    page: int
    index: int
    """Place among the annotations of its page."""
    bounds: Bounds
    quads: tuple[Bounds, ...]
    """The strips of words that it marks."""
    contents: str
    author: str | None
    date: str | None
    """When it was last changed, or else made; ISO 8601."""
    stamp: str
    """Name of a stamp's picture, such as "Draft"."""
    parent: Any
    """The entries of the annotation that it answers or belongs to; None for one that stands alone."""
    grouped: bool
    """Whether it makes one mark with its parent, as an insertion does with the words that it replaces."""
    state: State | None
    """What an answer decides about the annotation that it answers."""
    shown: bool
    """Whether people see it."""
    drawn: bool
    """Whether the file holds its drawing."""
    strokes: tuple[tuple[float, ...], ...]
    """The points of its lines, across and up."""
    size: float
    """Font size of its words in points; 0 if it is not said."""
    entries: Any
    """The dictionary itself, by which answers name it."""

    @property
    def is_drawing(self) -> bool:
        """Whether it becomes part of what the page shows."""
        return self.shown and self.drawn and self.kind not in _PLAIN


def read_annotation(entries: Any, page: int, index: int, layers: frozenset[int]) -> Annotation | None:
    """An annotation; None for kinds with which nobody says anything.

    Args:
        entries: its dictionary.
        page: 1-based number.
        index: place among the annotations of the page.
        layers: object numbers of the layers that are switched off.

    Raises:
        ValueError: it has no place on its page.
    """
    kind = str(entries.get("/Subtype") or "").lstrip("/")
    if kind in _NOTHING_SAID or not kind:
        return None
    rectangle = resolved(entries.get("/Rect"))
    if not isinstance(rectangle, list) or len(rectangle) != 4:
        raise ValueError(f"an annotation {kind} has no place")
    parent = resolved(entries.get("/IRT"))
    return Annotation(
        kind=kind,
        page=page,
        index=index,
        bounds=bounds_of(rectangle),
        quads=tuple(_quads(resolved(entries.get("/QuadPoints")))),
        contents=text_of(entries.get("/Contents")) or plain_of_rich(text_of(entries.get("/RC"))),
        author=text_of(entries.get("/T")) or None,
        date=iso_date(text_of(entries.get("/M"))) or iso_date(text_of(entries.get("/CreationDate"))),
        stamp=text_of(entries.get("/Name")).lstrip("/") if kind == "Stamp" else "",
        parent=parent if isinstance(parent, dict) else None,
        grouped=str(entries.get("/RT") or "") == "/Group",
        state=_STATES.get(text_of(entries.get("/State")).lower()),
        shown=is_shown(entries, layers),
        drawn=has_drawing(entries),
        strokes=tuple(_strokes(entries)),
        size=_size(entries),
        entries=entries,
    )


def is_shown(entries: Any, layers: frozenset[int]) -> bool:
    """Whether people see an annotation or a field: its flags and its layer do not hide it.

    Args:
        entries: its dictionary.
        layers: object numbers of the layers that are switched off.
    """
    return not number_of(entries.get("/F")) & (_HIDDEN | _NO_VIEW) and not _is_off(entries.get("/OC"), layers)


def has_drawing(entries: Any) -> bool:
    """Whether the file holds the drawing of an annotation."""
    appearance = resolved(entries.get("/AP"))
    normal = resolved(appearance.get("/N")) if isinstance(appearance, dict) else None
    if isinstance(normal, dict) and not hasattr(normal, "get_data"):
        normal = resolved(normal.get(str(entries.get("/AS") or "")))
    return hasattr(normal, "get_data")


def layers_switched_off(catalog: Any) -> frozenset[int]:
    """Object numbers of the layers that a viewer does not show at first."""
    properties = resolved(catalog.get("/OCProperties"))
    if not isinstance(properties, dict):
        return frozenset()
    default = resolved(properties.get("/D")) or {}
    everything = {number for layer in resolved(properties.get("/OCGs")) or () if (number := _number(layer))}
    off = {number for layer in resolved(default.get("/OFF")) or () if (number := _number(layer))}
    on = {number for layer in resolved(default.get("/ON")) or () if (number := _number(layer))}
    return frozenset(everything - on if str(default.get("/BaseState") or "") == "/OFF" else off)


def _is_off(layer: Any, layers: frozenset[int]) -> bool:
    if layer is None or not layers:
        return False
    if _number(layer) in layers:
        return True
    layers_of = resolved(layer)
    members = resolved(layers_of.get("/OCGs")) if isinstance(layers_of, dict) else None
    if isinstance(members, dict):
        return _number(members) in layers
    return isinstance(members, list) and bool(members) and all(_number(member) in layers for member in members)


def _number(layer: Any) -> int:
    """Object number of a layer that is referred to."""
    reference = layer if hasattr(layer, "idnum") else getattr(layer, "indirect_reference", None)
    return int(getattr(reference, "idnum", 0) or 0)


def _quads(points: Any) -> Iterator[Bounds]:
    if isinstance(points, list):
        for start in range(0, min(len(points) - 7, 8 * _MOST_QUADS), 8):
            yield bounds_of(points[start : start + 8])


def _strokes(entries: Any) -> Iterator[tuple[float, ...]]:
    """The points of each of its lines, if they have a width."""
    style = resolved(entries.get("/BS"))
    if isinstance(style, dict) and "/W" in style and not float(resolved(style["/W"])):
        return
    single = resolved(entries.get("/L")) or resolved(entries.get("/Vertices"))
    several = resolved(entries.get("/InkList"))
    strokes = [single, *(several if isinstance(several, list) else ())]
    for stroke in strokes[:_MOST_QUADS]:
        points = resolved(stroke)
        if isinstance(points, list) and len(points) >= 4:
            yield tuple(float(resolved(value)) for value in points[: len(points) // 2 * 2])


def _size(entries: Any) -> float:
    found = _SIZE.search(text_of(entries.get("/DA")))
    return float(found.group(1)) if found else 0.0


def plain_of_rich(rich: str) -> str:
    """The words of rich text."""
    return html.unescape(_TAG.sub("", _BREAK.sub("\n", rich))).strip()
