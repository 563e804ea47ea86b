"""What a case waits for, until when, and who is told once that is past. Time comes in as an argument; no clock is read."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal

from sowcheck.core.analyses import Finding
from sowcheck.core.case_events import Escalated
from sowcheck.core.casefile import CaseFile, Told
from sowcheck.core.decisions import Standing
from sowcheck.core.fields import Severity
from sowcheck.core.people import Role
from sowcheck.core.service_levels import Awaited, Deadline, Hours, ServiceLevels
from sowcheck.gate.approvals import LETS_THROUGH, missing_approvals, open_findings, waits_for_correction

_BRINGS_PAPERS: Role = "sales_ops"
_RUNS_THE_PROGRAM: Role = "admin"


def due(case: CaseFile, levels: ServiceLevels, now: dt.datetime) -> tuple[Deadline, ...]:
    """Everything that the case waits for and that has a deadline, earliest first.

    Args:
        case: As it is now.
        levels: How long each step may take.
        now: Decides what is overdue, and nothing else.
    """
    found = (each.model_copy(update={"overdue": each.due < now}) for each in _awaited(case, levels))
    return tuple(sorted(found, key=lambda each: (each.due, each.what, each.about)))


def late(case: CaseFile, levels: ServiceLevels, now: dt.datetime) -> tuple[Escalated, ...]:
    """The escalations that are to happen now: each level of each thing happens once."""
    return tuple(
        Escalated(
            what=each.what,
            about=each.about,
            since=each.since,
            due=each.due,
            level=level,
            to=each.role if step.to == "responsible" else step.to,
        )
        for each in due(case, levels, now)
        for level, step in enumerate(levels.escalations, start=1)
        if _later(each.due, step.after_hours, levels) < now
        and Told(each.what, each.about, each.since, level) not in case.escalated
    )


def _awaited(case: CaseFile, levels: ServiceLevels) -> Iterator[Deadline]:
    """What the case waits for; nobody has looked at the clock yet."""
    if case.state not in ("rejected", "superseded", "acknowledged"):
        for task in case.tasks:
            yield _deadline("papers", task.id, task.opened, levels.papers, task.role, levels)
    match case.state:
        case "received" if case.examined:
            return
        case "received" | "validated" | "analysed":
            yield _deadline("check", "", case.since, levels.check, _RUNS_THE_PROGRAM, levels)
        case "in_review":
            yield from _in_review(case, levels)
        case "signed_off":
            yield _deadline("release", "", case.since, levels.release, _RUNS_THE_PROGRAM, levels)
        case "released":
            yield _deadline("acknowledgement", "", case.since, levels.acknowledgement, _RUNS_THE_PROGRAM, levels)
        case "rejected" | "superseded" | "acknowledged":
            return


def _in_review(case: CaseFile, levels: ServiceLevels) -> Iterator[Deadline]:
    analysis, analysed = case.analysis, case.analysed_at
    assert analysis is not None
    assert analysed is not None
    left = open_findings(case)
    for finding in left:
        yield from _of_finding(case, finding, case.decisions.get(finding.fingerprint), levels)
    if analysis.obstacles:
        yield _deadline("papers", "", analysed, levels.papers, _BRINGS_PAPERS, levels)
    elif not left and not case.tasks:
        decided = (case.decisions[each.fingerprint] for each in analysis.findings if each.fingerprint in case.decisions)
        since = max((analysed, *(each.touched for each in decided)))
        for approval in missing_approvals(case):
            yield _deadline("signature", approval.role, since, levels.signature, approval.role, levels)


def _of_finding(
    case: CaseFile, finding: Finding, standing: Standing | None, levels: ServiceLevels
) -> Iterator[Deadline]:
    """Whose step an open finding waits for."""
    analysis, about, owner = case.analysis, finding.fingerprint, finding.owner
    assert analysis is not None
    if standing is not None and standing.decision.resolution == "needs_info" and standing.answered_at is None:
        asked = _deadline("question", about, standing.at, levels.question, owner, levels)
        assert standing.decision.due is not None
        sooner = min(asked.due, max(standing.decision.due, standing.at))
        yield asked.model_copy(update={"due": sooner, "person": standing.decision.asked})
    elif standing is None or standing.decision.resolution == "needs_info":
        since = case.raised[about] if standing is None else standing.touched
        weight: Severity = "blocker" if finding.blocks else finding.severity
        if (hours := levels.decision.get(weight)) is not None:
            yield _deadline("decision", about, since, hours, owner, levels)
    elif standing.decision.resolution not in LETS_THROUGH and waits_for_correction(analysis, finding):
        yield _deadline("correction", about, standing.at, levels.correction, owner, levels)
    else:
        yield _deadline("confirmation", about, standing.at, levels.confirmation, owner, levels)


def _deadline(
    what: Awaited, about: str, since: dt.datetime, hours: Hours, role: Role, levels: ServiceLevels
) -> Deadline:
    until = _later(since, hours, levels)
    return Deadline(what=what, about=about, since=since, due=until, role=role, overdue=False)


def _later(start: dt.datetime, hours: Decimal, levels: ServiceLevels) -> dt.datetime:
    """The moment when so many hours that count have passed, in UTC."""
    left, moment = dt.timedelta(hours=float(hours)), start.astimezone(dt.UTC)
    if levels.weekends and not levels.days_off:
        return moment + left
    zone = levels.zone
    while True:
        day = moment.astimezone(zone).date()
        midnight = dt.datetime.combine(day + dt.timedelta(days=1), dt.time(), zone).astimezone(dt.UTC)
        if _counts(day, levels):
            if left <= midnight - moment:
                return moment + left
            left -= midnight - moment
        moment = midnight


def _counts(day: dt.date, levels: ServiceLevels) -> bool:
    return day not in levels.days_off and (levels.weekends or day.weekday() < 5)
