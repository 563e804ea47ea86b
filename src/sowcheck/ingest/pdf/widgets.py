"""Fields of a PDF form: what was filled in, where it shows, and what the file says of the field.

Nothing is calculated and no script is run: a value is what the file holds.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from sowcheck.core.documents import SignatureField
from sowcheck.ingest.pdf.annotations import has_drawing, is_shown, plain_of_rich
from sowcheck.ingest.pdf.objects import Bounds, bounds_of, full_name, inherited, number_of, resolved, text_of

_REQUIRED, _PASSWORD, _PUSH = 1 << 1, 1 << 13, 1 << 16
"""Flags of fields."""
_SIZE = re.compile(r"([\d.]+)\s+Tf\b")
_MOST = 20_000
"""Fields and groups of a form that are looked at."""
_SMALLEST = 0.5
"""Points: a field that is narrower or lower than this is not seen."""


@dataclass(slots=True)
class Widget:
    """The place of a form field on a page, and what was filled in there."""

    name: str
    kind: Literal["text", "mark", "choice"]
    value: str
    """Empty if nothing was filled in; of a checkbox the name of its state, if it is on."""
    page: int | None
    """None for a field that stands on no page."""
    index: int
    """Place among the annotations of its page."""
    bounds: Bounds
    size: float
    """Font size in points; 0 if the viewer chooses it."""
    label: str = ""
    """What the form calls it when somebody points at it."""
    shown: bool = True
    """Whether people see it."""
    drawn: bool = False
    """Whether the file holds its drawing."""
    required: bool = False
    stored: str | None = None
    """What the field's value is where its box is drawn otherwise: "Off" for one that is drawn as checked."""
    seen: str | None = None
    """What the page shows in the field, where that is not its value."""


def read_widget(entries: Any, page: int, index: int, layers: frozenset[int]) -> Widget | SignatureField | None:
    """A field's place on a page; None for a button that is only pressed.

    Args:
        entries: its dictionary.
        page: 1-based number.
        index: place among the annotations of the page.
        layers: object numbers of the layers that are switched off.
    """
    found = _read(entries, index, page)
    if isinstance(found, Widget):
        left, bottom, right, top = found.bounds = bounds_of(entries["/Rect"])
        found.drawn = has_drawing(entries)
        found.shown = is_shown(entries, layers) and min(right - left, top - bottom) > _SMALLEST
    return found


def fields_without_place(form: Any, known: frozenset[str]) -> Iterator[Widget | SignatureField]:
    """Filled fields of a form that stand on no page, and its signature fields that do not.

    Args:
        form: the form's dictionary.
        known: names of the fields that stand on a page.
    """
    waiting = [resolved(each) for each in reversed(resolved(form.get("/Fields")) or [])]
    for _ in range(_MOST):
        if not waiting:
            return
        entries = waiting.pop()
        if not isinstance(entries, dict):
            continue
        kids = [kid for each in resolved(entries.get("/Kids")) or () if isinstance(kid := resolved(each), dict)]
        if any("/T" in kid for kid in kids):
            waiting += reversed(kids)
        elif full_name(entries) not in known:
            found = _read(entries, 0, None)
            if isinstance(found, Widget):
                found.shown = False
            if found is not None and (isinstance(found, SignatureField) or found.value):
                yield found


def _read(entries: Any, index: int, page: int | None) -> Widget | SignatureField | None:
    kind, name = inherited(entries, "/FT"), full_name(entries)
    if kind == "/Sig":
        return SignatureField(name=name, signed=_is_signature(inherited(entries, "/V")), page=page)
    flags = number_of(inherited(entries, "/Ff"))
    if kind not in ("/Btn", "/Tx", "/Ch") or (kind == "/Btn" and flags & _PUSH):
        return None
    widget = Widget(name, "text", "", page, index, (0.0, 0.0, 0.0, 0.0), 0.0)
    widget.label = text_of(inherited(entries, "/TU"))
    if kind == "/Btn":
        widget.kind = "mark"
        widget.value, widget.stored = _state(entries, placed=page is not None)
        return widget
    widget.required = bool(flags & _REQUIRED)
    widget.kind = "text" if kind == "/Tx" else "choice"
    widget.value = "" if kind == "/Tx" and flags & _PASSWORD else _value(entries)
    widget.size = _font_size(entries)
    return widget


def _is_signature(value: Any) -> bool:
    """Whether a field's value is a signature; a form may leave an empty text there."""
    return isinstance(value, dict) and bool(value)


def _state(entries: Any, *, placed: bool) -> tuple[str, str | None]:
    """Name of the state of a checkbox or radio button if it is on, else nothing; and its value if that differs."""
    value = _name_of(inherited(entries, "/V"))
    own = _states(entries)
    chosen = value if not own or value in own else ""
    drawn = entries.get("/AS")
    if drawn is None or not placed:
        return _exported(entries, chosen), None
    state = _name_of(drawn)
    differs = bool(own) and "/V" in _field_of(entries) and bool(state) != bool(chosen)
    return _exported(entries, state), (_exported(entries, chosen) or "Off") if differs else None


def _name_of(state: Any) -> str:
    name = text_of(state).lstrip("/")
    return "" if name == "Off" else name


def _states(entries: Any) -> frozenset[str]:
    """The states of a box in which it is on."""
    appearance = resolved(entries.get("/AP"))
    normal = resolved(appearance.get("/N")) if isinstance(appearance, dict) else None
    if not isinstance(normal, dict) or hasattr(normal, "get_data"):
        return frozenset()
    return frozenset(filter(None, map(_name_of, normal)))


def _field_of(entries: Any) -> Any:
    """The field that a box belongs to: itself, or the group that has the name."""
    parent = resolved(entries.get("/Parent"))
    return parent if "/T" not in entries and isinstance(parent, dict) else entries


def _exported(entries: Any, state: str) -> str:
    """What a state stands for, where the form counts its states and lists what they mean."""
    options = inherited(entries, "/Opt")
    if state.isdigit() and isinstance(options, list) and int(state) < len(options):
        return text_of(options[int(state)]) or state
    return state


def _value(entries: Any) -> str:
    value = inherited(entries, "/V")
    options = inherited(entries, "/Opt")
    if isinstance(value, list):
        return ", ".join(_option(text_of(part), options) for part in value)
    text = text_of(value)
    if not text:
        return plain_of_rich(text_of(inherited(entries, "/RV")))
    return _option(text, options)


def _option(value: str, options: Any) -> str:
    """What a list shows for a value."""
    for option in options if isinstance(options, list) else ():
        pair = resolved(option)
        if isinstance(pair, list) and len(pair) == 2 and text_of(pair[0]) == value:
            return text_of(pair[1])
    return value


def _font_size(entries: Any) -> float:
    found = _SIZE.search(text_of(inherited(entries, "/DA")))
    return float(found.group(1)) if found else 0.0
