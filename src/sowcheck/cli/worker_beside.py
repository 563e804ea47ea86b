"""A worker beside a server: a process of its own, started again whenever it ends by itself."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from sowcheck.telemetry.logs import Log

_LOG = Log("sowcheck.web")
_FIRST_PAUSE, _LONGEST_PAUSE = 1.0, 60.0
_HEALTHY = 60.0
"""Seconds after which a worker that ends has not failed at its start."""


@contextmanager
def worker_beside(store: str, contents: str, workers: int | None = None) -> Iterator[None]:
    """A worker for as long as the block lasts, or this process however it ends."""
    more = ["--workers", str(workers)] if workers else []
    # A command line can be read by everybody on the machine, and an address may hold a password.
    places = {**os.environ, "SOWCHECK_STORE": store, "SOWCHECK_CONTENTS": contents}
    kept = _Kept([sys.executable, "-m", "sowcheck", "worker", "--beside", *more], places)
    thread = threading.Thread(target=kept.keep, args=(kept.started(),), daemon=True)
    thread.start()
    try:
        yield
    finally:
        kept.stop()
        thread.join()


class _Kept:
    """A process that is kept running. It ends when its standard input does."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str]) -> None:
        self._command, self._environment = command, environment
        self._over = threading.Event()
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None

    def keep(self, process: "subprocess.Popen[bytes] | None") -> None:
        """Start it again whenever it ends, until it is told to stop; sooner after a good life than after a short one."""
        pause = _FIRST_PAUSE
        while process is not None:
            began = time.monotonic()
            with process:
                status = process.wait()
            if self._over.is_set():
                return
            pause = _FIRST_PAUSE if time.monotonic() - began > _HEALTHY else min(2 * pause, _LONGEST_PAUSE)
            # Who stops server and worker at once, as systemd does, may reach the worker first.
            if self._over.wait(pause):
                return
            _LOG.warning("the worker beside the server ended and is started again", status=status, seconds=pause)
            process = self.started()

    def stop(self) -> None:
        """Let it finish what it is at, and end."""
        self._over.set()
        with self._lock:
            if self._process is not None and self._process.stdin is not None:
                self._process.stdin.close()

    def started(self) -> "subprocess.Popen[bytes] | None":
        """A new one; None once it is told to stop."""
        with self._lock:
            if self._over.is_set():
                return None
            self._process = subprocess.Popen(  # noqa: S603  (our own program)
                self._command, stdin=subprocess.PIPE, env=self._environment
            )
            return self._process
