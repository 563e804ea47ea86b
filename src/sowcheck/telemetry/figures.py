"""The figures that the program gives to Prometheus: names, units and meaning, in one table."""

from typing import Literal, NamedTuple


class Figure(NamedTuple):
    """A row of the table."""

    kind: Literal["counter", "gauge", "histogram"]
    labels: tuple[str, ...]
    means: str
    buckets: tuple[float, ...] = ()
    """Upper ends in seconds, of a histogram."""


class Reading(NamedTuple):
    """The value of a figure at the time at which it is asked for."""

    name: str
    value: float
    labels: tuple[str, ...] = ()
    """In the order of the figure's."""


_REQUEST = (0.005, 0.01, 0.025, 0.05, 0.1, 0.15, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
_STEP = (0.01, 0.05, 0.1, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 120.0, 300.0, 600.0)

OF_PROCESS: dict[str, Figure] = {
    "sowcheck_requests_total": Figure("counter", ("method", "route", "status"), "Requests that were answered."),
    "sowcheck_request_seconds": Figure(
        "histogram", ("method", "route"), "Time to an answer; of a stream of events, to its beginning.", _REQUEST
    ),
    "sowcheck_requests_running": Figure("gauge", (), "Requests that are being answered."),
    "sowcheck_steps_total": Figure("counter", ("step", "outcome"), "Steps of the program's own work: done or failed."),
    "sowcheck_step_seconds": Figure("histogram", ("step",), "Time that a step took.", _STEP),
    "sowcheck_audit_broken": Figure(
        "gauge", (), "1 once a worker has found a line of the audit that is not as written."
    ),
    "sowcheck_audit_verified_lines": Figure("gauge", (), "Lines of the audit up to which a worker has verified it."),
    "sowcheck_sign_in_failures_total": Figure("counter", ("way",), "Attempts to sign in that were refused."),
}
"""What one process counts for itself, from its start: add up over processes."""

OF_STORE: dict[str, Figure] = {
    "sowcheck_store_up": Figure("gauge", (), "1 if the database answered when it was asked."),
    "sowcheck_cases": Figure("gauge", ("state",), "Cases in each state."),
    "sowcheck_queue_cases": Figure("gauge", (), "Cases that wait for the program itself."),
    "sowcheck_deliveries": Figure("gauge", ("state",), "Messages to other systems that are pending, or dead."),
    "sowcheck_open_tasks": Figure("gauge", (), "Exception tasks that nobody has closed."),
    "sowcheck_audit_lines": Figure("gauge", (), "Lines of the audit."),
}
"""What the database says when it is asked: the same from every process, so take the largest."""

FIGURES = OF_PROCESS | OF_STORE
