"""What waits for people: their decisions, confirmations, answers, corrections, signatures and tasks."""

import datetime as dt
from typing import Annotated

from fastapi import APIRouter, Depends, Query
from starlette.requests import Request

from sowcheck.core.casefile import CaseState
from sowcheck.core.noun import Noun
from sowcheck.core.people import Role
from sowcheck.core.service_levels import Awaited
from sowcheck.service.waiting import StepToTake, WaitingCase, Worklist, for_actor, for_anybody, for_role
from sowcheck.web.doors import Door, TheActor, TheSite

router = APIRouter(route_class=Door, tags=["cases"])


def worklist_of(request: Request) -> Worklist:
    """What waits for people."""
    worklist: Worklist = request.app.state.worklist
    return worklist


TheWorklist = Annotated[Worklist, Depends(worklist_of)]


class StepView(Noun):
    """Something that a case waits for."""

    what: Awaited
    about: str
    """Fingerprint of the finding, id of the task, or the role that has to sign; "" for papers that cannot be read or are not signed."""
    roles: tuple[Role, ...]
    """Who may take it: whose step it is comes first."""
    person: str | None
    """Id of the one person who can take it: who was asked."""
    message: str
    """The question; what the finding says, and what was decided on it; what the task says; or why the signature is required."""
    due: dt.datetime | None
    overdue: bool


class WorkRow(Noun):
    """A case with what it waits for."""

    case: str
    reference: str
    state: CaseState
    due: dt.datetime | None
    """When the first of its steps is due."""
    steps: tuple[StepView, ...]


class WorkPage(Noun):
    """Cases, the one with the most urgent step first."""

    cases: tuple[WorkRow, ...]
    total: int
    """How many there are, shown or not."""


@router.get("/v1/work", summary="What waits for me, or for a role")
def list_work(
    site: TheSite,
    worklist: TheWorklist,
    actor: TheActor,
    role: Annotated[Role | None, Query(description="Whose steps; without it, those that the caller can take")] = None,
    everybody: Annotated[bool, Query(description="Whether to list the steps of all people instead")] = False,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> WorkPage:
    """Cases that wait for people, each with the steps that are wanted. Four eyes are kept: nobody is shown what they may not do."""
    wanted = for_role(role) if role else for_anybody if everybody else for_actor(actor)
    found = worklist.waiting(wanted)
    now = site.clock()
    return WorkPage(cases=tuple(_row(each, now) for each in found[:limit]), total=len(found))


def _row(found: WaitingCase, now: dt.datetime) -> WorkRow:
    return WorkRow(
        case=found.case,
        reference=found.reference,
        state=found.state,
        due=found.due,
        steps=tuple(_view(each, now) for each in found.steps),
    )


def _view(found: StepToTake, now: dt.datetime) -> StepView:
    step = found.step
    return StepView(
        what=step.what,
        about=step.about,
        roles=step.roles,
        person=step.person,
        message=found.message,
        due=found.due,
        overdue=found.is_overdue(now),
    )
