"""How many may keep the service busy for long at a time: whoever follows events, and whoever reads the whole audit."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http import HTTPStatus
from threading import Lock
from typing import Any

from starlette.responses import StreamingResponse
from starlette.types import Receive, Scope, Send

from sowcheck.web.kinds import Kind
from sowcheck.web.problems import Refused
from sowcheck.web.rates import TOO_MANY

BUSY = Kind(HTTPStatus.SERVICE_UNAVAILABLE, "busy", "The service is busy")
_WAIT = {"Retry-After": "10"}
Leave = Callable[[], None]


class Seats:
    """Gives each caller a few seats, and all of them together not too many.

    Args:
        each: Seats of one caller.
        in_all: Seats that there are.
        what: What one needs a seat for, in words.
    """

    def __init__(self, each: int, in_all: int, what: str) -> None:
        self._each, self._in_all, self._what = each, in_all, what
        self._taken: Counter[str] = Counter()
        self._lock = Lock()

    def take(self, caller: str) -> Leave:
        """Take a seat; what gives it back, once.

        Raises:
            Refused: the caller has enough of them, or there is none left.
        """
        with self._lock:
            if self._taken[caller] >= self._each:
                raise Refused(
                    TOO_MANY,
                    f"{caller} has {self._each} requests that {self._what} already.",
                    hint="End one of them first; one is enough to miss nothing.",
                    headers=_WAIT,
                )
            if self._taken.total() >= self._in_all:
                raise Refused(
                    BUSY,
                    f"There are {self._in_all} requests that {self._what} already.",
                    hint="Try again in a moment, or ask another server.",
                    headers=_WAIT,
                )
            self._taken[caller] += 1
        left = False

        def leave() -> None:
            nonlocal left
            with self._lock:
                if not left:
                    left = True
                    self._taken[caller] -= 1
                    self._taken += Counter()  # whoever has none is forgotten

        return leave

    @contextmanager
    def taken(self, caller: str) -> Iterator[None]:
        """Keep a seat for the block; see `take`."""
        leave = self.take(caller)
        try:
            yield
        finally:
            leave()


class Seated(StreamingResponse):
    """A stream that keeps its seat until it ends, however it does.

    Args:
        content: The pieces.
        leave: Gives the seat back.
        options: Of the response.
    """

    def __init__(self, content: Any, leave: Leave, **options: Any) -> None:
        super().__init__(content, **options)
        self._leave = leave

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the stream."""
        try:
            await super().__call__(scope, receive, send)
        finally:
            self._leave()
