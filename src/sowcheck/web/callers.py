"""Who calls: a machine by its token, a person by the cookie of their session."""

from http import HTTPStatus
from typing import NamedTuple

from starlette.requests import Request

from sowcheck.core.audit import Note
from sowcheck.core.identities import Session, User
from sowcheck.core.people import Actor
from sowcheck.identity import sessions, signing_in
from sowcheck.identity.signing_in import NotSignedIn
from sowcheck.service.site import Site
from sowcheck.web.attempts import attempt
from sowcheck.web.kinds import Kind
from sowcheck.web.permissions import Access
from sowcheck.web.problems import Refused

SOURCE = "api"
"""What the audit names as the system that a step came from."""
CSRF_HEADER = "X-CSRF-Token"
SCHEME = "bearer"
_HARMLESS = frozenset({"GET", "HEAD", "OPTIONS"})
_FOREIGN = Kind(HTTPStatus.FORBIDDEN, "csrf", "The request does not come from a page of this service")
_WITHOUT_ROLE = Kind(HTTPStatus.FORBIDDEN, "no-role", "No role of yours may do this")


class Caller(NamedTuple):
    """Somebody who was let in."""

    actor: Actor
    user: User | None = None
    session: Session | None = None

    @property
    def shown(self) -> str:
        """As they know themselves."""
        return self.user.login if self.user else self.actor.id


def is_over_tls(request: Request) -> bool:
    """Whether the caller speaks TLS: to this server, or to a proxy that says so, or at the only address that is public."""
    public: str | None = request.app.state.public_url
    return request.url.scheme == "https" or (public is not None and public.startswith("https:"))


def cookie_name(request: Request) -> str:
    """Over TLS, a name that browsers take from this host alone and send over TLS alone."""
    return "__Host-sowcheck" if is_over_tls(request) else "sowcheck"


def let_in(request: Request, site: Site, access: Access) -> Caller | None:
    """The caller, if they may call the route; None where nobody has to say who they are.

    Raises:
        NotSignedIn: nobody is known by what was shown.
        Refused: they have no role that may do it, or the request was not sent by a page of this service.
    """
    if access.roles is None:
        return None
    caller = known(request, site)
    if not access.holds(caller.actor.roles):
        if request.method not in _HARMLESS:
            _note(request, site, caller.actor, _WITHOUT_ROLE)
        raise Refused(
            _WITHOUT_ROLE,
            f"{caller.shown} is {_listed(caller.actor.roles)}, which may not do this.",
            hint=f"It takes one of these roles: {', '.join(sorted(access.roles))}.",
        )
    return caller


def known(request: Request, site: Site) -> Caller:
    """Whoever shows a token or a cookie.

    Raises:
        NotSignedIn: nobody is known by it, or nothing was shown.
        Refused: a cookie came without the proof that a page of this service sent it.
    """
    shown = request.headers.get("authorization")
    if shown is not None:
        scheme, _, token = shown.partition(" ")
        with attempt("token"):
            return Caller(
                signing_in.by_token(site.directory, token.strip() if scheme.lower() == SCHEME else "", site.clock())
            )
    cookie = request.cookies.get(cookie_name(request))
    if not cookie:
        raise NotSignedIn("Nobody is signed in.", hint="Show a token (Authorization: Bearer sow_…), or sign in.")
    with attempt("session"):
        user, session = signing_in.by_session(site.directory, cookie, site.clock())
    sent = request.headers.get(CSRF_HEADER, "")
    if request.method not in _HARMLESS and not sessions.may_change(session, sent):
        _note(request, site, user.actor, _FOREIGN)
        raise Refused(
            _FOREIGN,
            f"The header {CSRF_HEADER} is missing or not that of the session.",
            hint="Send the token that POST /v1/session and GET /v1/session tell.",
        )
    return Caller(user.actor, user, session)


def _note(request: Request, site: Site, actor: Actor, why: Kind) -> None:
    """Have the audit say who was turned away from what."""
    said = {"route": request.scope["route"].name, "why": why.name}
    site.store.note(Note(site.clock(), actor, "refused", "refused", dict(said)), SOURCE)


def _listed(roles: tuple[str, ...]) -> str:
    return ", ".join(roles) or "without a role"
