"""Exception tasks: what keeps cases from going on, by who sees to it."""

from typing import Annotated

from fastapi import APIRouter, Path, Query
from pydantic import Field

from sowcheck.core.casefile import CaseState
from sowcheck.core.noun import Noun
from sowcheck.core.people import Role
from sowcheck.core.tasks import Task
from sowcheck.gate import taskwork
from sowcheck.web.callers import SOURCE
from sowcheck.web.doors import Door, TheActor, TheDesk, TheSite
from sowcheck.web.permissions import ACCESS
from sowcheck.web.routes.cases import CaseId

router = APIRouter(route_class=Door, tags=["tasks"])


class TaskRow(Task):
    """A task with the case that waits for it."""

    case: str
    reference: str
    state: CaseState


class TaskPage(Noun):
    """Tasks, the longest open first."""

    tasks: tuple[TaskRow, ...]
    next: str | None
    """Send it as `after` for the rest; None at the end."""


class WhyClosed(Noun):
    """Why a task is no matter any more."""

    reason: str = Field(min_length=1, max_length=4000)


class Closed(Noun):
    """A task that was closed."""

    case: str
    state: CaseState
    number: int
    """Of the events of the case."""
    task: str
    open: int
    """How many are left."""


@router.get("/v1/tasks", summary="What keeps cases from going on")
def list_tasks(
    site: TheSite,
    actor: TheActor,
    role: Annotated[Role | None, Query(description="Only those that this role sees to")] = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
    after: Annotated[str, Query(max_length=200, description="The `next` of the page before")] = "",
) -> TaskPage:
    """Open tasks of all cases. Whoever looks after users alone is shown those that are theirs to see to, and no deals."""
    if not ACCESS["list_cases"].holds(actor.roles):
        role = "admin"
    found = site.store.tasks(role=role, limit=limit + 1, after=after)
    rows = tuple(
        TaskRow(case=each.case, reference=each.reference, state=each.state, **dict(each.task)) for each in found[:limit]
    )
    return TaskPage(tasks=rows, next=found[limit - 1].place if len(found) > limit else None)


@router.post("/v1/cases/{case_id}/tasks/{task_id}/closing", summary="Close a task with a reason")
def close_task(
    case_id: CaseId,
    task_id: Annotated[str, Path(pattern="^t-[0-9a-f]{12}$")],
    said: WhyClosed,
    actor: TheActor,
    desk: TheDesk,
    site: TheSite,
) -> Closed:
    """Close a task that its role may set aside; others close by themselves once what is missing has come."""
    kept = desk.take(
        case_id, lambda case: taskwork.set_aside(case, task_id, said.reason, actor, site.clock()), actor, SOURCE
    )
    return Closed(case=case_id, state=kept.case.state, number=kept.number, task=task_id, open=len(kept.case.tasks))
