"""When a record snapshot last changed, as it says itself: the latest of the times that its system keeps."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

from sowcheck.records.payload import Json, Table, bytes_of, load

_NAMES = frozenset({"systemmodstamp", "lastmodifieddate", "hs_lastmodifieddate", "updatedat", "modifiedon"})
"""Of Salesforce, HubSpot and Dynamics 365, in lower case."""


def modified(path: Path) -> dt.datetime | None:
    """The latest of all times of change in a record file; None if it has none.

    Raises:
        UnreadableInput: it cannot be read as what it claims to be.
    """
    payload = load(path, bytes_of(path))
    return max((moment for text in _texts(payload) if (moment := _moment(text))), default=None)


def _texts(payload: Json | Table) -> Iterator[str]:
    if isinstance(payload, Table):
        for place, name in enumerate(payload.columns):
            if name.casefold() in _NAMES:
                yield from (row[place] for row in payload.rows)
        return
    left = [payload]
    while left:
        held = left.pop()
        if isinstance(held, list):
            left += held
        elif isinstance(held, dict):
            left += held.values()
            yield from (text for name, text in held.items() if name.casefold() in _NAMES and isinstance(text, str))


def _moment(text: str) -> dt.datetime | None:
    """A time in ISO 8601, or in milliseconds since 1970; in UTC where it names no zone."""
    try:
        if text.isdecimal():
            return dt.datetime.fromtimestamp(int(text) / 1000, dt.UTC)
        found = dt.datetime.fromisoformat(text)
    except (ValueError, OverflowError, OSError):
        return None
    return found.replace(tzinfo=found.tzinfo or dt.UTC).astimezone(dt.UTC)
