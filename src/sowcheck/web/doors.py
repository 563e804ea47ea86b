"""The door of each route: who may come in is looked at before anything that they bring is."""

from collections.abc import Callable, Coroutine
from contextlib import suppress
from typing import Annotated, Any

from fastapi import Depends
from fastapi.routing import APIRoute
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from sowcheck.core.people import Actor
from sowcheck.service.desk import Desk
from sowcheck.service.site import Site
from sowcheck.web.callers import Caller, let_in
from sowcheck.web.kinds import OTHER_TYPE
from sowcheck.web.limits import Limits, limited
from sowcheck.web.permissions import ACCESS
from sowcheck.web.plain import must_be_plain
from sowcheck.web.problems import Fault, Invalid, Refused


class Door(APIRoute):
    """A route with its row of the table of permissions."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """What answers a request that was let in."""
        inside, access = super().get_route_handler(), ACCESS[self.name]

        async def handle(request: Request) -> Response:
            request.state.caller = await run_in_threadpool(let_in, request, site_of(request), access)
            _must_say_once(request)
            if self.body_field is not None:
                _must_be_json(request)
            counted = limited(request, limits_of(request).of(access.brings))
            if self.body_field is not None:
                await _must_be_plain_json(counted)
            return await inside(counted)

        return handle


def _must_say_once(request: Request) -> None:
    """Of a parameter that is there twice, one would be passed over."""
    names = [name for name, _ in request.query_params.multi_items()]
    must_be_plain(dict(request.query_params), "query")
    twice = sorted({name for name in names if names.count(name) > 1}) if len(names) < 50 else names[:1]
    if twice:
        raise Invalid(Fault(where=f"query.{twice[0]}", message="It is there more than once."))


async def _must_be_plain_json(request: Request) -> None:
    """What it brings is read once; what is no JSON at all is told where it is asked for."""
    with suppress(ValueError, RecursionError):
        must_be_plain(await request.json(), "body")


def _must_be_json(request: Request) -> None:
    """Forms, which browsers send from any page, are not taken for JSON."""
    media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media_type and media_type != "application/json":
        raise Refused(OTHER_TYPE, f"{media_type} is not taken here.", hint="Send application/json.")


def site_of(request: Request) -> Site:
    """What the service works with."""
    site: Site = request.app.state.site
    return site


def limits_of(request: Request) -> Limits:
    """How much a request may bring."""
    limits: Limits = request.app.state.limits
    return limits


def caller_of(request: Request) -> Caller:
    """Whoever was let in."""
    caller: Caller = request.state.caller
    return caller


def actor_of(request: Request) -> Actor:
    """Whoever was let in, as somebody who acts on cases."""
    return caller_of(request).actor


def desk_of(request: Request) -> Desk:
    """Where steps are taken."""
    return Desk(site_of(request))


TheSite = Annotated[Site, Depends(site_of)]
TheDesk = Annotated[Desk, Depends(desk_of)]
TheCaller = Annotated[Caller, Depends(caller_of)]
TheActor = Annotated[Actor, Depends(actor_of)]
