"""What people and services may do with a case: each function returns the events of one step, or says why it is refused.

Pure: the case comes in, events go out. `fold.after` tells what the case is once they have happened.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import get_args

from sowcheck.core import case_events as happened
from sowcheck.core.analyses import Analysis, Finding, Sha256
from sowcheck.core.case_events import Entry, Event, Paper
from sowcheck.core.casefile import CaseFile
from sowcheck.core.decisions import Decision
from sowcheck.core.fields import Owner
from sowcheck.core.people import Actor
from sowcheck.errors import NotAllowed
from sowcheck.gate.approvals import may_open, open_findings, seal_of
from sowcheck.gate.fold import after
from sowcheck.gate.life import state_after

Entries = tuple[Entry, ...]
_DECIDERS: frozenset[str] = frozenset(get_args(Owner))


def receive(
    reference: str, documents: Sequence[Paper], records: Sequence[Paper], actor: Actor, now: dt.datetime
) -> Entries:
    """Begin a case."""
    _handing_in(actor)
    event = happened.Received(reference=reference, documents=tuple(documents), records=tuple(records))
    return (Entry(at=now, actor=actor, event=event),)


def change_inputs(
    case: CaseFile, documents: Sequence[Paper], records: Sequence[Paper], actor: Actor, now: dt.datetime
) -> Entries:
    """Hand in what the case consists of from now on; nothing happens if that is what it consists of already."""
    _handing_in(actor)
    if (tuple(documents), tuple(records)) == (case.documents, case.records):
        return ()
    return _taken(case, happened.InputsChanged(documents=tuple(documents), records=tuple(records)), actor, now)


def validate(case: CaseFile, missing: Sequence[str], actor: Actor, now: dt.datetime) -> Entries:
    """Note that everything is there, or what is not."""
    _machine(actor, "validate a case")
    if not missing:
        return _taken(case, happened.Validated(), actor, now)
    state_after(case.state, "found_incomplete")
    if tuple(missing) == case.missing:
        return ()
    return _taken(case, happened.FoundIncomplete(missing=tuple(missing)), actor, now)


def analyse(case: CaseFile, analysis: Analysis, actor: Actor, now: dt.datetime) -> Entries:
    """Put a check on record, and let people decide on it. Signatures that still hold go on holding."""
    _machine(actor, "put a check on record")
    done = _taken(case, happened.Analysed(analysis=analysis), actor, now)
    looked = after(case, done[0])
    return _settled(looked, (*done, Entry(at=now, actor=actor, event=happened.ReviewOpened())), done=1)


def open_evidence(case: CaseFile, fingerprint: Sha256, actor: Actor, now: dt.datetime) -> Entries:
    """Note that a person looked at what is behind a finding."""
    _person(actor, "open evidence for a decision")
    _finding(case, fingerprint)
    if (actor.id, fingerprint) in case.opened:
        return ()
    return _taken(case, happened.EvidenceOpened(finding=fingerprint), actor, now)


def decide(case: CaseFile, decision: Decision, actor: Actor, now: dt.datetime) -> Entries:
    """Let the owner of a finding decide on it."""
    state_after(case.state, "decided")
    finding = _finding(case, decision.finding)
    _in_role(actor, finding.owner, "decide on it")
    _has_looked(case, finding, actor)
    return _settled(case, _taken(case, happened.Decided(decision=decision), actor, now))


def confirm(case: CaseFile, fingerprint: Sha256, actor: Actor, now: dt.datetime) -> Entries:
    """Let a second person agree to a decision."""
    state_after(case.state, "confirmed")
    finding = _finding(case, fingerprint)
    _person(actor, "confirm a decision")
    standing = case.decisions.get(fingerprint)
    if standing is None or standing.decision.resolution == "needs_info":
        raise NotAllowed(f"Nobody has decided on {finding.discrepancy} yet.", hint="Confirm it once it is decided.")
    if standing.by == actor.id:
        raise NotAllowed(
            f"{actor.id} made the decision on {finding.discrepancy} and cannot confirm it.",
            hint="Ask somebody else to confirm it.",
        )
    assert case.analysis is not None
    approvers = {finding.owner, *(each.role for each in case.analysis.required)}
    if not approvers & set(actor.roles):
        raise _lacking(actor, sorted(approvers), "confirm it")
    _has_looked(case, finding, actor)
    if standing.confirmed_by is not None:
        return ()
    return _settled(case, _taken(case, happened.Confirmed(finding=fingerprint), actor, now))


def answer(case: CaseFile, fingerprint: Sha256, words: str, actor: Actor, now: dt.datetime) -> Entries:
    """Answer a question that was put to this person; the finding goes back to its owner."""
    state_after(case.state, "answered")
    finding = _finding(case, fingerprint)
    _person(actor, "answer a question")
    standing = case.decisions.get(fingerprint)
    if standing is None or standing.decision.asked != actor.id:
        raise NotAllowed(
            f"Nobody asked {actor.id} about {finding.discrepancy}.", hint="Only the person who was asked answers."
        )
    return _settled(case, _taken(case, happened.Answered(finding=fingerprint, answer=words), actor, now))


def sign(case: CaseFile, role: Owner, actor: Actor, now: dt.datetime) -> Entries:
    """Sign in a role, for everything that its scope holds now."""
    state_after(case.state, "signed")
    _in_role(actor, role, "sign for it")
    analysis = case.analysis
    assert analysis is not None
    if role not in {each.role for each in analysis.required}:
        raise NotAllowed(f"Nobody has to sign this case for {role}.", hint="See which approvals are required.")
    for problem in _in_the_way(case, analysis, actor, role):
        raise problem
    return _settled(case, _taken(case, happened.Signed(role=role, seal=seal_of(case, role)), actor, now))


def reject(case: CaseFile, reason: str, actor: Actor, now: dt.datetime) -> Entries:
    """Send the deal back."""
    _person(actor, "reject a case")
    if not _DECIDERS & set(actor.roles):
        raise _lacking(actor, sorted(_DECIDERS), "reject a case")
    if not reason.strip():
        raise NotAllowed("A case is not rejected without a reason.", hint="Say what has to change.")
    return _taken(case, happened.Rejected(reason=reason), actor, now)


def supersede(case: CaseFile, by: str, actor: Actor, now: dt.datetime) -> Entries:
    """Let another case take this one's place."""
    _handing_in(actor)
    return _taken(case, happened.Superseded(by=by), actor, now)


