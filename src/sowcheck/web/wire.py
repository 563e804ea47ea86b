"""What comes before HTTP: whoever speaks something else, or takes too long to ask, is told so, or let go."""

import asyncio
import secrets
from http import HTTPStatus

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from sowcheck.telemetry.context import about
from sowcheck.telemetry.logs import Log
from sowcheck.web.headers import ALWAYS
from sowcheck.web.kinds import Kind
from sowcheck.web.problems import answer

_LOG = Log("sowcheck.web")
_NO_HTTP = Kind(HTTPStatus.BAD_REQUEST, "bad-request", "Bad Request")
_HEAD = 30.0
"""Seconds for the head of a request, from its first byte on, and for the first one from when the connection began."""


class Wire(H11Protocol):
    """A connection. It is always this parser, whatever else is installed."""

    _late: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as the one above it
        """Somebody has connected."""
        super().connection_made(transport)
        self._mind()

    def data_received(self, data: bytes) -> None:
        """Bytes came in."""
        super().data_received(data)
        self._mind()

    def connection_lost(self, exc: Exception | None) -> None:
        """They have gone."""
        self._forget()
        super().connection_lost(exc)

    def send_400_response(self, msg: str) -> None:
        """Answer what is no HTTP as any other mistake is answered: it may have been a browser that sent it."""
        if self.conn.our_state not in (h11.IDLE, h11.SEND_RESPONSE):
            self.transport.close()  # in the middle of an answer to something else
            return
        request = secrets.token_hex(8)
        with about(request=request):
            told = answer(_NO_HTTP, "This is no request of HTTP/1.1.", "Send the request as docs/api.md shows it.")
            _LOG.info("request was no HTTP", why=msg)
        body = bytes(told.body)
        headers = {**ALWAYS, "X-Request-ID": request, "Connection": "close", "Content-Length": str(len(body))}
        headers["Content-Type"] = str(told.media_type)
        response = h11.Response(status_code=told.status_code, headers=list(headers.items()), reason=b"Bad Request")
        for event in (response, h11.Data(data=body), h11.EndOfMessage()):
            self.transport.write(self.conn.send(event) or b"")
        self.transport.close()

    def _mind(self) -> None:
        """Wait for a head that has not come yet; between requests, the server itself waits."""
        if self.conn.their_state is not h11.IDLE or self.timeout_keep_alive_task is not None:
            self._forget()
        elif self._late is None:
            self._late = self.loop.call_later(_HEAD, self.transport.close)

    def _forget(self) -> None:
        if self._late is not None:
            self._late.cancel()
            self._late = None
