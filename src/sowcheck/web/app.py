"""The application: routes, doors, and what is around them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import version

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.types import Lifespan

from sowcheck.errors import SowcheckError
from sowcheck.service.journeys import Journeys
from sowcheck.service.site import Site
from sowcheck.service.waiting import Worklist
from sowcheck.store.derived import Derived
from sowcheck.telemetry.requests import Observed
from sowcheck.web import openapi, problems
from sowcheck.web.feed import AuditTail
from sowcheck.web.headers import SecureHeaders
from sowcheck.web.heads import Heads
from sowcheck.web.last_door import LastDoor
from sowcheck.web.limits import Limits
from sowcheck.web.rates import Refusals, Turns
from sowcheck.web.routes import (
    audit,
    cases,
    contents,
    deliveries,
    feed,
    figures,
    findings,
    health,
    incoming,
    oidc,
    session,
    tasks,
    work,
)
from sowcheck.web.seats import Seats
from sowcheck.web.views import row_of

_ROUTERS = (cases, work, findings, tasks, contents, feed, incoming, deliveries, audit, figures, session, oidc, health)
_ROWS = 10_000
"""Of lists that are remembered; one takes some three kilobytes."""
_ABOUT = """Cases of deals: what was signed against what the systems say, and the gate that people open.

Machines show a token (`Authorization: Bearer sow_…`); people sign in and send `X-CSRF-Token` with what changes something.
Every error is a problem (RFC 9457)."""


def create_app(site: Site, limits: Limits | None = None, public_url: str | None = None) -> FastAPI:
    """The application over a site, which outlives it.

    Args:
        site: What it works with.
        limits: How much a request may bring.
        public_url: How others call this service, where a proxy in front changes the address; some senders sign it.
    """
    tail = AuditTail(site.store)

    @asynccontextmanager
    async def running(_: FastAPI) -> AsyncIterator[None]:
        async with tail.running():
            yield

    app = routed(running)
    app.state.site, app.state.limits, app.state.tail, app.state.turns = site, limits or Limits(), tail, Turns()
    app.state.public_url, app.state.refusals = public_url, Refusals()
    app.state.rows = Derived(site.store, row_of, most=_ROWS)
    levels = site.rules.policy.service_levels
    app.state.worklist, app.state.journeys = Worklist(site.store, levels), Journeys(site.store, levels)
    app.state.followers = Seats(each=100, in_all=400, what="follow events")
    app.state.readers = Seats(each=2, in_all=4, what="read the whole audit")
    app.add_exception_handler(SowcheckError, problems.of_expected)
    app.add_exception_handler(HTTPException, problems.of_http)
    app.add_exception_handler(RequestValidationError, problems.of_validation)
    app.add_exception_handler(problems.Invalid, problems.of_validation)
    # The last one added is the outermost.
    for around in (Heads, LastDoor, SecureHeaders, Observed):
        app.add_middleware(around)
    return app


def routed(lifespan: Lifespan[FastAPI] | None = None) -> FastAPI:
    """The routes with their document, and nothing to work with."""
    app = FastAPI(
        title="sowcheck",
        version=version("sowcheck"),
        description=_ABOUT,
        lifespan=lifespan,
        generate_unique_id_function=lambda route: route.name,
        # Its pages load scripts from elsewhere; any viewer shows /openapi.json.
        docs_url=None,
        redoc_url=None,
        # The address to go to would be made of what the caller says the host is.
        redirect_slashes=False,
        telemetry={"tracing": False, "metrics": False, "logs": False},
    )
    for each in _ROUTERS:
        app.include_router(each.router)
    described = openapi.document(app)
    app.openapi = lambda: described  # type: ignore[method-assign]  # the framework's own way to change the document
    return app
