"""How a step gets on record, with what follows from it."""

import datetime as dt

from sowcheck.core import case_events as happened
from sowcheck.core.case_events import Entry, Event
from sowcheck.core.casefile import CaseFile
from sowcheck.core.people import Actor
from sowcheck.gate.approvals import may_open
from sowcheck.gate.fold import after
from sowcheck.gate.life import state_after

Entries = tuple[Entry, ...]


def taken(case: CaseFile, event: Event, actor: Actor, now: dt.datetime) -> Entries:
    """The event on record, if it may happen now.

    Raises:
        IllegalStep: it may not.
    """
    assert not isinstance(event, happened.Received)
    state_after(case.state, event.type)
    return (Entry(at=now, actor=actor, event=event),)


def settled(
    case: CaseFile, entries: Entries, done: int = 0, reason: str = "A decision changed after it was signed for."
) -> Entries:
    """The entries, and with them the gate's opening or closing if they lead to it.

    Args:
        case: The case, with the first `done` entries in it already.
        entries: What happened.
        done: How many of them the case knows.
        reason: Why the gate closes, if it does.
    """
    for entry in entries[done:]:
        case = after(case, entry)
    last = entries[-1]
    if case.state == "in_review" and may_open(case):
        return (*entries, Entry(at=last.at, actor=last.actor, event=happened.GateOpened()))
    if case.state == "signed_off" and not may_open(case):
        return (*entries, Entry(at=last.at, actor=last.actor, event=happened.GateClosed(reason=reason)))
    return entries
