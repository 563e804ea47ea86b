"""What a case waits for, until when, and who is told once that is past. Time comes in as an argument; no clock is read."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal

from sowcheck.core.case_events import Escalated
from sowcheck.core.casefile import CaseFile, Told
from sowcheck.core.fields import Severity
from sowcheck.core.people import Role
from sowcheck.core.service_levels import Awaited, Deadline, Hours, ServiceLevels
from sowcheck.gate.awaiting import Step, steps

_RUNS_THE_PROGRAM: Role = "admin"


def due(case: CaseFile, levels: ServiceLevels, now: dt.datetime) -> tuple[Deadline, ...]:
    """Everything that the case waits for and that has a deadline, earliest first.

    Args:
        case: As it is now.
        levels: How long each step may take.
        now: Decides what is overdue, and nothing else.
    """
    found = (each.model_copy(update={"overdue": each.due < now}) for each in awaited(case, levels))
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


def awaited(case: CaseFile, levels: ServiceLevels) -> Iterator[Deadline]:
    """Everything that the case waits for and that has a deadline; nobody has looked at the clock yet, so nothing is `overdue`."""
    for step in steps(case):
        found = _of_people(case, step, levels)
        if found is not None:
            yield found
    match case.state:
        case "received" if case.examined:
            return
        case "received" | "validated" | "analysed":
            yield _deadline("check", "", case.since, levels.check, _RUNS_THE_PROGRAM, levels)
        case "signed_off":
            yield _deadline("release", "", case.since, levels.release, _RUNS_THE_PROGRAM, levels)
        case "released":
            yield _deadline("acknowledgement", "", case.since, levels.acknowledgement, _RUNS_THE_PROGRAM, levels)
        case _:
            return


def _of_people(case: CaseFile, step: Step, levels: ServiceLevels) -> Deadline | None:
    """Until when people have time for a step; None if they may take as long as they like."""
    what, about, role = step.what, step.about, step.roles[0]
    standing = case.decisions.get(about)
    match what:
        case "papers":
            return _deadline(what, about, _missed_since(case, about), levels.papers, role, levels)
        case "decision":
            since = case.raised[about] if standing is None else standing.touched
            hours = levels.decision.get(_weight(case, about))
            return None if hours is None else _deadline(what, about, since, hours, role, levels)
        case "signature":
            return _deadline(what, about, _settled_since(case), levels.signature, role, levels)
        case "question":
            assert standing is not None
            assert standing.decision.due is not None
            asked = _deadline(what, about, standing.at, levels.question, role, levels)
            sooner = min(asked.due, max(standing.decision.due, standing.at))
            return asked.model_copy(update={"due": sooner, "person": step.person})
        case _:
            assert standing is not None
            hours = levels.correction if what == "correction" else levels.confirmation
            return _deadline(what, about, standing.at, hours, role, levels)


def _missed_since(case: CaseFile, task: str) -> dt.datetime:
    if task:
        return next(each.opened for each in case.tasks if each.id == task)
    assert case.analysed_at is not None
    return case.analysed_at


def _settled_since(case: CaseFile) -> dt.datetime:
    """From when nothing stood in the way of signing."""
    assert case.analysis is not None
    assert case.analysed_at is not None
    decided = (case.decisions.get(each.fingerprint) for each in case.analysis.findings)
    return max((case.analysed_at, *(each.touched for each in decided if each is not None)))


def _weight(case: CaseFile, fingerprint: str) -> Severity:
    assert case.analysis is not None
    finding = case.analysis.finding(fingerprint)
    assert finding is not None
    return "blocker" if finding.blocks else finding.severity


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
