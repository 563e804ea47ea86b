"""What waits for people, over all cases that have not ended: the most urgent case first."""

import datetime as dt
from collections.abc import Callable
from typing import NamedTuple

from sowcheck.core.casefile import CaseFile, CaseState
from sowcheck.core.people import Actor, Role
from sowcheck.core.service_levels import ServiceLevels
from sowcheck.gate.awaiting import Step, steps
from sowcheck.gate.deadlines import awaited
from sowcheck.store.base import CaseStore, Kept
from sowcheck.store.derived import Derived

_REMEMBERED = 10_000
"""Cases; one with twenty findings takes eight kilobytes."""
_NO_HURRY = dt.datetime.max.replace(tzinfo=dt.UTC)

Wanted = Callable[[Step], bool]


class StepToTake(NamedTuple):
    """A step of a person."""

    step: Step
    message: str
    """What it is about, in words."""
    due: dt.datetime | None
    """None if it may take as long as they like."""

    def is_overdue(self, now: dt.datetime) -> bool:
        """Whether its time is over."""
        return self.due is not None and self.due < now


class WaitingCase(NamedTuple):
    """A case with steps that it waits for."""

    case: str
    reference: str
    state: CaseState
    steps: tuple[StepToTake, ...]
    """The one that is due first comes first."""

    @property
    def due(self) -> dt.datetime | None:
        """When the first of them is due."""
        return next((each.due for each in self.steps if each.due), None)


def for_actor(actor: Actor) -> Wanted:
    """Steps that this actor can take now."""
    return lambda step: step.may_be_taken_by(actor)


def for_role(role: Role) -> Wanted:
    """Steps of a role, whoever holds it."""
    return lambda step: role in step.roles


def for_anybody(_: Step) -> bool:
    """Every step."""
    return True


class Worklist:
    """What waits for people in a store. Steps are worked out once for each case that has changed, whoever asks.

    Args:
        store: Where the cases are.
        levels: How long each step may take.
    """

    def __init__(self, store: CaseStore, levels: ServiceLevels) -> None:
        self._levels = levels
        self._cases = Derived(store, self._of, _REMEMBERED)

    def waiting(self, wanted: Wanted) -> list[WaitingCase]:
        """Every case in which a step is wanted, with these steps; the case that is due first comes first."""
        every = self._cases.every(unfinished=True)
        found = (each._replace(steps=tuple(step for step in each.steps if wanted(step.step))) for each in every)
        return sorted((each for each in found if each.steps), key=lambda each: (each.due or _NO_HURRY, each.case))

    def _of(self, kept: Kept) -> WaitingCase:
        return waiting_case(kept.case, self._levels)


def waiting_case(case: CaseFile, levels: ServiceLevels) -> WaitingCase:
    """A case with all its steps, whoever takes them."""
    until = {(each.what, each.about): each.due for each in awaited(case, levels)}
    found = [StepToTake(each, each.says(case), until.get((each.what, each.about))) for each in steps(case)]
    in_order = tuple(sorted(found, key=lambda each: each.due or _NO_HURRY))
    return WaitingCase(case.id, case.reference, case.state, in_order)
