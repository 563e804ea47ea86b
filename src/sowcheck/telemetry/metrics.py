"""The door to prometheus_client: counts of this process, and readings from the database when somebody asks."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from time import perf_counter
from typing import Any

from sowcheck.errors import UsageError
from sowcheck.telemetry.figures import FIGURES, OF_PROCESS, Reading

_HINT = "Install what they need: pip install 'sowcheck[telemetry]'"


class Metrics:
    """What one process has counted. Without prometheus_client it counts nothing."""

    def __init__(self) -> None:
        try:
            import prometheus_client as vendor
        except ModuleNotFoundError:
            self._registry = None
            return
        # When a series began is of no use here, and doubles what is sent.
        vendor.disable_created_metrics()  # type: ignore[no-untyped-call]
        self._registry = vendor.CollectorRegistry()
        kinds: dict[str, Any] = {
            "counter": vendor.Counter,
            "gauge": vendor.Gauge,
            "histogram": vendor.Histogram,
        }
        self._held: dict[str, Any] = {
            name: kinds[row.kind](
                name,
                row.means,
                row.labels,
                registry=self._registry,
                **({"buckets": row.buckets} if row.kind == "histogram" else {}),
            )
            for name, row in OF_PROCESS.items()
        }
        vendor.ProcessCollector(registry=self._registry)
        for way in ("password", "token", "session", "oidc"):
            # A counter that appears with its first event hides that event from a rate.
            self._held["sowcheck_sign_in_failures_total"].labels(way)

    @contextmanager
    def answering(self) -> Iterator[None]:
        """Count a request as running while the block lasts."""
        if self._registry is None:
            yield
            return
        with self._held["sowcheck_requests_running"].track_inprogress():
            yield

    @property
    def registry(self) -> Any:
        """What the vendor's server gives out; None without the vendor."""
        return self._registry

    def answered(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count a request; `route` is the template, never the path."""
        if self._registry is None:
            return
        self._held["sowcheck_requests_total"].labels(method, route, status).inc()
        self._held["sowcheck_request_seconds"].labels(method, route).observe(seconds)

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Count a step of the program's own work, and time it."""
        began, outcome = perf_counter(), "failed"
        try:
            yield
            outcome = "done"
        finally:
            if self._registry is not None:
                self._held["sowcheck_steps_total"].labels(name, outcome).inc()
                self._held["sowcheck_step_seconds"].labels(name).observe(perf_counter() - began)

    def audit_verified(self, lines: int, *, is_broken: bool) -> None:
        """Tell up to which line the audit was verified, and whether a fault was ever found."""
        if self._registry is not None:
            self._held["sowcheck_audit_verified_lines"].set(lines)
            self._held["sowcheck_audit_broken"].set(is_broken)

    def sign_in_failed(self, way: str) -> None:
        """Count an attempt to sign in by "password", "token", "session" or "oidc" that was refused."""
        if self._registry is not None:
            self._held["sowcheck_sign_in_failures_total"].labels(way).inc()

    def exposed(self, readings: Iterable[Reading] = ()) -> tuple[bytes, str]:
        """What Prometheus fetches, and its media type.

        Raises:
            UsageError: prometheus_client is not installed.
        """
        if self._registry is None:
            raise UsageError("metrics need prometheus_client, which is not installed", hint=_HINT)
        from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest

        return generate_latest(self._registry) + generate_latest(_Readings(readings)), CONTENT_TYPE_LATEST


class _Readings:
    """Readings as the vendor collects them."""

    def __init__(self, readings: Iterable[Reading]) -> None:
        self._readings = readings

    def collect(self) -> Iterator[Any]:
        from prometheus_client.core import GaugeMetricFamily

        families: dict[str, Any] = {}
        for name, value, labels in self._readings:
            if name not in families:
                families[name] = GaugeMetricFamily(name, FIGURES[name].means, labels=FIGURES[name].labels)
            families[name].add_metric(labels, value)
        yield from families.values()


@cache
def metrics() -> Metrics:
    """What this process counts."""
    return Metrics()


def serve_metrics(port: int, host: str = "127.0.0.1") -> Callable[[], None]:
    """Answer Prometheus on a port of its own, for a process that is no web server; gives what ends it. 0 does nothing.

    Raises:
        UsageError: the port is taken, or prometheus_client is not installed.
    """
    if not port:
        return lambda: None
    try:
        from prometheus_client import start_http_server
    except ModuleNotFoundError as error:
        raise UsageError("metrics need prometheus_client, which is not installed", hint=_HINT) from error
    try:
        server, thread = start_http_server(port, host, metrics().registry)
    except OSError as error:
        raise UsageError(
            f"{host}:{port} cannot be listened on: {error.strerror}", hint="Choose another port, or 0 for none."
        ) from error

    def stop() -> None:
        server.shutdown()
        server.server_close()
        thread.join()

    return stop
