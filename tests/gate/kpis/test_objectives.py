"""Service levels are kept or not, and the budget says how much may still go wrong."""

import datetime as dt

from gate_builders import MACHINE, finding, person
from kpi_builders import MONDAY, Story, june
from sowcheck.core.service_levels import Objectives
from sowcheck.gate import casework
from sowcheck.gate.kpis.measures import Share
from sowcheck.gate.kpis.objectives import Arrivals, ObjectiveResult, broken, kept

HOUR = dt.timedelta(hours=1)
BLOCKER = finding("d-1", "price.services_total")


def of(stories: list[Story], name: str, group: str = "", arrivals: Arrivals | None = None) -> ObjectiveResult:
    found = kept([each.journey() for each in stories], arrivals or Arrivals(), Objectives(), june())
    return next(each for each in found if (each.name, each.group) == (name, group))


def counts(found: ObjectiveResult) -> tuple[int, int]:
    assert isinstance(found.value, Share)
    return found.value.count, found.value.n


def test_a_check_has_its_hour_from_the_papers_to_the_report() -> None:
    quick, slow = Story().checked(at=0.9), Story("case-2").validated(at=0.8).checked(at=1.2)
    found = of([quick, slow], "analysed_in_time")
    assert counts(found) == (1, 2)
    assert (found.allowed, found.missed, found.budget_left) == (0.02, 1, -4900.0)


def test_other_papers_start_the_clock_again() -> None:
    story = Story().checked(at=0.5)
    story.do(casework.change_inputs, story.case.documents, (), MACHINE, at=30).checked(at=30.5)
    assert counts(of([story], "analysed_in_time")) == (2, 2)


def test_each_kind_of_step_is_told_apart() -> None:
    story = Story().checked(BLOCKER, at=1).decided(BLOCKER, "accept_with_waiver", at=20).released(at=21)
    assert counts(of([story], "steps_in_time", "step: decision")) == (0, 1)
    assert counts(of([story], "steps_in_time", "step: signature")) == (1, 1)
    # The target has not confirmed within a day, and half a year has passed.
    assert counts(of([story], "steps_in_time", "step: acknowledgement")) == (0, 1)


def test_a_case_that_was_rejected_in_time_kept_nobody_waiting() -> None:
    story = Story().checked(BLOCKER, at=1).do(casework.reject, "lost", person("u-1", "sales_ops"), at=2)
    found = of([story], "steps_in_time")
    assert found.value is None
    assert found.left_out == {"the case was rejected or superseded first": 1}


def test_without_a_case_nothing_is_kept_and_nothing_broken() -> None:
    found = kept([], Arrivals(), Objectives(), june())
    assert [each.value for each in found] == [None] * 3
    assert not list(broken(found))


def test_what_is_below_its_objective_is_broken() -> None:
    found = kept([Story().checked(at=2).journey()], Arrivals(in_time=99, late=1), Objectives(), june(MONDAY + 3 * HOUR))
    assert [each.name for each in broken(found)] == ["analysed_in_time"]
    assert found[-1].budget_left == 0.0
