"""An answer that is no whole answer: what of it can still be used, and what cannot."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError
from pydantic_core import from_json

from sowcheck.extract.prompted.answers import Fact, without_the_unstated


@dataclass(frozen=True, slots=True)
class Rejected:
    """A fact of an answer that could not be used."""

    field: str | None
    """The field that it names, if that is one that was asked for."""
    reason: str


@dataclass(frozen=True, slots=True)
class Salvage:
    """What was found in an answer."""

    whole: bool
    """Whether the answer is JSON to its end, so that nothing else can have been in it."""
    facts: tuple[Fact, ...]
    rejected: tuple[Rejected, ...]


def salvaged(answer: str, fields: Sequence[str]) -> Salvage:
    """The facts of an answer that have the right shape, and why the others have not.

    Args:
        answer: What the model wrote, possibly cut off, possibly with words around it.
        fields: Names of the fields that were asked for.
    """
    raw, whole = _read(answer)
    listed = raw.get("facts") if isinstance(raw, dict) else None
    kept: list[Fact] = []
    rejected: list[Rejected] = []
    for item in without_the_unstated(listed if isinstance(listed, list) else []):
        try:
            fact = Fact.model_validate(item)
        except ValidationError as invalid:
            name = item.get("field") if isinstance(item, dict) else None
            reason = "; ".join(error["msg"].removeprefix("Value error, ") for error in invalid.errors())
            rejected.append(Rejected(name if name in fields else None, reason))
            continue
        if fact.field in fields:
            kept.append(fact)
    return Salvage(whole and isinstance(listed, list), tuple(kept), tuple(rejected))


def _read(answer: str) -> tuple[Any, bool]:
    """The JSON in an answer as far as it goes, and whether it goes to its end."""
    start, end = answer.find("{"), answer.rfind("}") + 1
    if start < 0:
        return None, False
    try:
        return from_json(answer[start:end]), True
    except ValueError:
        pass
    try:
        return from_json(answer[start:], allow_partial=True), False
    except ValueError:
        return None, False
