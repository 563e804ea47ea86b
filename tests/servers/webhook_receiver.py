"""A real HTTP server on this machine that takes webhooks, and answers them as a test says.

    with Receiver([answers(503), answers(200)]) as receiver:
        ...  # point a subscription at receiver.url

Tests that use it are marked with `pytest.mark.allow_hosts([HOST])`: every other address stays closed to them.
"""

import contextlib
import socket
import struct
import threading
from collections.abc import Callable, Iterable, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import NamedTuple, Self

HOST = "127.0.0.1"


class Received(NamedTuple):
    """A message as it came over the wire."""

    path: str
    headers: dict[str, str]
    """By their names in lower case."""
    body: bytes


class Talk:
    """One message that waits for its answer, and the means to answer it well or badly."""

    def __init__(self, handler: BaseHTTPRequestHandler, stopping: threading.Event) -> None:
        self._handler, self._stopping = handler, stopping

    def send(self, status: int, headers: Mapping[str, str], body: bytes = b"") -> None:
        """Status, headers and body."""
        handler = self._handler
        handler.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(body)

    def drip(self, words: bytes, every: float) -> None:
        """A byte at a time, until the other side has enough of it."""
        for place in range(len(words)):
            self._handler.wfile.write(words[place : place + 1])
            self._handler.wfile.flush()
            if self._stopping.wait(every):
                return

    def wait(self, seconds: float) -> None:
        """Does nothing for a while."""
        self._stopping.wait(seconds)

    def reset(self) -> None:
        """Cuts the connection as a crashed server does."""
        self._handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self._handler.close_connection = True
        self._handler.connection.close()


Answer = Callable[[Talk], None]


def answers(status: int = 204, headers: Mapping[str, str] | None = None, body: bytes = b"") -> Answer:
    """An answer."""
    return lambda talk: talk.send(status, headers or {}, body)


def hangs(seconds: float = 30.0) -> Answer:
    """Says nothing."""

    def answer(talk: Talk) -> None:
        talk.wait(seconds)
        talk.reset()

    return answer


def resets(talk: Talk) -> None:
    """Cuts."""
    talk.reset()


def drips(every: float = 0.05) -> Answer:
    """Begins an answer that never ends."""
    return lambda talk: talk.drip(b"HTTP/1.1 200 OK\r\nX-Long: " + b"x" * 4000, every)


class Receiver:
    """The server, on a free port of this machine, and what it was sent."""

    def __init__(self, script: Iterable[Answer] = ()) -> None:
        """Answers in turn; once they are used up, every message is taken."""
        self.received: list[Received] = []
        self._answers = iter(list(script))
        self._lock = threading.Lock()
        self._stopping = threading.Event()
        self._server = _Server((HOST, 0), self._handler())
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)

    @property
    def url(self) -> str:
        """Where messages go."""
        return f"http://{HOST}:{self._server.server_address[1]}/hooks"

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

    def _take(self, message: Received) -> Answer:
        with self._lock:
            self.received.append(message)
            return next(self._answers, answers())

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                headers = {name.lower(): value for name, value in self.headers.items()}
                try:
                    receiver._take(Received(self.path, headers, body))(Talk(self, receiver._stopping))
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

    def handle_error(self, request: object, client_address: object) -> None:
        """A connection that ended early is what some tests are about."""
