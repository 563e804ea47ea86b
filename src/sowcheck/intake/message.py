"""What came over HTTP: bytes and headers, nothing believed yet."""

import json
from collections.abc import Mapping
from typing import Any, NoReturn

from pydantic import JsonValue

from sowcheck.core.noun import Noun
from sowcheck.errors import EventError

MOST_BYTES = 5_000_000
"""A signing service sends documents along; systems send no larger events than this."""
_DEPTH = 40
_AS_MADE = "Send the event as the system made it."


class BadEvent(EventError):
    """The body is no event of a known form."""


class Message(Noun):
    """A request as it came."""

    method: str
    url: str
    """With scheme and host, as the sender knows it."""
    headers: Mapping[str, str]
    body: bytes

    def header(self, name: str) -> str:
        """The value of a header, whatever its case; empty if it is not there."""
        return next((value for key, value in self.headers.items() if key.lower() == name.lower()), "")

    def json_body(self) -> JsonValue:
        """The body as JSON.

        Raises:
            BadEvent: it is too large, too deep, or no JSON.
        """
        return json_of(self.body)


def json_of(raw: bytes) -> JsonValue:
    """What bytes of a message say as JSON.

    Raises:
        BadEvent: they are too many, too deep, or no JSON.
    """
    if len(raw) > MOST_BYTES:
        raise BadEvent(f"The event has {len(raw):,} bytes.", hint=f"Send at most {MOST_BYTES:,}.")
    try:
        found: JsonValue = json.loads(raw, parse_constant=_refused)
    except (ValueError, RecursionError) as error:
        raise BadEvent(f"The body is no JSON: {error}", hint=_AS_MADE) from error
    if not _is_text(found):
        raise BadEvent("The event holds half a surrogate pair, which is no text.", hint=_AS_MADE)
    if _depth(found) > _DEPTH:
        raise BadEvent("The event is nested too deeply.", hint=_AS_MADE)
    return found


def _refused(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no JSON")


def _is_text(value: JsonValue) -> bool:
    try:
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return False
    except RecursionError:
        # Told apart as too deep next.
        return True
    return True


def _depth(value: Any) -> int:
    """How many lists and objects lie inside each other; counted without recursion."""
    deepest, left = 0, [(value, 0)]
    while left:
        held, depth = left.pop()
        deepest = max(deepest, depth)
        inside = held.values() if isinstance(held, dict) else held if isinstance(held, list) else ()
        left += [(each, depth + 1) for each in inside]
    return deepest
