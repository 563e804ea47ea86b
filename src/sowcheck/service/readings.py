"""What the store says when Prometheus asks: the same from every process."""

from collections.abc import Iterator
from typing import get_args

from sowcheck.core.casefile import CaseState
from sowcheck.service.site import Site
from sowcheck.telemetry.figures import Reading
from sowcheck.telemetry.logs import Log

_log = Log("sowcheck.service")


def readings(site: Site) -> list[Reading]:
    """The figures of the store; that it cannot be asked is one as well, and not an error of whoever asks."""
    try:
        return [Reading("sowcheck_store_up", 1), *_asked(site)]
    except Exception as error:  # noqa: BLE001  (whatever keeps it from answering)
        _log.failed("store cannot be asked for its figures", error)
        return [Reading("sowcheck_store_up", 0)]


def _asked(site: Site) -> Iterator[Reading]:
    counts = site.store.counts()
    for state in get_args(CaseState):
        yield Reading("sowcheck_cases", counts.cases.get(state, 0), (state,))
    yield Reading("sowcheck_queue_cases", counts.queue)
    yield Reading("sowcheck_open_tasks", counts.tasks)
    told = site.deliveries.counts()
    for waits in ("pending", "dead"):
        yield Reading("sowcheck_deliveries", sum(n for (_, state), n in told.items() if state == waits), (waits,))
    yield Reading("sowcheck_audit_lines", counts.lines)
