"""Log lines and traces of a test are its own."""

import io
import json
import logging
from collections.abc import Callable, Iterator

import pytest
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from sowcheck.telemetry.lines import LineForm, write_lines
from sowcheck.telemetry.tracing import start_traces, stop_traces

Lines = Callable[[], list[dict[str, object]]]


@pytest.fixture
def stream() -> Iterator[io.StringIO]:
    """Takes the log lines while the test lasts."""
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    yield (stream := io.StringIO())
    for handler in root.handlers[:]:
        root.removeHandler(handler)
    for handler in before:
        root.addHandler(handler)
    root.setLevel(level)
    for name in ("sowcheck", "uvicorn", "uvicorn.access"):
        logging.getLogger(name).setLevel(logging.NOTSET)
    assert not stream.closed


@pytest.fixture
def lines(stream: io.StringIO) -> Lines:
    """The log lines so far, each as the object that it is."""
    write_lines(LineForm.JSON, stream=stream)
    return lambda: [json.loads(line) for line in stream.getvalue().splitlines()]


@pytest.fixture
def spans() -> Iterator[InMemorySpanExporter]:
    """Takes the traces while the test lasts; they are there once `stop_traces` was called."""
    exporter = InMemorySpanExporter()
    assert start_traces("sowcheck-test", {}, exporter)
    yield exporter
    stop_traces()
