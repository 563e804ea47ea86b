"""Workers on demand, and where the cases of a fault test are."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from fault_moments import Moment, moments
from process import environment
from sowcheck.service.site import Site

FULL = bool(os.environ.get("FAULTS_FULL"))
"""Whether every moment is tried, as `make faults` does, or a few of them."""


def on(database: str) -> pytest.MarkDecorator:
    """The database on which the short form of a test runs; the long form runs on both."""
    return pytest.mark.parametrize("place", ["sqlite", "postgresql"] if FULL else [database], indirect=True)


class Nursery:
    """A process that forks workers and servers on demand."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

    def start(self, **order: Any) -> int:
        """A new worker; its process."""
        return int(self._ask(do="start", **order)["pid"])

    def serve(self, **order: Any) -> int:
        """A new server; its process."""
        return int(self._ask(do="serve", **order)["pid"])

    def wait(self, pid: int) -> int:
        """Wait until it has ended; its exit code, or the negative number of the signal that ended it."""
        return int(self._ask(do="wait", pid=pid)["status"])

    def stop(self, pid: int) -> int:
        """Tell it to stop, as SIGTERM does; its exit code."""
        return int(self._ask(do="stop", pid=pid)["status"])

    def _ask(self, **order: Any) -> dict[str, Any]:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        print(json.dumps(order), file=self._process.stdin, flush=True)
        answer: dict[str, Any] = json.loads(self._process.stdout.readline())
        return answer


@contextmanager
def nursery_of_workers() -> Iterator[Nursery]:
    """A nursery that ends with the block."""
    with subprocess.Popen(  # noqa: S603  (our own program)
        [sys.executable, str(Path(__file__).with_name("fault_nursery.py"))],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=environment(),
    ) as process:
        yield Nursery(process)
        assert process.stdin is not None
        process.stdin.close()


class Place(NamedTuple):
    """Where a test's cases are."""

    site: Site
    store: str
    contents: str
    folder: Path

    def order(self, case: str, **more: Any) -> dict[str, Any]:
        """What a worker has to know."""
        record = str(self.folder / f"{case}.calls")
        return {"store": self.store, "contents": self.contents, "case": case, "record": record, **more}

    def moments(self, case: str, *names: str, only: bool = False) -> list[Moment]:
        """Around the calls of some names that the program made on a case; in the long form around every call.

        Args:
            case: It was looked after from its beginning to its end.
            names: Of calls.
            only: Not every call in the long form either: those of two threads that work on a case at once come in no order.
        """
        calls = (self.folder / f"{case}.calls").read_text(encoding="utf-8").split()
        return list(moments(calls, set(calls) if FULL and not only else names))
