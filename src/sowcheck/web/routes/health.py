"""Whether the service runs and can work, and what it counts."""

from collections.abc import Callable
from typing import Literal

from fastapi import APIRouter, Response

from sowcheck.core.noun import Noun
from sowcheck.service.readings import readings
from sowcheck.telemetry.logs import Log
from sowcheck.telemetry.metrics import metrics as counted
from sowcheck.web.doors import Door, TheSite
from sowcheck.web.kinds import NOT_READY
from sowcheck.web.problems import Refused

router = APIRouter(route_class=Door, tags=["operations"])
_LOG = Log("sowcheck.web")


class Health(Noun):
    """The service answers."""

    status: Literal["live", "ready"]


@router.get("/health/live", summary="Does the process run")
def is_live() -> Health:
    """The process answers; if it does not, start it again."""
    return Health(status="live")


@router.get("/health/ready", summary="Can it work")
def is_ready(site: TheSite) -> Health:
    """Store and contents can be reached; if not, send requests elsewhere for now."""
    parts: dict[str, Callable[[], object]] = {
        "store": site.store.head,
        "contents": lambda: site.contents.has("0" * 64),
    }
    for name, look in parts.items():
        try:
            look()
        except Exception as error:
            _LOG.failed("not ready", error, part=name)
            raise Refused(
                NOT_READY, f"The {name} cannot be reached.", hint="See the log.", headers={"Retry-After": "5"}
            ) from error
    return Health(status="ready")


@router.get(
    "/metrics",
    summary="Figures for Prometheus",
    response_class=Response,
    responses={200: {"content": {"text/plain": {"schema": {"type": "string"}}}}},
)
def metrics(site: TheSite) -> Response:
    """What this process has counted, and what the store says now, in the form that Prometheus fetches."""
    body, media_type = counted().exposed(readings(site))
    return Response(body, headers={"Content-Type": media_type})
