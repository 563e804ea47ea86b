"""Sends what is due as long as a worker lives: one thread for each subscriber, so that a slow one holds no other back.

Nothing of it has to be remembered: what is due, and who is at it, stands in the store. Any number of workers may do it at once.
"""

import datetime as dt
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from sowcheck.service import delivering
from sowcheck.service.site import Site
from sowcheck.telemetry.logs import Log

_EVERY = 1.0
"""Seconds between two looks."""
KEPT = dt.timedelta(days=30)
"""How long what was delivered stays listed."""
_TIDIED = dt.timedelta(hours=1)

_log = Log("sowcheck.service")


@contextmanager
def telling(site: Site, *, every: float = _EVERY) -> Iterator[None]:
    """Tell subscribers what happens as long as the block lasts.

    Args:
        site: Where it happens.
        every: Seconds between two looks.
    """
    stopped = threading.Event()
    threads = [
        threading.Thread(target=_tell, args=(site, each.name, every, stopped), name=f"sowcheck-tell-{each.name}")
        for each in site.webhooks.subscriptions
        if each.enabled
    ]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        stopped.set()
        for thread in threads:
            thread.join()


def _tell(site: Site, name: str, every: float, stopped: threading.Event) -> None:
    tidied: dt.datetime | None = None
    while not stopped.is_set():
        try:
            _look(site, name, stopped)
            if tidied is None or site.clock() - tidied >= _TIDIED:
                tidied = site.clock()
                site.deliveries.forget(tidied - KEPT)
        except Exception as error:  # noqa: BLE001  (as while the database restarts: the next look comes)
            _log.failed("subscriber not told for now", error, subscription=name)
        stopped.wait(every)


def _look(site: Site, name: str, stopped: threading.Event) -> None:
    """Send everything that is due, until nothing is."""
    while due := delivering.due(site, site.clock(), name):
        sent = False
        for id_ in due:
            if stopped.is_set():
                return
            after = delivering.deliver(site, id_)
            sent = sent or after is not None
            if after is not None and after.state == "dead":
                _log.warning("message given up", subscription=name, delivery=id_, type=after.type, status=after.status)
        if not sent:
            return
