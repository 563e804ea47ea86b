"""Following what happens: with a request that waits (long poll), or with server-sent events."""

from collections.abc import AsyncIterator
from contextlib import nullcontext
from typing import Annotated, Any

from fastapi import APIRouter, Header, Query
from fastapi.responses import JSONResponse, Response
from fastapi.sse import format_sse_event
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request

from sowcheck.core.noun import Noun
from sowcheck.errors import SowcheckError
from sowcheck.web.accept import EVENT_STREAM, JSON, best_of
from sowcheck.web.callers import let_in
from sowcheck.web.doors import Door, TheSite, actor_of
from sowcheck.web.feed import Events, Feed, Happened
from sowcheck.web.permissions import ACCESS
from sowcheck.web.problems import Refused
from sowcheck.web.routes.cases import CaseId
from sowcheck.web.seats import Seated, Seats

router = APIRouter(route_class=Door, tags=["events"])

_BEAT = 15.0
"""Seconds after which a silent stream says that it is alive, and looks again whether its caller may still follow it."""
_STREAM = {"schema": {"type": "string"}}
_RESPONSES: dict[int | str, dict[str, Any]] = {200: {"content": {EVENT_STREAM: _STREAM}}}


class EventPage(Noun):
    """Events in the order in which they happened."""

    events: tuple[Happened, ...]
    next: int
    """Send it as `after` for what happens next."""


After = Annotated[int, Query(ge=0, le=2**53, description="Cursor: `next` of the answer before; 0 for the beginning")]
Wait = Annotated[float, Query(ge=0, le=60, description="Seconds to wait for the next event if there is none yet")]
Limit = Annotated[int, Query(ge=1, le=500)]
LastEventId = Annotated[str, Header(alias="Last-Event-ID", pattern="^[0-9]{0,15}$")]


@router.get("/v1/events", summary="Follow all cases", response_model=EventPage, responses=_RESPONSES)
async def events(
    request: Request, site: TheSite, after: After = 0, wait: Wait = 0, limit: Limit = 100, last: LastEventId = ""
) -> Response:
    """Events of all cases after a cursor: as JSON, at once or with `wait`; as a stream with `Accept: text/event-stream`."""
    return await _answered(request, Feed(site.store, request.app.state.tail), after, wait, limit, last)


@router.get("/v1/cases/{case_id}/events", summary="Follow a case", response_model=EventPage, responses=_RESPONSES)
async def case_events(
    case_id: CaseId,
    request: Request,
    site: TheSite,
    after: After = 0,
    wait: Wait = 0,
    limit: Limit = 100,
    last: LastEventId = "",
) -> Response:
    """Events of one case after a cursor; see `GET /v1/events`."""
    await run_in_threadpool(site.store.load, case_id)
    return await _answered(request, Feed(site.store, request.app.state.tail, case_id), after, wait, limit, last)


async def _answered(request: Request, feed: Feed, after: int, wait: float, limit: int, last: str) -> Response:
    form, seats, caller = best_of(request, (JSON, EVENT_STREAM)), _seats(request), actor_of(request).id
    if form == EVENT_STREAM:
        leave = seats.take(caller)
        stream = _stream(request, feed, int(last) if last else after)
        headers = {"X-Accel-Buffering": "no", "Vary": "Accept"}
        return Seated(stream, leave, media_type=EVENT_STREAM, headers=headers)
    with seats.taken(caller) if wait else nullcontext():
        found: Events = await feed.after(after, limit, wait)
    page = EventPage(events=found.events, next=found.next)
    return JSONResponse(page.model_dump(mode="json"), headers={"Vary": "Accept"})


def _seats(request: Request) -> Seats:
    seats: Seats = request.app.state.followers
    return seats


async def _stream(request: Request, feed: Feed, cursor: int) -> AsyncIterator[bytes]:
    """Events as they happen, until the caller goes, may no longer follow them, or the server goes down."""
    yield format_sse_event(comment="following", retry=2000)
    while not request.app.state.tail.is_over:
        found = await feed.after(cursor, 100, _BEAT)
        if not await _may_follow(request):
            return
        cursor = found.next
        told = [
            format_sse_event(data_str=each.model_dump_json(), event=each.type, id=str(each.sequence))
            for each in found.events
        ]
        # In one piece: that a caller has gone is noticed, and warned of, with a piece and not with each event.
        yield b"".join(told) or format_sse_event(comment="alive")


async def _may_follow(request: Request) -> bool:
    """Whether the caller, who may have lost role, token or session meanwhile, may follow the stream."""
    try:
        await run_in_threadpool(let_in, request, request.app.state.site, ACCESS["events"])
    except (SowcheckError, Refused):
        return False
    return True
