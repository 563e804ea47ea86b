"""Cookies: no script reads them, no other site's form sends them, and over TLS no other host can set them."""

from pydantic import SecretStr
from starlette.requests import Request
from starlette.responses import Response

from sowcheck.identity import sessions
from sowcheck.identity.oidc.settings import LOOPBACK
from sowcheck.web.callers import cookie_name, is_over_tls


def keep_session(request: Request, response: Response, cookie: SecretStr) -> None:
    """Let the browser have the cookie of a session.

    A link on another page may lead here with it (Lax): people come back from the service where they sign in. Whatever changes
    something also needs the token of the session.
    """
    life = int(sessions.LONGEST.total_seconds())
    keep(request, response, cookie_name(request), cookie.get_secret_value(), life)


def keep(request: Request, response: Response, name: str, value: str, seconds: int) -> None:
    """Let the browser have a cookie for some time."""
    response.set_cookie(name, value, max_age=seconds, secure=_is_secure(request), httponly=True, samesite="lax")


def drop(request: Request, response: Response, name: str) -> None:
    """Have the browser forget a cookie."""
    response.delete_cookie(name, secure=_is_secure(request), httponly=True, samesite="lax")


def _is_secure(request: Request) -> bool:
    """Only this machine itself is reached without TLS; elsewhere a browser keeps no cookie that came without."""
    return is_over_tls(request) or request.url.hostname not in LOOPBACK
