"""Which tasks there are, who sees to them, and which of them a person may set aside."""

import datetime as dt
import hashlib
from collections.abc import Iterable, Sequence

from sowcheck.core import case_events as happened
from sowcheck.core.case_events import Event
from sowcheck.core.casefile import CaseFile, CaseState
from sowcheck.core.people import Role
from sowcheck.core.tasks import Task, TaskKind
from sowcheck.gate.life import RELEASED

CHECK = "check"
"""What a task is about that the program's own work left, most often the check: other papers, or another try, close it."""
CONTRACT = "contract"
"""What a task is about that asks for a contract, where the check found none among the papers: other papers close it."""


def task(
    kind: TaskKind,
    role: Role,
    message: str,
    hint: str,
    about: str,
    now: dt.datetime,
    since: dt.datetime | None = None,
) -> Task:
    """A task with the id that is always its own."""
    id_ = hashlib.sha256(f"{kind}\0{about}".encode()).hexdigest()
    return Task(
        id=f"t-{id_[:12]}", kind=kind, role=role, message=message, hint=hint, about=about, opened=now, since=since
    )


def may_be_set_aside(state: CaseState, found: Task) -> bool:
    """Whether a person may close it with a reason. What the gate depends on closes only once it is there."""
    return found.about == CHECK or found.kind == "look_up" or state in RELEASED


def brought_in_line(case: CaseFile, wanted: Iterable[Task]) -> Sequence[Event]:
    """What happens to the tasks of a case so that these are open, and no others.

    One that is open already stays open since it was opened; if more has happened, it says so from now on.
    """
    known = {each.id: each for each in case.tasks}
    opened = (each.model_copy(update={"opened": known.get(each.id, each).opened}) for each in wanted)
    standing = {each.id: each for each in opened if not _is_set_aside(case, each)}
    events: list[Event] = []
    if gone := tuple(each.id for each in case.tasks if each.id not in standing):
        events.append(happened.TasksClosed(tasks=gone))
    if new := tuple(each for each in standing.values() if each != known.get(each.id)):
        events.append(happened.TasksOpened(tasks=new))
    return events


def _is_set_aside(case: CaseFile, found: Task) -> bool:
    """Whether a person has closed it, and nothing new has happened since then."""
    then = case.set_aside.get(found.id)
    return then is not None and found.since is not None and found.since <= then
