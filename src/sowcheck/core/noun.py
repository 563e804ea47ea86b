"""The base of every noun: frozen, and strict about its fields."""

from pydantic import BaseModel, ConfigDict


class Noun(BaseModel):
    """A value that cannot change after it was made and refuses fields it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")
