"""A process that has everything loaded and forks workers and servers: orders in and answers out as lines of JSON.

An order {"do": "start", ...} or {"do": "serve", ...} is answered with {"pid": ...}; {"do": "wait", "pid": ...} with
{"status": ...} once that process has ended; {"do": "stop", ...} tells it to stop first.
"""

import contextlib
import dataclasses
import json
import os
import signal
import sys
import tempfile
import traceback
from pathlib import Path
from queue import SimpleQueue
from typing import Any, NoReturn

from fault_moments import Fate, Moment, Trap
from site_builders import Clock, deal
from sowcheck.cli.app import main as run_command
from sowcheck.extract.readers import Readers
from sowcheck.handoff import folder
from sowcheck.handoff.events import RELEASED
from sowcheck.handoff.subscriptions import Webhooks
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
from sowcheck.service.telling import telling
from sowcheck.settings import load_policy
from sowcheck.store import views
from sowcheck.store.connect import connect_workers
from sowcheck.store.sql import SqlStore
from sowcheck.web.app import routed
from sowcheck.work.engine import FORMAT
from sowcheck.work.worker import Pace, Worker
from webhook_builders import subscription
from work_builders import QUICK, SOW

_LONGEST = 900 if os.environ.get("FAULTS_FULL") else 90
"""Seconds that a process lives: whatever goes wrong, a test does not wait for ever."""


class CheckerHere(Checker):
    """Checks in this process, where everything is loaded already."""

    def _run(self, job: Any, case_id: str) -> Checked:  # noqa: ARG002
        found = checking._checked(job)
        assert isinstance(found, Checked)
        return found


def work(order: dict[str, Any]) -> None:
    """Be a worker until told to stop, or until the moment to die."""
    signal.alarm(_LONGEST)
    told: SimpleQueue[int] = SimpleQueue()
    signal.signal(signal.SIGTERM, lambda number, _: told.put(number))
    pace = Pace.model_validate({**QUICK.model_dump(), **order.get("pace", {})})
    settings, clock = _settings(order), Clock()
    clock.forward(seconds=order.get("ahead", 0))
    fate = Fate(order["case"], Path(order["record"]), Moment(*order["dies"]) if order.get("dies") else None)
    Path.replace = fate.watched("rename", Path.replace)  # type: ignore[method-assign]
    folder.hand_over = fate.watched("hand_over", folder.hand_over)
    with opened(settings, clock=clock) as found, contextlib.closing(connect_workers(settings.store)) as signs:
        edges = {name: fate.bound(getattr(found, name)) for name in ("store", "contents", "deliveries")}
        site = dataclasses.replace(found, **edges)
        version = order.get("version", FORMAT)
        worker = Worker(settings.store, Program(site, CheckerHere()), signs, pace=pace, version=version)
        worker.start()
        with telling(site, every=0.05):
            told.get()
        worker.stop()


def serve(order: dict[str, Any]) -> None:
    """Be `sowcheck serve` until told to stop, or until the moment to die."""
    signal.alarm(_LONGEST)
    trap = Trap(Path(order["trap"]))
    SqlStore.append = trap.watched("append", SqlStore.append)  # type: ignore[method-assign]
    # In the midst of a step: its lines are written, and what the case is now is not.
    views.keep = trap.watched("keep", views.keep)
    # A file is written, and has no name yet; or it has just been given one.
    Path.replace = trap.watched("rename", Path.replace)  # type: ignore[method-assign]
    with Path(os.devnull).open(encoding="utf-8") as nothing, Path(order["log"]).open("a", encoding="utf-8") as log:
        os.dup2(nothing.fileno(), 0)
        for stream in (1, 2):
            os.dup2(log.fileno(), stream)
    sys.argv = ["sowcheck", "serve", *order["words"]]
    run_command()


def _settings(order: dict[str, Any]) -> ServiceSettings:
    target = [subscription(order["target"], handoff=True, events=(RELEASED,))] if "target" in order else []
    return ServiceSettings(
        store=order["store"], contents=order["contents"], webhooks=Webhooks(subscriptions=tuple(target))
    )


def warm() -> None:
    """Load what a check and a server need, so that each of them has it."""
    routed()
    with tempfile.TemporaryDirectory() as place:
        sow = Path(place) / "sow.md"
        sow.write_text(SOW, encoding="utf-8")
        policy = load_policy(None)
        case = check([sow], deal("F1")[1][:1], policy=policy, mapping=load_mapping(None), readers=Readers(), trusted=())
        report_page(arrange(build_report(case)), case, {})


def _be(order: dict[str, Any]) -> NoReturn:
    """Whatever becomes of it, this process never takes orders itself."""
    status = 1
    try:
        (serve if order["do"] == "serve" else work)(order)
        status = 0
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else int(end.code is not None)
    except Exception:  # noqa: BLE001  (the log of the test has it)
        traceback.print_exc()
    finally:
        os._exit(status)


def main() -> None:
    """Take orders until there are no more."""
    # Nobody's requests are answered here that a check would have to give way to.
    checking._POLITE = 0
    warm()
    for line in sys.stdin:
        order = json.loads(line)
        if order["do"] in ("start", "serve"):
            pid = os.fork()
            if pid == 0:
                _be(order)
            answer: dict[str, Any] = {"pid": pid}
        else:
            if order["do"] == "stop":
                os.kill(order["pid"], signal.SIGTERM)
            answer = {"status": os.waitstatus_to_exitcode(os.waitpid(order["pid"], 0)[1])}
        print(json.dumps(answer), flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
