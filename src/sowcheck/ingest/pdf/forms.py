"""The one door to pypdf: form fields, signature fields, reviewers' notes and metadata of a PDF."""

import io
import logging
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

import pypdf
from pypdf.errors import PyPdfError

from sowcheck.core.documents import Comment, SignatureField

_logger = logging.getLogger(__name__)
# pypdf warns of every oddity that it has got over; what it could not get over stands in `Extras.damaged`.
logging.getLogger("pypdf").setLevel(logging.ERROR)

_MALFORMED = (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError, OSError)
"""What pypdf raises on objects that break the standard."""
_RADIO, _PUSH = 1 << 15, 1 << 16
"""Flags of button fields."""
_NOTES = frozenset({"/Text", "/FreeText", "/Highlight", "/Underline", "/StrikeOut", "/Squiggly", "/Caret", "/Stamp"})
"""Kinds of annotation in which a reviewer writes words."""
_DRAWN = frozenset({"/Ink", "/Stamp"})
"""Kinds of annotation by which viewers let people sign by hand."""
_METADATA = {
    "/Title": "title",
    "/Author": "author",
    "/Subject": "subject",
    "/Keywords": "keywords",
    "/Creator": "creator",
    "/Producer": "producer",
    "/CreationDate": "created",
    "/ModDate": "modified",
}

Bounds = tuple[float, float, float, float]
"""Left, bottom, right and top in the page's own coordinates."""


@dataclass(slots=True)
class Widget:
    """The place of a form field on a page, and what was filled in there."""

    name: str
    kind: Literal["text", "mark", "choice"]
    value: str
    """Empty if nothing was filled in; of a checkbox the name of its state, if it is on."""
    page: int
    bounds: Bounds
    size: float
    """Font size in points; 0 if the viewer chooses it."""


@dataclass(slots=True)
class Extras:
    """What a PDF holds beside its pages' content."""

    widgets: list[Widget] = field(default_factory=list)
    signatures: list[SignatureField] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)
    metadata: dict[str, str] = field(default_factory=dict)
    drawn: list[tuple[int, Bounds]] = field(default_factory=list)
    """Page and place of what people drew or stamped on top of the pages."""
    damaged: list[str] = field(default_factory=list)
    """Parts that hold something and could not be read, such as "page 3 annotations"."""


def read_extras(data: bytes) -> Extras:
    """Form fields, signature fields, comments and metadata of the PDF in `data`."""
    extras = Extras()
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        extras.metadata = _metadata(reader)
        pages = list(reader.pages)
    except _MALFORMED as error:
        _logger.debug("form fields and annotations cannot be read: %s", error)
        extras.damaged.append("form fields and annotations")
        return extras
    for number, page in enumerate(pages, start=1):
        try:
            for annotation in _annotations(page):
                _add(annotation, number, extras)
        except _MALFORMED as error:
            _logger.debug("annotations of page %d cannot be read: %s", number, error)
            extras.damaged.append(f"page {number} annotations")
    _add_hidden_signatures(reader, extras)
    return extras


def _metadata(reader: pypdf.PdfReader) -> dict[str, str]:
    entries: Mapping[str, Any] = reader.metadata or {}
    found = {name: str(entries[key]).strip() for key, name in _METADATA.items() if entries.get(key) is not None}
    return {name: value for name, value in found.items() if value}


def _annotations(page: Any) -> Iterator[Any]:
    for reference in _resolved(page.get("/Annots")) or ():
        annotation = _resolved(reference)
        if annotation is not None:
            yield annotation


def _resolved(thing: Any) -> Any:
    return thing.get_object() if thing is not None and hasattr(thing, "get_object") else thing


def _add(annotation: Any, page: int, extras: Extras) -> None:
    subtype = annotation.get("/Subtype")
    if subtype in _DRAWN:
        extras.drawn.append((page, _bounds(annotation)))
    if subtype == "/Widget":
        _add_widget(annotation, page, extras)
    elif subtype in _NOTES:
        text = _text(annotation.get("/Contents"))
        if text:
            extras.comments.append(
                Comment(
                    text=text,
                    author=_text(annotation.get("/T")) or None,
                    date=_iso_date(_text(annotation.get("/M"))),
                    page=page,
                )
            )


