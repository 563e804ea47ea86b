"""A real HTTP server on this machine that speaks the wire protocol of chat completions, and does what a test says.

    with ChatEndpoint([too_many(retry_after=1), says({"amount": "184000.00"})]) as endpoint:
        ...  # point a model at endpoint.url

Tests that use it are marked with `pytest.mark.allow_hosts([HOST])`: every other address stays closed to them.
"""

import contextlib
import json
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self

from pydantic import BaseModel

HOST = "127.0.0.1"


@dataclass(frozen=True)
class Call:
    """A request as it came over the wire."""

    path: str
    headers: dict[str, str]
    """By their names in lower case."""
    body: dict[str, Any]
    at: float
    """When it came, by the monotonic clock."""

    @property
    def messages(self) -> list[dict[str, Any]]:
        """The conversation so far."""
        messages: list[dict[str, Any]] = self.body["messages"]
        return messages

    @property
    def instructions(self) -> str:
        """What the model is told to do."""
        return "\n".join(message["content"] for message in self.messages if message["role"] == "system")

    @property
    def text(self) -> str:
        """What the model is given to read."""
        return next(str(message["content"]) for message in self.messages if message["role"] == "user")


class Exchange:
    """One request that waits for its reply: what came, and the means to answer it well or badly."""

    def __init__(self, handler: BaseHTTPRequestHandler, call: Call, stopping: threading.Event) -> None:
        self.call = call
        self._handler = handler
        self._stopping = stopping

    def send(
        self,
        body: bytes,
        *,
        status: int = 200,
        content_type: str = "application/json",
        headers: Mapping[str, str] | None = None,
        of: int | None = None,
    ) -> None:
        """Status, headers and body; with `of`, the body is announced as longer than it is."""
        handler = self._handler
        handler.send_response(status)
        handler.send_header("Content-Type", content_type)
        handler.send_header("Content-Length", str(len(body) if of is None else of))
        for name, value in (headers or {}).items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(body)
        handler.wfile.flush()

    def trickle(self, body: bytes, *, every: float) -> None:
        """The body a byte at a time, until the other side has enough of it."""
        self.send(b"", of=len(body))
        for place in range(len(body)):
            if self.wait(every):
                return
            self._handler.wfile.write(body[place : place + 1])
            self._handler.wfile.flush()

    def wait(self, seconds: float) -> bool:
        """Does nothing for a while; True if the server is being closed meanwhile."""
        return self._stopping.wait(seconds)

    def reset(self) -> None:
        """Cuts the connection as a crashed server does."""
        self._handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self._handler.close_connection = True
        self._handler.connection.close()


Reply = Callable[[Exchange], None]
"""What the server does with one request."""

Content = str | Mapping[str, Any] | BaseModel
"""The words of an answer, or what is to be written in them as JSON."""


def says(
    content: Content,
    *,
    input_tokens: int = 100,
    output_tokens: int = 20,
    cached: int = 0,
    finish: str = "stop",
    refusal: str | None = None,
    usage: bool = True,
    after: float = 0.0,
) -> Reply:
    """An answer of the model, as complete as the arguments say, `after` some seconds."""
    body: dict[str, Any] = {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1_700_000_000,
        "model": "wire-model",
        "choices": [
            {
                "index": 0,
                "finish_reason": finish,
                "message": {"role": "assistant", "content": _written(content), "refusal": refusal},
            }
        ],
    }
    if usage:
        body["usage"] = _usage(input_tokens, output_tokens, cached)

    def reply(exchange: Exchange) -> None:
        exchange.wait(after)
        exchange.send(json.dumps(body).encode())

    return reply


def cut_off(content: Content, *, output_tokens: int = 4096) -> Reply:
    """An answer that ran into its limit of tokens: the words end where the limit was."""
    return says(_written(content)[:-2], finish="length", output_tokens=output_tokens)


def refuses(words: str = "I cannot help with that.") -> Reply:
    """The model declines, in the field that the protocol has for it."""

    def reply(exchange: Exchange) -> None:
        message = {"role": "assistant", "content": None, "refusal": words}
        choice = {"index": 0, "finish_reason": "stop", "message": message}
        exchange.send(_completion([choice], input_tokens=100, output_tokens=8))

    return reply


def filtered() -> Reply:
    """A filter of the endpoint stopped the answer."""
    return says("", finish="content_filter", output_tokens=0)


def no_choices() -> Reply:
    """Well formed, and empty."""
    return lambda exchange: exchange.send(_completion([], input_tokens=100, output_tokens=0))


