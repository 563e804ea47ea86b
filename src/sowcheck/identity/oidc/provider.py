"""The service that vouches for people: where it is asked, what it publishes, and the exchange of a code for who somebody is."""

import datetime as dt
import json
import ssl
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from typing import Any, NamedTuple

import httpx2
from authlib.integrations.base_client import OAuthError
from authlib.integrations.httpx_client import OAuth2Client
from joserfc.jwk import KeySet

from sowcheck.errors import SowcheckError
from sowcheck.identity.oidc import tokens
from sowcheck.identity.oidc.client import authentication
from sowcheck.identity.oidc.errors import UnknownKey, error_code, not_believed, unavailable
from sowcheck.identity.oidc.people import is_silent
from sowcheck.identity.oidc.settings import OidcSettings, is_local, is_safe

_SECONDS = 5
"""For one request."""
_TURN = 2
"""Seconds for which somebody waits while another asks the provider what it publishes."""
_REST = dt.timedelta(seconds=10)
"""How long nobody asks again after it did not answer: people who wait for it do not keep others from being answered."""
_LARGEST = 1 << 20
"""Bytes of one document of the provider's."""
_FRESH = dt.timedelta(hours=1)
_PATIENCE = dt.timedelta(minutes=1)
"""How long unknown keys do not make it ask again: whoever sends nonsense does not keep the provider busy."""


class Published(NamedTuple):
    """What the provider says of itself."""

    authorize: str
    token: str
    userinfo: str | None
    """Where it tells more of a person; None if it tells everything in its tokens."""
    names_itself: bool
    """Whether its answers to browsers name it, so that one of another provider is known for what it is."""
    keys: KeySet
    at: dt.datetime


