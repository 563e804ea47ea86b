"""A worker from settings: everything that it works with, opened and closed in order."""

from collections.abc import Iterator
from contextlib import closing, contextmanager

from sowcheck.service.checking import Checker
from sowcheck.service.program import Program
from sowcheck.service.settings import ServiceSettings
from sowcheck.service.site import opened
from sowcheck.service.telling import telling
from sowcheck.store.connect import connect_workers
from sowcheck.work.worker import Pace, Worker

_AHEAD = 2
"""Cases that a worker takes on beyond those it checks: being read, or put on record."""


@contextmanager
def working(settings: ServiceSettings, *, processes: int = 1, pace: Pace = Pace()) -> Iterator[Worker]:  # noqa: B008  (frozen)
    """A worker that takes cases from the queue as long as the block lasts.

    Args:
        settings: Of the service.
        processes: How many checks run at once.
        pace: How often it does what.

    Raises:
        UsageError: the store or the contents cannot be opened.
        UnreadableInput: a policy, mapping or certificate has a fault.
    """
    with (
        opened(settings) as site,
        closing(connect_workers(settings.store)) as signs,
        closing(Checker(processes)) as checker,
    ):
        worker = Worker(settings.store, Program(site, checker), signs, at_once=processes + _AHEAD, pace=pace)
        worker.start()
        try:
            with telling(site):
                yield worker
        finally:
            worker.stop()
