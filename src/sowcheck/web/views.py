"""What callers are shown of a case: as it is now, what stands open, and who is waited for."""

import datetime as dt
from collections.abc import Iterator
from typing import Literal

from pydantic import JsonValue

from sowcheck.core.analyses import Finding, RequiredApproval, Sha256
from sowcheck.core.case_events import Paper
from sowcheck.core.casefile import CaseFile, CaseState
from sowcheck.core.decisions import Resolution
from sowcheck.core.fields import Owner
from sowcheck.core.noun import Noun
from sowcheck.core.service_levels import Deadline
from sowcheck.core.tasks import Task
from sowcheck.gate import approvals
from sowcheck.gate.awaiting import tasks_to_do
from sowcheck.gate.deadlines import due
from sowcheck.gate.program import next_job
from sowcheck.service.site import Site
from sowcheck.store.base import Kept
from sowcheck.web.names import PersonView, people_in

WaitingFor = Literal["program", "tasks", "papers", "decisions", "approvals", "target", "nobody"]


class DecisionView(Noun):
    """What was decided on a finding."""

    resolution: Resolution
    reason: str
    value: JsonValue
    by: str
    at: dt.datetime
    confirmed_by: str | None
    asked: str | None
    due: dt.datetime | None
    answer: str | None


class FindingView(Finding):
    """A finding, and how far people have come with it."""

    settled: bool
    needs_second: bool
    """Whether a decision counts only once somebody else has confirmed it."""
    decision: DecisionView | None


class SignatureView(Noun):
    """A signature, and whether it holds for what the case says now."""

    role: Owner
    by: str
    at: dt.datetime
    holds: bool
    changed: tuple[str, ...]
    """Fields that say something else than what was signed."""
    still_may: bool
    """Whether the signer may sign in and holds the role today. What they signed counts by the role that they held then."""


class CaseRow(Noun):
    """A case in a list."""

    id: str
    reference: str
    state: CaseState
    number: int
    """Of its events: it grows with each step."""
    waiting_for: WaitingFor
    open_findings: int
    missing_approvals: tuple[RequiredApproval, ...]


class CaseView(CaseRow):
    """A case as it is now."""

    documents: tuple[Paper, ...]
    records: tuple[Paper, ...]
    tasks: tuple[Task, ...]
    """What keeps it from going on; while one is open, the gate is shut."""
    deadlines: tuple[Deadline, ...]
    """What it waits for and until when, earliest first."""
    obstacles: tuple[str, ...]
    """What keeps the gate shut and is no finding that anybody could decide on."""
    findings: tuple[FindingView, ...]
    required_approvals: tuple[RequiredApproval, ...]
    signatures: tuple[SignatureView, ...]
    report: Sha256 | None
    """Of the report that stands behind it; None before the first check."""
    bundle: Sha256 | None
    """Of the handoff that was released."""
    note: str | None
    """Why it was rejected, or what superseded it."""
    taken_away: dt.datetime | None
    """Since when its words, papers and reports are no longer kept."""
    people: dict[str, PersonView]
    """By id: who decided, confirmed, is asked or signed; whoever was forgotten is left out."""


class CasePage(Noun):
    """Cases by id."""

    cases: tuple[CaseRow, ...]
    next: str | None
    """Send it as `after` for the rest; None at the end."""


def row_of(kept: Kept) -> CaseRow:
    """A case in a list."""
    case, checked = kept.case, kept.case.analysis is not None
    return CaseRow(
        id=case.id,
        reference=case.reference,
        state=case.state,
        number=kept.number,
        waiting_for=waiting_for(case),
        open_findings=len(approvals.open_findings(case)) if checked else 0,
        missing_approvals=approvals.missing_approvals(case) if checked else (),
    )


def view_of(kept: Kept, site: Site) -> CaseView:
    """A case with everything that people and machines need for their next step."""
    case, analysis = kept.case, kept.case.analysis
    return CaseView(
        **dict(row_of(kept)),
        documents=case.documents,
        records=case.records,
        tasks=tasks_to_do(case),
        deadlines=due(case, site.rules.policy.service_levels, site.clock()),
        obstacles=analysis.obstacles if analysis else (),
        findings=tuple(_finding(case, each) for each in analysis.findings) if analysis else (),
        required_approvals=analysis.required if analysis else (),
        signatures=tuple(_signatures(case, site)),
        report=analysis.report if analysis else None,
        bundle=case.bundle,
        note=case.note,
        taken_away=case.taken_away,
        people=people_in(case, site.directory),
    )


def waiting_for(case: CaseFile) -> WaitingFor:
    """Who has to do something next."""
    job = next_job(case)
    if job is not None or case.state == "analysed":
        return "target" if job == "hand_over" else "program"
    match case.state:
        case "received" | "in_review" if case.tasks:
            return "tasks"
        case "received":
            return "papers"
        case "in_review":
            assert case.analysis is not None
            if case.analysis.obstacles:
                return "papers"
            return "decisions" if approvals.open_findings(case) else "approvals"
        case "released":
            return "target"
        case _:
            return "nobody"


def _finding(case: CaseFile, finding: Finding) -> FindingView:
    assert case.analysis is not None
    return FindingView(
        **dict(finding),
        settled=approvals.is_settled(case, finding),
        needs_second=approvals.needs_second(case.analysis, finding),
        decision=_decision(case, finding),
    )


def _decision(case: CaseFile, finding: Finding) -> DecisionView | None:
    standing = case.decisions.get(finding.fingerprint)
    if standing is None:
        return None
    said = standing.decision
    return DecisionView(
        resolution=said.resolution,
        reason=said.reason,
        value=said.value,
        by=standing.by,
        at=standing.at,
        confirmed_by=standing.confirmed_by,
        asked=said.asked,
        due=said.due,
        answer=standing.answer,
    )


def _signatures(case: CaseFile, site: Site) -> Iterator[SignatureView]:
    alone = approvals.would_approve_alone(case) if case.analysis else frozenset()
    for each in case.signatures:
        changed = approvals.changed_fields(case, each)
        signer = site.directory.user_by_id(each.by)
        may = signer is not None and not signer.disabled and each.role in signer.roles
        yield SignatureView(
            role=each.role,
            by=each.by,
            at=each.at,
            holds=not changed and each.by not in alone,
            changed=changed,
            still_may=may,
        )
