"""Nobody keeps the service busy with requests that never end."""

import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI

from site_builders import Clock, site_in
from sowcheck.web.app import create_app
from sowcheck.web.problems import Refused
from sowcheck.web.seats import Seats
from web_server import HOST, Running, answering

pytestmark = pytest.mark.allow_hosts([HOST])
STREAM = {"Accept": "text/event-stream"}


@pytest.fixture
def app_and_server(tmp_path: Path) -> Iterator[tuple[FastAPI, Running]]:
    """A server that nobody else calls."""
    clock = Clock()
    with site_in(tmp_path, clock=clock) as site:
        app = create_app(site)
        app.state.followers = Seats(each=3, in_all=5, what="follow events")
        with answering(app) as url:
            yield app, Running(site, clock, url)


def status(client: httpx.Client, **query: float) -> int:
    return client.get("/v1/events", params=query).status_code


def test_each_caller_has_some_seats_and_all_together_not_too_many() -> None:
    seats = Seats(each=2, in_all=3, what="follow events")
    leave = seats.take("ann")
    seats.take("ann")
    with pytest.raises(Refused, match="ann has 2 requests that follow events already") as enough:
        seats.take("ann")
    assert (enough.value.status_code, enough.value.headers) == (429, {"Retry-After": "10"})
    seats.take("bo")
    with pytest.raises(Refused, match="There are 3") as full:
        seats.take("cy")
    assert (full.value.status_code, full.value.headers) == (503, {"Retry-After": "10"})
    leave()
    leave()
    with seats.taken("cy"), pytest.raises(Refused, match="There are 3"):
        seats.take("dee")
    seats.take("cy")


def test_whoever_follows_too_often_is_turned_away_until_they_let_go(app_and_server: tuple[FastAPI, Running]) -> None:
    _, server = app_and_server
    with server.machine("auditor") as watcher, server.machine("orchestrator") as flow, ExitStack() as streams:
        open_ = [streams.enter_context(watcher.stream("GET", "/v1/events", headers=STREAM)) for _ in range(3)]
        assert {each.status_code for each in open_} == {200}
        refused = watcher.get("/v1/events", headers=STREAM)
        assert (refused.status_code, refused.json()["type"]) == (429, "urn:sowcheck:problem:too-many")
        assert refused.headers["retry-after"] == "10"
        assert status(watcher, wait=5, after=10**6) == 429
        assert status(watcher) == 200, "whoever does not wait needs no seat"
        assert status(flow, wait=0.01) == 200, "another caller has seats of their own"
        open_[0].close()
        until = time.monotonic() + 10
        while (found := status(watcher, wait=0.01, after=10**6)) == 429:
            assert time.monotonic() < until
        assert found == 200


def test_all_together_leave_room_for_everything_else(app_and_server: tuple[FastAPI, Running]) -> None:
    _, server = app_and_server
    with ExitStack() as stack:
        for _ in range(5):
            client = stack.enter_context(server.machine("auditor"))
            assert stack.enter_context(client.stream("GET", "/v1/events", headers=STREAM)).status_code == 200
        with server.machine("auditor") as late:
            refused = late.get("/v1/events", headers=STREAM)
            assert (refused.status_code, refused.json()["type"]) == (503, "urn:sowcheck:problem:busy")
            assert status(late) == 200


def test_the_whole_audit_is_read_by_few_at_a_time(app_and_server: tuple[FastAPI, Running]) -> None:
    app, server = app_and_server
    paths = ("/v1/audit", "/v1/audit/verification")
    with server.machine("auditor") as ada:
        leave, _ = (app.state.readers.take(ada.get("/v1/session").json()["id"]) for _ in range(2))
        assert {ada.get(path).status_code for path in paths} == {429}
        leave()
        assert {ada.get(path).status_code for path in paths * 3} == {200}


def test_whoever_reads_the_audit_slowly_keeps_no_connection_to_the_store(
    app_and_server: tuple[FastAPI, Running],
) -> None:
    _, server = app_and_server
    with server.machine("orchestrator") as flow:
        flow.post("/v1/cases", headers={"Idempotency-Key": "1"}, json={"reference": "r"})
        slow = [server.site.store.audit() for _ in range(40)]
        assert {next(each).sequence for each in slow} == {1}, "there are fewer connections than that"
        assert flow.get("/v1/cases").status_code == 200
