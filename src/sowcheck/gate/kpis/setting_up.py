"""From a deal being won to its project being created."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator

from sowcheck.gate.kpis.journey import Journey
from sowcheck.gate.kpis.measures import Measured, share, spread
from sowcheck.gate.kpis.period import Period

_NOT_TOLD_WON = "nobody told when the deal was won"
_NOT_TOLD_PROJECT = "nobody told when the project was created"
_NOT_TOLD_EXECUTED = "nobody told when the contract was executed"
_UNDER_WAY = "project not created yet"
_REJECTED = "rejected"


def setting_up(journeys: Iterable[Journey], period: Period) -> Iterator[Measured]:
    """Cycle times and same-day rate of deals won in the period. A case that another one took the place of is none."""
    cycle, from_signature = _Times(), _Times()
    same_day, counted = 0, 0
    left_out: Counter[str] = Counter()
    for each in journeys:
        if each.case.state == "superseded":
            continue
        won = each.won
        if won is None:
            if period.has(each.received):
                for missed in (cycle.left_out, from_signature.left_out, left_out):
                    missed[_NOT_TOLD_WON] += 1
            continue
        if not period.has(won):
            continue
        project = each.project_created
        why = _without_project(each)
        cycle.add(won, project, why, period)
        executed = each.executed
        from_signature.add(executed, project, why if executed else _NOT_TOLD_EXECUTED, period)
        if project is not None:
            counted, same_day = counted + 1, same_day + (period.day(project) == period.day(won))
        elif why != _UNDER_WAY:
            left_out[why] += 1
        elif period.day(won) < period.day(period.now):
            # Not released by now, so no project: its day is over.
            counted += 1
        else:
            left_out["won today"] += 1
    yield Measured(name="setup_cycle_time", value=spread(cycle.hours), left_out=dict(cycle.left_out))
    yield Measured(
        name="setup_time_from_signature", value=spread(from_signature.hours), left_out=dict(from_signature.left_out)
    )
    yield Measured(name="same_day_project_creation", value=share(same_day, counted), left_out=dict(left_out))


class _Times:
    """Durations, and how many there is no duration for."""

    def __init__(self) -> None:
        self.hours: list[float] = []
        self.left_out: Counter[str] = Counter()

    def add(self, start: dt.datetime | None, end: dt.datetime | None, why_not: str, period: Period) -> None:
        if start is None or end is None:
            self.left_out[why_not] += 1
        else:
            self.hours.append(period.hours(start, end))


def _without_project(journey: Journey) -> str:
    if journey.case.state == "rejected":
        return _REJECTED
    return _NOT_TOLD_PROJECT if journey.released is not None else _UNDER_WAY
