"""Events of other systems over HTTP: whoever vouches for them, twice, in the wrong order, and by the thousand."""

import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from pydantic import SecretStr

from intake_builders import change_event, connect, from_docusign, from_hubspot, stage_change
from sowcheck.intake.message import Message
from sowcheck.intake.senders import Secrets
from web_server import HOST, Running, running

pytestmark = pytest.mark.allow_hosts([HOST])
_numbers = itertools.count(1)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A server that knows what HubSpot and DocuSign sign with."""
    secrets = Secrets(hubspot=(SecretStr("app-secret"),), docusign=(SecretStr("connect-key"),))
    with running(tmp_path_factory.mktemp("incoming"), secrets=secrets) as made:
        yield made


def won(**changes: Any) -> dict[str, Any]:
    """A CloudEvent that a deal was won."""
    number = next(_numbers)
    return {
        "specversion": "1.0",
        "type": "io.sowcheck.crm.opportunity.won.v1",
        "source": "/crm",
        "id": f"e-{number}",
        "subject": f"006{number:012}AAA",
        "time": "2026-06-01T11:00:00Z",
        **changes,
    }


def kinds(answer: httpx.Response) -> list[str]:
    assert answer.status_code == 200, answer.text
    return [each["result"] for each in answer.json()["outcomes"]]


def test_a_deal_that_was_won_begins_a_case_whose_tasks_say_what_is_missing(server: Running) -> None:
    with server.machine("orchestrator") as flow:
        event = won()
        answer = flow.post("/v1/events", json=event, headers={"Content-Type": "application/cloudevents+json"})
        (outcome,) = answer.json()["outcomes"]
        assert outcome["result"] == "applied"
        (case,) = outcome["cases"]
        shown = flow.get(f"/v1/cases/{case}").json()
        assert (shown["state"], shown["waiting_for"]) == ("received", "tasks")
        listed = flow.get("/v1/tasks").json()["tasks"]
        assert {each["kind"] for each in listed if each["case"] == case} == {"missing_document", "missing_record"}
        assert kinds(flow.post("/v1/events", json=event, headers={"Content-Type": "application/cloudevents+json"})) == [
            "duplicate"
        ]


def test_attributes_may_stand_in_headers(server: Running) -> None:
    with server.machine("orchestrator") as flow:
        headers = {f"ce-{name}": value for name, value in won().items()}
        assert kinds(flow.post("/v1/events", json={"any": "data"}, headers=headers)) == ["applied"]


def test_salesforce_shows_a_token(server: Running) -> None:
    with server.machine("orchestrator") as flow:
        assert len(kinds(flow.post("/v1/events", json=change_event()))) == 1


def sent(client: httpx.Client, message: Message, **headers: str) -> httpx.Response:
    return client.post("/v1/events", content=message.body, headers={**message.headers, **headers})


def test_hubspot_and_docusign_sign_what_they_send(server: Running) -> None:
    with server.anonymous() as client:
        from_hub = from_hubspot([stage_change()], at=server.clock(), signed_url=f"{server.url}/v1/events")
        assert len(kinds(sent(client, from_hub))) == 1
        assert len(kinds(sent(client, from_docusign(connect(), "connect-key")))) == 1
        for forged in (
            from_hubspot([stage_change()], key="guessed", at=server.clock(), signed_url=f"{server.url}/v1/events"),
            from_hubspot([stage_change()], at=server.clock(), signed_url="https://elsewhere.example.com/v1/events"),
            from_docusign(connect(), "guessed"),
        ):
            answer = sent(client, forged)
            assert (answer.status_code, answer.json()["type"]) == (401, "urn:sowcheck:problem:sender-not-verified")


def test_behind_a_proxy_hubspot_signs_the_public_address(tmp_path: Path) -> None:
    secrets = Secrets(hubspot=(SecretStr("app-secret"),))
    with (
        running(tmp_path, public_url="https://gate.example.com/", secrets=secrets) as server,
        server.anonymous() as client,
    ):
        url = "https://gate.example.com/v1/events"
        assert len(kinds(sent(client, from_hubspot([stage_change()], at=server.clock(), signed_url=url)))) == 1


def test_nobody_brings_an_event_without_a_token_that_may(server: Running) -> None:
    headers = {"Content-Type": "application/cloudevents+json"}
    with server.anonymous() as client, server.machine("auditor") as auditor, server.person("finance") as fay:
        for caller, kind in ((client, "sender-not-verified"), (auditor, "no-role"), (fay, "sender-not-verified")):
            answer = caller.post("/v1/events", json=won(), headers=headers)
            assert answer.json()["type"] == f"urn:sowcheck:problem:{kind}"
        bad = {**headers, "Authorization": "Bearer nonsense"}
        assert client.post("/v1/events", json=won(), headers=bad).status_code == 401


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b'{"event": 1}', b"[" * 100_000, b'{"a": NaN}', b"\xff"])
def test_what_is_no_event_is_told(server: Running, body: bytes) -> None:
    with server.machine("orchestrator") as flow:
        answer = flow.post("/v1/events", content=body, headers={"Content-Type": "application/json"})
        assert (answer.status_code, answer.json()["type"]) == (422, "urn:sowcheck:problem:bad-event")


def test_a_stranger_does_not_fill_the_audit(tmp_path: Path) -> None:
    with running(tmp_path) as server, server.anonymous() as client:
        headers = {"Content-Type": "application/cloudevents+json"}
        answers = [client.post("/v1/events", json=won(), headers=headers) for _ in range(40)]
        assert [each.status_code for each in answers] == [401] * 30 + [429] * 10
        answer = answers[-1]
        assert int(answer.headers["retry-after"]) > 0
        assert server.site.store.head()[0] <= 30
        with server.machine("orchestrator") as flow:
            assert kinds(flow.post("/v1/events", json=won(), headers=headers)) == ["applied"]


def test_a_task_is_closed_with_a_reason_by_whoever_sees_to_it(server: Running) -> None:
    with server.machine("orchestrator") as flow, server.person("sales_ops") as sal, server.person("admin") as adam:
        headers = {"Content-Type": "application/cloudevents+json"}
        answer = flow.post("/v1/events", json=won(), headers=headers)
        case = answer.json()["outcomes"][0]["cases"][0]
        task = next(each for each in sal.get("/v1/tasks?limit=200").json()["tasks"] if each["case"] == case)
        url = f"/v1/cases/{case}/tasks/{task['id']}/closing"
        assert sal.post(url, json={"reason": "I know better"}).json()["type"].endswith("not-yet")
        assert adam.get("/v1/tasks").json()["tasks"] == []


def test_tasks_are_listed_a_page_at_a_time(server: Running) -> None:
    headers = {"Content-Type": "application/cloudevents+json"}
    with server.machine("orchestrator") as flow:
        for _ in range(3):
            flow.post("/v1/events", json=won(), headers=headers)
        whole = flow.get("/v1/tasks", params={"limit": 200}).json()["tasks"]
        found: list[str] = []
        after = ""
        while after is not None:
            page = flow.get("/v1/tasks", params={"limit": 2, "after": after}).json()
            found += [f"{each['case']} {each['id']}" for each in page["tasks"]]
            after = page["next"]
        assert found == [f"{each['case']} {each['id']}" for each in whole]
        assert len(found) == len(set(found)) >= 6
