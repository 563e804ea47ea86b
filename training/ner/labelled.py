"""Sentences with labelled spans."""

from dataclasses import dataclass

LABELS = ("PARTY", "PERSON", "ROLE", "SKILL", "SYSTEM", "DELIVERABLE", "DATE", "MONEY")
"""What the recogniser knows."""


@dataclass(frozen=True, slots=True)
class Entity:
    """A labelled span of a sentence."""

    start: int
    end: int
    """One past the last character."""
    label: str


@dataclass(frozen=True, slots=True)
class Labelled:
    """A sentence and its entities, in the order of the text, without overlaps."""

    text: str
    entities: tuple[Entity, ...]
    source: str
    """The frame or the document it comes from: what must never stand on both sides of a split."""

    def words(self) -> list[tuple[str, str]]:
        """The words of each entity with their label."""
        return [(self.text[entity.start : entity.end], entity.label) for entity in self.entities]
