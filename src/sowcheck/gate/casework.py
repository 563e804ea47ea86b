"""What people and services may do with a case: each function returns the events of one step, or says why it is refused.

Pure: the case comes in, events go out. `fold.after` tells what the case is once they have happened.
"""

import datetime as dt
from collections.abc import Sequence
from functools import reduce

from sowcheck.core import case_events as happened
from sowcheck.core.analyses import Analysis, Finding, Sha256
from sowcheck.core.case_events import Entry, Paper
from sowcheck.core.casefile import CaseFile
from sowcheck.core.decisions import Decision
from sowcheck.core.fields import Owner
from sowcheck.core.incoming import Incoming
from sowcheck.core.people import Actor
from sowcheck.core.service_levels import ServiceLevels
from sowcheck.core.snapshots import Snapshot
from sowcheck.core.tasks import Task
from sowcheck.errors import NotAllowed, NotYet
from sowcheck.gate import rights
from sowcheck.gate.acting import Entries, settled, taken
from sowcheck.gate.approvals import may_open, seal_of
from sowcheck.gate.deadlines import late
from sowcheck.gate.deciding import check_answer, check_confirmation, check_decision
from sowcheck.gate.fold import after, heard_with
from sowcheck.gate.hearing import FROM_ELSEWHERE, follow_ups, told
from sowcheck.gate.life import state_after
from sowcheck.gate.signing import check_signature, has_signed
from sowcheck.gate.tasks import CHECK, CONTRACT, brought_in_line


def receive(
    reference: str, documents: Sequence[Paper], records: Sequence[Paper], actor: Actor, now: dt.datetime
) -> Entries:
    """Begin a case."""
    rights.handing_in(actor)
    event = happened.Received(reference=reference, documents=tuple(documents), records=tuple(records))
    return (Entry(at=now, actor=actor, event=event),)


def change_inputs(
    case: CaseFile,
    documents: Sequence[Paper],
    records: Sequence[Paper],
    actor: Actor,
    now: dt.datetime,
    call: str | None = None,
) -> Entries:
    """Hand in what the case consists of from now on; nothing happens if that is what it consists of already.

    Args:
        case: As it is.
        documents: The papers that count from now on.
        records: The record snapshots that do.
        actor: Who hands them in.
        now: When.
        call: The id by which the call is known, if it was to begin a case and came to this one.
    """
    rights.handing_in(actor)
    if (tuple(documents), tuple(records)) == (case.documents, case.records):
        return ()
    changed = happened.InputsChanged(documents=tuple(documents), records=tuple(records), call=call)
    entries = taken(case, changed, actor, now)
    # What the last check stumbled over may be gone; whatever else is missing is looked for again.
    if left := tuple(each.id for each in case.tasks if each.about in (CHECK, CONTRACT)):
        entries += (Entry(at=now, actor=actor, event=happened.TasksClosed(tasks=left)),)
    return entries


def look_through(
    case: CaseFile,
    snapshots: Sequence[Snapshot],
    news: Sequence[tuple[str, Incoming]],
    actor: Actor,
    now: dt.datetime,
) -> Entries:
    """Note what the records say of themselves, and what was said about their deals before anybody knew of this case.

    Args:
        case: As it is.
        snapshots: What the records say.
        news: What other systems said, each with what it is about.
        actor: The program.
        now: When it was looked at.
    """
    rights.program(actor, "look through the records")
    entries: Entries = ()
    if tuple(snapshots) != case.snapshots:
        entries = taken(case, happened.RecordsRead(snapshots=tuple(snapshots)), actor, now)
        case = after(case, entries[0])
    for about, said in news:
        if heard_with(case, about, said, now) is not case.heard:
            entries += taken(case, happened.Heard(about=about, said=said), actor, now)
            case = after(case, entries[-1])
    return entries


def validate(
    case: CaseFile,
    wanted: Sequence[Task],
    actor: Actor,
    now: dt.datetime,
    snapshots: Sequence[Snapshot] | None = None,
) -> Entries:
    """Note that everything is there, or open a task for each thing that is not.

    What other systems said shuts the gate and does not hold up the check.

    Args:
        case: As it is.
        wanted: What is missing, see `gate.validation`.
        actor: The program.
        now: When it was looked at.
        snapshots: What the records say of themselves; None leaves what is on record.
    """
    rights.program(actor, "validate a case")
    state_after(case.state, "validated")
    entries: Entries = ()
    if snapshots is not None:
        entries = look_through(case, snapshots, (), actor, now)
    looked = reduce(after, entries, case)
    kept = [each for each in looked.tasks if each.about == CHECK]
    for event in brought_in_line(looked, [*wanted, *told(looked, now), *kept]):
        entries += (Entry(at=now, actor=actor, event=event),)
        looked = after(looked, entries[-1])
    left = tuple(each.id for each in looked.tasks if each.kind not in FROM_ELSEWHERE)
    if not left:
        return (*entries, Entry(at=now, actor=actor, event=happened.Validated()))
    if looked.examined:
        return entries
    incomplete = happened.FoundIncomplete(tasks=left)
    return (*entries, Entry(at=now, actor=actor, event=incomplete))


