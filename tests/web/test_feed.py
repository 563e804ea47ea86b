"""Whoever follows what happens misses nothing and sees nothing twice."""

import itertools
import json
import threading
import time
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from sowcheck.web.feed import happened
from web_server import HOST, Running

pytestmark = pytest.mark.allow_hosts([HOST])
_keys = itertools.count()


def hand_in(client: httpx.Client) -> str:
    headers = {"Idempotency-Key": f"feed-{next(_keys)}"}
    found: str = client.post("/v1/cases", headers=headers, json={"reference": "feed"}).json()["id"]
    return found


def now(server: Running) -> int:
    return server.site.store.head()[0]


def events_of(lines: Iterator[str]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Id, type and data of the events of a stream."""
    said: dict[str, str] = {}
    for line in lines:
        if line == "":
            if "data" in said:
                yield said["id"], said["event"], json.loads(said["data"])
            said = {}
        elif not line.startswith(":"):
            name, _, value = line.partition(": ")
            said[name] = value


def test_pages_of_events_lie_end_to_end(server: Running) -> None:
    start = now(server)
    with server.machine("orchestrator") as flow:
        cases = [hand_in(flow) for _ in range(5)]
        seen, cursor = [], start
        while True:
            page = flow.get("/v1/events", params={"after": cursor, "limit": 2}).json()
            if not page["events"]:
                break
            seen += page["events"]
            cursor = page["next"]
    assert [each["case"] for each in seen] == cases
    assert [each["type"] for each in seen] == ["received"] * 5
    assert sorted({each["sequence"] for each in seen}) == [each["sequence"] for each in seen]


def test_a_request_waits_for_the_next_event(server: Running) -> None:
    start = now(server)
    with server.machine("orchestrator") as flow, server.machine("auditor") as watcher:
        threading.Timer(0.5, hand_in, [flow]).start()
        began = time.monotonic()
        page = watcher.get("/v1/events", params={"after": start, "wait": 20}).json()
        assert 0.4 < time.monotonic() - began < 10
        assert [each["type"] for each in page["events"]] == ["received"]


def test_a_request_that_waits_in_vain_says_where_to_go_on(server: Running) -> None:
    with server.machine("auditor") as watcher:
        start = now(server)
        page = watcher.get("/v1/events", params={"after": start, "wait": 0.3}).json()
        assert page == {"events": [], "next": start}


def test_refusals_are_no_events_and_hold_nobody_up(server: Running) -> None:
    with server.machine("auditor") as watcher:
        start = now(server)
        for _ in range(3):
            watcher.post("/v1/cases/case-1/rejection", json={"reason": "no"})
        assert now(server) == start + 3
        assert watcher.get("/v1/events", params={"after": start}).json() == {"events": [], "next": start + 3}


def test_a_stream_brings_events_as_they_happen_and_goes_on_where_it_ended(server: Running) -> None:
    start = now(server)
    accept = {"Accept": "text/event-stream"}
    with server.machine("orchestrator") as flow:
        first = hand_in(flow)
        with flow.stream("GET", "/v1/events", params={"after": start}, headers=accept) as stream:
            assert stream.headers["content-type"].startswith("text/event-stream")
            events = events_of(stream.iter_lines())
            id_, type_, data = next(events)
            assert (type_, data["case"], str(data["sequence"])) == ("received", first, id_)
            with server.machine("orchestrator") as other:
                second = hand_in(other)
            assert next(events)[2]["case"] == second
        with flow.stream("GET", "/v1/events", headers={**accept, "Last-Event-ID": id_}) as stream:
            assert next(events_of(stream.iter_lines()))[2]["case"] == second


def test_a_case_is_followed_alone(server: Running) -> None:
    with server.machine("orchestrator") as flow:
        mine, _ = hand_in(flow), hand_in(flow)
        page = flow.get(f"/v1/cases/{mine}/events").json()
        assert {each["case"] for each in page["events"]} == {mine}
        assert flow.get(f"/v1/cases/{mine}/events", params={"after": page["next"]}).json()["events"] == []


def test_a_stream_ends_for_somebody_who_may_no_longer_follow_it(server: Running) -> None:
    token = server.token("auditor")
    headers = {"Authorization": f"Bearer {token}", "Accept": "text/event-stream"}
    start = now(server)
    with (
        server.machine("orchestrator") as flow,
        server.anonymous() as client,
        client.stream("GET", "/v1/events", params={"after": start}, headers=headers) as stream,
    ):
        lines = stream.iter_lines()
        assert next(lines).startswith(":")
        server.revoke(token)
        hand_in(flow)
        assert list(events_of(lines)) == []


def test_words_that_people_wrote_stay_sealed(server: Running) -> None:
    with server.machine("orchestrator") as flow, server.person("finance") as fay:
        case = hand_in(flow)
        fay.post(f"/v1/cases/{case}/rejection", json={"reason": "Ms Berg said no"})
        last = flow.get(f"/v1/cases/{case}/events").json()["events"][-1]
        assert (last["type"], last["state"]) == ("rejected", "rejected")
        assert "Berg" not in json.dumps(last)


def test_many_wait_at_once_and_others_are_answered_meanwhile(server: Running) -> None:
    """Waiting takes no thread: there are fewer of them than people here who wait."""
    start, got = now(server), list[list[Any]]()

    def wait() -> None:
        with server.anonymous() as client:
            headers = {"Authorization": f"Bearer {token}"}
            got.append(client.get("/v1/events", params={"after": start, "wait": 25}, headers=headers).json()["events"])

    token = server.token("auditor")
    waiting = [threading.Thread(target=wait) for _ in range(60)]
    for thread in waiting:
        thread.start()
    with server.machine("orchestrator") as flow:
        began = time.monotonic()
        assert flow.get("/v1/cases").status_code == 200
        assert time.monotonic() - began < 10
        hand_in(flow)
        for thread in waiting:
            thread.join(timeout=30)
    assert len(got) == 60
    assert all(len(events) == 1 for events in got)


def test_every_line_of_a_case_is_an_event(server: Running) -> None:
    with server.machine("orchestrator") as flow:
        hand_in(flow)
    lines = [line for line in server.site.store.audit() if line.number is not None]
    assert lines
    assert all(happened(line) is not None for line in lines)
