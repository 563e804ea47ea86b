"""A process that has everything loaded and forks workers: orders in and answers out as lines of JSON.

An order {"do": "start", ...} is answered with {"pid": ...}; {"do": "wait", "pid": ...} with {"status": ...} once that worker has
ended; {"do": "stop", ...} tells a worker to stop first.
"""

import contextlib
import dataclasses
import json
import os
import signal
import sys
import tempfile
import threading
from pathlib import Path
from typing import Any

from fault_moments import Fate
from site_builders import Clock, deal
from sowcheck.extract.readers import Readers
from sowcheck.pipeline import check
from sowcheck.records.mapping import load_mapping
from sowcheck.report.arrange import arrange
from sowcheck.report.build import build_report
from sowcheck.report.html import report_page
from sowcheck.service import checking
from sowcheck.service.checking import Checked, Checker
from sowcheck.service.program import Program
from sowcheck.service.settings import ServiceSettings
from sowcheck.service.site import opened
from sowcheck.settings import load_policy
from sowcheck.store.connect import connect_workers
from sowcheck.work.worker import Pace, Worker
from work_builders import QUICK, SOW


class CheckerHere(Checker):
    """Checks in this process, where everything is loaded already."""

    def _run(self, job: Any, case_id: str) -> Checked:  # noqa: ARG002
        found = checking._checked(job)
        assert isinstance(found, Checked)
        return found


def work(order: dict[str, Any]) -> None:
    """Be a worker until told to stop, or until the moment to die."""
    # Whatever goes wrong, a test does not wait for ever.
    signal.alarm(45)
    told = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: told.set())
    pace = Pace.model_validate({**QUICK.model_dump(), **order.get("pace", {})})
    settings = ServiceSettings(store=order["store"], contents=order["contents"])
    fate = Fate(order["case"], Path(order["record"]), tuple(order["dies"]) if order.get("dies") else None)
    with opened(settings, clock=Clock()) as found, contextlib.closing(connect_workers(settings.store)) as signs:
        site = dataclasses.replace(found, store=fate.bound(found.store), contents=fate.bound(found.contents))
        worker = Worker(settings.store, Program(site, CheckerHere()), signs, pace=pace)
        worker.start()
        told.wait()
        worker.stop()


def warm() -> None:
    """Load what a check needs, so that each worker has it."""
    with tempfile.TemporaryDirectory() as folder:
        sow = Path(folder) / "sow.md"
        sow.write_text(SOW, encoding="utf-8")
        policy = load_policy(None)
        case = check([sow], deal("F1")[1][:1], policy=policy, mapping=load_mapping(None), readers=Readers(), trusted=())
        report_page(arrange(build_report(case)), case, {})


def main() -> None:
    """Take orders until there are no more."""
    warm()
    for line in sys.stdin:
        order = json.loads(line)
        if order["do"] == "start":
            pid = os.fork()
            if pid == 0:
                work(order)
                os._exit(0)
            answer: dict[str, Any] = {"pid": pid}
        else:
            if order["do"] == "stop":
                os.kill(order["pid"], signal.SIGTERM)
            answer = {"status": os.waitstatus_to_exitcode(os.waitpid(order["pid"], 0)[1])}
        print(json.dumps(answer), flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
