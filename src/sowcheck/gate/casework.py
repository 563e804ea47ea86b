"""What people and services may do with a case: each function returns the events of one step, or says why it is refused.

Pure: the case comes in, events go out. `fold.after` tells what the case is once they have happened.
"""

import datetime as dt
from collections.abc import Iterator, Sequence

from sowcheck.core import case_events as happened
from sowcheck.core.analyses import Analysis, Finding, Sha256
from sowcheck.core.case_events import Entry, Event, Paper
from sowcheck.core.casefile import CaseFile
from sowcheck.core.decisions import Decision
from sowcheck.core.fields import Owner
from sowcheck.core.people import Actor
from sowcheck.core.service_levels import ServiceLevels
from sowcheck.errors import NotAllowed
from sowcheck.gate import rights
from sowcheck.gate.approvals import may_open, open_findings, seal_of
from sowcheck.gate.deadlines import late
from sowcheck.gate.fold import after
from sowcheck.gate.life import state_after

Entries = tuple[Entry, ...]


def receive(
    reference: str, documents: Sequence[Paper], records: Sequence[Paper], actor: Actor, now: dt.datetime
) -> Entries:
    """Begin a case."""
    rights.handing_in(actor)
    event = happened.Received(reference=reference, documents=tuple(documents), records=tuple(records))
    return (Entry(at=now, actor=actor, event=event),)


def change_inputs(
    case: CaseFile, documents: Sequence[Paper], records: Sequence[Paper], actor: Actor, now: dt.datetime
) -> Entries:
    """Hand in what the case consists of from now on; nothing happens if that is what it consists of already."""
    rights.handing_in(actor)
    if (tuple(documents), tuple(records)) == (case.documents, case.records):
        return ()
    return _taken(case, happened.InputsChanged(documents=tuple(documents), records=tuple(records)), actor, now)


def validate(case: CaseFile, missing: Sequence[str], actor: Actor, now: dt.datetime) -> Entries:
    """Note that everything is there, or what is not."""
    rights.program(actor, "validate a case")
    if not missing:
        return _taken(case, happened.Validated(), actor, now)
    state_after(case.state, "found_incomplete")
    if tuple(missing) == case.missing:
        return ()
    return _taken(case, happened.FoundIncomplete(missing=tuple(missing)), actor, now)


def analyse(case: CaseFile, analysis: Analysis, actor: Actor, now: dt.datetime) -> Entries:
    """Put a check on record, and let people decide on it. Signatures that still hold go on holding."""
    rights.program(actor, "put a check on record")
    done = _taken(case, happened.Analysed(analysis=analysis), actor, now)
    looked = after(case, done[0])
    return _settled(looked, (*done, Entry(at=now, actor=actor, event=happened.ReviewOpened())), done=1)


def open_evidence(case: CaseFile, fingerprint: Sha256, actor: Actor, now: dt.datetime) -> Entries:
    """Note that a person looked at what is behind a finding."""
    rights.person(actor, "open evidence for a decision")
    _finding(case, fingerprint)
    if (actor.id, fingerprint) in case.opened:
        return ()
    return _taken(case, happened.EvidenceOpened(finding=fingerprint), actor, now)


def decide(case: CaseFile, decision: Decision, actor: Actor, now: dt.datetime) -> Entries:
    """Let the owner of a finding decide on it."""
    state_after(case.state, "decided")
    finding = _finding(case, decision.finding)
    rights.in_role(actor, finding.owner, "decide on it")
    _has_looked(case, finding, actor)
    return _settled(case, _taken(case, happened.Decided(decision=decision), actor, now))


def confirm(case: CaseFile, fingerprint: Sha256, actor: Actor, now: dt.datetime) -> Entries:
    """Let a second person agree to a decision."""
    state_after(case.state, "confirmed")
    finding = _finding(case, fingerprint)
    rights.person(actor, "confirm a decision")
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
        raise rights.lacking(actor, sorted(approvers), "confirm it")
    _has_looked(case, finding, actor)
    if standing.confirmed_by is not None:
        return ()
    return _settled(case, _taken(case, happened.Confirmed(finding=fingerprint), actor, now))


def answer(case: CaseFile, fingerprint: Sha256, words: str, actor: Actor, now: dt.datetime) -> Entries:
    """Answer a question that was put to this person; the finding goes back to its owner."""
    state_after(case.state, "answered")
    finding = _finding(case, fingerprint)
    rights.person(actor, "answer a question")
    standing = case.decisions.get(fingerprint)
    if standing is None or standing.decision.asked != actor.id:
        raise NotAllowed(
            f"Nobody asked {actor.id} about {finding.discrepancy}.", hint="Only the person who was asked answers."
        )
    return _settled(case, _taken(case, happened.Answered(finding=fingerprint, answer=words), actor, now))


def sign(case: CaseFile, role: Owner, actor: Actor, now: dt.datetime) -> Entries:
    """Sign in a role, for everything that its scope holds now."""
    state_after(case.state, "signed")
    rights.in_role(actor, role, "sign for it")
    analysis = case.analysis
    assert analysis is not None
    if role not in {each.role for each in analysis.required}:
        raise NotAllowed(f"Nobody has to sign this case for {role}.", hint="See which approvals are required.")
    for problem in _in_the_way(case, analysis, actor, role):
        raise problem
    return _settled(case, _taken(case, happened.Signed(role=role, seal=seal_of(case, role)), actor, now))


def reject(case: CaseFile, reason: str, actor: Actor, now: dt.datetime) -> Entries:
    """Send the deal back."""
    rights.person(actor, "reject a case")
    if not rights.DECIDERS & set(actor.roles):
        raise rights.lacking(actor, sorted(rights.DECIDERS), "reject a case")
    if not reason.strip():
        raise NotAllowed("A case is not rejected without a reason.", hint="Say what has to change.")
    return _taken(case, happened.Rejected(reason=reason), actor, now)


def supersede(case: CaseFile, by: str, actor: Actor, now: dt.datetime) -> Entries:
    """Let another case take this one's place."""
    rights.handing_in(actor)
    return _taken(case, happened.Superseded(by=by), actor, now)


def release(case: CaseFile, bundle: Sha256, actor: Actor, now: dt.datetime) -> Entries:
    """Release the handoff; the approvals are looked at once more."""
    rights.program(actor, "release a case")
    state_after(case.state, "released")
    if not may_open(case):
        raise NotAllowed(
            "The approvals of this case no longer stand for what it says.", hint="Have them signed again, then release."
        )
    return _taken(case, happened.Released(bundle=bundle), actor, now)


def acknowledge(case: CaseFile, target: str, actor: Actor, now: dt.datetime) -> Entries:
    """Note that the target has the handoff."""
    rights.program(actor, "acknowledge a handoff")
    return _taken(case, happened.Acknowledged(target=target), actor, now)


def escalate(case: CaseFile, levels: ServiceLevels, actor: Actor, now: dt.datetime) -> Entries:
    """Tell the next role of everything that is late; each level of each thing is told once, whoever asks how often."""
    rights.program(actor, "escalate")
    return tuple(entry for event in late(case, levels, now) for entry in _taken(case, event, actor, now))


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