def analyse(case: CaseFile, analysis: Analysis, actor: Actor, now: dt.datetime, wanted: Sequence[Task] = ()) -> Entries:
    """Put a check on record, and let people decide on it. Signatures that still hold go on holding.

    Args:
        case: As it is.
        analysis: The check.
        actor: The program.
        now: When it was done.
        wanted: Tasks that follow from it, see `gate.validation.without_contract`.
    """
    rights.program(actor, "put a check on record")
    done = taken(case, happened.Analysed(analysis=analysis), actor, now)
    looked = after(case, done[0])
    # Only now is it known which envelopes the papers name.
    follow = (*follow_ups(looked, now, wanted), happened.ReviewOpened())
    return settled(looked, (*done, *(Entry(at=now, actor=actor, event=event) for event in follow)), done=1)


def open_evidence(case: CaseFile, fingerprint: Sha256, actor: Actor, now: dt.datetime) -> Entries:
    """Note that a person looked at what is behind a finding."""
    rights.person(actor, "open evidence for a decision")
    _finding(case, fingerprint)
    if (actor.id, fingerprint) in case.opened:
        return ()
    return taken(case, happened.EvidenceOpened(finding=fingerprint), actor, now)


def decide(case: CaseFile, decision: Decision, actor: Actor, now: dt.datetime, asked: Actor | None = None) -> Entries:
    """Let a person decide on a finding; the same decision again changes nothing.

    Args:
        case: As it is.
        decision: What they make of it.
        actor: They.
        now: The time.
        asked: With a question: the person who is asked, as the directory knows them now.
    """
    standing = case.decisions.get(decision.finding)
    if _is_on_record(case) and standing is not None and (standing.decision, standing.by) == (decision, actor.id):
        return ()
    state_after(case.state, "decided")
    check_decision(case, _finding(case, decision.finding), decision, actor, now, asked)
    return settled(case, taken(case, happened.Decided(decision=decision), actor, now))


def confirm(case: CaseFile, fingerprint: Sha256, actor: Actor, now: dt.datetime) -> Entries:
    """Let a second person agree to a decision; a third is told that it was done."""
    standing = case.decisions.get(fingerprint)
    if _is_on_record(case) and standing is not None and standing.confirmed_by == actor.id:
        return ()
    state_after(case.state, "confirmed")
    check_confirmation(case, _finding(case, fingerprint), standing, actor)
    return settled(case, taken(case, happened.Confirmed(finding=fingerprint), actor, now))


def answer(case: CaseFile, fingerprint: Sha256, words: str, actor: Actor, now: dt.datetime) -> Entries:
    """Answer a question that was put to this person; the finding goes back to its owner."""
    standing = case.decisions.get(fingerprint)
    if _is_on_record(case) and standing is not None and (standing.decision.asked, standing.answer) == (actor.id, words):
        return ()
    state_after(case.state, "answered")
    check_answer(_finding(case, fingerprint), standing, words, actor)
    return settled(case, taken(case, happened.Answered(finding=fingerprint, answer=words), actor, now))


def sign(case: CaseFile, role: Owner, actor: Actor, now: dt.datetime) -> Entries:
    """Sign in a role, for everything that its scope holds now; a signature that stands for that is not given twice."""
    if _is_on_record(case) and not case.tasks and has_signed(case, role, actor):
        return ()
    state_after(case.state, "signed")
    check_signature(case, role, actor)
    return settled(case, taken(case, happened.Signed(role=role, seal=seal_of(case, role)), actor, now))


def reject(case: CaseFile, reason: str, actor: Actor, now: dt.datetime) -> Entries:
    """Send the deal back."""
    rights.deciding(actor, "reject a case")
    if not reason.strip():
        raise NotAllowed("A case is not rejected without a reason.", hint="Say what has to change.")
    if (case.state, case.note) == ("rejected", reason):
        return ()
    return taken(case, happened.Rejected(reason=reason), actor, now)


def supersede(case: CaseFile, by: str, actor: Actor, now: dt.datetime) -> Entries:
    """Let another case take this one's place."""
    rights.handing_in(actor)
    if (case.state, case.note) == ("superseded", by):
        return ()
    return taken(case, happened.Superseded(by=by), actor, now)


def release(case: CaseFile, bundle: Sha256, actor: Actor, now: dt.datetime) -> Entries:
    """Release the handoff; the approvals are looked at once more."""
    rights.program(actor, "release a case")
    if case.state == "released" and case.bundle == bundle:
        return ()
    state_after(case.state, "released")
    for task in case.tasks:
        raise NotYet(task.message, hint=task.hint)
    if not may_open(case):
        raise NotYet(
            "The approvals of this case no longer stand for what it says.", hint="Have them signed again, then release."
        )
    return taken(case, happened.Released(bundle=bundle), actor, now)


def acknowledge(case: CaseFile, target: str, actor: Actor, now: dt.datetime) -> Entries:
    """Note that the target has the handoff."""
    rights.program(actor, "acknowledge a handoff")
    return taken(case, happened.Acknowledged(target=target), actor, now)


def escalate(case: CaseFile, levels: ServiceLevels, actor: Actor, now: dt.datetime) -> Entries:
    """Tell the next role of everything that is late; each level of each thing is told once, whoever asks how often."""
    rights.program(actor, "escalate")
    return tuple(entry for event in late(case, levels, now) for entry in taken(case, event, actor, now))


def _is_on_record(case: CaseFile) -> bool:
    """Whether what people did holds for what the case says now: only then is the same again a repetition."""
    return case.state in ("in_review", "signed_off", "released", "acknowledged")


def _finding(case: CaseFile, fingerprint: Sha256) -> Finding:
    found = case.analysis.finding(fingerprint) if case.analysis else None
    if found is None:
        raise NotYet(
            f"The last check of this case has no finding {fingerprint[:12]}.",
            hint="Papers or records may have changed since you looked; look at the case again.",
        )
    return found
