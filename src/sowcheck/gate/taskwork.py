"""Steps on a case that open and close its tasks: a check that failed, a task that a person sets aside, news from elsewhere."""

import datetime as dt

from sowcheck.core import case_events as happened
from sowcheck.core.case_events import Entry
from sowcheck.core.casefile import CaseFile
from sowcheck.core.fields import FIELDS
from sowcheck.core.incoming import Incoming
from sowcheck.core.people import Actor
from sowcheck.errors import NotAllowed, NotYet, SowcheckError, UnreadableInput
from sowcheck.gate import rights
from sowcheck.gate.acting import Entries, settled, taken
from sowcheck.gate.fold import after, heard_with
from sowcheck.gate.hearing import follow_ups
from sowcheck.gate.tasks import CHECK, may_be_set_aside, task


def fail_check(case: CaseFile, error: SowcheckError, actor: Actor, now: dt.datetime) -> Entries:
    """Note that the check of a case failed for good, and open a task; the case then waits for other papers.

    Call it where `service.steps.analyse` raised an error that trying again does not mend, such as UnreadableInput::

        Desk(site).take(case_id, lambda case: taskwork.fail_check(case, error, PROGRAM, site.clock()), PROGRAM, SOURCE)

    The case is "received" again and waits (`next_job` is None) until its inputs change, or a person sets the task aside to
    have it tried once more. Do not call it for what passes by itself: a disk that is full, a database that is away.

    Raises:
        IllegalStep: the case is not "validated": somebody changed its papers while they were checked.
    """
    rights.program(actor, "note that a check failed")
    failed = taken(case, happened.CheckFailed(message=error.message), actor, now)
    unreadable = isinstance(error, UnreadableInput)
    found = task(
        "unreadable" if unreadable else "failed_check",
        FIELDS["doc.coverage"].owner if unreadable else "admin",
        f"The papers cannot be checked: {error.message}",
        f"{error.hint} Then hand in what was wrong anew, or close this task to have the check tried again.",
        CHECK,
        now,
    )
    return (*failed, Entry(at=now, actor=actor, event=happened.TasksOpened(tasks=(found,))))


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
