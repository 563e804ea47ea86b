"""The program's own work on a case. Each step may be done again at any time: what is on record is not done twice."""

from functools import reduce

from sowcheck.core.casefile import CaseFile
from sowcheck.core.incoming import ENVELOPE
from sowcheck.gate import casework
from sowcheck.gate.acting import Entries
from sowcheck.gate.fold import after
from sowcheck.gate.links import link, links_of
from sowcheck.gate.program import next_job
from sowcheck.gate.validation import missing, without_contract
from sowcheck.service.checking import Checker
from sowcheck.service.desk import PROGRAM, SOURCE, Desk
from sowcheck.service.listening import listen
from sowcheck.service.news import news_before
from sowcheck.service.site import Site
from sowcheck.service.validating import read
from sowcheck.store.base import Kept


def validate(site: Site, case_id: str) -> Kept:
    """Note that everything is there that must be, or what is not.

    Raises:
        ContentsError: the bytes of a record are not there.
    """

    def step(case: CaseFile) -> Entries:
        if next_job(case) != "validate":
            return ()
        now, records = site.clock(), read(case, site.contents, site.rules.mapping)
        snapshots = [each.snapshot for each in records if each.snapshot is not None]
        links = links_of(case.model_copy(update={"snapshots": tuple(snapshots)}))
        news = news_before(site.store, links, site.rules.mapping)
        looked = casework.look_through(case, snapshots, news, PROGRAM, now)
        case = reduce(after, looked, case)
        wanted = tuple(missing(case, records, site.rules.policy, now))
        return (*looked, *casework.validate(case, wanted, PROGRAM, now))

    Desk(site).take(case_id, step, PROGRAM, SOURCE)
    return listen(site, case_id)


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
        now = site.clock()
        lacking = without_contract(analysis.kinds, site.rules.policy, now)
        # Only now is it known in which envelopes the papers were signed.
        envelopes = [link(ENVELOPE, each) for each in analysis.envelopes]
        news = news_before(site.store, envelopes, site.rules.mapping)
        heard = casework.look_through(case, case.snapshots, news, PROGRAM, now)
        case = reduce(after, heard, case)
        return (*heard, *casework.analyse(case, analysis, PROGRAM, now, [lacking] if lacking else []))

    Desk(site).take(case_id, step, PROGRAM, SOURCE)
    return listen(site, case_id)


def _inputs(case: CaseFile) -> tuple[object, object]:
    return case.documents, case.records
