"""The program as one of those who work on cases: what it does next on a case, and what it does for all of them now and then."""

from collections.abc import Iterator
from typing import assert_never

from sowcheck.core.casefile import CaseFile
from sowcheck.errors import ContentsError, SowcheckError, TargetError
from sowcheck.gate import casework, taskwork
from sowcheck.gate.acting import Entries
from sowcheck.gate.deadlines import late
from sowcheck.gate.program import Job, next_job
from sowcheck.service import releasing, steps
from sowcheck.service.checking import Checker
from sowcheck.service.desk import PROGRAM, SOURCE, Desk
from sowcheck.service.site import Site
from sowcheck.service.tidying import Tidying
from sowcheck.service.watching import AuditWatch
from sowcheck.store.base import Kept
from sowcheck.store.failures import passes
from sowcheck.store.paging import every_case
from sowcheck.telemetry.logs import Log
from sowcheck.telemetry.work import step

_RENEWED = 500
"""Cases that are kept anew in one sweep."""

_log = Log("sowcheck.work")


class Program:
    """Does the program's own work. Whatever it does may be done again: what is on record is not done twice."""

    def __init__(self, site: Site, checker: Checker) -> None:
        self._site = site
        self._checker = checker
        self._tidying = Tidying(site)
        self._watch = AuditWatch(site.store)

    def do_next(self, case_id: str) -> Job | None:
        """Do what comes next on a case; what was done, None if the case waits for somebody else.

        Raises:
            Exception: it was not done; `may_pass` tells whether it is worth another try.
        """
        before = self._site.store.load(case_id)
        job = next_job(before.case)
        if job is None:
            return None
        with step(job, case_id):
            after = self._done(job, case_id)
        return job if after.number > before.number else None

    def _done(self, job: Job, case_id: str) -> Kept:
        match job:
            case "validate":
                return steps.validate(self._site, case_id)
            case "analyse":
                return steps.analyse(self._site, case_id, self._checker)
            case "release":
                return releasing.release(self._site, case_id)
            case "hand_over":
                return releasing.hand_over(self._site, case_id)
            case _:
                assert_never(job)

    def give_up(self, case_id: str, error: SowcheckError) -> None:
        """Leave a case on which the program's next job fails for good to people, as a task."""
        site = self._site
        before = site.store.load(case_id)
        job = next_job(before.case)

        def step(case: CaseFile) -> Entries:
            # Whoever changed it meanwhile woke it.
            return taskwork.fail_job(case, error, PROGRAM, site.clock()) if next_job(case) == job else ()

        if Desk(site).take(case_id, step, PROGRAM, SOURCE).number > before.number:
            _log.error("case left to people", case=case_id, step=job, problem=type(error).__name__)

    def renew_cases(self) -> int:
        """Keep cases anew that another release kept in its own form; how many."""
        return self._site.store.renew(_RENEWED)

    def open_cases(self) -> Iterator[CaseFile]:
        """Every case that is not over."""
        return (case for case, _ in every_case(self._site.store, unfinished=True))

    def tidy(self) -> int:
        """Forget what nobody needs once its time is over; how much."""
        return self._tidying.tidy()

    def watch_audit(self) -> None:
        """Verify what was written to the audit since the last time, and a part of the rest."""
        self._watch.look()

    def has_work(self, case: CaseFile) -> bool:
        """Whether a case waits for the program."""
        return next_job(case) is not None

    def remind(self, case: CaseFile) -> bool:
        """Tell those whose turn it is of what is late in a case; whether there was anything new to tell."""
        site, levels = self._site, self._site.rules.policy.service_levels
        if not late(case, levels, site.clock()):
            return False
        Desk(site).take(
            case.id, lambda as_it_is: casework.escalate(as_it_is, levels, PROGRAM, site.clock()), PROGRAM, SOURCE
        )
        return True


def may_pass(error: BaseException) -> bool:
    """Whether what failed like this may succeed later without anybody's doing on the case."""
    return isinstance(error, ContentsError | TargetError | OSError) or passes(error)


def as_told(error: Exception) -> SowcheckError:
    """The error as people are told of it; whatever was not raised on purpose is a bug of the program.

    Of a bug its kind is told alone: what it says may be a path of this machine, or words of a paper.
    """
    if isinstance(error, SowcheckError):
        return error
    return SowcheckError(
        f"internal error: {type(error).__name__}.",
        hint="This is a bug in sowcheck: report it with what the log says of the case, and the papers.",
    )
