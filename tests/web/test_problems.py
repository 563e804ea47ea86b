"""Every error is a problem: a status, a kind that stays the same, what happened, what to do, and the id of the request."""

import sqlite3
from contextlib import closing
from pathlib import Path

import httpx
import pytest

from web_server import HOST, Running, running

pytestmark = pytest.mark.allow_hosts([HOST])


def told(answer: httpx.Response) -> tuple[int, str]:
    """Status and kind of a problem that is whole."""
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert set(problem) == {"type", "title", "status", "detail", "hint", "request_id", "faults"}
    assert problem["status"] == answer.status_code
    assert problem["request_id"] == answer.headers["x-request-id"]
    assert all(problem[name] for name in ("title", "detail", "hint", "request_id"))
    return answer.status_code, problem["type"].removeprefix("urn:sowcheck:problem:")


def test_what_is_not_there_is_a_problem(server: Running) -> None:
    with server.machine("orchestrator") as flow:
        assert told(flow.get("/v1/nothing")) == (404, "not-found")
        assert told(flow.get("/v1/cases/case-none")) == (404, "unknown-case")
        assert told(flow.get("/v1/cases/case-none/events")) == (404, "unknown-case")
        assert told(flow.get("/v1/cases/case-none/report")) == (404, "unknown-case")


def test_another_method_is_a_problem_that_names_those_that_there_are(server: Running) -> None:
    with server.anonymous() as client:
        answer = client.patch("/v1/session")
    assert told(answer) == (405, "method-not-allowed")
    assert answer.headers["allow"] == "DELETE, GET, HEAD, POST"


@pytest.mark.parametrize("path", ["/health/live", "/v1/cases", "/v1/nothing", "/v1/cases/case-none"])
def test_the_head_of_an_answer_is_that_of_get(server: Running, path: str) -> None:
    with server.machine("orchestrator") as flow:
        whole, head = flow.get(path), flow.head(path)
    assert (head.status_code, head.content) == (whole.status_code, b"")
    kept = [name for name in whole.headers if name not in ("date", "x-request-id")]
    assert {name: head.headers[name] for name in kept} == {name: whole.headers[name] for name in kept}


def test_figures_tell_of_which_route_somebody_wanted_the_head(server: Running) -> None:
    with server.machine("auditor") as client:
        client.head("/health/ready")
        assert (
            'sowcheck_requests_total{method="HEAD",route="/health/ready",status="200"}' in client.get("/metrics").text
        )


def test_the_head_of_a_stream_ends_it(server: Running) -> None:
    with server.machine("orchestrator") as flow:
        for _ in range(3):
            answer = flow.head("/v1/events", headers={"Accept": "text/event-stream"})
            assert (answer.status_code, answer.content) == (200, b"")
            assert answer.headers["content-type"].startswith("text/event-stream")


def test_whoever_may_not_ask_for_an_answer_may_not_for_its_head(server: Running) -> None:
    with server.anonymous() as client:
        assert client.head("/v1/cases").status_code == 401


def test_a_wrong_shape_is_told_with_its_place_and_without_what_was_sent(server: Running) -> None:
    with server.anonymous() as client:
        answer = client.post("/v1/session", json={"login": "ann", "pasword": "hunter2-hunter2"})
        assert told(answer) == (422, "invalid")
        assert {each["where"] for each in answer.json()["faults"]} == {"body.password", "body.pasword"}
        assert "hunter2" not in answer.text
        assert told(client.post("/v1/session", content="{", headers={"Content-Type": "application/json"}))[0] == 422


def test_a_cursor_that_is_none_is_a_problem(server: Running) -> None:
    with server.machine("orchestrator") as flow:
        assert told(flow.get("/v1/events?after=-1")) == (422, "invalid")
        assert told(flow.get("/v1/cases?limit=100000")) == (422, "invalid")
        assert told(flow.get("/v1/cases?state=lost")) == (422, "invalid")
        assert told(flow.get("/v1/cases?limit=1&limit=2")) == (422, "invalid")


def test_a_form_that_nobody_takes_is_a_problem(server: Running) -> None:
    with server.machine("orchestrator") as flow:
        headers = {"Idempotency-Key": "1", "Content-Type": "text/plain"}
        assert told(flow.post("/v1/cases", headers=headers, content="x")) == (415, "media-type")
        headers["Content-Type"] = "multipart/form-data"
        assert told(flow.post("/v1/cases", headers=headers, content="x")) == (422, "invalid")
        headers["Content-Type"] = "multipart/form-data; boundary=x"
        assert told(flow.post("/v1/cases", headers=headers, content="not a form")) == (422, "invalid")
        assert told(flow.get("/v1/events", headers={"Accept": "image/png"})) == (406, "not-acceptable")


def test_a_key_is_needed_to_hand_in_a_case(server: Running) -> None:
    with server.machine("orchestrator") as flow:
        answer = flow.post("/v1/cases", json={"reference": "006X"})
        assert told(answer) == (422, "invalid")
        assert answer.json()["faults"][0]["where"] == "header.Idempotency-Key"


def test_the_id_of_a_request_is_the_callers_own_if_it_is_harmless(server: Running) -> None:
    with server.anonymous() as client:
        for sent, kept in (("order-4711.a", True), ("x" * 65, False), ("a b c d e f g", False)):
            got = client.get("/health/live", headers={"X-Request-ID": sent}).headers["x-request-id"]
            assert (got == sent) == kept


def test_browsers_are_told_to_do_nothing_with_an_answer(server: Running) -> None:
    with server.anonymous() as client:
        for answer in (client.get("/health/live"), client.get("/v1/cases"), client.get("/nothing")):
            assert "default-src 'none'" in answer.headers["content-security-policy"]
            assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
            assert answer.headers["x-content-type-options"] == "nosniff"
            assert answer.headers["referrer-policy"] == "no-referrer"
            assert answer.headers["cache-control"] == "no-store"
            assert "server" not in answer.headers
            assert "strict-transport-security" not in answer.headers


def test_a_bug_tells_nothing_of_itself(tmp_path: Path) -> None:
    with running(tmp_path) as server, server.machine("orchestrator") as flow:
        case = flow.post("/v1/cases", headers={"Idempotency-Key": "1"}, json={"reference": "006X"}).json()["id"]
        with closing(sqlite3.connect(tmp_path / "cases.db")) as database:
            database.execute("UPDATE cases SET view = '{\"secret\": 1}'")
            database.commit()
        answer = flow.get(f"/v1/cases/{case}")
        assert told(answer) == (500, "internal")
        assert "secret" not in answer.text
        assert "validation" not in answer.text
        assert answer.headers["x-content-type-options"] == "nosniff"
