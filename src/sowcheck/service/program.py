"""The program as one of those who work on cases: what it does next on a case, and which cases wait for it."""

from collections.abc import Iterator
from typing import assert_never

from sowcheck.core.casefile import CaseState
from sowcheck.errors import ContentsError, SowcheckError, TargetError
from sowcheck.gate.program import Job, next_job
from sowcheck.service import releasing, steps
from sowcheck.service.checking import Checker
from sowcheck.service.desk import PROGRAM
from sowcheck.service.site import Site
from sowcheck.store.base import Conflict, Kept, Note
from sowcheck.telemetry.work import step

_ITS_STATES: tuple[CaseState, ...] = ("received", "validated", "signed_off", "released")
"""Those in which a case may wait for the program."""
_AT_ONCE = 200


class Program:
    """Does the program's own work. Whatever it does may be done again: what is on record is not done twice."""

    def __init__(self, site: Site, checker: Checker) -> None:
        self.site = site
        self._checker = checker

    def do_next(self, case_id: str) -> Job | None:
        """Do what comes next on a case; what was done, None if the case waits for something else.

        Raises:
            SowcheckError: it cannot be done; `may_pass` tells whether it is worth another try.
        """
        before = self.site.store.load(case_id)
        job = next_job(before.case)
        if job is None:
            return None
        with step(job, case_id):
            after = self._done(job, case_id)
        return job if after.number > before.number else None

    def _done(self, job: Job, case_id: str) -> Kept:
        match job:
            case "validate":
                return steps.validate(self.site, case_id)
            case "analyse":
                return steps.analyse(self.site, case_id, self._checker)
            case "release":
                return releasing.release(self.site, case_id)
            case "hand_over":
                return releasing.hand_over(self.site, case_id)
            case _:
                assert_never(job)

    def give_up(self, case_id: str, problem: str) -> None:
        """Leave a case to people, with what is wrong."""
        note = Note(self.site.clock(), PROGRAM, "given_up", "refused", {"problem": problem}, case_id)
        self.site.store.note(note, steps.SOURCE)

    def waiting(self) -> Iterator[str]:
        """Ids of the cases that wait for the program."""
        for state in _ITS_STATES:
            last = ""
            while found := self.site.store.find(state=state, limit=_AT_ONCE, after=last):
                yield from (kept.case.id for kept in found if next_job(kept.case) is not None)
                last = found[-1].case.id


def may_pass(error: BaseException) -> bool:
    """Whether a step that failed like this may succeed later without anybody's doing."""
    # Everything that is not said on purpose comes from outside, such as a database that restarts.
    return isinstance(error, Conflict | ContentsError | TargetError) or not isinstance(error, SowcheckError)
