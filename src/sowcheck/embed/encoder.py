"""What an encoder promises, whoever makes it."""

from collections.abc import Sequence
from typing import NamedTuple, Protocol


class Near(NamedTuple):
    """A phrase that was indexed, and how near it is."""

    place: int
    """Its place in the sequence that was indexed."""
    similarity: float
    """1 is the same, 0 has nothing in common; encoders differ in what lies between."""


class Index(Protocol):
    """Phrases that can be asked for those nearest in meaning to another."""

    def nearest(self, phrase: str, count: int = 1) -> list[Near]:
        """The nearest phrases, the nearest first; fewer than `count` if the others have nothing in common."""
        ...


class Encoder(Protocol):
    """Turns phrases into something that can be compared."""

    @property
    def name(self) -> str:
        """What `connect` was asked for."""
        ...

    def index(self, phrases: Sequence[str]) -> Index:
        """An index of phrases; made once, asked often."""
        ...
