"""Small cases for workers, and workers at work on them."""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager

from site_builders import FLOW, deal
from sowcheck.core.audit import AuditLine
from sowcheck.service.desk import Desk, Upload
from sowcheck.service.program import Program
from sowcheck.service.site import Site
from sowcheck.store.connect import brought_up_to_date, connect_workers
from sowcheck.work.engine import prepare
from sowcheck.work.worker import Pace, Worker

QUICK = Pace(poll=0.02, beat=0.05, looks=4, sweep=0.5, retry=0.02, tries=3, grace=10)
"""For tests, which have no time."""

DONE = ["received", "records_read", "validated", "analysed", "review_opened"]
"""What happens to such a case until people decide on it."""

SOW = """# Statement of Work

This Statement of Work is made between Acme Services GmbH ("Supplier") and Northwind Ltd ("Customer").

1. Services. The Supplier configures the billing system.

2. Fees. The fixed fee for the services is EUR 184,000.

3. Term. The work starts on 1 July 2026 and ends on 31 December 2026.
"""


def handed_in(site: Site, case_id: str, sow: str = SOW) -> str:
    """A small case; its check takes a twentieth of a second."""
    desk, (_, records) = Desk(site), deal("F1")
    papers = desk.keep([Upload("sow.md", sow.encode())])
    snapshots = desk.keep([Upload(path.name, path.read_bytes()) for path in records[:1]])
    return desk.receive("006X", papers, snapshots, FLOW, "api", case_id).case.id


def made(store: str) -> str:
    """The address, once there are tables for cases and for the queue."""
    brought_up_to_date(store)
    prepare(store)
    return store


@contextmanager
def at_work(store: str, program: Program, *, pace: Pace = QUICK, version: str = "cases-2") -> Iterator[Worker]:
    """A worker in this process."""
    with closing(connect_workers(store)) as signs:
        worker = Worker(store, program, signs, pace=pace, version=version)
        worker.start()
        try:
            yield worker
        finally:
            worker.stop()


def until(holds: Callable[[], bool], seconds: float = 60) -> None:
    """Waits until something holds."""
    end = time.monotonic() + (5 * seconds if os.environ.get("FAULTS_FULL") else seconds)
    while not holds():
        assert time.monotonic() < end, "it never came to hold"
        time.sleep(0.02)


def in_review(site: Site, *ids: str) -> bool:
    """Whether all these cases wait for people."""
    return all(site.store.load(each).case.state == "in_review" for each in ids)


def events(site: Site, case_id: str) -> list[str]:
    """What happened to a case, by the types of its events."""
    return [entry.event.type for entry in site.store.history(case_id)]


def notes(site: Site, case_id: str) -> list[AuditLine]:
    """What else was noted about a case."""
    return [line for line in site.store.audit(case_id=case_id) if line.number is None]
