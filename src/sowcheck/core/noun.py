"""The base of every noun: frozen, and strict about its fields."""

from functools import cache
from typing import Any

from pydantic import BaseModel, ConfigDict


class Noun(BaseModel):
    """A value that cannot change after it was made and refuses fields it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    def __getstate__(self) -> dict[Any, Any]:
        return self.__dict__

    def __setstate__(self, state: dict[Any, Any]) -> None:
        # A document comes back from the process that read it as a hundred thousand nouns. Each with a set of its own of
        # the fields that were given would take twice the memory, and nobody asks which were.
        object.__setattr__(self, "__dict__", state)
        object.__setattr__(self, "__pydantic_fields_set__", _fields_of(type(self)))
        object.__setattr__(self, "__pydantic_extra__", None)
        object.__setattr__(self, "__pydantic_private__", None)


@cache
def _fields_of(noun: type[Noun]) -> set[str]:
    return set(noun.model_fields)
