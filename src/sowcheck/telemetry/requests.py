"""Observes an ASGI application: one span, one log line and one count for each request."""

import re
import secrets
from collections.abc import Awaitable, Callable, MutableMapping
from time import perf_counter
from typing import Any

from sowcheck.telemetry.context import about
from sowcheck.telemetry.logs import Fact, Log
from sowcheck.telemetry.metrics import metrics
from sowcheck.telemetry.tracing import span

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]

_log = Log("sowcheck.web")
_REQUEST_ID = re.compile(rb"[A-Za-z0-9._-]{8,64}")
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_UNREMARKABLE = frozenset({"/health/live", "/health/ready", "/metrics"})
"""Asked for every few seconds: they are counted and traced, and only logged when they fail."""


class Observed:
    """An application with its requests observed. Put it around everything else."""

    def __init__(self, app: Application) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = dict(scope["headers"])
        asked = headers.get(b"x-request-id", b"")
        request = asked.decode() if _REQUEST_ID.fullmatch(asked) else secrets.token_hex(8)
        method = scope["method"] if scope["method"] in _METHODS else "other"
        parent = {
            name: headers[name.encode()].decode("latin-1")
            for name in ("traceparent", "tracestate")
            if name.encode() in headers
        }
        answer = _Answer(send, request)
        with about(request=request), metrics().answering(), span(method, "server", parent) as part:
            try:
                await self._app(scope, receive, answer.send)
            except Exception as error:
                answer.status, answer.error = 500, error
                raise
            finally:
                route = route_of(scope)
                part.rename(f"{method} {route}")
                part.note("http.request.method", method)
                part.note("http.route", route)
                part.note("http.response.status_code", answer.status)
                part.note("sowcheck.request", request)
                if answer.status >= 500:
                    part.fail(type(answer.error).__name__ if answer.error else str(answer.status))
                metrics().answered(method, route, answer.status, answer.seconds())
                _tell(method, route, answer)


class _Answer:
    """What is sent, as it passes."""

    def __init__(self, send: Send, request: str) -> None:
        self._send = send
        self._request = request
        self._began = perf_counter()
        self._until: float | None = None
        self.status = 499
        """Until the application has begun to answer: the client went away."""
        self.error: Exception | None = None

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            message["headers"] = [*message.get("headers", ()), (b"x-request-id", self._request.encode())]
            if any(name.lower() == b"content-type" and b"event-stream" in value for name, value in message["headers"]):
                self._until = perf_counter()
        await self._send(message)

    def seconds(self) -> float:
        """How long it took so far, or until a stream began."""
        return (self._until or perf_counter()) - self._began


def route_of(scope: Scope) -> str:
    """The template of the route that answered, such as "/v1/cases/{id}"; "(none)" for a path that there is not."""
    path = getattr(scope.get("route"), "path", None)
    return path if isinstance(path, str) else "(none)"


def _tell(method: str, route: str, answer: _Answer) -> None:
    facts: dict[str, Fact] = {
        "method": method,
        "route": route,
        "status": answer.status,
        "seconds": round(answer.seconds(), 4),
    }
    if answer.error is not None:
        _log.failed("request failed", answer.error, **facts)
    elif answer.status >= 500:
        _log.warning("request answered", **facts)
    elif route in _UNREMARKABLE:
        _log.debug("request answered", **facts)
    else:
        _log.info("request answered", **facts)
