"""A disk that is full: whoever sends something is told, nothing half is kept, and the work goes on once there is room."""

import datetime as dt
import hashlib
import resource
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any, Protocol

import httpx
import psycopg
import pytest
from sqlalchemy import Engine, event

from fault_builders import Nursery, Place
from race_builders import Processes, problem, stays_whole
from site_builders import Clock, deal, site_in
from sowcheck.work.queue import WorkQueue
from web_server import HOST, Running, serving
from work_builders import SOW, events, handed_in, in_review, made, notes, until

pytestmark = pytest.mark.allow_hosts([HOST])

KILOBYTE = 1_000


@contextmanager
def no_file_beyond(process: int, most: int) -> Iterator[None]:
    """A process that can write no file larger than so many bytes while the block lasts, as if the disk were full there."""
    before = resource.prlimit(process, resource.RLIMIT_FSIZE)
    resource.prlimit(process, resource.RLIMIT_FSIZE, (most, before[1]))
    try:
        yield
    finally:
        resource.prlimit(process, resource.RLIMIT_FSIZE, before)


def nothing_half(folder: Path) -> None:
    """Whatever is kept is what its name says, and nothing is on its way."""
    for path in folder.rglob("*"):
        if path.is_file():
            assert hashlib.sha256(path.read_bytes()).hexdigest() == path.name, path


def test_a_disk_without_room_takes_no_paper_and_no_record_and_the_case_goes_on_once_there_is_room(
    two_processes: Processes, record_property: Callable[[str, object], None]
) -> None:
    clock, service = Clock(dt.datetime.now(dt.UTC)), two_processes.all[0]
    large, record = b"b" * 3_000 * KILOBYTE, deal("F1")[1][0].read_bytes()
    padded = record.rstrip()[:-1] + b" " * 200 * KILOBYTE + b"}"
    with site_in(two_processes.folder, store=two_processes.store, clock=clock) as site:
        with Running(site, clock, service.url).machine("orchestrator") as flow:

            def hand_in(key: str, **files: bytes) -> httpx.Response:
                form = [(kind, (f"{kind}.md", content)) for kind, content in files.items()]
                return flow.post("/v1/cases", headers={"Idempotency-Key": key}, data={"reference": key}, files=form)

            begun = hand_in("full-1", documents=SOW.encode())
            assert begun.status_code == 201
            inputs, before = f"/v1/cases/{begun.json()['id']}/inputs", begun.json()
            with no_file_beyond(service.process.pid, 100 * KILOBYTE):
                refused = [
                    hand_in("full-2", documents=large, records=record),
                    hand_in("full-3", documents=SOW.encode(), records=padded),
                    flow.post(inputs, files={"documents": ("order.md", large)}),
                    flow.post(inputs, files={"records": ("quote.json", padded)}),
                    flow.post("/v1/contents", content=large),
                    flow.put(f"/v1/contents/{hashlib.sha256(padded).hexdigest()}", content=padded),
                ]
                assert [(each.status_code, problem(each)) for each in refused] == [(507, "no-room")] * 6
                assert all("nothing was kept" in each.json()["detail"] for each in refused)
                assert flow.get(f"/v1/cases/{before['id']}").json() == before
                assert flow.get("/v1/cases", params={"reference": "full-2"}).json()["cases"] == []
                assert hand_in("full-4", documents=b"# Small").status_code == 201, "what has room is taken"
            nothing_half(two_processes.folder / "contents")
            for key, files in (("full-2", (large, record)), ("full-3", (SOW.encode(), padded))):
                assert hand_in(key, documents=files[0], records=files[1]).status_code == 201
            case = flow.post(inputs, files={"records": ("quote.json", padded)}).json()
            assert [each["sha256"] for each in case["records"]] == [hashlib.sha256(padded).hexdigest()]
            assert events(site, case["id"]) == ["received", "inputs_changed"]
        stays_whole(site, record_property)


@pytest.mark.usefixtures("whole")
def test_a_report_that_finds_no_room_waits_and_the_worker_goes_on_once_there_is_room(
    place: Place, nursery: Nursery, queue: WorkQueue
) -> None:
    worker = nursery.start(**place.order("first"))
    handed_in(place.site, "first")
    until(lambda: in_review(place.site, "first"), seconds=20)
    ids = [f"waits-{number}" for number in range(3)]
    with no_file_beyond(worker, 20 * KILOBYTE):
        for case_id in ids:
            queue.wake(handed_in(place.site, case_id, SOW.replace("184,000", f"18{case_id[-1]},000")))
        time.sleep(2)
        assert not any(in_review(place.site, each) for each in ids)
        nothing_half(Path(place.contents))
    until(lambda: in_review(place.site, *ids), seconds=30)
    assert nursery.stop(worker) == 0
    for case_id in ids:
        assert events(place.site, case_id) == ["received", "records_read", "validated", "analysed", "review_opened"]
        assert notes(place.site, case_id) == []
    nothing_half(Path(place.contents))


class Room(Protocol):
    """Makes a database full, or not."""

    def __call__(self, there_is: bool) -> None: ...


@contextmanager
def in_sqlite(_: str) -> Iterator[Room]:
    """Connections may not make the file larger than it is."""
    most = [1 << 30]

    def limited(connection: sqlite3.Connection, *_: Any) -> None:
        connection.execute(f"PRAGMA max_page_count = {most[0]}")

    def room(there_is: bool) -> None:
        most[0] = 1 << 30 if there_is else 1

    event.listen(Engine, "checkout", limited)
    try:
        yield room
    finally:
        event.remove(Engine, "checkout", limited)


@contextmanager
def in_postgresql(store: str) -> Iterator[Room]:
    """The server says what it says when a table cannot grow."""
    fails = "BEGIN RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = 'disk_full'; END"
    with psycopg.connect(store, autocommit=True) as connection:
        connection.execute(f"CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $${fails}$$")
        connection.execute("CREATE TRIGGER no_room BEFORE INSERT ON cases EXECUTE FUNCTION full_disk()")

        def room(there_is: bool) -> None:
            connection.execute(f"ALTER TABLE cases {'DISABLE' if there_is else 'ENABLE'} TRIGGER no_room")

        yield room


@pytest.mark.parametrize("fills", [in_sqlite, in_postgresql])
def test_a_database_without_room_is_told_as_one_and_takes_everything_once_there_is_room(
    fills: Callable[[str], AbstractContextManager[Room]],
    tmp_path: Path,
    request: pytest.FixtureRequest,
    record_property: Callable[[str, object], None],
) -> None:
    address = str(tmp_path / "cases.db") if fills is in_sqlite else request.getfixturevalue("postgres").database()
    with fills(made(address)) as room, site_in(tmp_path, store=address) as site, serving(site) as url:
        assert isinstance(site.clock, Clock)
        with Running(site, site.clock, url).machine("orchestrator") as flow:

            def hand_in(number: int) -> httpx.Response:
                key = {"Idempotency-Key": f"case-{number}"}
                return flow.post("/v1/cases", headers=key, json={"reference": "006X" * 40})

            room(there_is=True)
            assert hand_in(0).status_code == 201
            room(there_is=False)
            refused = [each for each in map(hand_in, range(1, 20)) if each.status_code != 201]
            assert refused
            assert {(each.status_code, problem(each)) for each in refused} == {(507, "no-room")}
            assert len(site.store.find()) == 20 - len(refused)
            room(there_is=True)
            assert all(hand_in(number).status_code == 201 for number in range(20))
            assert len(site.store.find()) == 20
        stays_whole(site, record_property)
