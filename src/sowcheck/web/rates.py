"""How much strangers may ask for: passwords looked at at once, and messages that nobody vouches for."""

import asyncio
import time
from collections import OrderedDict, deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from http import HTTPStatus
from threading import Lock

from sowcheck.web.kinds import Kind
from sowcheck.web.problems import Refused

TOO_MANY = Kind(HTTPStatus.TOO_MANY_REQUESTS, "too-many", "Too many requests")


class Turns:
    """Lets so many in at a time. Those who wait take no thread, and only so many wait.

    Args:
        at_once: How many.
        waiting: How many wait at most; the next one is turned away.
    """

    def __init__(self, at_once: int = 2, waiting: int = 40) -> None:
        self._room = asyncio.Semaphore(at_once)
        self._left = at_once + waiting

    @asynccontextmanager
    async def taken(self) -> AsyncIterator[None]:
        """Wait for a turn, and keep it for the block.

        Raises:
            Refused: too many wait already.
        """
        if self._left == 0:
            raise Refused(
                TOO_MANY,
                "Too many people sign in at once.",
                hint="Wait a few seconds, then try again.",
                headers={"Retry-After": "5"},
            )
        self._left -= 1
        try:
            async with self._room:
                yield
        finally:
            self._left += 1


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
