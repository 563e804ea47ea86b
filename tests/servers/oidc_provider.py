"""A provider of OpenID Connect on this machine: discovery, keys, authorize and token, and the lies that a test tells it to tell.

    with OidcProvider(clock) as provider:
        query = provider.visit(url, {"sub": "s-1", "groups": ["sow-finance"]})   # what a browser brings back

It checks what a provider must check: the client and its secret, the redirect, PKCE, and that a code is used once.
Tests that use it are marked with `pytest.mark.allow_hosts([HOST])`.
"""

import base64
import contextlib
import hashlib
import hmac
import json
import secrets
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qs, unquote_plus, urlsplit

from joserfc import jws, jwt
from joserfc.jwk import ECKey, KeySet, RSAKey

HOST = "127.0.0.1"
CLIENT, SECRET = "sowcheck", "planted-client-secret"
CALLBACK = "https://sowcheck.example.com/v1/session/oidc/callback"
_ANY = jws.JWSRegistry(algorithms=["RS256", "PS256", "ES256"])


class OidcProvider:
    """The provider; `now` is its clock, in seconds."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self.key: RSAKey | ECKey = RSAKey.generate_key(2048, {"kid": "k-1"}, private=True)
        self.signer: RSAKey | ECKey | None = None
        """Signs in place of the key that is published."""
        self.shared: bytes | None = None
        """Signs as a secret (HS256) that others may know."""
        self.algorithm = "RS256"
        self.said: dict[str, Any] = {}
        """What the discovery document says otherwise; None takes a part away."""
        self.claims: dict[str, Any] = {}
        """What ID tokens say otherwise; None takes a claim away."""
        self.userinfo: dict[str, Any] = {}
        """What is told otherwise who asks with the access token."""
        self.answer: dict[str, Any] = {}
        """What browsers bring back otherwise."""
        self.token_answer: tuple[int, bytes] | None = None
        """What the token endpoint says, whatever is asked."""
        self.patience: threading.Event | None = None
        """Nothing is answered to a GET before it is set."""
        self.client, self.secret = CLIENT, SECRET
        self.kept_back: frozenset[str] = frozenset()
        """Claims that are told who asks with the access token, and that no ID token has."""
        self.asked: list[str] = []
        self._codes: dict[str, dict[str, Any]] = {}
        self._tokens: dict[str, dict[str, Any]] = {}
        self._server = ThreadingHTTPServer((HOST, 0), self._handler())
        self.issuer = f"http://{HOST}:{self._server.server_port}/realms/acme"

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Be down."""
        self._server.shutdown()
        self._server.server_close()

    def visit(self, url: str, person: dict[str, Any]) -> dict[str, str]:
        """A browser goes where it was sent, the person signs in there, and this is what it brings back."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(url).query, strict_parsing=True).items()}
        assert url.split("?", maxsplit=1)[0] == f"{self.issuer}/authorize"
        assert (asked["client_id"], asked["redirect_uri"], asked["response_type"]) == (self.client, CALLBACK, "code")
        assert asked["code_challenge_method"] == "S256"
        assert "openid" in asked["scope"].split()
        code = secrets.token_urlsafe(16)
        self._codes[code] = {"asked": asked, "person": person}
        return {"code": code, "state": asked["state"], "iss": self.issuer, **self.answer}

    def id_token(self, nonce: str, person: dict[str, Any]) -> str:
        """A token as it is signed here, true or not."""
        now = int(self._now())
        claims = {"iss": self.issuer, "aud": self.client, "exp": now + 300, "iat": now, "nonce": nonce, **person}
        claims = {name: value for name, value in {**claims, **self.claims}.items() if value is not None}
        signer = self.signer or self.key
        if self.algorithm == "none":
            return f"{_encoded({'alg': 'none', 'kid': 'k-1'})}.{_encoded(claims)}."
        if self.shared is not None:
            signed = f"{_encoded({'alg': 'HS256', 'kid': 'k-1'})}.{_encoded(claims)}"
            return f"{signed}.{_base64(hmac.digest(self.shared, signed.encode(), 'sha256'))}"
        return jwt.encode({"alg": self.algorithm, "kid": signer.kid or "k-1"}, claims, signer, registry=_ANY)

    def _document(self) -> dict[str, Any]:
        found = {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
            "userinfo_endpoint": f"{self.issuer}/userinfo",
            "code_challenge_methods_supported": ["plain", "S256"],
            "authorization_response_iss_parameter_supported": True,
        }
        return {name: value for name, value in {**found, **self.said}.items() if value is not None}

    def _exchange(self, form: dict[str, str], authorization: str) -> tuple[int, dict[str, Any]]:
        shown = base64.b64decode(authorization.removeprefix("Basic ")).decode()
        # Both halves are written as in a form before they are put together (RFC 6749, 2.3.1).
        if [unquote_plus(half) for half in shown.split(":", 1)] != [self.client, self.secret]:
            return 401, {"error": "invalid_client", "error_description": f"bad secret {shown}"}
        kept = self._codes.pop(form.get("code", ""), None)
        if kept is None or form.get("redirect_uri") != CALLBACK:
            return 400, {"error": "invalid_grant", "error_description": f"no such code {form.get('code')}"}
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        if _base64(digest) != kept["asked"]["code_challenge"]:
            return 400, {"error": "invalid_grant", "error_description": "PKCE"}
        told = {name: claim for name, claim in kept["person"].items() if name not in self.kept_back}
        self._tokens["planted-access-token"] = kept["person"]
        token = self.id_token(kept["asked"]["nonce"], told)
        return 200, {
            "access_token": "planted-access-token",
            "token_type": "Bearer",
            "expires_in": 300,
            "id_token": token,
        }

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        provider = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                provider.asked.append(self.path)
                if provider.patience is not None:
                    provider.patience.wait(10)
                path = self.path.removeprefix("/realms/acme")
                if path == "/.well-known/openid-configuration":
                    self._send(200, provider._document())
                elif path == "/keys":
                    self._send(200, KeySet([provider.key]).as_dict(private=False))
                elif path == "/userinfo":
                    token = self.headers.get("Authorization", "").removeprefix("Bearer ")
                    person = provider._tokens.get(token)
                    self._send(401 if person is None else 200, {**(person or {}), **provider.userinfo})
                else:
                    self._send(404, {})

            def do_POST(self) -> None:
                provider.asked.append(self.path)
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                form = {name: values[0] for name, values in parse_qs(body).items()}
                if provider.token_answer is not None:
                    self._send_bytes(*provider.token_answer)
                else:
                    self._send(*provider._exchange(form, self.headers.get("Authorization", "")))

            def _send(self, status: int, said: Any) -> None:
                self._send_bytes(status, json.dumps(said).encode())

            def _send_bytes(self, status: int, body: bytes) -> None:
                with contextlib.suppress(OSError):
                    self.send_response(status)
                    self.send_header("Content-Type", "application/json")
                    self.send_header("Content-Length", str(len(body)))
                    self.end_headers()
                    self.wfile.write(body)

            def log_message(self, *_: Any) -> None:
                """Quiet."""

        return Handler


def _encoded(said: dict[str, Any]) -> str:
    return _base64(json.dumps(said).encode())


def _base64(said: bytes) -> str:
    return base64.urlsafe_b64encode(said).rstrip(b"=").decode()
