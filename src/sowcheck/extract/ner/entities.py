"""What the recogniser finds in a sentence."""

from dataclasses import dataclass
from typing import Literal, get_args

Label = Literal["PARTY", "PERSON", "ROLE", "SKILL", "SYSTEM", "DELIVERABLE", "DATE", "MONEY"]

LABELS: tuple[Label, ...] = get_args(Label)


@dataclass(frozen=True, slots=True)
class Entity:
    """Some words of a sentence and what they name."""

    start: int
    """Offset of the first character."""
    end: int
    """One past the last character."""
    label: Label
