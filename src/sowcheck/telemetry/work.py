"""Observes the program's own work: one span, one log line and one count for each step."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from time import perf_counter

from sowcheck.telemetry.context import about, facts
from sowcheck.telemetry.logs import Log
from sowcheck.telemetry.metrics import metrics
from sowcheck.telemetry.tracing import Carrier, carrier, continued, span

_log = Log("sowcheck.work")


def asking() -> Carrier:
    """Who asks for work, for the work's input: the request, and the place in its trace."""
    known = facts()
    return {**carrier(), **({"request": known["request"]} if "request" in known else {})}


@contextmanager
def asked(by: Mapping[str, str]) -> Iterator[None]:
    """Do work that somebody asked for: its lines name their request, and its steps belong to their trace."""
    with about(request=by.get("request")), continued(by):
        yield


@contextmanager
def step(name: str, case: str | None = None, within: Mapping[str, str] | None = None) -> Iterator[None]:
    """Observe a step; an error that leaves the block counts as its failure and goes on.

    Args:
        name: Of the step, such as "analyse".
        case: That it is done for.
        within: What `tracing.carrier()` gave to whoever asked for the work.
    """
    began = perf_counter()
    named = {"sowcheck.case": case} if case else {}
    with about(case=case, step=name), span(name, "consumer", within, **named), metrics().step(name):
        try:
            yield
        except Exception as error:
            _log.failed("step failed", error, seconds=round(perf_counter() - began, 4))
            raise
        _log.info("step done", seconds=round(perf_counter() - began, 4))