def _add_widget(annotation: Any, page: int, extras: Extras) -> None:
    kind = _inherited(annotation, "/FT")
    name = _full_name(annotation)
    if kind == "/Sig":
        extras.signatures.append(
            SignatureField(name=name, signed=_is_signature(_inherited(annotation, "/V")), page=page)
        )
        return
    flags = int(_inherited(annotation, "/Ff") or 0)
    if kind == "/Btn" and flags & _PUSH:
        return
    bounds = _bounds(annotation)
    if kind == "/Btn":
        extras.widgets.append(Widget(name, "mark", _state(annotation, radio=bool(flags & _RADIO)), page, bounds, 0.0))
    elif kind in ("/Tx", "/Ch"):
        value = _value(annotation)
        extras.widgets.append(
            Widget(name, "text" if kind == "/Tx" else "choice", value, page, bounds, _font_size(annotation))
        )


def _bounds(annotation: Any) -> Bounds:
    left, bottom, right, top = (float(value) for value in _resolved(annotation["/Rect"]))
    return min(left, right), min(bottom, top), max(left, right), max(bottom, top)


def _is_signature(value: Any) -> bool:
    """Whether a field's value is a signature; a form may leave an empty text there."""
    return isinstance(value, dict) and bool(value)


def _inherited(annotation: Any, key: str) -> Any:
    """An entry of the field or of the nearest field above it."""
    step = annotation
    for _ in range(32):
        if step is None or key in step:
            break
        step = _resolved(step.get("/Parent"))
    return _resolved(step.get(key)) if step is not None else None


def _full_name(annotation: Any) -> str:
    parts: list[str] = []
    step = annotation
    for _ in range(32):
        if step is None:
            break
        part = _text(step.get("/T"))
        if part:
            parts.append(part)
        step = _resolved(step.get("/Parent"))
    return ".".join(reversed(parts))


def _state(annotation: Any, *, radio: bool) -> str:
    """Name of the state of a checkbox or radio button if it is on, else nothing."""
    state = _resolved(annotation.get("/AS"))
    if state is None and not radio:
        state = _inherited(annotation, "/V")
    name = str(state or "/Off").lstrip("/")
    return "" if name == "Off" else name


def _value(annotation: Any) -> str:
    value = _inherited(annotation, "/V")
    if isinstance(value, list):
        return ", ".join(_text(part) for part in value)
    text = _text(value)
    for option in _inherited(annotation, "/Opt") or ():
        pair = _resolved(option)
        if isinstance(pair, list) and len(pair) == 2 and _text(pair[0]) == text:
            return _text(pair[1])
    return text


def _text(value: Any) -> str:
    value = _resolved(value)
    if value is None:
        return ""
    if hasattr(value, "get_data"):
        return bytes(value.get_data()).decode("utf-8", "replace").strip()
    return str(value).replace("\r\n", "\n").replace("\r", "\n").strip()


_SIZE = re.compile(r"([\d.]+)\s+Tf\b")


def _font_size(annotation: Any) -> float:
    found = _SIZE.search(_text(_inherited(annotation, "/DA")))
    return float(found.group(1)) if found else 0.0


_DATE = re.compile(r"D:(\d{4})(\d{2})?(\d{2})?(\d{2})?(\d{2})?(\d{2})?([+-]\d{2}|Z)?'?(\d{2})?")


def _iso_date(text: str) -> str | None:
    """The ISO 8601 form of a PDF date; None if it is no date."""
    found = _DATE.match(text)
    if found is None:
        return None
    year, month, day, hour, minute, second, zone, zone_minutes = found.groups()
    date = f"{year}-{month or '01'}-{day or '01'}"
    if hour is None:
        return date
    offset = "" if zone is None else "Z" if zone == "Z" else f"{zone}:{zone_minutes or '00'}"
    return f"{date}T{hour}:{minute or '00'}:{second or '00'}{offset}"


def _add_hidden_signatures(reader: pypdf.PdfReader, extras: Extras) -> None:
    """Signature fields that stand on no page."""
    known = {signature.name for signature in extras.signatures}
    try:
        for name, entry in (reader.get_fields() or {}).items():
            if entry.get("/FT") == "/Sig" and name not in known:
                extras.signatures.append(SignatureField(name=name, signed=_is_signature(_resolved(entry.get("/V")))))
    except _MALFORMED as error:
        _logger.debug("the form's fields cannot be read: %s", error)
        extras.damaged.append("form fields")
