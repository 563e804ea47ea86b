"""What text and numbers can be: whatever could not be kept, or not be told again, is refused before anybody looks at it."""

import math
from typing import Any

from sowcheck.web.problems import Fault, Invalid

_DEPTH = 50


def must_be_plain(value: Any, where: str) -> None:
    """Look through a value of JSON, without recursion.

    Raises:
        Invalid: a text holds a NUL or half of a character, a number is none, or it is nested too deeply.
    """
    left = [(value, where, 0)]
    while left:
        held, place, depth = left.pop()
        if why := _what_is_wrong(held, depth):
            raise Invalid(Fault(where=place, message=why))
        if isinstance(held, dict):
            left += [(name, f"{place} (a name)", depth) for name in held]
            left += [(inner, f"{place}.{name}", depth + 1) for name, inner in held.items()]
        elif isinstance(held, list):
            left += [(inner, f"{place}.{number}", depth + 1) for number, inner in enumerate(held)]


def _what_is_wrong(value: Any, depth: int) -> str | None:
    if depth > _DEPTH:
        return f"It is nested more than {_DEPTH} deep."
    if isinstance(value, str) and "\0" in value:
        return "It holds a NUL character."
    if isinstance(value, str) and any("\ud800" <= char <= "\udfff" for char in value):
        return "It holds half of a character."
    if isinstance(value, float) and not math.isfinite(value):
        return "JSON has no such number."
    return None
