"""What is told to other systems: the handoff itself, and how far messages about cases have come."""

import datetime as dt
from typing import Annotated

from fastapi import APIRouter, Path, Query, Response

from sowcheck.core.deliveries import Delivery, DeliveryState
from sowcheck.core.noun import Noun
from sowcheck.identity.base import By
from sowcheck.service import delivering
from sowcheck.web.callers import SOURCE
from sowcheck.web.doors import Door, TheActor, TheSite
from sowcheck.web.kinds import NOT_THERE
from sowcheck.web.problems import Refused
from sowcheck.web.routes.cases import CaseId

router = APIRouter(route_class=Door, tags=["handoff"])

Name = Annotated[str, Path(pattern="^[A-Za-z0-9._:-]{1,200}$")]


class DeliveryRow(Noun):
    """A message to a subscriber, without what it says."""

    id: str
    subscription: str
    event: str
    """Its id, by which the receiver knows one that it has already."""
    type: str
    case: str | None
    sequence: int
    state: DeliveryState
    made: dt.datetime
    attempts: int
    next: dt.datetime
    """Not sent before; means nothing once it was delivered or is dead."""
    last: dt.datetime | None
    status: int | None
    """HTTP status of the latest answer."""
    problem: str | None
    done: dt.datetime | None


class Stopped(Noun):
    """A subscriber to whom nothing is sent, because it said that it is gone."""

    name: str
    since: dt.datetime


class DeliveryPage(Noun):
    """Messages in the order of what they tell."""

    deliveries: tuple[DeliveryRow, ...]
    stopped: tuple[Stopped, ...]
    next: int | None
    """Send it as `after` for the rest; None at the end."""


@router.get(
    "/v1/cases/{case_id}/handoff",
    summary="The handoff that was released",
    response_class=Response,
    responses={200: {"content": {"application/json": {"schema": {"type": "object"}}}}},
)
def show_handoff(case_id: CaseId, site: TheSite) -> Response:
    """The bundle for the delivery systems, in its one spelling: its SHA-256 is the `bundle` of the case."""
    bundle = site.store.load(case_id).case.bundle
    if bundle is None:
        raise Refused(NOT_THERE, f"Case {case_id} has not been released.", hint="It is once everybody has signed.")
    return Response(site.contents.get(bundle), media_type="application/json")


@router.get("/v1/deliveries", summary="How far messages to other systems have come")
def list_deliveries(
    site: TheSite,
    state: DeliveryState | None = None,
    subscription: Annotated[str | None, Query(max_length=200)] = None,
    case: Annotated[str | None, Query(max_length=64)] = None,
    limit: Annotated[int, Query(ge=50, le=500)] = 100,
    after: Annotated[int, Query(ge=0, le=2**53, description="The `next` of the page before")] = 0,
) -> DeliveryPage:
    """Messages about cases to those who subscribed. Those that are `dead` are sent again when somebody asks for it."""
    found = site.deliveries.find(state=state, subscription=subscription, case=case, after=after, limit=limit + 1)
    # One line of the audit may be told to several: the cursor stands between lines.
    shown = [each for each in found if each.sequence < found[-1].sequence] if len(found) > limit else found
    stopped = sorted((each.name, each.stopped) for each in site.deliveries.subscribers().values() if each.stopped)
    return DeliveryPage(
        deliveries=tuple(map(_row, shown)),
        stopped=tuple(Stopped(name=name, since=since) for name, since in stopped),
        next=shown[-1].sequence if len(found) > limit and shown else None,
    )


@router.post("/v1/deliveries/{delivery_id}/retry", summary="Send a message again")
def retry_delivery(delivery_id: Name, site: TheSite, actor: TheActor) -> DeliveryRow:
    """Have a message that is dead, or waits, sent now. One that was taken is not sent again."""
    delivering.redeliver(site.deliveries, [delivery_id], By(actor, site.clock(), SOURCE))
    found = site.deliveries.get(delivery_id)
    if found is None:
        raise Refused(NOT_THERE, "There is no such delivery.", hint="See GET /v1/deliveries.")
    return _row(found)


@router.post("/v1/subscribers/{name}/resumption", summary="Send a subscriber its messages again", status_code=204)
def resume_subscriber(name: Name, site: TheSite, actor: TheActor) -> None:
    """Send a subscriber that said that it is gone its messages again, from where they stopped."""
    if name not in site.deliveries.subscribers():
        raise Refused(NOT_THERE, "There is no such subscriber.", hint="See GET /v1/deliveries.")
    delivering.resume(site.deliveries, name, By(actor, site.clock(), SOURCE))


def _row(delivery: Delivery) -> DeliveryRow:
    return DeliveryRow.model_validate(delivery.model_dump(include=set(DeliveryRow.model_fields)))
