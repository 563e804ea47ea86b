"""Handing in papers: the same call again does nothing more, and nothing is kept of what is refused."""

import hashlib
import json
import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest

from site_builders import deal
from sowcheck.web.limits import Limits
from web_server import HOST, Running, files, running

pytestmark = pytest.mark.allow_hosts([HOST])
SOW = b"Statement of Work. The fixed fee is EUR 184,000."


@pytest.fixture
def flow(server: Running) -> Iterator[httpx.Client]:
    with server.machine("orchestrator") as client:
        yield client


def kept(server: Running) -> set[str]:
    return set(server.site.contents.hashes())


def named(name: str, content: bytes) -> dict[str, str]:
    return {"name": name, "sha256": hashlib.sha256(content).hexdigest()}


def hand_in(client: httpx.Client, key: str, **body: Any) -> httpx.Response:
    return client.post("/v1/cases", headers={"Idempotency-Key": key}, json=body)


def test_the_same_key_and_inputs_are_the_same_case(server: Running, flow: httpx.Client) -> None:
    assert flow.put(f"/v1/contents/{named('', SOW)['sha256']}", content=SOW).status_code in (200, 201)
    said = {"reference": "006A", "documents": [named("sow.txt", SOW)]}
    first, again = hand_in(flow, "same-1", **said), hand_in(flow, "same-1", **said)
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    assert [line.type for line in server.site.store.audit(case_id=first.json()["id"])] == ["received"]


def test_the_same_key_with_other_inputs_is_refused(flow: httpx.Client) -> None:
    assert hand_in(flow, "same-2", reference="006A").status_code == 201
    answer = hand_in(flow, "same-2", reference="006B")
    assert (answer.status_code, answer.json()["type"]) == (422, "urn:sowcheck:problem:key-used")


def test_the_same_call_from_many_at_once_is_one_case(server: Running) -> None:
    """A caller that hears nothing sends again while the first call is still under way."""
    token = server.token("orchestrator")

    def send(number: int) -> httpx.Response:
        headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": "same-5"}
        form = {"documents": ("sow.txt", SOW if number % 4 else b"another paper")}
        with server.anonymous() as client:
            return client.post("/v1/cases", headers=headers, data={"reference": "006A"}, files=form)

    with ThreadPoolExecutor(12) as pool:
        answers = list(pool.map(send, range(12)))
    begun = {each.json()["id"] for each in answers if each.status_code == 201}
    assert len(begun) == 1
    assert {each.status_code for each in answers} == {201, 422}
    assert [line.type for line in server.site.store.audit(case_id=begun.pop())] == ["received"]


def test_the_same_key_of_another_caller_is_another_case(server: Running, flow: httpx.Client) -> None:
    with server.machine("orchestrator") as other:
        assert (
            hand_in(flow, "same-3", reference="006A").json()["id"]
            != hand_in(other, "same-3", reference="006A").json()["id"]
        )


def test_a_form_and_hashes_of_the_same_files_are_the_same_case(flow: httpx.Client) -> None:
    papers, records = deal("F2")
    form = [*files("documents", papers), *files("records", records)]
    headers = {"Idempotency-Key": "same-4"}
    first = flow.post("/v1/cases", headers=headers, data={"reference": "006A"}, files=form).json()
    again = hand_in(
        flow,
        "same-4",
        reference="006A",
        documents=[named(each.name, each.read_bytes()) for each in papers],
        records=[named(each.name, each.read_bytes()) for each in records],
    )
    assert again.json() == first


def test_a_hash_that_is_not_here_is_told_with_its_place(flow: httpx.Client) -> None:
    answer = hand_in(flow, "absent-1", reference="006A", records=[named("quote.json", b"never put")])
    assert (answer.status_code, answer.json()["type"]) == (409, "urn:sowcheck:problem:content-not-here")
    assert answer.json()["faults"][0]["where"] == "body.records.0.sha256"


def test_a_file_that_was_cut_off_on_its_way_is_not_kept(server: Running, flow: httpx.Client) -> None:
    before = kept(server)
    whole = named("", b"all of it")["sha256"]
    answer = flow.put(f"/v1/contents/{whole}", content=b"all of")
    assert answer.status_code == 422
    assert kept(server) == before
    assert flow.put(f"/v1/contents/{whole}", content=b"all of it").status_code == 201
    assert flow.put(f"/v1/contents/{whole}", content=b"all of it").status_code == 200


def test_a_paper_takes_the_place_of_the_one_of_its_name(flow: httpx.Client) -> None:
    first, second, quote = (flow.post("/v1/contents", content=each).json()["sha256"] for each in (b"v1", b"v2", b"{}"))
    case = hand_in(flow, "change-1", reference="006A", documents=[{"name": "sow.txt", "sha256": first}]).json()["id"]
    url = f"/v1/cases/{case}/inputs"
    changed = flow.post(
        url,
        json={
            "documents": [{"name": "sow.txt", "sha256": second}],
            "records": [{"name": "quote.json", "sha256": quote}],
        },
    ).json()
    assert [each["sha256"] for each in changed["documents"]] == [second]
    assert [each["sha256"] for each in changed["records"]] == [quote]
    assert flow.post(url, files={"documents": ("sow.txt", b"v2")}).json() == changed
    assert flow.post(url, json={"remove": [quote]}).json()["records"] == []


