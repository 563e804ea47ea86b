"""Words that people wrote freely, kept apart from the events, so that they can be taken away without breaking the chain."""

import json
import secrets
from collections.abc import Callable
from typing import NamedTuple

from pydantic import JsonValue

from sowcheck.core.analyses import Sha256
from sowcheck.gate.chain import canonical, sealed

FREE = frozenset({"reason", "answer", "value", "message", "obstacles"})
"""Keys of events with what somebody wrote or entered, or with what a paper says; it may name people."""
TAKEN_AWAY = "(taken away)"
_SEAL, _AS = "sealed", "as"


class Words(NamedTuple):
    """What somebody wrote, with the salt of its seal."""

    seal: Sha256
    salt: str
    words: str


def set_apart(payload: JsonValue) -> tuple[JsonValue, list[Words]]:
    """The payload with seals in place of free words, and these words."""
    found: list[Words] = []

    def seal(value: JsonValue) -> JsonValue:
        # An object that somebody enters is sealed whole: nothing in it can pass for a seal.
        match value:
            case str():
                return {_SEAL: apart(value)}
            case dict():
                return {_SEAL: apart(canonical(value)), _AS: "json"}
            case list():
                return [seal(each) for each in value]
            case _:
                return value

    def apart(words: str) -> Sha256:
        salt = secrets.token_hex(16)
        found.append(Words(sealed(words, salt), salt, words))
        return found[-1].seal

    return _changed(payload, seal), found


def put_back(payload: JsonValue, words_of: Callable[[Sha256], str | None]) -> JsonValue:
    """The payload with its words, or "(taken away)" where they no longer are."""

    def unseal(value: JsonValue) -> JsonValue:
        if isinstance(value, list):
            return [unseal(each) for each in value]
        if isinstance(value, dict) and isinstance(seal := value.get(_SEAL), str):
            words = words_of(seal)
            if words is None:
                return TAKEN_AWAY
            found: JsonValue = json.loads(words) if _AS in value else words
            return found
        return value

    return _changed(payload, unseal)


def seals_in(payload: JsonValue) -> list[Sha256]:
    """The seals of a payload."""
    found: list[Sha256] = []

    def note(seal: Sha256) -> None:
        found.append(seal)

    put_back(payload, note)
    return found


def _changed(value: JsonValue, change: Callable[[JsonValue], JsonValue]) -> JsonValue:
    match value:
        case dict():
            return {key: change(held) if key in FREE else _changed(held, change) for key, held in value.items()}
        case list():
            return [_changed(held, change) for held in value]
        case _:
            return value
