"""A worker: takes cases from the queue and does the program's own work on them, until it is told to stop."""

import datetime as dt
import threading
import time
import uuid
from collections.abc import Sequence
from typing import Any

from dbos import DBOS, StepOptions, WorkflowStatus

from sowcheck.core.casefile import CaseFile
from sowcheck.core.noun import Noun
from sowcheck.errors import SowcheckError
from sowcheck.service.program import Program, as_told, may_pass
from sowcheck.store.workers import SqlWorkers
from sowcheck.telemetry.logs import Log
from sowcheck.telemetry.work import asked
from sowcheck.work.engine import FORMAT, config_of, prepare_file, quiet, worker_name
from sowcheck.work.grip import Grip
from sowcheck.work.queue import LOOK_AFTER, SWEEP, WorkQueue
from sowcheck.work.takeover import take_over
from sowcheck.work.watch import WorkerWatch

_log = Log("sowcheck.work")


class Pace(Noun):
    """How often a worker does what it does all the time; seconds."""

    poll: float = 0.1
    """Between two looks at the queue."""
    beat: float = 1.0
    """Between two signs of life."""
    looks: int = 5
    """How many signs a worker may miss before others take its cases over."""
    sweep: float = 60.0
    """Between two sweeps."""
    retry: float = 1.0
    """Before a step is tried again for the first time; twice as long before each further try."""
    tries: int = 5
    grace: float = 30.0
    """How long what was begun may take once the worker is told to stop."""
    keep: dt.timedelta = dt.timedelta(days=7)
    """How long the queue remembers what was finished."""


