"""From the events of a case to what it is now."""

import datetime as dt
from collections.abc import Iterable
from functools import reduce
from typing import assert_never

from sowcheck.core import case_events as happened
from sowcheck.core.case_events import Entry
from sowcheck.core.casefile import CaseFile, Told
from sowcheck.core.decisions import Signature, Standing
from sowcheck.core.facts import subject_of
from sowcheck.core.incoming import Incoming, IncomingKind, News
from sowcheck.gate.life import state_after


def case_of(case_id: str, entries: Iterable[Entry]) -> CaseFile:
    """The case whose events these are, in their order.

    Raises:
        IllegalStep: an event that may not follow on those before it.
        ValueError: there are no events, or the first is not that the case was received.
    """
    first, *rest = entries
    return reduce(after, rest, begun(case_id, first))


def begun(case_id: str, entry: Entry) -> CaseFile:
    """The case that an entry begins."""
    event = entry.event
    if not isinstance(event, happened.Received):
        raise ValueError(f"a case begins when it is received, not with {event.type!r}")
    return CaseFile(
        id=case_id,
        state="received",
        since=entry.at,
        reference=event.reference,
        documents=event.documents,
        records=event.records,
        handed_in={each.sha256: entry.at for each in (*event.documents, *event.records)},
        brought_by={each.sha256: entry.actor.id for each in (*event.documents, *event.records)},
    )


def after(case: CaseFile, entry: Entry) -> CaseFile:
    """The case once an event has happened.

    Raises:
        IllegalStep: the event may not happen in the case's state.
    """
    event, by = entry.event, entry.actor.id
    if isinstance(event, happened.Received):
        raise ValueError("a case is received once")
    moved = _moved(case, entry)
    match event:
        case happened.InputsChanged():
            came = {each.sha256: entry.at for each in (*event.documents, *event.records)}
            brought = {sha256: case.brought_by.get(sha256, by) for sha256 in came}
            kept = {sha256: at for sha256, at in moved.handed_in.items() if sha256 in came}
            papers = {
                "documents": event.documents,
                "records": event.records,
                "handed_in": came | kept,
                "brought_by": brought,
            }
            papers["snapshots"] = tuple(each for each in moved.snapshots if each.sha256 in came)
            envelopes = moved.envelopes if event.documents == moved.documents else frozenset()
            return _with(moved, **papers, envelopes=envelopes, examined=False)
        case happened.RecordsRead():
            return _with(moved, snapshots=event.snapshots)
        case happened.TasksOpened():
            tasks = {each.id: each for each in (*moved.tasks, *event.tasks)}
            return _with(moved, tasks=tuple(tasks.values()))
        case happened.TasksClosed():
            return _closed(moved, event, entry)
        case happened.FoundIncomplete() | happened.CheckFailed():
            return _with(moved, examined=True)
        case happened.Heard():
            return _with(moved, heard=heard_with(moved, event.about, event.said, entry.at), examined=False)
        case happened.Validated():
            return _with(moved, examined=False)
        case happened.Analysed():
            raised = {each.fingerprint: case.raised.get(each.fingerprint, entry.at) for each in event.analysis.findings}
            checked = {"analysis": event.analysis, "envelopes": frozenset(event.analysis.envelopes)}
            return _with(moved, **checked, analysed_at=entry.at, raised=raised)
        case happened.EvidenceOpened():
            return _with(moved, opened=moved.opened | {(by, event.finding)})
        case happened.Decided():
            before = moved.decisions.get(event.decision.finding)
            told_by = before.told_by if before else frozenset()
            standing = Standing(decision=event.decision, by=by, at=entry.at, told_by=told_by)
            return _with(moved, decisions={**moved.decisions, event.decision.finding: standing})
        case happened.Confirmed():
            return _decided(moved, event.finding, confirmed_by=by, confirmed_at=entry.at)
        case happened.Answered():
            told_by = moved.decisions[event.finding].told_by | {by}
            return _decided(moved, event.finding, answer=event.answer, answered_at=entry.at, told_by=told_by)
        case happened.Signed():
            signature = Signature(role=event.role, by=by, at=entry.at, seal=event.seal)
            earlier = (each for each in moved.signatures if (each.role, each.by) != (event.role, by))
            return _with(moved, signatures=(*earlier, signature))
        case happened.Escalated():
            told = Told(event.what, event.about, event.since, event.level)
            return _with(moved, escalated=moved.escalated | {told})
        case happened.FactTold():
            others = (each for each in moved.facts if subject_of(each) != subject_of(event.fact))
            return _with(moved, facts=(*others, event.fact))
        case happened.Rejected():
            return _with(moved, note=event.reason)
        case happened.Superseded():
            return _with(moved, note=event.by)
        case happened.Released():
            return _with(moved, bundle=event.bundle)
        case happened.TakenAway():
            return _with(moved, taken_away=moved.taken_away or entry.at)
        case happened.ReviewOpened() | happened.GateOpened() | happened.GateClosed() | happened.Acknowledged():
            return moved
        case _:
            assert_never(event)


def _moved(case: CaseFile, entry: Entry) -> CaseFile:
    state = state_after(case.state, entry.event.type)
    return case if state == case.state else _with(case, state=state, since=entry.at)


def heard_with(case: CaseFile, about: str, said: Incoming, now: dt.datetime) -> dict[str, dict[IncomingKind, News]]:
    """What was heard, with one thing more; the latest of each kind counts, in whatever order they come."""
    news, of = News(at=said.at or now, changed=said.changed), case.heard.get(about, {})
    known = of.get(said.kind)
    if known is not None and (known.at, known.changed) >= (news.at, news.changed):
        return case.heard
    return {**case.heard, about: {**of, said.kind: news}}


def _closed(case: CaseFile, event: happened.TasksClosed, entry: Entry) -> CaseFile:
    left = tuple(each for each in case.tasks if each.id not in event.tasks)
    if event.how == "done":
        return _with(case, tasks=left)
    aside = {each.id: each.since or entry.at for each in case.tasks if each.id in event.tasks}
    return _with(case, tasks=left, set_aside={**case.set_aside, **aside}, examined=False)


def _decided(case: CaseFile, finding: str, **changes: object) -> CaseFile:
    standing = case.decisions[finding].model_copy(update=changes)
    return _with(case, decisions={**case.decisions, finding: standing})


def _with(case: CaseFile, **changes: object) -> CaseFile:
    return case.model_copy(update=changes)
