"""How much strangers may ask for: passwords looked at at once, and messages that nobody vouches for."""

import time
from collections import OrderedDict, deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http import HTTPStatus
from threading import BoundedSemaphore, Lock

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


class Refusals:
    """Counts what was refused by address, so that nobody fills the audit with it.

    Args:
        most: As many within the span are looked at; the next ones are turned away.
        seconds: The span.
        clock: Seconds that only grow.
    """

    _ADDRESSES = 10_000
    """Remembered at most; the one that was silent longest is forgotten first."""

    def __init__(self, most: int = 30, seconds: float = 60, clock: Callable[[], float] = time.monotonic) -> None:
        self._most, self._seconds, self._clock = most, seconds, clock
        self._seen: OrderedDict[str, deque[float]] = OrderedDict()
        self._lock = Lock()

    def check(self, address: str) -> None:
        """Turn an address away of which too much was refused.

        Raises:
            Refused: it has to wait.
        """
        with self._lock:
            seen, since = self._seen.get(address, deque()), self._clock() - self._seconds
            while seen and seen[0] <= since:
                seen.popleft()
            if len(seen) >= self._most:
                wait = str(int(seen[0] - since) + 1)
                raise Refused(
                    TOO_MANY,
                    "Too many messages from this address were refused.",
                    hint=f"Wait {wait} seconds; see whether the sender's secret is set on both sides.",
                    headers={"Retry-After": wait},
                )

    def count(self, address: str) -> None:
        """One more was refused."""
        with self._lock:
            self._seen.setdefault(address, deque()).append(self._clock())
            self._seen.move_to_end(address)
            if len(self._seen) > self._ADDRESSES:
                self._seen.popitem(last=False)
