"""Work says which request asked for it, and belongs to its trace, in whatever process it is done."""

import io
import json
import logging
from collections.abc import Iterator

import pytest
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from site_builders import FLOW
from sowcheck.service.desk import Desk
from sowcheck.service.program import Program
from sowcheck.service.site import Site
from sowcheck.telemetry.context import about
from sowcheck.telemetry.lines import LineForm, write_lines
from sowcheck.telemetry.tracing import span, start_traces, stop_traces
from sowcheck.work.queue import WorkQueue
from work_builders import at_work, until


@pytest.fixture
def spans() -> Iterator[InMemorySpanExporter]:
    exporter = InMemorySpanExporter()
    start_traces("sowcheck-test", {}, exporter)
    yield exporter
    stop_traces()


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    write_lines(LineForm.JSON, stream=(stream := io.StringIO()))
    yield stream
    root.handlers[:] = before
    root.setLevel(level)
    logging.getLogger("sowcheck").setLevel(logging.NOTSET)


def test_a_step_names_the_request_and_belongs_to_its_trace(
    store: str, site: Site, program: Program, spans: InMemorySpanExporter, lines: io.StringIO
) -> None:
    queue = WorkQueue(store)
    with at_work(store, program):
        pass
    Desk(site).receive("006X", (), (), FLOW, "test", "case-1")
    # It is in the queue before any sweep could find it.
    with about(request="r-12345678"), span("POST /v1/cases", "server"):
        queue.wake("case-1")
    with at_work(store, program):
        until(lambda: not queue.waiting() and bool(site.store.load("case-1").case.tasks))
    queue.close()
    stop_traces()
    found = {each.name: each.context.trace_id for each in spans.get_finished_spans() if each.context}
    assert found["validate"] == found["POST /v1/cases"]
    said = [json.loads(line) for line in lines.getvalue().splitlines()]
    done = next(line for line in said if line.get("step") == "validate" and line["event"] == "step done")
    assert (done["request"], done["case"]) == ("r-12345678", "case-1")
