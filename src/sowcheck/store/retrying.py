"""Whoever is overtaken by somebody else looks at the case again, and judges their step in the light of what was done."""

from collections.abc import Callable
from typing import TypeVar

from sowcheck.store.base import Conflict

_TRIES = 5
_Done = TypeVar("_Done")


def retried(attempt: Callable[[], _Done]) -> _Done:
    """Do what loads a case, decides on it and keeps the outcome; again as often as somebody else was faster, within reason.

    Raises:
        Conflict: others changed the case again and again.
    """
    for _ in range(_TRIES - 1):
        try:
            return attempt()
        except Conflict:
            continue
    return attempt()
