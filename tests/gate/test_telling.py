"""What other systems tell of a deal is kept, and has no say in whether the gate opens."""

import datetime as dt

import pytest

from gate_builders import MACHINE, NOON, analysis, done, in_review, person, received
from sowcheck.core.facts import DealWon, Fact, KickoffPlanned, ProjectCreated, StaffingFilled, StaffingRequested
from sowcheck.errors import IllegalStep, NotAllowed
from sowcheck.gate.casework import reject
from sowcheck.gate.telling import tell

WON = DealWon(at=NOON - dt.timedelta(hours=5))


def test_a_fact_is_told_once() -> None:
    case = done(received(), tell(received(), WON, MACHINE, NOON))
    assert case.facts == (WON,)
    assert tell(case, WON, MACHINE, NOON) == ()


def test_of_two_tellings_of_the_same_the_last_holds() -> None:
    first, second = (ProjectCreated(at=NOON, project=name) for name in ("P-1", "P-2"))
    case = done(received(), tell(received(), first, MACHINE, NOON))
    case = done(case, tell(case, second, MACHINE, NOON))
    assert case.facts == (second,)


def test_each_request_for_staff_is_its_own_fact() -> None:
    case = received()
    told: list[Fact] = [
        StaffingRequested(request="r-1", at=NOON),
        StaffingRequested(request="r-2", at=NOON),
        StaffingFilled(request="r-1", at=NOON),
    ]
    for fact in told:
        case = done(case, tell(case, fact, MACHINE, NOON))
    assert list(case.facts) == told


def test_facts_change_neither_the_state_nor_the_signatures() -> None:
    case = in_review(analysis())
    after = done(case, tell(case, WON, person("u-1", "sales_ops"), NOON))
    assert after.model_copy(update={"facts": ()}) == case


def test_who_only_reads_tells_nothing() -> None:
    for actor in (person("u-2", "auditor"), person("u-3", "admin")):
        with pytest.raises(NotAllowed, match="cannot tell"):
            tell(received(), WON, actor, NOON)


def test_nothing_is_told_before_it_happens_but_a_plan() -> None:
    tomorrow = NOON + dt.timedelta(days=1)
    with pytest.raises(NotAllowed, match="still to come"):
        tell(received(), DealWon(at=tomorrow), MACHINE, NOON)
    assert tell(received(), KickoffPlanned(at=tomorrow), MACHINE, NOON)


def test_nothing_is_told_of_a_case_that_has_ended() -> None:
    case = done(received(), reject(received(), "lost", person("u-1", "sales_ops"), NOON))
    with pytest.raises(IllegalStep):
        tell(case, WON, MACHINE, NOON)
