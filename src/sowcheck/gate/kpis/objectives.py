"""Whether the service keeps what it promises, and how much may still go wrong before it does not."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping

from pydantic import Field

from sowcheck.core.noun import Noun
from sowcheck.core.service_levels import Objectives
from sowcheck.gate.kpis.journey import Journey
from sowcheck.gate.kpis.measures import Share, share
from sowcheck.gate.kpis.period import Period

OBJECTIVES: dict[str, str] = {
    "analysed_in_time": "cases that were checked within the service level, counted from when their papers came",
    "steps_in_time": "steps of people and other systems that took no longer than their service level",
    "delivered_in_time": "messages to other systems that arrived within the time that the policy gives them",
}
"""What each objective is a share of."""


class ObjectiveResult(Noun):
    """An objective, and how far it was kept."""

    name: str
    group: str = ""
    """One kind of step; "" for the whole."""
    objective: float
    """Percent that is promised."""
    value: Share | None
    """None: there was nothing to keep it with."""
    allowed: float = 0.0
    """How many may miss it: the error budget."""
    missed: int = 0
    budget_left: float | None = None
    """Percent of the budget; below zero where the objective was not kept, None where there is no budget."""
    left_out: dict[str, int] = Field(default_factory=dict)


class Arrivals(Noun):
    """What became of the messages of a period."""

    in_time: int = 0
    late: int = 0
    """Also those that are dead, or still under way and late by now."""
    under_way: int = 0


def kept(
    journeys: Iterable[Journey], arrivals: Arrivals, objectives: Objectives, period: Period
) -> tuple[ObjectiveResult, ...]:
    """Every objective; of steps also each kind of step."""
    checks, steps = _Tally(), defaultdict[str, _Tally](_Tally)
    steps[""] = _Tally()
    for journey in journeys:
        for wait in journey.waits:
            if not period.has(wait.span.opened):
                continue
            for tally in [checks] if wait.what == "check" else [steps[""], steps[f"step: {wait.what}"]]:
                tally.add(wait.span.closed is None, wait.is_late(period.now), wait.span.dropped)
    deliveries = _Tally(arrivals.in_time, arrivals.late, {"under way, and not late": arrivals.under_way})
    return (
        _kept("analysed_in_time", "", float(objectives.check), checks),
        *(_kept("steps_in_time", group, float(objectives.steps), tally) for group, tally in sorted(steps.items())),
        _kept("delivered_in_time", "", float(objectives.deliveries), deliveries),
    )


class _Tally:
    def __init__(self, in_time: int = 0, late: int = 0, left_out: Mapping[str, int] | None = None) -> None:
        self.in_time = in_time
        self.late = late
        self.left_out = Counter(left_out or {})

    def add(self, goes_on: bool, is_late: bool, dropped: bool) -> None:
        if is_late:
            self.late += 1
        elif dropped:
            self.left_out["the case was rejected or superseded first"] += 1
        elif goes_on:
            self.left_out["under way, and not late"] += 1
        else:
            self.in_time += 1


def _kept(name: str, group: str, objective: float, tally: _Tally) -> ObjectiveResult:
    n = tally.in_time + tally.late
    allowed = round(n * (100 - objective) / 100, 2)
    return ObjectiveResult(
        name=name,
        group=group,
        objective=objective,
        value=share(tally.in_time, n),
        allowed=allowed,
        missed=tally.late,
        budget_left=round(100 * (1 - tally.late / allowed), 1) if allowed else None,
        left_out={reason: count for reason, count in tally.left_out.items() if count},
    )


def broken(found: Iterable[ObjectiveResult]) -> Iterator[ObjectiveResult]:
    """The objectives that were not kept."""
    yield from (each for each in found if not each.group and each.value and each.value.percent < each.objective)
