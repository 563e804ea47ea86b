"""The program's own work on a case. Each step may be done again at any time: what is on record is not done twice."""

import datetime as dt

from sowcheck.core.casefile import CaseFile
from sowcheck.core.tasks import Task
from sowcheck.gate import casework
from sowcheck.gate.acting import Entries
from sowcheck.gate.program import Job, next_job
from sowcheck.gate.tasks import task
from sowcheck.service.checking import Checker
from sowcheck.service.desk import PROGRAM, Desk
from sowcheck.service.site import Site
from sowcheck.store.base import Kept

SOURCE = "sowcheck"


def waiting_job(site: Site, case_id: str) -> Job | None:
    """What the program has to do for a case now."""
    return next_job(site.store.load(case_id).case)


def validate(site: Site, case_id: str) -> Kept:
    """Note that everything is there that must be, or what is not."""

    def step(case: CaseFile) -> Entries:
        if next_job(case) != "validate":
            return ()
        now = site.clock()
        return casework.validate(case, _missing(case, now), PROGRAM, now)

    return Desk(site).take(case_id, step, PROGRAM, SOURCE)


def analyse(site: Site, case_id: str, checker: Checker) -> Kept:
    """Check the case, unless it was checked, or has changed, in the meantime.

    Raises:
        UnreadableInput: a paper cannot be read; the case stays as it is.
    """
    before = site.store.load(case_id)
    if next_job(before.case) != "analyse":
        return before
    analysis = checker.analysis(before.case, site.contents, site.rules)

    def step(case: CaseFile) -> Entries:
        # Papers that came while it was checked are checked next: this check says nothing about them.
        if next_job(case) != "analyse" or (case.documents, case.records) != _inputs(before.case):
            return ()
        return casework.analyse(case, analysis, PROGRAM, site.clock())

    return Desk(site).take(case_id, step, PROGRAM, SOURCE)


def _inputs(case: CaseFile) -> tuple[object, object]:
    return case.documents, case.records


def _missing(case: CaseFile, now: dt.datetime) -> list[Task]:
    found = []
    if not case.documents:
        found.append(
            task("missing_document", "sales_ops", "There is no signed document.", "Hand it in.", "documents", now)
        )
    if not case.records:
        found.append(
            task("missing_record", "sales_ops", "There is no record of the deal.", "Hand it in.", "records", now)
        )
    return found
