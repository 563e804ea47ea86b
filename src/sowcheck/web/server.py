"""The door to uvicorn, with `wire`: answers requests until it is told to stop, and then lets those that are running end."""

import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

import uvicorn
from fastapi import FastAPI

from sowcheck.errors import UsageError
from sowcheck.web.wire import Wire

_PATIENCE = 20
"""Seconds for which a request that is running is waited for."""

_IDLE = 75
"""Seconds after which a connection that nobody uses is closed: longer than proxies keep one, so that they close it first."""


def listening(host: str, port: int) -> socket.socket:
    """A socket that requests come in at; port 0 is any that is free.

    Raises:
        UsageError: the address is taken, or is none of this machine.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # Only of a socket that names its protocol is asyncio sure that small answers need not wait for each other.
    found = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        found.bind((host, port))
        found.listen(512)
    except (OSError, OverflowError) as error:
        found.close()
        raise UsageError(
            f"Nobody can listen at {host}:{port}: {getattr(error, 'strerror', None) or error}.",
            hint="Choose another --port, or --host.",
        ) from error
    return found


def address_of(listener: socket.socket) -> str:
    """Where requests are answered."""
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


class Server(uvicorn.Server):
    """A server that lets those who follow events go when it is told to stop.

    Args:
        app: What answers.
        proxies: Addresses whose word on the caller's address and scheme is taken.
        ready: Called once requests are answered.
    """

    def __init__(self, app: FastAPI, *, proxies: str = "127.0.0.1", ready: Callable[[], None] = lambda: None) -> None:
        super().__init__(
            uvicorn.Config(
                app,
                http=Wire,
                access_log=False,
                log_config=None,
                server_header=False,
                proxy_headers=True,
                forwarded_allow_ips=proxies,
                timeout_graceful_shutdown=_PATIENCE,
                timeout_keep_alive=_IDLE,
                lifespan="on",
                ws="none",
            )
        )
        self._app = app
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to answer."""
        await super().startup(sockets)
        if self.started:
            self._ready()

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Told to stop; told by Ctrl-C a second time, it waits for nobody."""
        super().handle_exit(sig, frame)
        self.stop()

    def stop(self) -> None:
        """Let those go who follow events, and answer nothing new."""
        self._app.state.tail.end()
        self.should_exit = True

    @contextmanager
    def told_to_stop(self) -> Iterator[None]:
        """Being told to stop is no failure in this block, and is heard before the server runs as well.

        Once it has ended, uvicorn raises the signal that ended it once more.
        """
        before = {each: signal.signal(each, lambda *_: self.stop()) for each in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield
        finally:
            for each, handler in before.items():
                signal.signal(each, handler)
