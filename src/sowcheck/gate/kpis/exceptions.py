"""How findings and tasks were settled: how fast, and whether within their service levels."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from sowcheck.gate.kpis.journey import Journey
from sowcheck.gate.kpis.measures import Measured, share, spread
from sowcheck.gate.kpis.period import Period
from sowcheck.gate.kpis.spans import Matter

_WHOLE = ""
_DROPPED = "the case was rejected or superseded first"


def exceptions(journeys: Iterable[Journey], period: Period) -> Iterator[Measured]:
    """Resolution time and share in time: of all, by severity, and by the role that had to settle it."""
    groups: defaultdict[str, _Group] = defaultdict(_Group)
    groups[_WHOLE] = _Group()
    for journey in journeys:
        late = {each.about for each in journey.waits if each.is_late(period.now)}
        for matter in journey.matters:
            if period.has(matter.span.opened):
                for name in (_WHOLE, *matter.groups):
                    groups[name].add(matter, matter.about in late, period)
    for name, group in sorted(groups.items()):
        yield Measured(
            name="exception_resolution_time", group=name, value=spread(group.hours), left_out=dict(group.unsettled)
        )
        yield Measured(
            name="exceptions_in_time",
            group=name,
            value=share(group.in_time, group.in_time + group.late),
            left_out=dict(group.undecided),
        )


class _Group:
    """Exceptions of one kind."""

    def __init__(self) -> None:
        self.hours: list[float] = []
        self.unsettled: Counter[str] = Counter()
        self.undecided: Counter[str] = Counter()
        self.in_time = 0
        self.late = 0

    def add(self, matter: Matter, was_late: bool, period: Period) -> None:
        opened, closed, dropped = matter.span
        if dropped:
            self.unsettled[_DROPPED] += 1
        elif closed is None:
            self.unsettled["not settled yet"] += 1
        else:
            self.hours.append(period.hours(opened, closed))
        if was_late:
            self.late += 1
        elif dropped:
            self.undecided[_DROPPED] += 1
        elif closed is None:
            self.undecided["not settled yet, and not late"] += 1
        else:
            self.in_time += 1
