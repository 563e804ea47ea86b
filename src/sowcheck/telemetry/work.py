"""Observes the program's own work: one span, one log line and one count for each step."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from time import perf_counter

from sowcheck.telemetry.context import about
from sowcheck.telemetry.logs import Log
from sowcheck.telemetry.metrics import metrics
from sowcheck.telemetry.tracing import span

_log = Log("sowcheck.work")


@contextmanager
def step(name: str, case: str | None = None, within: Mapping[str, str] | None = None) -> Iterator[None]:
    """Observe a step; an error that leaves the block counts as its failure and goes on.

    Args:
        name: Of the step, such as "analyse".
        case: That it is done for.
        within: What `tracing.carrier()` gave to whoever asked for the work.
    """
    began = perf_counter()
    facts = {"sowcheck.case": case} if case else {}
    with about(case=case, step=name), span(name, "consumer", within, **facts), metrics().step(name):
        try:
            yield
        except Exception as error:
            _log.failed("step failed", error, seconds=round(perf_counter() - began, 4))
            raise
        _log.info("step done", seconds=round(perf_counter() - began, 4))
