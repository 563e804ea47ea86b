"""Who reads a document: rules, the recogniser of entities, and a language model if there is one."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import cache

from sowcheck.llm.base import ChatModel
from sowcheck.llm.connect import connect
from sowcheck.llm.settings import ModelSettings

OFFLINE = ("rules", "ner")
"""Who reads if nobody says otherwise: no key, no network."""
MODEL = "llm"

Progress = Callable[[str], None]
"""Told in a few words what is done next."""


@dataclass(frozen=True)
class Readers:
    """The extractors of a run, and the language model that one of them asks."""

    names: Collection[str] = OFFLINE
    model: ChatModel | None = None
    """Needed if "llm" is among the names."""
    concurrency: int = 8
    """Questions under way at once."""
    second_read: bool = False
    """Whether the model reads each part again in another way, so that both reads check each other."""

    @property
    def ask(self) -> ChatModel | None:
        """The language model that reads too; None if only rules and entities do."""
        return self.model if MODEL in self.names else None


@cache
def connected(names: tuple[str, ...], settings: ModelSettings | None = None, *, second_read: bool = False) -> Readers:
    """Who reads, with the language model of the settings; once in a process, so that its documents share one budget.

    Raises:
        UsageError: the model cannot be used as it is set up.
        UnreadableInput: recordings or prices cannot be read.
    """
    if settings is None:
        return Readers(names)
    return Readers(names, connect(settings), settings.concurrency, second_read)
