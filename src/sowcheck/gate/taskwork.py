"""Steps on a case that open and close its tasks: a job of the program that failed, a task that a person sets aside, news from elsewhere."""

import datetime as dt
from typing import assert_never

from sowcheck.core import case_events as happened
from sowcheck.core.case_events import Entry
from sowcheck.core.casefile import CaseFile
from sowcheck.core.fields import FIELDS
from sowcheck.core.incoming import Incoming
from sowcheck.core.people import Actor
from sowcheck.core.tasks import Task
from sowcheck.errors import NotAllowed, NotYet, SowcheckError, UnreadableInput
from sowcheck.gate import rights
from sowcheck.gate.acting import Entries, settled, taken
from sowcheck.gate.fold import after, heard_with
from sowcheck.gate.hearing import follow_ups
from sowcheck.gate.program import Job, next_job
from sowcheck.gate.tasks import CHECK, may_be_set_aside, task

_CANNOT: dict[Job, str] = {
    "validate": "The records cannot be looked through",
    "analyse": "The papers cannot be checked",
    "release": "The handoff cannot be made",
    "hand_over": "The handoff cannot be given to its target",
}
_ANEW, _CLOSE = "hand in what was wrong anew, or close this task", "close this task"
_WAYS_OUT: dict[Job, str] = {"validate": _ANEW, "analyse": _ANEW, "release": _CLOSE, "hand_over": _CLOSE}


def fail_job(case: CaseFile, error: SowcheckError, actor: Actor, now: dt.datetime) -> Entries:
    """Note that the program's next job on a case failed for good, and open a task; the program then leaves the case alone.

    Call it where trying again does not mend an error::

        Desk(site).take(case_id, lambda case: taskwork.fail_job(case, error, PROGRAM, site.clock()), PROGRAM, SOURCE)

    `next_job` is None until the inputs of the case change, or a person sets the task aside to have it tried once more. A case
    that was signed off goes back to its review meanwhile, with its signatures. Do not call it for what passes by itself: a disk
    that is full, a database that is away. Nothing happens to a case for which the program has nothing to do.
    """
    rights.program(actor, "note that a check failed")
    job = next_job(case)
    if job is None:
        return ()
    unreadable = job == "analyse" and isinstance(error, UnreadableInput)
    found = task(
        "unreadable" if unreadable else "failed_check",
        FIELDS["doc.coverage"].owner if unreadable else "admin",
        f"{_CANNOT[job]}: {error.message}",
        f"{error.hint} Then {_WAYS_OUT[job]} to have it tried again.",
        CHECK,
        now,
    )
    opened = happened.TasksOpened(tasks=(found,))
    match job:
        case "validate":
            # Whatever else may be missing, it was looked at as far as it can be.
            return (*taken(case, opened, actor, now), *taken(case, _looked_at(found), actor, now))
        case "analyse":
            failed = happened.CheckFailed(message=error.message)
            return (*taken(case, failed, actor, now), Entry(at=now, actor=actor, event=opened))
        case "release" | "hand_over":
            return settled(case, taken(case, opened, actor, now), reason="The handoff could not be made.")
        case _:
            assert_never(job)


def _looked_at(found: Task) -> happened.FoundIncomplete:
    return happened.FoundIncomplete(tasks=(found.id,))


def set_aside(case: CaseFile, task_id: str, reason: str, actor: Actor, now: dt.datetime) -> Entries:
    """Let a person close a task with a reason.

    Raises:
        NotAllowed: no such task is open, it closes only once it is done, or it is somebody else's.
    """
    found = next((each for each in case.tasks if each.id == task_id), None)
    if found is None:
        raise NotYet(f"No task {task_id} of this case is open.", hint="See the case for the tasks that are.")
    rights.in_role(actor, found.role, "close this task")
    if not may_be_set_aside(case.state, found):
        raise NotYet(f"This task cannot be set aside: {found.message}", hint=found.hint)
    if not reason.strip():
        raise NotAllowed("A task is not set aside without a reason.", hint="Say what you saw, or why it is no matter.")
    closed = happened.TasksClosed(tasks=(found.id,), how="set_aside", reason=reason)
    return settled(case, taken(case, closed, actor, now))


def hear(case: CaseFile, about: str, said: Incoming, actor: Actor, now: dt.datetime) -> Entries:
    """Note what another system says, and open and close the tasks that follow from it.

    Nothing happens if the case has heard the same, or something later of the same kind.

    Args:
        case: As it is.
        about: The deal or envelope with its system, such as "salesforce:006…".
        said: What the other system says.
        actor: The service that brought it.
        now: When it came.

    Raises:
        IllegalStep: the case has ended.
    """
    rights.program(actor, "say what other systems say")
    entries = taken(case, happened.Heard(about=about, said=said), actor, now)
    if heard_with(case, about, said, now) is case.heard:
        return ()
    heard = after(case, entries[0])
    if case.state == "received" and not case.examined:
        # Its records have not been looked through yet; its tasks are told when they are.
        return entries
    entries += tuple(Entry(at=now, actor=actor, event=event) for event in follow_ups(heard, now))
    return settled(case, entries, reason="A task was opened after it was signed for.")