class Worker:
    """A worker in this process; there can be one at a time.

    Args:
        store: Where the cases are.
        program: What is done with a case.
        workers: Signs of life.
        at_once: How many cases it takes on at once.
        pace: How often it does what.
        version: The format of the workflows that it goes on with.
    """

    def __init__(
        self,
        store: str,
        program: Program,
        workers: SqlWorkers,
        *,
        at_once: int = 4,
        pace: Pace = Pace(),  # noqa: B008  (frozen)
        version: str = FORMAT,
    ) -> None:
        self.name = worker_name(version)
        self._store, self._program, self._workers, self._pace = store, program, workers, pace
        self._at_once = at_once
        self._stopped = threading.Event()
        self._queue = WorkQueue(store, version)
        self._watch, self._grip = WorkerWatch(pace.looks), Grip(pace.looks)
        self._swept: int | None = None
        self._pulse = threading.Thread(target=self._live, name="sowcheck-pulse", daemon=True)

    def start(self) -> None:
        """Begin to take cases."""
        quiet()
        prepare_file(self._store)
        self._workers.beat(self.name)
        self._queue.open_for(self._at_once, self._pace.poll)
        DBOS(config=config_of(self._store, self.name))
        self._register()
        DBOS.launch()
        self._pulse.start()

    def stop(self) -> None:
        """Take nothing more, finish what was begun, and hand the rest back."""
        self._stopped.set()
        self._pulse.join()
        DBOS.destroy(destroy_registry=True, workflow_completion_timeout_sec=self._patience())
        try:
            self._workers.forget([self.name])
        except Exception as error:  # noqa: BLE001  (others see for themselves that no more signs come)
            _log.warning("worker could not sign off", worker=self.name, problem=type(error).__name__)
        self._queue.close()

    def _patience(self) -> int:
        """How many seconds to wait for what was begun."""
        try:
            busy = any(flow.executor_id == self.name for flow in self._queue.at_work())
        except Exception as error:  # noqa: BLE001  (the database may be what is stopping us)
            _log.warning("worker cannot see what it has begun", worker=self.name, problem=type(error).__name__)
            busy = True
        return max(1, round(self._pace.grace)) if busy else 0

    def _register(self) -> None:
        """Tell DBOS the workflows. Names and order of their steps are what `FORMAT` stands for."""

        @DBOS.workflow(name=LOOK_AFTER, max_recovery_attempts=None)
        def look_after(case_id: str, by: dict[str, str]) -> list[str]:
            done: list[str] = []
            with self._grip.on(DBOS.workflow_id), asked(by):
                while job := DBOS.run_step(self._patiently("next"), self._attempt, case_id):
                    done.append(job)
            return done

        @DBOS.workflow(name=SWEEP, max_recovery_attempts=None)
        def sweep(_: str) -> dict[str, Any]:
            with self._grip.on(DBOS.workflow_id):
                return DBOS.run_step(self._patiently("sweep"), self._sweep)

    def _patiently(self, name: str) -> StepOptions:
        return {
            "name": name,
            "retries_allowed": True,
            "interval_seconds": self._pace.retry,
            "backoff_rate": 2.0,
            "max_attempts": self._pace.tries,
        }

    def _attempt(self, case_id: str) -> str | None:
        """Do what comes next. What fails again and again is left to the next sweep, what fails for good to people."""
        try:
            return self._program.do_next(case_id)
        except Exception as error:  # whatever it is, one case does not stop the others
            if not isinstance(error, SowcheckError) or may_pass(error):
                status = DBOS.step_status
                assert status is not None
                assert status.current_attempt is not None
                if status.current_attempt + 1 < self._pace.tries:
                    raise
            if not may_pass(error):
                self._program.give_up(case_id, as_told(error))
            return None

    def _sweep(self) -> dict[str, Any]:
        """Wake whom nobody woke, as when a process died before it did; tell who is late; forget what is over; watch the audit."""
        self._program.renew_cases()
        there, woken, reminded = self._queue.waiting(), 0, 0
        for case in self._program.open_cases():
            if self._program.has_work(case) and case.id not in there:
                self._queue.wake(case.id)
                woken += 1
            reminded += self._reminded(case)
        tidied = self._queue.tidy(dt.datetime.now(dt.UTC) - self._pace.keep) + self._program.tidy()
        self._watch_audit()
        return {"woken": woken, "reminded": reminded, "tidied": tidied}

    def _reminded(self, case: CaseFile) -> bool:
        try:
            return self._program.remind(case)
        except Exception as error:
            if may_pass(error):
                raise
            _log.failed("case not escalated", error, case=case.id)
            return False

    def _watch_audit(self) -> None:
        try:
            self._program.watch_audit()
        except Exception as error:
            if may_pass(error):
                raise
            _log.failed("audit cannot be verified", error)

    def _live(self) -> None:
        """Give signs of life, see who gives none, and have the store swept."""
        while True:
            try:
                self._turn()
            except Exception as error:  # noqa: BLE001  (as while the database restarts: the next turn comes)
                _log.warning("worker missed a turn", worker=self.name, problem=type(error).__name__)
            if self._stopped.wait(self._pace.beat):
                return

    def _turn(self) -> None:
        self._workers.beat(self.name)
        flows = self._queue.at_work()
        at_work = {flow.executor_id for flow in flows if flow.executor_id}
        dead = self._watch.look(self._workers.beats(), at_work)
        if dead:
            take_over(dead, flows, self._queue, self._program)
            self._workers.forget(dead)
        slipped = self._slipped(flows)
        self._queue.drop(slipped)
        if dead or slipped or self._queue.drop_stranded(self._watch.living()):
            self._queue.sweep(uuid.uuid4().hex)
        self._sweep_in_time()

    def _slipped(self, flows: Sequence[WorkflowStatus]) -> list[WorkflowStatus]:
        """What the queue says that this worker is at, and it is not: to be taken out, for the sweep to find the case again."""
        mine = {flow.workflow_id: flow for flow in flows if flow.executor_id == self.name}
        slipped = [mine[each] for each in self._grip.slipped(mine)]
        for flow in slipped:
            _log.warning("work had slipped", worker=self.name, case=flow.queue_partition_key)
        return slipped

    def _sweep_in_time(self) -> None:
        """Have the store swept once in each span of time by all workers together, and at the start of each."""
        tick = int(time.time() // self._pace.sweep)
        if tick != self._swept:
            self._queue.sweep(self.name if self._swept is None else f"{tick * self._pace.sweep:.0f}")
            self._swept = tick
