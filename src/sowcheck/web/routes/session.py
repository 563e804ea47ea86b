"""Signing in and out, for people in a browser. What is wrong with a login is not told apart."""

from fastapi import APIRouter, Response
from pydantic import Field, SecretStr
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request

from sowcheck.core.identities import Session, User
from sowcheck.core.noun import Noun
from sowcheck.core.people import Role
from sowcheck.identity import signing_in
from sowcheck.service.site import Site
from sowcheck.web.attempts import attempt
from sowcheck.web.callers import SOURCE, Caller, cookie_name
from sowcheck.web.cookies import drop, keep_session
from sowcheck.web.doors import Door, TheCaller, TheSite
from sowcheck.web.rates import Turns

router = APIRouter(route_class=Door, tags=["session"])


class Credentials(Noun):
    """What a person signs in with."""

    login: str = Field(min_length=1, max_length=100)
    password: SecretStr = Field(max_length=1024)


class Self(Noun):
    """Whoever calls, as the audit names them."""

    id: str
    kind: str
    roles: tuple[Role, ...]
    login: str | None
    name: str | None
    csrf: str | None
    """For the header X-CSRF-Token of each request that changes something, where a cookie tells who calls."""


@router.post("/v1/session", summary="Sign in")
async def sign_in(said: Credentials, request: Request, response: Response, site: TheSite) -> Self:
    """Sign in with login and password; the answer sets the cookie of the session."""
    turns: Turns = request.app.state.turns
    async with turns.taken():
        user, session, cookie = await run_in_threadpool(_signed_in, said, request, site)
    keep_session(request, response, cookie)
    return _shown(Caller(user.actor, user, session))


def _signed_in(said: Credentials, request: Request, site: Site) -> tuple[User, Session, SecretStr]:
    with attempt("password"):
        return signing_in.by_password(
            site.directory,
            said.login,
            said.password.get_secret_value(),
            site.clock(),
            address=request.client.host if request.client else "",
            former=request.cookies.get(cookie_name(request), ""),
            source=SOURCE,
        )


@router.get("/v1/session", summary="Who am I")
def who_am_i(caller: TheCaller) -> Self:
    """Whoever the token or the cookie belongs to."""
    return _shown(caller)


@router.delete("/v1/session", summary="Sign out", status_code=204)
def sign_out(request: Request, response: Response, caller: TheCaller, site: TheSite) -> None:
    """End the session; a token goes on being good."""
    if caller.session is not None:
        site.directory.end_sessions(key=caller.session.key)
        drop(request, response, cookie_name(request))


def _shown(caller: Caller) -> Self:
    user = caller.user
    return Self(
        id=caller.actor.id,
        kind=caller.actor.kind,
        roles=caller.actor.roles,
        login=user.login if user else None,
        name=user.name if user else None,
        csrf=caller.session.csrf if caller.session else None,
    )
