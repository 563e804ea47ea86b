"""The command `sowcheck serve`, as a process of its own: its address, its end, and a disk without room."""

import datetime as dt
import hashlib
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from process import environment, sowcheck
from site_builders import Clock, site_in
from sowcheck.web.server import listening
from web_server import HOST, new_token

pytestmark = pytest.mark.allow_hosts([HOST])
MEGABYTE = 1_000_000


@contextmanager
def served(
    store: Path, *options: str, most_bytes: int | None = None
) -> Iterator[tuple[subprocess.Popen[str], httpx.Client]]:
    """A server process over a store, with a machine that may hand in; no file that it writes gets larger than `most_bytes`."""
    with site_in(store.parent, store=str(store), clock=Clock(dt.datetime.now(dt.UTC))) as site:
        token = new_token(site, "orchestrator")
    limits = [f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({most_bytes},) * 2)"] if most_bytes else []
    start = "; ".join([*limits, "from sowcheck.cli.app import main", "main()"])
    command = [sys.executable, "-c", start, "serve", "--store", str(store), "--port", "0", "--workers", "0", *options]
    with subprocess.Popen(  # noqa: S603  (our own program)
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment()
    ) as process:
        assert process.stdout is not None
        try:
            told = re.search(r"http://\S+", process.stdout.readline())
            assert told is not None
            headers = {"Authorization": f"Bearer {token}"}
            with httpx.Client(base_url=told[0], headers=headers, timeout=30) as client:
                yield process, client
        finally:
            process.terminate()
            process.communicate(timeout=60)


@pytest.mark.parametrize("told", [signal.SIGTERM, signal.SIGINT], ids=lambda each: each.name)
def test_a_server_that_is_told_to_stop_lets_everybody_go_and_ends_well(tmp_path: Path, told: signal.Signals) -> None:
    with served(tmp_path / "cases.db") as (process, client):
        assert client.get("/health/ready").json() == {"status": "ready"}
        with client.stream("GET", "/v1/events", headers={"Accept": "text/event-stream"}) as stream:
            lines = stream.iter_lines()
            assert next(lines).startswith(":")
            process.send_signal(told)
            for _ in lines:
                pass
        assert process.wait(timeout=20) == 0
        assert process.stderr is not None
        assert "Traceback" not in process.stderr.read()
        with pytest.raises(httpx.ConnectError):
            httpx.get(str(client.base_url))


def test_a_disk_without_room_is_told_and_nothing_half_is_kept(tmp_path: Path) -> None:
    store = tmp_path / "cases.db"
    with served(store, most_bytes=3 * MEGABYTE) as (_, flow):
        small, large = b"a" * 2_000, b"b" * (4 * MEGABYTE)
        assert flow.post("/v1/contents", content=small).status_code == 201
        sha256 = hashlib.sha256(large).hexdigest()
        form = [("documents", ("small.txt", b"c" * 2_000)), ("documents", ("large.txt", large))]
        for answer in (
            flow.post("/v1/contents", content=large),
            flow.put(f"/v1/contents/{sha256}", content=large),
            flow.post("/v1/cases", headers={"Idempotency-Key": "1"}, data={"reference": "006X"}, files=form),
        ):
            assert (answer.status_code, answer.json()["type"]) == (507, "urn:sowcheck:problem:no-room")
            assert "nothing was kept" in answer.json()["detail"]
        assert flow.get("/v1/cases").json()["cases"] == []
        again = flow.post("/v1/cases", headers={"Idempotency-Key": "1"}, data={"reference": "006X"}, files=form[:1])
        assert again.status_code == 201
    kept = [path for path in Path(f"{store}.contents").rglob("*") if path.is_file()]
    assert all(hashlib.sha256(path.read_bytes()).hexdigest() == path.name for path in kept)
    assert sha256 not in {path.name for path in kept}


def test_a_port_that_is_taken_is_told(tmp_path: Path) -> None:
    with listening(HOST, 0) as taken:
        port = str(taken.getsockname()[1])
        answer = sowcheck("serve", "--store", tmp_path / "cases.db", "--port", port, "--workers", "0")
    assert answer.returncode == 2
    assert f"Nobody can listen at 127.0.0.1:{port}: Address already in use." in answer.stderr
