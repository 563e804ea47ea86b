"""The worker beside a server."""

import os
import signal
import time
from pathlib import Path

import pytest

from process import is_running
from sowcheck.cli.worker_beside import worker_beside


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="processes are seen in /proc, which is Linux")
def test_a_worker_that_is_killed_is_started_again_and_ends_with_its_server(tmp_path: Path) -> None:
    def worker(other_than: int = 0) -> int:
        """The process id of the worker, as soon as there is one."""
        until = time.monotonic() + 20
        while time.monotonic() < until:
            found = [
                int(pid) for each in Path("/proc/self/task").glob("*/children") for pid in each.read_text().split()
            ]
            for pid in set(found) - known - {other_than}:
                if is_running(pid):
                    return pid
            time.sleep(0.05)
        raise AssertionError("no worker was started")

    known = {int(pid) for each in Path("/proc/self/task").glob("*/children") for pid in each.read_text().split()}
    with worker_beside(str(tmp_path / "cases.db"), str(tmp_path / "contents"), 1):
        first = worker()
        os.kill(first, signal.SIGKILL)
        second = worker(other_than=first)
        assert is_running(second)
    assert not is_running(second)