def test_a_form_says_what_is_wrong_before_anything_is_kept(server: Running, flow: httpx.Client) -> None:
    before = kept(server)
    form = {"documents": ("sow.txt", b"never to be kept")}
    for data in ({}, {"reference": ""}, {"reference": "x" * 201}, {"reference": "006A", "colour": "red"}):
        answer = flow.post("/v1/cases", headers={"Idempotency-Key": "bad-1"}, data=data, files=form)
        assert answer.status_code == 422, data
    assert kept(server) == before


def test_a_name_with_a_path_or_control_characters_harms_nobody(flow: httpx.Client) -> None:
    evil = '../../etc/pass"wd\r\nX-Evil: 1.pdf'
    sha256 = flow.post("/v1/contents", content=b"evil").json()["sha256"]
    case = hand_in(flow, "evil-1", reference="006A", documents=[{"name": evil, "sha256": sha256}]).json()["id"]
    answer = flow.get(f"/v1/cases/{case}/documents/{sha256}")
    assert answer.content == b"evil"
    assert "x-evil" not in answer.headers
    assert answer.headers["content-disposition"].startswith("attachment;")


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A server that takes little."""
    limits = Limits(body=2_000, upload=200_000, file=50_000, files=3)
    with running(tmp_path_factory.mktemp("small"), limits=limits) as server:
        yield server


@pytest.mark.parametrize(
    ("why", "form"),
    [
        ("one file too large", [("documents", ("a.txt", b"x" * 60_000))]),
        ("all together too large", [("documents", (f"{each}.txt", b"x" * 49_000)) for each in range(5)]),
        ("too many files", [("documents", (f"{each}.txt", b"x")) for each in range(40)]),
    ],
)
def test_too_much_is_refused_and_nothing_of_it_is_kept(small: Running, why: str, form: Any) -> None:
    with small.machine("orchestrator") as flow:
        answer = flow.post("/v1/cases", headers={"Idempotency-Key": why}, data={"reference": "006A"}, files=form)
        assert (answer.status_code, answer.json()["type"]) == (413, "urn:sowcheck:problem:too-large")
        assert not kept(small)
        assert flow.get("/v1/cases").json()["cases"] == []


def test_a_body_without_a_length_is_counted_while_it_comes(small: Running) -> None:
    def endless() -> Iterator[bytes]:
        for _ in range(10_000):
            yield b"x" * 10_000

    with small.machine("orchestrator") as flow:
        # The server answers and hangs up before all of it is sent: a client may see the one or the other.
        try:
            assert flow.post("/v1/contents", content=endless()).status_code == 413
        except httpx.TransportError as error:
            assert isinstance(error, httpx.WriteError | httpx.ReadError | httpx.RemoteProtocolError)  # noqa: PT017
        assert not kept(small)
        assert flow.get("/v1/cases").status_code == 200


def test_a_caller_that_hangs_up_in_the_middle_leaves_nothing(small: Running, caplog: pytest.LogCaptureFixture) -> None:
    head = (
        f"POST /v1/contents HTTP/1.1\r\nHost: {HOST}\r\nAuthorization: Bearer {small.token('orchestrator')}\r\n"
        "X-Request-ID: hangs-up-1\r\nContent-Length: 40000\r\n\r\n"
    )
    caplog.set_level("INFO", "sowcheck.web")
    with socket.create_connection((HOST, int(small.url.rpartition(":")[2]))) as connection:
        connection.sendall(head.encode() + b"x" * 10_000)
        time.sleep(0.2)
    until = time.monotonic() + 5
    while not (said := [each for each in caplog.records if "answered" in each.message]) and time.monotonic() < until:
        time.sleep(0.05)
    assert [each.levelname for each in said] == ["INFO"]
    assert not [each for each in caplog.records if each.levelname == "ERROR"]
    assert not kept(small)


def test_json_is_small_on_every_route(small: Running) -> None:
    large = {"reference": "x", "documents": [named(f"{each}.txt", b"x") for each in range(90)]}
    with small.machine("orchestrator") as flow, small.person("finance") as person:
        assert hand_in(flow, "large-1", **large).status_code == 413
        body = json.dumps({"reason": "x" * 3000})
        headers = {"Content-Type": "application/json"}
        assert person.post("/v1/cases/case-1/rejection", content=body, headers=headers).status_code == 413


def test_nobody_who_may_not_hand_in_is_read(small: Running) -> None:
    """The door looks at who calls before it looks at what they bring."""
    with small.anonymous() as client:
        assert client.post("/v1/contents", content=b"x" * 100_000).status_code == 401
