"""A typed value and where its words stand."""

from dataclasses import dataclass
from typing import Generic, TypeVar

T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Found(Generic[T_co]):
    """A value found in a text."""

    value: T_co
    start: int
    """First character, counted in the text that was given to the finder."""
    end: int
    """One past the last character."""

    def words(self, text: str) -> str:
        """The words of the find in the text it was found in."""
        return text[self.start : self.end]
