"""Signing in elsewhere: a browser is sent to the service that vouches for people, and let in when it comes back."""

from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from sowcheck.identity.oidc import flow
from sowcheck.web.attempts import attempt
from sowcheck.web.callers import cookie_name
from sowcheck.web.cookies import drop, keep, keep_session
from sowcheck.web.doors import Door, TheSite
from sowcheck.web.kinds import NOT_THERE
from sowcheck.web.problems import Refused

if TYPE_CHECKING:
    from sowcheck.identity.oidc.provider import Provider

router = APIRouter(route_class=Door, tags=["session"])
_TO = 303
"""The browser asks for the next page anew, and sends nothing along."""
_SENT_AWAY: dict[int | str, dict[str, Any]] = {_TO: {"description": "Goes on elsewhere (Location)"}}


@router.get("/v1/session/oidc/start", summary="Sign in elsewhere", status_code=_TO, responses=_SENT_AWAY)
def start_elsewhere(
    request: Request,
    site: TheSite,
    next: Annotated[str, Query(max_length=2000, description="Path of this service to go to afterwards")] = "/",
) -> Response:
    """Send a browser to the sign-in service."""
    sent = flow.start(site.directory, _provider(site.provider), next, site.clock(), _address(request))
    answer = RedirectResponse(sent.url, _TO)
    keep(request, answer, _binding(request), sent.binding.get_secret_value(), int(flow.LIFE.total_seconds()))
    return answer


@router.get("/v1/session/oidc/callback", summary="Come back signed in", status_code=_TO, responses=_SENT_AWAY)
def come_back(request: Request, site: TheSite) -> Response:
    """Let a person in whom the sign-in service vouches for; the answer sets the cookie of the session."""
    provider, name = _provider(site.provider), _binding(request)
    with attempt("oidc"):
        back = flow.finish(
            site.directory,
            provider,
            request.query_params,
            request.cookies.get(name, ""),
            site.clock(),
            request.cookies.get(cookie_name(request), ""),
        )
    answer = RedirectResponse(back.place, _TO)
    keep_session(request, answer, back.cookie)
    drop(request, answer, name)
    return answer


def _provider(provider: "Provider | None") -> "Provider":
    if provider is None:
        raise Refused(
            NOT_THERE,
            "Nobody signs in elsewhere here.",
            hint="Sign in with login and password, or set SOWCHECK_OIDC (docs/identity.md).",
        )
    return provider


def _binding(request: Request) -> str:
    return f"{cookie_name(request)}-oidc"


def _address(request: Request) -> str:
    return request.client.host if request.client else ""
