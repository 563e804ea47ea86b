"""Entries of PDF dictionaries: followed to what they point at, inherited from above, turned into text, dates, places.

The dictionaries come from pypdf; nothing here needs to know that.
"""

import re
from collections.abc import Iterator
from typing import Any

Bounds = tuple[float, float, float, float]
"""Left, bottom, right and top in the page's own coordinates."""

_HIGHEST = 32
"""Levels of a field's parents that are followed."""
_DATE = re.compile(r"D:(\d{4})(\d{2})?(\d{2})?(\d{2})?(\d{2})?(\d{2})?([+-]\d{2}|Z)?'?(\d{2})?")


def resolved(thing: Any) -> Any:
    """What a reference points at; anything else as it is."""
    return thing.get_object() if thing is not None and hasattr(thing, "get_object") else thing


def inherited(entries: Any, key: str) -> Any:
    """An entry of the field or of the nearest field above it."""
    for step in _upwards(entries):
        if key in step:
            return resolved(step.get(key))
    return None


def full_name(entries: Any) -> str:
    """Name of a field with those above it, such as "order.price"."""
    return ".".join(reversed([part for step in _upwards(entries) if (part := text_of(step.get("/T")))]))


def _upwards(entries: Any) -> Iterator[Any]:
    step = entries
    for _ in range(_HIGHEST):
        if step is None:
            return
        yield step
        step = resolved(step.get("/Parent"))
    raise ValueError("a field of the form stands below itself")


def text_of(value: Any) -> str:
    """The words of a string or of a stream of text; empty for nothing."""
    value = resolved(value)
    if value is None:
        return ""
    if hasattr(value, "get_data"):
        return bytes(value.get_data()).decode("utf-8", "replace").strip()
    return str(value).replace("\r\n", "\n").replace("\r", "\n").strip()


def number_of(value: Any) -> int:
    """A whole number, such as a set of flags; 0 for anything else."""
    value = resolved(value)
    return int(value) if isinstance(value, int | float) else 0


def bounds_of(corners: Any) -> Bounds:
    """A rectangle, or what encloses some points, with its edges in order."""
    numbers = [float(value) for value in resolved(corners)]
    across, along = numbers[0::2], numbers[1::2]
    return min(across), min(along), max(across), max(along)


def iso_date(text: str) -> str | None:
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
