"""Events of other systems come in. HubSpot and DocuSign are told by their signatures; others show a token."""

from typing import Any

from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request

from sowcheck.core.noun import Noun
from sowcheck.errors import EventError
from sowcheck.identity.lockout import address_key
from sowcheck.intake.cloud import TYPES
from sowcheck.intake.message import Message
from sowcheck.service.site import Site
from sowcheck.service.taking_in import Outcome
from sowcheck.service.taking_in import take_in as take_message_in
from sowcheck.web.callers import let_in
from sowcheck.web.doors import Door, TheSite
from sowcheck.web.permissions import Access
from sowcheck.web.rates import Refusals

router = APIRouter(route_class=Door, tags=["events"])

_NAMED = {"type": "string", "minLength": 1}
_CLOUD_EVENT = {
    "type": "object",
    "required": ["specversion", "id", "source", "type"],
    "properties": {
        "specversion": {"const": "1.0"},
        "id": _NAMED,
        "source": _NAMED,
        "type": {**_NAMED, "examples": sorted(TYPES)},
        "subject": {**_NAMED, "description": "Id of the deal or envelope"},
        "time": {"type": "string", "format": "date-time"},
    },
}
_MESSAGE = {
    "oneOf": [
        {"type": "object", "description": "A change event of Salesforce, or a message of DocuSign Connect"},
        {"type": "array", "items": {"type": "object"}, "description": "Changes of HubSpot"},
    ]
}
_ANY_EVENT: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {"schema": _MESSAGE},
            "application/cloudevents+json": {"schema": _CLOUD_EVENT},
            "application/cloudevents-batch+json": {"schema": {"type": "array", "items": _CLOUD_EVENT}},
        },
    }
}
_BRINGERS = Access(frozenset({"orchestrator"}))


class Outcomes(Noun):
    """What became of each event of a message, in its order."""

    outcomes: tuple[Outcome, ...]


@router.post("/v1/events", summary="Take in events of other systems", openapi_extra=_ANY_EVENT)
async def take_in(request: Request, site: TheSite) -> Outcomes:
    """Take in CloudEvents and Salesforce change events (with a token), HubSpot webhooks and DocuSign Connect (signed).

    An event that comes twice, late or in another order does no harm; the answer says what became of it.
    """
    body = await request.body()
    message = Message(method=request.method, url=_url(request), headers=dict(request.headers), body=body)
    return Outcomes(outcomes=await run_in_threadpool(_taken_in, request, site, message))


def _taken_in(request: Request, site: Site, message: Message) -> tuple[Outcome, ...]:
    """What became of a message; strangers whose messages are refused again and again are turned away."""
    if "authorization" in request.headers:
        caller = let_in(request, site, _BRINGERS)
        return take_message_in(site, message, caller.actor if caller else None)
    refusals: Refusals = request.app.state.refusals
    # Whoever has one address of a network has all of them.
    address = address_key(request.client.host if request.client else "")
    refusals.check(address)
    try:
        return take_message_in(site, message, None)
    except EventError:
        refusals.count(address)
        raise


def _url(request: Request) -> str:
    """The address as the sender called it, and may have signed it."""
    public: str | None = request.app.state.public_url
    if public is None:
        return str(request.url)
    query = f"?{request.url.query}" if request.url.query else ""
    return f"{public.rstrip('/')}{request.url.path}{query}"
