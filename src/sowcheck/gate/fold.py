"""From the events of a case to what it is now."""

from collections.abc import Iterable
from functools import reduce
from typing import assert_never

from sowcheck.core import case_events as happened
from sowcheck.core.case_events import Entry
from sowcheck.core.casefile import CaseFile, Told
from sowcheck.core.decisions import Signature, Standing
from sowcheck.core.facts import subject_of
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
            return _with(moved, documents=event.documents, records=event.records, missing=())
        case happened.FoundIncomplete():
            return _with(moved, missing=event.missing, missing_since=moved.missing_since or entry.at)
        case happened.Validated():
            return _with(moved, missing=(), missing_since=None)
        case happened.Analysed():
            raised = {each.fingerprint: case.raised.get(each.fingerprint, entry.at) for each in event.analysis.findings}
            return _with(moved, analysis=event.analysis, analysed_at=entry.at, raised=raised)
        case happened.EvidenceOpened():
            return _with(moved, opened=moved.opened | {(by, event.finding)})
        case happened.Decided():
            standing = Standing(decision=event.decision, by=by, at=entry.at)
            return _with(moved, decisions={**moved.decisions, event.decision.finding: standing})
        case happened.Confirmed():
            return _decided(moved, event.finding, confirmed_by=by, confirmed_at=entry.at)
        case happened.Answered():
            return _decided(moved, event.finding, answer=event.answer, answered_at=entry.at)
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
        case happened.ReviewOpened() | happened.GateOpened() | happened.GateClosed() | happened.Acknowledged():
            return moved
        case _:
            assert_never(event)


def _moved(case: CaseFile, entry: Entry) -> CaseFile:
    state = state_after(case.state, entry.event.type)
    return case if state == case.state else _with(case, state=state, since=entry.at)


def _decided(case: CaseFile, finding: str, **changes: object) -> CaseFile:
    standing = case.decisions[finding].model_copy(update=changes)
    return _with(case, decisions={**case.decisions, finding: standing})


def _with(case: CaseFile, **changes: object) -> CaseFile:
    return case.model_copy(update=changes)
