"""What waits for people, over all cases that have not ended: the most urgent case first."""

import datetime as dt
from collections.abc import Callable
from typing import NamedTuple

from sowcheck.core.casefile import CaseFile
from sowcheck.core.people import Actor, Role
from sowcheck.core.service_levels import Deadline, ServiceLevels
from sowcheck.gate.awaiting import Step, steps
from sowcheck.gate.deadlines import due
from sowcheck.store.base import CaseStore
from sowcheck.store.paging import every_case

_NO_HURRY = dt.datetime.max.replace(tzinfo=dt.UTC)

Wanted = Callable[[Step], bool]


class StepToTake(NamedTuple):
    """A step of a person, and until when; without a deadline it may take as long as they like."""

    step: Step
    deadline: Deadline | None


class Waiting(NamedTuple):
    """A case with the steps that it waits for."""

    case: CaseFile
    steps: tuple[StepToTake, ...]
    """The one that is due first comes first."""

    @property
    def due(self) -> dt.datetime | None:
        """When the first of them is due."""
        return next((each.deadline.due for each in self.steps if each.deadline), None)


def for_actor(actor: Actor) -> Wanted:
    """Steps that this actor can take now."""
    return lambda step: step.may_be_taken_by(actor)


def for_role(role: Role) -> Wanted:
    """Steps of a role, whoever holds it."""
    return lambda step: role in step.roles


def for_anybody(_: Step) -> bool:
    """Every step."""
    return True


def waiting(store: CaseStore, levels: ServiceLevels, now: dt.datetime, wanted: Wanted) -> list[Waiting]:
    """Every case in which a step is wanted, with these steps, the one that is due first first.

    Args:
        store: Where the cases are; all that have not ended are read, some thousandth of a second each.
        levels: How long each step may take.
        now: Tells what is overdue.
        wanted: Which steps.
    """
    found = (_of(case, levels, now, wanted) for case, _ in every_case(store, unfinished=True))
    return sorted((each for each in found if each.steps), key=lambda each: (each.due or _NO_HURRY, each.case.id))


def _of(case: CaseFile, levels: ServiceLevels, now: dt.datetime, wanted: Wanted) -> Waiting:
    fitting = [each for each in steps(case) if wanted(each)]
    if not fitting:
        return Waiting(case, ())
    until = {(each.what, each.about): each for each in due(case, levels, now)}
    taken = [StepToTake(each, until.get((each.what, each.about))) for each in fitting]
    return Waiting(case, tuple(sorted(taken, key=lambda each: each.deadline.due if each.deadline else _NO_HURRY)))
