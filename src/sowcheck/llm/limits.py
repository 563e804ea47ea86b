"""How fast and how many at once: requests and tokens a minute, and requests under way."""

import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Protocol

MINUTE = 60.0
_NAP = 0.5
"""Longest sleep before looking again: another request may have taken less than expected."""


class Clock(Protocol):
    """Time that only goes forward; tests bring their own."""

    def now(self) -> float:
        """Seconds since some moment."""
        ...

    def sleep(self, seconds: float) -> None:
        """Lets time pass."""
        ...


class SystemClock:
    """The machine's monotonic clock."""

    def now(self) -> float:
        """Seconds since some moment."""
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        """Lets time pass."""
        time.sleep(seconds)


@dataclass
class Turn:
    """A request that was let through."""

    at: float
    tokens: int

    def used(self, tokens: int) -> None:
        """What it took in the end: others may have the rest."""
        self.tokens = tokens


class Limiter:
    """Lets requests through so that no minute sees more of them, or of their tokens, than allowed.

    A request that alone exceeds the tokens of a minute is let through when nothing else was for a minute.
    """

    def __init__(
        self,
        *,
        concurrency: int,
        requests_per_minute: int | None = None,
        tokens_per_minute: int | None = None,
        clock: Clock | None = None,
    ) -> None:
        """None is no limit."""
        self._requests = requests_per_minute
        self._tokens = tokens_per_minute
        self._clock = clock or SystemClock()
        self._places = threading.BoundedSemaphore(concurrency)
        self._door = threading.Lock()
        self._lock = threading.Lock()
        self._turns: deque[Turn] = deque()
        self._closed_until = float("-inf")

    @contextmanager
    def turn(self, tokens: int) -> Iterator[Turn]:
        """Waits until a request of that many tokens may be sent, and holds its place among those under way."""
        with self._places:
            with self._door:  # one waits for the next free moment at a time, so that a large request is not passed by
                turn = self._wait_for(tokens)
            yield turn

    def close_for(self, seconds: float) -> None:
        """Lets nobody through for a while: the endpoint said that there are too many requests."""
        with self._lock:
            self._closed_until = max(self._closed_until, self._clock.now() + seconds)

    def _wait_for(self, tokens: int) -> Turn:
        while True:
            with self._lock:
                now = self._clock.now()
                opens = self._opens(now, tokens)
                if opens <= now:
                    turn = Turn(now, tokens)
                    self._turns.append(turn)
                    return turn
            self._clock.sleep(min(opens - now, _NAP))

    def _opens(self, now: float, tokens: int) -> float:
        while self._turns and self._turns[0].at + MINUTE <= now:
            self._turns.popleft()
        opens = self._closed_until
        if self._requests is not None and len(self._turns) >= self._requests:
            opens = max(opens, self._turns[len(self._turns) - self._requests].at + MINUTE)
        if self._tokens is not None:
            opens = max(opens, self._room_for(tokens))
        return opens

    def _room_for(self, tokens: int) -> float:
        assert self._tokens is not None
        taken = sum(turn.tokens for turn in self._turns)
        opens = float("-inf")
        for turn in self._turns:
            if taken + tokens <= self._tokens:
                break
            taken -= turn.tokens
            opens = turn.at + MINUTE
        return opens