def fails(
    status: int, message: str = "", *, headers: Mapping[str, str] | None = None, code: str | None = None,
    param: str | None = None,
) -> Reply:  # fmt: skip
    """An error of the endpoint, in the protocol's own form."""
    error = {"message": message or f"error {status}", "type": "error", "code": code, "param": param}

    def reply(exchange: Exchange) -> None:
        exchange.send(json.dumps({"error": error}).encode(), status=status, headers=headers)

    return reply


def too_many(*, retry_after: str | float | None = None) -> Reply:
    """429, with the time after which to come again."""
    headers = {} if retry_after is None else {"Retry-After": str(retry_after)}
    return fails(429, "Rate limit reached", headers=headers, code="rate_limit_exceeded")


def hangs(seconds: float = 30.0) -> Reply:
    """Says nothing, for longer than anybody waits; then cuts."""

    def reply(exchange: Exchange) -> None:
        exchange.wait(seconds)
        exchange.reset()

    return reply


def drips(content: Content, *, every: float = 0.05) -> Reply:
    """A good answer, a byte at a time: each byte is in time, the answer never ends."""

    def reply(exchange: Exchange) -> None:
        message = {"role": "assistant", "content": _written(content) + " " * 2000}
        choice = {"index": 0, "finish_reason": "stop", "message": message}
        exchange.trickle(_completion([choice], input_tokens=100, output_tokens=20), every=every)

    return reply


def cuts_mid_body() -> Reply:
    """Half of an answer, then the connection is gone."""

    def reply(exchange: Exchange) -> None:
        body = _completion([], input_tokens=100, output_tokens=20)
        exchange.send(body[: len(body) // 2], of=len(body))
        exchange.reset()

    return reply


def raw(body: bytes, *, content_type: str = "application/json", status: int = 200) -> Reply:
    """These bytes."""
    return lambda exchange: exchange.send(body, content_type=content_type, status=status)


class ChatEndpoint:
    """The server, on a free port of this machine, and what it was asked."""

    def __init__(self, script: Iterable[Reply] | Callable[[Call], Reply]) -> None:
        """Replies in turn, or whatever the function makes of each request."""
        self.calls: list[Call] = []
        self.unexpected: list[Call] = []
        """Requests for which the script had no reply any more; leaving the context asserts that there were none."""
        self._choose = script if callable(script) else None
        self._replies = iter(()) if callable(script) else iter(list(script))
        self._lock = threading.Lock()
        self._stopping = threading.Event()
        self._server = _Server((HOST, 0), self._handler())
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)

    @property
    def url(self) -> str:
        """What a model takes as its base URL."""
        return f"http://{HOST}:{self._server.server_address[1]}/v1"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stopping.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
        if kind is None:
            assert not self.unexpected, f"{len(self.unexpected)} requests more than the script has replies"

    def _reply_to(self, call: Call) -> Reply:
        with self._lock:
            self.calls.append(call)
            if self._choose is not None:
                return self._choose(call)
            found = next(self._replies, None)
            if found is None:
                self.unexpected.append(call)
                return fails(400, "the script of this test has ended")
            return found

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        endpoint = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                length = int(self.headers.get("Content-Length", 0))
                headers = {name.lower(): value for name, value in self.headers.items()}
                body = json.loads(self.rfile.read(length))
                call = Call(self.path, headers, body, time.monotonic())
                try:
                    endpoint._reply_to(call)(Exchange(self, call, endpoint._stopping))
                except OSError:  # the other side went away, as tests on patience make it do
                    self.close_connection = True

            def log_message(self, format: str, *args: object) -> None:
                pass

            def finish(self) -> None:
                with contextlib.suppress(OSError, ValueError):  # the connection was reset on purpose
                    super().finish()

        return Handler


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A connection that ended early is what some tests are about."""


def _written(content: Content) -> str:
    if isinstance(content, str):
        return content
    if isinstance(content, BaseModel):
        return content.model_dump_json(by_alias=True)
    return json.dumps(content, default=str)


def _usage(input_tokens: int, output_tokens: int, cached: int = 0) -> dict[str, Any]:
    return {
        "prompt_tokens": input_tokens,
        "completion_tokens": output_tokens,
        "total_tokens": input_tokens + output_tokens,
        "prompt_tokens_details": {"cached_tokens": cached},
    }


def _completion(choices: list[dict[str, Any]], *, input_tokens: int, output_tokens: int) -> bytes:
    body = {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1_700_000_000,
        "model": "wire-model",
        "choices": choices,
        "usage": _usage(input_tokens, output_tokens),
    }
    return json.dumps(body).encode()
