"""The door to OpenTelemetry: how long each part of the work took, across processes. Nothing happens until `start_traces`."""

import importlib.metadata
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Literal

from sowcheck.errors import UsageError

if TYPE_CHECKING:
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import SpanExporter
    from opentelemetry.trace import Span as VendorSpan

Kind = Literal["internal", "server", "client", "consumer"]
Carrier = dict[str, str]
"""The place in a trace, as text that travels with a piece of work (W3C Trace Context); empty where nothing is traced."""

_ENDPOINTS = ("OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT")


class _Running:
    """What `start_traces` has opened; one for a process."""

    provider: "TracerProvider | None" = None


class Span:
    """A part of the work while it is going on."""

    def __init__(self, inner: "VendorSpan | None" = None) -> None:
        self._inner = inner

    def note(self, name: str, value: str | int | float | bool) -> None:
        """Add a fact: an id, a count or a state."""
        if self._inner is not None:
            self._inner.set_attribute(name, value)

    def fail(self, kind: str) -> None:
        """Mark the part as failed; `kind` is the name of the error, never its message."""
        if self._inner is not None:
            from opentelemetry.trace import StatusCode

            self._inner.set_attribute("error.type", kind)
            self._inner.set_status(StatusCode.ERROR)

    def rename(self, name: str) -> None:
        """Give it the name that is known only now."""
        if self._inner is not None:
            self._inner.update_name(name)


_UNTRACED = Span()


def start_traces(service: str, environment: Mapping[str, str], exporter: "SpanExporter | None" = None) -> bool:
    """Send traces from now on, if the environment names where to; whether it does.

    Args:
        service: What this process is, such as "sowcheck-worker".
        environment: Of the process; names and headers are those of OpenTelemetry.
        exporter: Takes the spans instead of the one that the environment names.

    Raises:
        UsageError: an address is given and the extra is not installed.
    """
    if exporter is None and not any(environment.get(name) for name in _ENDPOINTS):
        return False
    try:
        from opentelemetry.sdk.resources import Resource
        from opentelemetry.sdk.trace import TracerProvider
        from opentelemetry.sdk.trace.export import BatchSpanProcessor

        if exporter is None:
            from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter

            exporter = OTLPSpanExporter()
    except ModuleNotFoundError as error:
        raise UsageError(
            f"traces need {error.name}, which is not installed",
            hint="Install what they need: pip install 'sowcheck[telemetry]', or leave OTEL_EXPORTER_OTLP_ENDPOINT empty.",
        ) from error
    named = {"service.name": environment.get("OTEL_SERVICE_NAME") or service}
    named["service.version"] = importlib.metadata.version("sowcheck")
    _Running.provider = TracerProvider(resource=Resource.create(named))
    _Running.provider.add_span_processor(BatchSpanProcessor(exporter))
    return True


def stop_traces() -> None:
    """Send what is left, and nothing more."""
    if _Running.provider is not None:
        _Running.provider.shutdown()
        _Running.provider = None


@contextmanager
def span(
    name: str, kind: Kind = "internal", within: Mapping[str, str] | None = None, **facts: str | int | float | bool
) -> Iterator[Span]:
    """A part of the work; an error that leaves the block marks it as failed.

    Args:
        name: Out of a small set, such as "analyse": ids are facts.
        kind: Its place between processes.
        within: The carrier of the work that it belongs to; the running part of this process if there is none.
        facts: Ids, counts and states.
    """
    provider = _Running.provider
    if provider is None:
        yield _UNTRACED
        return
    from opentelemetry.trace import SpanKind
    from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

    context = TraceContextTextMapPropagator().extract(within) if within else None
    opened: Any = provider.get_tracer("sowcheck").start_as_current_span(
        name,
        context=context,
        kind=SpanKind[kind.upper()],
        attributes=facts,
        # Messages and frames of an exception may quote a paper.
        record_exception=False,
        set_status_on_exception=False,
    )
    with opened as inner:
        running = Span(inner)
        try:
            yield running
        except Exception as error:
            running.fail(type(error).__name__)
            raise


def carrier() -> Carrier:
    """The place in the trace, for work that somebody else will do."""
    carried: Carrier = {}
    if _Running.provider is not None:
        from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

        TraceContextTextMapPropagator().inject(carried)
    return carried


@contextmanager
def continued(within: Mapping[str, str]) -> Iterator[None]:
    """Go on with a trace that began elsewhere: the parts of the block belong to it."""
    if _Running.provider is None or not within:
        yield
        return
    from opentelemetry import context
    from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

    token = context.attach(TraceContextTextMapPropagator().extract(within))
    try:
        yield
    finally:
        context.detach(token)


def trace_id() -> str | None:
    """Of the part that is going on; None where nothing is traced."""
    if _Running.provider is None:
        return None
    from opentelemetry import trace

    context = trace.get_current_span().get_span_context()
    return trace.format_trace_id(context.trace_id) if context.is_valid else None
