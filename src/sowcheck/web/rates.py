"""How many passwords are looked at at once: each keeps a processor and much memory busy."""

from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from threading import BoundedSemaphore

from sowcheck.web.problems import Kind, Refused

TOO_MANY = Kind(HTTPStatus.TOO_MANY_REQUESTS, "too-many", "Too many requests")
_PATIENCE = 10
"""Seconds that somebody waits for their turn."""


class Turns:
    """Lets so many in at a time.

    Args:
        at_once: How many.
        patience: Seconds that the next one waits.
    """

    def __init__(self, at_once: int = 2, patience: float = _PATIENCE) -> None:
        self._room = BoundedSemaphore(at_once)
        self._patience = patience

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Wait for a turn, and keep it for the block.

        Raises:
            Refused: it did not come for too long.
        """
        if not self._room.acquire(timeout=self._patience):
            raise Refused(
                TOO_MANY,
                "Too many people sign in at once.",
                hint="Wait a few seconds, then try again.",
                headers={"Retry-After": "5"},
            )
        try:
            yield
        finally:
            self._room.release()
