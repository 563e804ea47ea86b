"""What never stands in a log line: secrets, and words of papers or people."""

import re
from collections.abc import Mapping
from typing import Any

WITHHELD = "(withheld)"
_LONGEST = 500
"""Characters of one fact; what is longer is no fact but somebody's text."""

_SECRET = re.compile(
    r"passw|secret|token|authorization|cookie|csrf|api_?key|private_?key|credential|signature|verifier"
)
_WORDS = frozenset(
    {"text", "words", "quote", "answer", "question", "reason", "document", "content", "body", "payload", "prompt"}
)
_HIDDEN = (
    (re.compile(r"(\w://[^\s:/@]*):[^\s@/]+@"), rf"\1:{WITHHELD}@"),
    (re.compile(r"(?i)\b(bearer|basic) [\w.~+/=-]{8,}"), rf"\1 {WITHHELD}"),
    (re.compile(r"\bsow_([0-9a-f]{16})_[\w-]{20,}"), rf"sow_\1_{WITHHELD}"),
    (re.compile(r"\beyJ[\w-]{10,}\.[\w-]+\.[\w-]*"), WITHHELD),
    (
        re.compile(r"(?i)([?&;](?:code|state|token|access_token|id_token|key|password|secret|signature)=)[^&\s;\"']+"),
        rf"\1{WITHHELD}",
    ),
)


def discreet(facts: Mapping[str, Any]) -> dict[str, Any]:
    """The facts without values that nobody but their owner may see.

    >>> discreet({"case": "c-1", "password": "x", "store": "postgresql://u:pw@db/s", "tokens": 3})
    {'case': 'c-1', 'password': '(withheld)', 'store': 'postgresql://u:(withheld)@db/s', 'tokens': 3}
    """
    return {name: WITHHELD if _is_private(name, value) else _shown(value) for name, value in facts.items()}


def _is_private(name: str, value: Any) -> bool:
    """Numbers are no secrets: "tokens=3" counts something."""
    if value is None or isinstance(value, int | float):
        return False
    name = name.lower().replace("-", "_")
    return name in _WORDS or bool(_SECRET.search(name))


def _shown(value: Any) -> Any:
    match value:
        case str():
            return _scrubbed(value)
        case Mapping():
            return discreet({str(name): held for name, held in value.items()})
        case list() | tuple() | set() | frozenset():
            return [_shown(each) for each in value]
        case bytes():
            return f"({len(value)} bytes)"
        case None | bool() | int() | float():
            return value
        case _:
            return _scrubbed(str(value))


def _scrubbed(text: str) -> str:
    for pattern, replacement in _HIDDEN:
        text = pattern.sub(replacement, text)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}… ({len(text)} characters)"