class Provider:
    """A provider of OpenID Connect. What it publishes is kept for an hour; threads may share it.

    Args:
        settings: What was agreed on with it.
    """

    def __init__(self, settings: OidcSettings) -> None:
        self.settings = settings
        self._published: Published | None = None
        self._failed: dt.datetime | None = None
        self._lock = threading.Lock()

    def sign_in_url(self, state: str, nonce: str, verifier: str, now: dt.datetime) -> str:
        """Where a browser is sent.

        Raises:
            ProviderUnavailable: the provider does not say where that is.
        """
        with self._client() as client:
            url, _ = client.create_authorization_url(
                self._known(now).authorize, state=state, code_verifier=verifier, nonce=nonce
            )
        return str(url)

    def names_itself(self, now: dt.datetime) -> bool:
        """Whether each of its answers to a browser has to name it."""
        return self._known(now).names_itself

    def claims(self, code: str, nonce: str, verifier: str, now: dt.datetime) -> Mapping[str, Any]:
        """What the provider says of the person who got a code; if its token is silent on groups, it is asked for more.

        Raises:
            NotBelieved: the code is not good, or what is said is not signed, not for this service or not for this sign-in.
            ProviderUnavailable: the provider does not answer.
        """
        shown = self._exchanged(code, verifier, self._known(now).token)
        try:
            said = tokens.verified(shown, self._known(now).keys, self.settings, nonce, now)
        except UnknownKey:
            newer = self._asked_again(now)
            said = tokens.verified(shown, newer.keys, self.settings, nonce, now)
        more = self._known(now).userinfo
        if more is None or shown.access_token is None or not is_silent(said, self.settings.groups_claim):
            return said
        return {**self._told(more, shown.access_token, said["sub"]), **said}

    def _told(self, endpoint: str, access_token: str, subject: str) -> Mapping[str, Any]:
        """What the provider tells whoever shows the token that came with the person."""
        more = self._document(endpoint, {"Authorization": f"Bearer {access_token}"})
        if more.get("sub") != subject:
            raise not_believed("what it tells is of somebody else")
        return more

    def _exchanged(self, code: str, verifier: str, endpoint: str) -> tokens.Shown:
        try:
            with self._client() as client:
                found = client.fetch_token(endpoint, grant_type="authorization_code", code=code, code_verifier=verifier)
        except OAuthError as error:
            # What the provider says beyond its code may repeat what was sent.
            raise not_believed(f"it does not take the code ({error_code(error.error)})") from error
        except (httpx2.HTTPError, ValueError) as error:
            raise unavailable("does not exchange codes") from error
        id_token, access_token = found.get("id_token"), found.get("access_token")
        if not isinstance(id_token, str):
            raise not_believed("there is no ID token in it")
        return tokens.Shown(id_token, access_token if isinstance(access_token, str) else None)

    def _known(self, now: dt.datetime) -> Published:
        with self._turn():
            if self._published is None or not dt.timedelta(0) <= now - self._published.at < _FRESH:
                self._published = self._asked(now)
            return self._published

    def _asked_again(self, now: dt.datetime) -> Published:
        with self._turn():
            if self._published is None or now - self._published.at >= _PATIENCE:
                self._published = self._asked(now)
            return self._published

    @contextmanager
    def _turn(self) -> Iterator[None]:
        if not self._lock.acquire(timeout=_TURN):
            raise unavailable("takes long to answer")
        try:
            yield
        finally:
            self._lock.release()

    def _asked(self, now: dt.datetime) -> Published:
        if self._failed is not None and dt.timedelta(0) <= now - self._failed < _REST:
            raise unavailable("has just not answered as it should")
        try:
            found = self._fetched(now)
        except SowcheckError:
            self._failed = now
            raise
        self._failed = None
        return found

    def _fetched(self, now: dt.datetime) -> Published:
        issuer = self.settings.issuer
        said = self._document(f"{issuer.rstrip('/')}/.well-known/openid-configuration")
        if said.get("issuer") != issuer:
            raise unavailable("calls itself otherwise than the settings do")
        endpoints = [self._endpoint(said, each) for each in ("authorization_endpoint", "token_endpoint", "jwks_uri")]
        if "S256" not in said.get("code_challenge_methods_supported", ["S256"]):
            raise unavailable("does not take PKCE with S256")
        keys = tokens.key_set(self._document(endpoints[2]))
        named = said.get("authorization_response_iss_parameter_supported") is True
        userinfo = None if said.get("userinfo_endpoint") is None else self._endpoint(said, "userinfo_endpoint")
        return Published(endpoints[0], endpoints[1], userinfo, named, keys, now)

    def _endpoint(self, said: Mapping[str, Any], name: str) -> str:
        found = said.get(name)
        if not isinstance(found, str) or not is_safe(found) or (is_local(found) and not is_local(self.settings.issuer)):
            raise unavailable(f"gives no safe {name}")
        return found

    def _document(self, url: str, headers: Mapping[str, str] | None = None) -> Mapping[str, Any]:
        """A JSON object of the provider's, which is never followed to somewhere else."""
        found = bytearray()
        try:
            with self._client() as client, client.stream("GET", url, headers=headers, withhold_token=True) as response:
                response.raise_for_status()
                for piece in response.iter_bytes():
                    found += piece
                    if len(found) > _LARGEST:
                        raise unavailable("sends far too much")
            said = json.loads(found)
        except (httpx2.HTTPError, ValueError) as error:
            raise unavailable("does not answer as it should") from error
        if not isinstance(said, dict):
            raise unavailable("does not answer as it should")
        return said

    def _client(self) -> OAuth2Client:
        settings = self.settings
        return OAuth2Client(
            client_id=settings.client_id,
            client_secret=settings.secret.get_secret_value() or None,
            token_endpoint_auth_method=authentication(settings.authentication),
            scope=" ".join(settings.scopes),
            redirect_uri=settings.redirect,
            code_challenge_method="S256",
            verify=_trust(),
            timeout=_SECONDS,
            follow_redirects=False,
        )


@cache
def _trust() -> ssl.SSLContext:
    """The authorities that the machine trusts, read once: that takes longer than a request."""
    return httpx2.create_ssl_context()
