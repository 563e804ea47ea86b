"""Figures over HTTP, and what Prometheus is told."""

import re

import pytest

from site_builders import deal
from web_server import HOST, Running, files

pytestmark = pytest.mark.allow_hosts([HOST])


def figure(server: Running, name: str) -> float:
    """Of the metrics page: the sum over labels that fit."""
    with server.machine("auditor") as prometheus:
        page = prometheus.get("/metrics")
    assert page.headers["content-type"].startswith("text/plain")
    return sum(float(line.rpartition(" ")[2]) for line in page.text.splitlines() if re.match(name, line))


def test_what_an_orchestrator_tells_is_counted(server: Running) -> None:
    _, records = deal("F1")
    today = server.clock()
    with server.machine("orchestrator") as flow:
        answer = flow.post(
            "/v1/cases",
            headers={"Idempotency-Key": "kpi-1"},
            data={"reference": "kpi"},
            files=files("records", records),
        )
        case = answer.json()["id"]
        for fact in (
            {"kind": "deal_won", "at": today.isoformat()},
            {"kind": "project_created", "at": today.isoformat(), "project": "P-1"},
        ):
            assert flow.post(f"/v1/cases/{case}/facts", json=fact).status_code == 200
        days = {"from": today.date().isoformat(), "to": today.date().isoformat()}
        answer = flow.get("/v1/kpis", params=days)
        slo = flow.get("/v1/slo", params=days)
    assert answer.status_code == 200, answer.text
    found = {each["name"]: each for each in answer.json()["figures"] if not each["group"]}
    assert found["setup_cycle_time"]["value"] == {"form": "spread", "n": 1, "median": 0.0, "p90": 0.0, "mean": 0.0}
    assert found["same_day_project_creation"]["value"]["percent"] == 100
    assert [each["name"] for each in slo.json()["figures"] if not each["group"]] == [
        "analysed_in_time",
        "steps_in_time",
        "delivered_in_time",
    ]


@pytest.mark.parametrize("days", [{"to": "0001-01-01"}, {"from": "9999-12-31"}, {"from": "0001-01-01"}])
def test_the_ends_of_the_calendar_are_days_like_others(server: Running, days: dict[str, str]) -> None:
    with server.machine("auditor") as reader:
        for route in ("/v1/kpis", "/v1/slo"):
            assert reader.get(route, params=days).status_code in (200, 422)


def test_a_period_that_ends_before_it_begins_is_a_problem(server: Running) -> None:
    with server.machine("auditor") as reader:
        answer = reader.get("/v1/kpis", params={"from": "2026-06-02", "to": "2026-06-01"})
    assert (answer.status_code, answer.json()["type"]) == (422, "urn:sowcheck:problem:usage")


def test_requests_and_failures_to_sign_in_are_told_to_prometheus(server: Running) -> None:
    requests = 'sowcheck_requests_total{method="GET",route="/v1/cases/{case_id}",status="401"}'
    failures = 'sowcheck_sign_in_failures_total{way="%s"}'
    before = [figure(server, re.escape(name)) for name in (requests, failures % "token", failures % "password")]
    with server.anonymous() as stranger:
        stranger.get("/v1/cases/case-1")
        stranger.get("/v1/cases/case-1", headers={"Authorization": f"Bearer sow_{'0' * 16}_{'a' * 43}"})
        assert stranger.post("/v1/session", json={"login": "nobody@example.com", "password": "x"}).status_code == 401
    after = [figure(server, re.escape(name)) for name in (requests, failures % "token", failures % "password")]
    # Whoever shows nothing does not try to sign in.
    assert [now - then for now, then in zip(after, before, strict=True)] == [2, 1, 1]


def test_the_store_is_asked_when_prometheus_asks(server: Running) -> None:
    before = figure(server, 'sowcheck_cases{state="received"}'), figure(server, "sowcheck_audit_lines ")
    _, records = deal("F1")
    with server.machine("orchestrator") as flow:
        flow.post(
            "/v1/cases",
            headers={"Idempotency-Key": "metric-1"},
            data={"reference": "m"},
            files=files("records", records),
        )
    after = figure(server, 'sowcheck_cases{state="received"}'), figure(server, "sowcheck_audit_lines ")
    assert after[0] == before[0] + 1
    assert after[1] > before[1]
    assert figure(server, "sowcheck_store_up") == 1


def test_no_figure_is_told_twice(server: Running) -> None:
    with server.machine("auditor") as prometheus:
        lines = [line for line in prometheus.get("/metrics").text.splitlines() if not line.startswith("#")]
    named = [line.rpartition(" ")[0] for line in lines]
    assert len(named) == len(set(named))
    assert 'sowcheck_deliveries{state="dead"}' in named
