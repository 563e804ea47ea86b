"""What follows from the papers can confirm a record, and is never held against it."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare_builders import Fact, Paper, compared, day, found, money, outcomes
from sowcheck.compare.papers.paper import Paper as Read
from sowcheck.compare.papers.support import find_support
from sowcheck.core.items import StaffRole
from sowcheck.core.quantities import Duration

CURRENCY, DURATION, HOURS = "price.currency", "schedule.duration", "price.estimated_hours"
START: Fact = ("schedule.start_date", day("2026-09-01"))
END: Fact = ("schedule.end_date", day("2027-08-31"))
YEAR = Duration(count=12, unit="month")


def test_the_currency_of_every_amount_is_the_currency() -> None:
    paper = Paper("sow", ("price.services_total", money("90")))
    assert outcomes(compared([paper], {"Q": [(CURRENCY, "EUR")]}), CURRENCY) == ["match"]
    assert outcomes(compared([paper], {"Q": [(CURRENCY, "USD")]}), CURRENCY) != ["match"]
    mixed = Paper("sow", ("price.services_total", money("90")), ("price.nte_cap", money("95", "USD")))
    assert outcomes(compared([mixed], {"Q": [(CURRENCY, "EUR")]}), CURRENCY) != ["match"]


@pytest.mark.parametrize(
    ("facts", "fact", "confirmed"),
    [
        pytest.param([START, END], (DURATION, YEAR), True, id="length from start and end"),
        pytest.param([START, END], (DURATION, Duration(count=6, unit="month")), False, id="another length"),
        pytest.param([START, (DURATION, YEAR)], END, True, id="end from start and length"),
        pytest.param([START, (DURATION, YEAR)], ("schedule.end_date", day("2027-06-30")), False, id="another end"),
    ],
)
def test_two_of_start_end_and_length_give_the_third(facts: list[Fact], fact: Fact, confirmed: bool) -> None:
    comparison = compared([Paper("sow", *facts)], {"Q": [fact]})
    assert (outcomes(comparison, fact[0]) == ["match"]) is confirmed
    assert not [each for each in comparison.discrepancies if each.kind == "value_mismatch"]


def test_the_hours_of_the_team_are_the_hours_of_the_engagement() -> None:
    team: list[Fact] = [
        ("staffing.roles", StaffRole(role=role, hours=Decimal(hours)))
        for role, hours in (("Lead", 200), ("Tester", 40))
    ]
    assert outcomes(compared([Paper("sow", *team)], {"Q": [(HOURS, Decimal(240))]}), HOURS) == ["match"]
    assert outcomes(compared([Paper("sow", *team)], {"Q": [(HOURS, Decimal(300))]}), HOURS) == ["document_silent"]


@pytest.mark.parametrize("fact", [(DURATION, YEAR), (HOURS, Decimal(240))])
def test_silence_proves_nothing_where_the_papers_gave_nothing_to_work_it_out_from(fact: Fact) -> None:
    comparison = compared([Paper("sow")], {"Q": [fact]})
    assert outcomes(comparison, fact[0]) == ["not_evaluated"]
    assert not found(comparison, "SC311")


@given(st.integers(min_value=10, max_value=99_999), st.sampled_from(["", ",", ".", " ", "'"]))
def test_hours_are_found_however_their_thousands_are_written(hours: int, separator: str) -> None:
    written = f"{hours:,}".replace(",", separator)
    document, assumptions = Paper("sow", text=f"An estimated {written} consultant hours are included.").built("doc-1")
    papers = [Read(document, assumptions)]
    assert find_support(papers, HOURS, Decimal(hours))
    assert not find_support(papers, HOURS, Decimal(hours + 1))
