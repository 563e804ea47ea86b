"""`sowcheck serve` that is killed over a request, and started again at the same address over the same store."""

import datetime as dt
import os
import signal
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from fault_builders import Nursery, Place
from site_builders import Clock
from web_server import HOST, Running

Call = Callable[[], httpx.Response]


class MortalServer:
    """A server at an address that stays the same, however often it is killed.

    Args:
        place: Where its cases are.
        nursery: Forks it.
    """

    def __init__(self, place: Place, nursery: Nursery) -> None:
        self._place, self._nursery = place, nursery
        self._port = _free_port()
        self._trap = place.folder / "trap"
        self._pid: int | None = None
        clock = Clock(dt.datetime.now(dt.UTC))
        self.callers = Running(replace(place.site, clock=clock), clock, f"http://{HOST}:{self._port}")
        """Everybody who calls it. What they hold lasts longer than a server."""

    @property
    def log(self) -> Path:
        """What it says."""
        return self._place.folder / "server.log"

    def start(self, workers: int = 0) -> None:
        """Start it; it answers when this returns."""
        words = ["--store", self._place.store, "--contents", self._place.contents]
        words += ["--port", str(self._port), "--workers", str(workers)]
        self._pid = self._nursery.serve(words=words, trap=str(self._trap), log=str(self.log))
        end = time.monotonic() + 30
        while not self.answers("/health/live"):
            assert time.monotonic() < end, self.log.read_text(encoding="utf-8")[-2000:]
            time.sleep(0.02)

    def answers(self, path: str) -> bool:
        """Whether it says yes to a question."""
        try:
            return httpx.get(f"{self.callers.url}{path}", timeout=10).status_code == 200
        except httpx.TransportError:
            return False

    def stop(self) -> None:
        """Tell it to stop; it ends well."""
        if self._pid is not None:
            pid, self._pid = self._pid, None
            assert self._nursery.stop(pid) == 0, self.log.read_text(encoding="utf-8")[-2000:]

    def dies(self) -> None:
        """Kill it, whatever it is at."""
        assert self._pid is not None
        os.kill(self._pid, signal.SIGKILL)
        assert self._nursery.wait(self._pid) == -signal.SIGKILL

    def dies_over(self, moment: str, call: Call) -> httpx.Response:
        """What the same call is answered after the server died over it at a moment, and was started again.

        Args:
            moment: Such as "append 1 before".
            call: A request.
        """
        assert self._pid is not None
        self._trap.write_text(moment, encoding="utf-8")
        with pytest.raises(httpx.TransportError):
            call()
        assert self._nursery.wait(self._pid) == -signal.SIGKILL, self.log.read_text(encoding="utf-8")[-2000:]
        self._trap.unlink()
        self.start()
        return call()


@contextmanager
def mortal_server(place: Place, nursery: Nursery) -> Iterator[MortalServer]:
    """A server that answers until the block ends; whatever happens to it meanwhile."""
    server = MortalServer(place, nursery)
    server.start()
    yield server
    server.stop()


def _free_port() -> int:
    with socket.socket() as found:
        found.bind((HOST, 0))
        return int(found.getsockname()[1])
