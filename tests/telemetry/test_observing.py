"""Requests and steps are seen in figures, traces and lines, and a piece of work belongs to the request that asked for it."""

import os
import re
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from fastapi import APIRouter, FastAPI
from fastapi.responses import StreamingResponse
from fastapi.testclient import TestClient
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from sowcheck.errors import UsageError
from sowcheck.telemetry.figures import FIGURES, Reading
from sowcheck.telemetry.metrics import Metrics, metrics, serve_metrics
from sowcheck.telemetry.requests import Observed
from sowcheck.telemetry.tracing import carrier, start_traces, stop_traces
from sowcheck.telemetry.work import step
from telemetry.conftest import Lines

HOST = "127.0.0.1"


def application() -> FastAPI:
    app, part = FastAPI(), APIRouter(prefix="/v1")
    handed_on: dict[str, str] = {}
    app.state.handed_on = handed_on

    @part.get("/cases/{case}")
    def case_of(case: str) -> dict[str, str]:
        handed_on.update(carrier())
        return {"id": case}

    @part.get("/broken")
    def broken() -> None:
        raise ValueError("Anna Berg signed")

    @part.get("/events")
    def events() -> StreamingResponse:
        return StreamingResponse(iter(["data: 1\n\n"]), media_type="text/event-stream")

    app.include_router(part)
    return app


@pytest.fixture
def app() -> FastAPI:
    return application()


@pytest.fixture
def client(app: FastAPI) -> Iterator[TestClient]:
    metrics.cache_clear()
    with TestClient(Observed(app), raise_server_exceptions=False) as client:
        yield client
    metrics.cache_clear()


def count(name: str, **labels: str) -> float:
    """Of this process, over all labels that are not named."""
    found: list[float] = [
        sample.value
        for family in metrics().registry.collect()
        for sample in family.samples
        if sample.name == name and labels.items() <= sample.labels.items()
    ]
    return sum(found)


def test_requests_are_counted_by_template_and_not_by_path(client: TestClient) -> None:
    for number in range(3):
        client.get(f"/v1/cases/{number}")
    client.get("/wp-admin.php")
    assert count("sowcheck_requests_total", route="/v1/cases/{case}", status="200") == 3
    assert count("sowcheck_requests_total", route="(none)", status="404") == 1
    assert count("sowcheck_request_seconds_count", route="/v1/cases/{case}") == 3
    assert count("sowcheck_requests_running") == 0


def test_an_answer_names_its_request_as_the_line_does(client: TestClient, lines: Lines) -> None:
    mine = client.get("/v1/cases/1", headers={"X-Request-Id": "caller-00017"}).headers["x-request-id"]
    hostile = client.get("/v1/cases/1", headers={"X-Request-Id": 'x"} injected'}).headers["x-request-id"]
    assert mine == "caller-00017"
    assert re.fullmatch("[0-9a-f]{16}", hostile)
    assert [line["request"] for line in lines()] == [mine, hostile]
    assert lines()[0]["route"] == "/v1/cases/{case}"


def test_a_request_that_breaks_counts_as_500_and_says_where(client: TestClient, lines: Lines) -> None:
    assert client.get("/v1/broken").status_code == 500
    assert count("sowcheck_requests_total", route="/v1/broken", status="500") == 1
    line = lines()[0]
    assert (line["error"], line["status"]) == ("ValueError", 500)
    assert "Anna" not in str(line)


def test_a_stream_of_events_is_timed_to_its_beginning(client: TestClient) -> None:
    assert client.get("/v1/events").text == "data: 1\n\n"
    assert count("sowcheck_request_seconds_count", route="/v1/events") == 1


def test_a_step_belongs_to_the_trace_of_the_request_that_asked_for_it(
    app: FastAPI, client: TestClient, spans: InMemorySpanExporter
) -> None:
    outside = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
    client.get("/v1/cases/1", headers={"traceparent": outside})
    with step("analyse", case="c-1", within=app.state.handed_on):
        pass
    stop_traces()
    request, work = sorted(spans.get_finished_spans(), key=lambda each: each.start_time or 0)
    assert request.name == "GET /v1/cases/{case}"
    assert work.name == "analyse"
    assert {each.context.trace_id for each in (request, work) if each.context} == {0x0AF7651916CD43DD8448EB211C80319C}
    assert work.parent is not None
    assert request.context is not None
    assert work.parent.span_id == request.context.span_id
    assert (work.attributes or {})["sowcheck.case"] == "c-1"


