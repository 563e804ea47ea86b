"""What happened, in order, for whoever follows it: read from the audit, which is written together with what happened."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Generator
from contextlib import asynccontextmanager
from itertools import islice
from typing import Annotated, NamedTuple

from pydantic import Field, JsonValue
from starlette.concurrency import run_in_threadpool

from sowcheck.core.audit import AuditLine
from sowcheck.core.casefile import CaseState
from sowcheck.core.noun import Noun
from sowcheck.store.base import CaseStore
from sowcheck.telemetry.logs import Log

_LOG = Log("sowcheck.web")
_LOOK = 0.25
"""Seconds between two looks at the end of the audit, while anybody waits for it to grow."""
_SCANNED = 2000
"""Lines of the audit that one request looks at: more are left for the next."""


class Doer(Noun):
    """Whose doing it was; the id is no name."""

    id: str
    kind: str


class Happened(Noun):
    """An event of a case."""

    sequence: int
    """Its place among everything that happened; the cursor."""
    at: Annotated[str, Field(json_schema_extra={"format": "date-time"})]
    case: str
    number: int
    """Its place among the events of the case."""
    type: str
    state: CaseState
    """Of the case after it."""
    actor: Doer
    source: str
    payload: JsonValue
    """The event; words that people wrote are left out (`sealed`)."""


class Events(NamedTuple):
    """Events, and where to go on."""

    events: tuple[Happened, ...]
    next: int


class AuditTail:
    """Tells whoever waits that the audit has grown: one look serves all of them.

    Args:
        store: Whose audit it is.
    """

    def __init__(self, store: CaseStore) -> None:
        self._store = store
        self._waiting = 0
        self._known = 0
        self._grown = asyncio.Event()
        self._over = False
        self._loop: asyncio.AbstractEventLoop | None = None

    @property
    def is_over(self) -> bool:
        """Whether the server is going down."""
        return self._over

    def end(self) -> None:
        """Let everybody who waits go; any thread may say so."""
        self._over = True
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._grown.set)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Look for as long as the block lasts."""
        self._loop = asyncio.get_running_loop()
        looking = asyncio.create_task(self._look())
        try:
            yield
        finally:
            self.end()
            looking.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await looking

    async def beyond(self, known: int, seconds: float) -> int:
        """How long the audit is, as soon as it is longer than `known`, or when the time is over."""
        deadline = asyncio.get_running_loop().time() + seconds
        self._waiting += 1
        try:
            while self._known <= known and not self.is_over:
                left = deadline - asyncio.get_running_loop().time()
                if left <= 0:
                    break
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._grown.wait(), left)
        finally:
            self._waiting -= 1
        return max(self._known, known)

    async def _look(self) -> None:
        while True:
            await asyncio.sleep(_LOOK)
            if not self._waiting:
                continue
            try:
                length, _ = await run_in_threadpool(self._store.head)
            except Exception as error:  # noqa: BLE001  (a store that is away comes back; those who wait go on waiting)
                _LOG.failed("the end of the audit could not be read", error)
                continue
            if length != self._known:
                self._known = length
                self._grown.set()
                self._grown = asyncio.Event()


class Feed:
    """The events of all cases, or of one.

    Args:
        store: Where they are.
        tail: Tells when there are more.
        case: Only this one.
    """

    def __init__(self, store: CaseStore, tail: AuditTail, case: str | None = None) -> None:
        self._store, self._tail, self._case = store, tail, case

    async def after(self, cursor: int, most: int, seconds: float) -> Events:
        """The next events, as soon as there is one, or none when the time is over."""
        loop = asyncio.get_running_loop()
        deadline = loop.time() + seconds
        length, _ = await run_in_threadpool(self._store.head)
        while True:
            found, is_all = await run_in_threadpool(self._read, cursor, most)
            left = deadline - loop.time()
            if found.events or left <= 0 or self._tail.is_over:
                return found
            cursor = found.next
            if is_all:
                length = await self._tail.beyond(length, left)

    def _read(self, cursor: int, most: int) -> tuple[Events, bool]:
        """Events after a cursor, and whether these are all that there are."""
        events: list[Happened] = []
        lines = self._store.audit(case_id=self._case, after=cursor)
        for line in islice(lines, _SCANNED):
            cursor = line.sequence
            if (event := happened(line)) is not None:
                events.append(event)
            if len(events) == most:
                break
        is_all = next(lines, None) is None
        if isinstance(lines, Generator):
            lines.close()
        return Events(tuple(events), cursor), is_all


def happened(line: AuditLine) -> Happened | None:
    """The event of a line; None for what is no event of a case, such as a refusal."""
    if line.case is None or line.number is None or line.after is None or line.status != "applied":
        return None
    return Happened.model_validate(
        {
            **line.model_dump(include={"sequence", "at", "case", "number", "type", "source", "payload"}),
            "state": line.after,
            "actor": {"id": line.actor.id, "kind": line.actor.kind},
        }
    )
