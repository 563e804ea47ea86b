"""The release: a case that was signed off becomes a bundle, the bundle goes to its target, and the target's word is noted.

Each step may be done again at any time, and be cut off anywhere: the bundle follows from the case alone, it is kept before
the case says that it was released, and the target holds it under its own hash.
"""

from sowcheck.core.casefile import CaseFile
from sowcheck.gate import casework
from sowcheck.gate.acting import Entries
from sowcheck.gate.program import next_job
from sowcheck.handoff import folder
from sowcheck.handoff.build import bundle_bytes, bundle_of
from sowcheck.handoff.events import RELEASED
from sowcheck.report.model import Report
from sowcheck.service.desk import PROGRAM, SOURCE, Desk
from sowcheck.service.listening import listen
from sowcheck.service.site import Site
from sowcheck.store.base import Kept


def release(site: Site, case_id: str) -> Kept:
    """Release the handoff of a case that was signed off; nothing happens to any other case.

    Raises:
        NotAllowed: the approvals do not stand for what the case says.
        ContentsError: its report cannot be read, or the bundle cannot be kept.
    """
    kept = listen(site, case_id)
    if next_job(kept.case) != "release":
        return kept

    def step(case: CaseFile) -> Entries:
        if next_job(case) != "release":
            return ()
        return casework.release(case, site.contents.put(bundle_for(site, case)), PROGRAM, site.clock())

    return Desk(site).take(case_id, step, PROGRAM, SOURCE)


def hand_over(site: Site, case_id: str) -> Kept:
    """Give the bundle of a released case to its target, and note that it is there.

    A webhook is given it with the event of the release (`delivering`): here it is only seen whether it has taken that.

    Raises:
        TargetError: the folder cannot take it; the case stays released.
        ContentsError: the bundle cannot be read.
    """
    kept = site.store.load(case_id)
    if next_job(kept.case) != "hand_over":
        return kept
    target = site.webhooks.target
    if target is not None:
        took = site.deliveries.find(state="delivered", subscription=target.name, case=case_id, type_=RELEASED, limit=1)
        return acknowledge(site, case_id, target.name) if took else kept
    assert site.handoffs is not None
    assert kept.case.bundle is not None
    folder.hand_over(site.handoffs, case_id, kept.case.bundle, site.contents.get(kept.case.bundle))
    return acknowledge(site, case_id, folder.NAME)


def acknowledge(site: Site, case_id: str, target: str) -> Kept:
    """Note that a target has the handoff; the second time nothing happens."""

    def step(case: CaseFile) -> Entries:
        return casework.acknowledge(case, target, PROGRAM, site.clock()) if case.state == "released" else ()

    return Desk(site).take(case_id, step, PROGRAM, SOURCE)


def bundle_for(site: Site, case: CaseFile) -> bytes:
    """The bundle of a case as it is now, in its one spelling."""
    assert case.analysis is not None
    return bundle_bytes(bundle_of(case, Report.model_validate_json(site.contents.get(case.analysis.report))))