def test_a_failed_step_is_seen_everywhere_without_the_words_of_its_error(
    lines: Lines, spans: InMemorySpanExporter
) -> None:
    failed = count("sowcheck_steps_total", step="analyse", outcome="failed")
    with pytest.raises(ValueError, match="184,000"), step("analyse", case="c-2"):
        raise ValueError("The fixed fee is EUR 184,000")
    stop_traces()
    assert count("sowcheck_steps_total", step="analyse", outcome="failed") == failed + 1
    assert (lines()[0]["event"], lines()[0]["case"], lines()[0]["error"]) == ("step failed", "c-2", "ValueError")
    (seen,) = spans.get_finished_spans()
    assert (seen.attributes or {})["error.type"] == "ValueError"
    assert "184,000" not in seen.to_json()


def test_readings_of_the_store_stand_beside_what_the_process_counts() -> None:
    own = Metrics()
    own.sign_in_failed("password")
    readings = [Reading("sowcheck_cases", 4, ("in_review",)), Reading("sowcheck_audit_lines", 17)]
    content, media_type = own.exposed(readings)
    text = content.decode()
    assert 'sowcheck_cases{state="in_review"} 4.0' in text
    assert "sowcheck_audit_lines 17.0" in text
    assert 'sowcheck_sign_in_failures_total{way="password"} 1.0' in text
    assert 'sowcheck_sign_in_failures_total{way="token"} 0.0' in text
    assert media_type.startswith("text/plain")


def test_every_figure_has_a_unit_or_counts_something() -> None:
    for name, row in FIGURES.items():
        assert row.means.endswith(".")
        assert name.endswith("_total") == (row.kind == "counter")
        assert name.endswith("_seconds") == (row.kind == "histogram")


def test_without_an_address_nothing_is_traced_and_the_vendor_is_not_loaded() -> None:
    code = """
import sys
from sowcheck.telemetry.tracing import carrier, span, start_traces, trace_id
assert not start_traces("x", {})
with span("a", within={"traceparent": "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"}) as part:
    part.note("n", 1)
    assert carrier() == {} and trace_id() is None
assert not any(name.startswith("opentelemetry") for name in sys.modules)
"""
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)  # noqa: S603


def test_without_the_libraries_the_program_works_and_says_what_is_missing() -> None:
    code = """
import sys
for name in ("opentelemetry", "prometheus_client", "structlog"):
    sys.modules[name] = None
from sowcheck.errors import UsageError
from sowcheck.telemetry.lines import write_lines
from sowcheck.telemetry.metrics import metrics
from sowcheck.telemetry.tracing import start_traces
from sowcheck.telemetry.work import step
write_lines()
with step("analyse", case="c-1"):
    pass
for call in (lambda: start_traces("x", {"OTEL_EXPORTER_OTLP_ENDPOINT": "http://localhost:1"}), metrics().exposed):
    try:
        call()
    except UsageError as error:
        assert "pip install" in error.hint
    else:
        raise AssertionError("no error")
"""
    done = subprocess.run([sys.executable, "-c", code], check=True, timeout=60, capture_output=True, text=True)  # noqa: S603
    assert "step done" in done.stderr


@pytest.mark.allow_hosts([HOST])
def test_traces_are_sent_to_the_address_that_the_environment_names(monkeypatch: pytest.MonkeyPatch) -> None:
    taken: list[tuple[str, bytes]] = []

    class Collector(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            taken.append((self.path, self.rfile.read(int(self.headers["content-length"]))))
            self.send_response(200)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            """Tests stay quiet."""

    with ThreadingHTTPServer((HOST, 0), Collector) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", f"http://{HOST}:{server.server_port}")
        assert start_traces("sowcheck-test", os.environ)
        with step("release", case="c-9"):
            pass
        stop_traces()
        server.shutdown()
    path, content = taken[0]
    assert path == "/v1/traces"
    assert all(word in content for word in (b"sowcheck-test", b"release", b"c-9"))


@pytest.mark.allow_hosts([HOST])
def test_a_worker_answers_prometheus_on_a_port_of_its_own() -> None:
    with closing(socket.create_server((HOST, 0))) as taken:
        with pytest.raises(UsageError, match="cannot be listened on"):
            serve_metrics(taken.getsockname()[1], HOST)
        port = taken.getsockname()[1]
    with step("validate"):
        pass
    stop = serve_metrics(port, HOST)
    with urllib.request.urlopen(f"http://{HOST}:{port}/metrics", timeout=5) as answer:
        assert b'sowcheck_steps_total{outcome="done",step="validate"}' in answer.read()
    stop()
