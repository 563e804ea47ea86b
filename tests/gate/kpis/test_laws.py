"""What holds for every set of cases: nothing is counted twice, and nothing disappears."""

import datetime as dt
from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from gate_builders import MACHINE, finding, person
from kpi_builders import MONDAY, Story
from sowcheck.core.facts import (
    BillingSetUp,
    DealWon,
    KickoffPlanned,
    ProjectCreated,
    ReadinessChecked,
    StaffingRequested,
)
from sowcheck.core.service_levels import Objectives, ServiceLevels
from sowcheck.gate import casework
from sowcheck.gate.kpis.journey import Journey
from sowcheck.gate.kpis.kpis import kpis_of
from sowcheck.gate.kpis.measures import Share, Spread
from sowcheck.gate.kpis.objectives import Arrivals, kept
from sowcheck.gate.kpis.period import Period

NOW = dt.datetime(2026, 12, 1, tzinfo=dt.UTC)
BLOCKER = finding("d-1", "price.services_total")
ENDS = ("waits", "checked", "decided", "rejected", "superseded", "released")
FACTS = ("won", "project", "billing", "kickoff", "look", "staff")


@st.composite
def stories(draw: st.DrawFn, name: str) -> Story:
    """A case that begins some day in June or July, comes as far as it comes, and of which some facts are told."""
    story = Story(name, MONDAY + dt.timedelta(hours=draw(st.integers(0, 24 * 60))))
    end = draw(st.sampled_from(ENDS))
    later = st.floats(0.1, 40).map(lambda hours: round(hours, 1))
    first = draw(later)
    if end in ("checked", "decided", "rejected", "released"):
        story.checked(BLOCKER, at=first)
    if end in ("decided", "released"):
        first += draw(later)
        story.decided(BLOCKER, "accept_with_waiver", at=first)
    for fact in draw(st.sets(st.sampled_from(FACTS))):
        at = story.at(draw(st.floats(-20, 90)))
        match fact:
            case "won":
                story.told(DealWon(at=at), at=500)
            case "project":
                story.told(ProjectCreated(at=at, project="P"), at=500)
            case "billing":
                story.told(BillingSetUp(at=at, records=3), at=500)
            case "kickoff":
                story.told(KickoffPlanned(at=at), at=500)
            case "look":
                story.told(ReadinessChecked(at=at, open_items=draw(st.integers(0, 1))), at=500)
            case _:
                story.told(StaffingRequested(request="r", at=at, role_start=at.date()), at=500)
    match end:
        case "released":
            story.released(at=first + draw(later))
        case "rejected":
            story.do(casework.reject, "lost", person("u", "sales_ops"), at=first + draw(later))
        case "superseded":
            story.do(casework.supersede, "case-x", MACHINE, at=first)
        case _:
            pass
    return story


@st.composite
def journeys(draw: st.DrawFn) -> list[Journey]:
    return [draw(stories(f"case-{number}")).journey() for number in range(draw(st.integers(0, 4)))]


def amounts(found: list[Journey], first: dt.date, last: dt.date) -> Counter[tuple[str, str, str]]:
    """How many each figure counts, and how many it leaves out for which reason."""
    period = Period(first, last, NOW, ServiceLevels())
    total: Counter[tuple[str, str, str]] = Counter()
    for each in kpis_of(found, period):
        total[each.name, each.group, ""] += each.value.n if each.value else 0
        total.update({(each.name, each.group, reason): count for reason, count in each.left_out.items()})
    for goal in kept(found, Arrivals(), Objectives(), period):
        total[goal.name, goal.group, ""] += goal.value.n if goal.value else 0
        total.update({(goal.name, goal.group, reason): count for reason, count in goal.left_out.items()})
    return +total


@settings(deadline=None, max_examples=60)
@given(found=journeys(), cut=st.dates(dt.date(2026, 5, 31), dt.date(2026, 8, 30)))
def test_two_periods_one_after_the_other_count_what_both_together_do(found: list[Journey], cut: dt.date) -> None:
    first, last = dt.date(2026, 5, 1), dt.date(2026, 8, 31)
    parts = amounts(found, first, cut) + amounts(found, cut + dt.timedelta(days=1), last)
    assert parts == amounts(found, first, last)


@settings(deadline=None, max_examples=60)
@given(found=journeys())
def test_every_deal_is_counted_or_left_out_with_a_reason(found: list[Journey]) -> None:
    all_ = amounts(found, dt.date(2026, 5, 1), dt.date(2026, 8, 31))
    deals = sum(each.case.state != "superseded" for each in found)
    for name in ("setup_cycle_time", "setup_time_from_signature", "same_day_project_creation"):
        assert sum(count for (figure, _, _), count in all_.items() if figure == name) == deals


@settings(deadline=None, max_examples=60)
@given(found=journeys())
def test_no_figure_is_beyond_its_bounds(found: list[Journey]) -> None:
    for each in kpis_of(found, Period(dt.date(2026, 5, 1), dt.date(2026, 8, 31), NOW, ServiceLevels())):
        match each.value:
            case Share(n=n, count=count, percent=percent, low=low, high=high):
                assert 0 <= count <= n
                assert 0 <= low <= percent <= high <= 100
            case Spread(n=n, median=median, p90=p90):
                assert n > 0
                assert median <= p90
            case _:
                pass