def release(case: CaseFile, bundle: Sha256, actor: Actor, now: dt.datetime) -> Entries:
    """Release the handoff; the approvals are looked at once more."""
    _machine(actor, "release a case")
    state_after(case.state, "released")
    if not may_open(case):
        raise NotAllowed(
            "The approvals of this case no longer stand for what it says.", hint="Have them signed again, then release."
        )
    return _taken(case, happened.Released(bundle=bundle), actor, now)


def acknowledge(case: CaseFile, target: str, actor: Actor, now: dt.datetime) -> Entries:
    """Note that the target has the handoff."""
    _machine(actor, "acknowledge a handoff")
    return _taken(case, happened.Acknowledged(target=target), actor, now)


def _taken(case: CaseFile, event: Event, actor: Actor, now: dt.datetime) -> Entries:
    """The event on record, if it may happen now."""
    assert not isinstance(event, happened.Received)
    state_after(case.state, event.type)
    return (Entry(at=now, actor=actor, event=event),)


def _settled(case: CaseFile, entries: Entries, done: int = 0) -> Entries:
    """The entries, and with them the gate's opening or closing if they lead to it; `done` of them are in `case` already."""
    for entry in entries[done:]:
        case = after(case, entry)
    last = entries[-1]
    if case.state == "in_review" and may_open(case):
        return (*entries, Entry(at=last.at, actor=last.actor, event=happened.GateOpened()))
    if case.state == "signed_off" and not may_open(case):
        closed = happened.GateClosed(reason="A decision changed after it was signed for.")
        return (*entries, Entry(at=last.at, actor=last.actor, event=closed))
    return entries


def _in_the_way(case: CaseFile, analysis: Analysis, actor: Actor, role: Owner) -> Iterator[NotAllowed]:
    """Why this person cannot sign in this role now."""
    for obstacle in analysis.obstacles:
        yield NotAllowed(obstacle, hint="Hand in papers that can be read and are signed.")
    left = open_findings(case)
    if left:
        named = ", ".join(f"{each.discrepancy} ({each.code})" for each in left[:5])
        yield NotAllowed(
            f"{len(left)} finding{'s are' if len(left) > 1 else ' is'} not settled: {named}.",
            hint="Each needs a decision by its owner, and some a second person, before anybody signs.",
        )
    if any(each.by == actor.id and each.role != role for each in case.signatures):
        yield NotAllowed(
            f"{actor.id} has signed this case in another role.", hint="Each role's approval takes another person."
        )
    own = [
        each.discrepancy
        for each in analysis.findings
        if (standing := case.decisions.get(each.fingerprint)) is not None
        and standing.by == actor.id
        and standing.confirmed_by is None
        and standing.decision.resolution != "update_record"
    ]
    if own:
        yield NotAllowed(
            f"{actor.id} decided to depart from the paper in {', '.join(own[:5])}, and would approve that alone.",
            hint="Have somebody else confirm the decision, or sign.",
        )


def _finding(case: CaseFile, fingerprint: Sha256) -> Finding:
    found = case.analysis.finding(fingerprint) if case.analysis else None
    if found is None:
        raise NotAllowed(
            f"The last check of this case has no finding {fingerprint[:12]}.",
            hint="Papers or records may have changed since you looked; look at the case again.",
        )
    return found


def _has_looked(case: CaseFile, finding: Finding, actor: Actor) -> None:
    assert case.analysis is not None
    if finding.severity in case.analysis.rules.evidence and (actor.id, finding.fingerprint) not in case.opened:
        raise NotAllowed(
            f"{actor.id} has not opened the evidence of {finding.discrepancy} ({finding.code}).",
            hint="Look at the words and the record behind it first.",
        )


def _person(actor: Actor, what: str) -> None:
    if actor.kind != "person":
        raise NotAllowed(f"{actor.id} is a service, and only people {what}.", hint="Sign in as a person.")


def _machine(actor: Actor, what: str) -> None:
    if actor.kind != "service" or "orchestrator" not in actor.roles:
        raise NotAllowed(f"{actor.id} cannot {what}.", hint="That is the program's own work, once its steps are done.")


def _in_role(actor: Actor, role: Owner, what: str) -> None:
    _person(actor, what)
    if role not in actor.roles:
        raise _lacking(actor, [role], what)


def _lacking(actor: Actor, roles: Sequence[str], what: str) -> NotAllowed:
    return NotAllowed(
        f"{actor.id} does not hold the role {' or '.join(roles)} that it takes to {what}.",
        hint="Ask somebody who holds it, or have it given to you.",
    )


def _handing_in(actor: Actor) -> None:
    if actor.kind == "service" and "orchestrator" in actor.roles:
        return
    if actor.kind == "person" and _DECIDERS & set(actor.roles):
        return
    raise _lacking(actor, ["orchestrator", *sorted(_DECIDERS)], "hand in papers")
