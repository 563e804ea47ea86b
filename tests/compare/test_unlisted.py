"""A line that only one side has is named, also where the other side has no list."""

import pytest

from compare_builders import Fact, Paper, compared, found, line, milestone, money, outcomes
from sowcheck.core.quantities import Duration, RecurringFee

TOTAL, GRAND, LINES = "price.services_total", "price.grand_total", "price.lines"
QUOTE: list[Fact] = [(LINES, line("Build", "60")), (LINES, line("Test", "40")), (LINES, line("Travel", "15"))]


@pytest.mark.parametrize(
    "facts",
    [
        pytest.param([(TOTAL, money("100"))], id="the stated total"),
        pytest.param(
            [("billing.milestones", milestone("M1", "70")), ("billing.milestones", milestone("M2", "30"))],
            id="the sum of the milestones",
        ),
        pytest.param(
            [
                (
                    "price.recurring_fee",
                    RecurringFee.model_validate({"amount": "10", "currency": "EUR", "per": "month"}),
                ),
                ("schedule.duration", Duration(count=10, unit="month")),
            ],
            id="the fee over the term",
        ),
    ],
)
def test_a_record_line_that_the_document_total_leaves_out_is_named(facts: list[Fact]) -> None:
    comparison = compared([Paper("sow", *facts)], {"Quote": [*QUOTE, (TOTAL, money("115"))]})
    (flagged,) = found(comparison, "SC312")
    assert (flagged.kind, flagged.field, flagged.key) == ("missing_in_document", LINES, "Travel")
    assert flagged.exposure.amount == 15


def test_a_header_shows_the_surplus_line_where_the_lines_do_not_add_up() -> None:
    lines = [(LINES, line("Run", "25")), (LINES, line("Onboarding", "15"))]
    comparison = compared([Paper("sow", (TOTAL, money("100")))], {"Lines": lines, "Deal": [(GRAND, money("115"))]})
    assert [each.key for each in found(comparison, "SC312")] == ["Onboarding"]


def test_two_records_that_show_one_line_name_it_once() -> None:
    records = {"Opportunity": [*QUOTE, (GRAND, money("115"))], "Quote": [*QUOTE, (GRAND, money("115"))]}
    assert [each.key for each in found(compared([Paper("sow", (TOTAL, money("100")))], records), "SC312")] == ["Travel"]


@pytest.mark.parametrize(
    ("paper", "records"),
    [
        pytest.param(Paper("sow", (TOTAL, money("115"))), [*QUOTE, (TOTAL, money("115"))], id="the totals agree"),
        pytest.param(
            Paper("sow", (TOTAL, money("100"))),
            [*QUOTE, (LINES, line("Hotel", "15")), (TOTAL, money("115"))],
            id="two lines of one price",
        ),
        pytest.param(
            Paper("sow", (TOTAL, money("93"))), [*QUOTE, (TOTAL, money("115"))], id="no single line explains it"
        ),
        pytest.param(
            Paper("sow", (TOTAL, money("100")), text="Travel EUR 15"),
            [*QUOTE, (TOTAL, money("115"))],
            id="the document prices it, though it was not read",
        ),
        pytest.param(
            Paper("sow", (TOTAL, money("100"))),
            [(LINES, line("Build", "100")), (LINES, line("Engineer", "15", unit="hour")), (TOTAL, money("115"))],
            id="a rate is compared as a rate",
        ),
    ],
)
def test_no_line_is_named_without_proof(paper: Paper, records: list[Fact]) -> None:
    assert not found(compared([paper], {"Quote": records}), "SC312")


def test_a_document_line_that_the_header_of_a_record_leaves_out_is_named() -> None:
    paper = Paper("sow", (TOTAL, money("115")), *QUOTE)
    comparison = compared([paper], {"Deal": [(GRAND, money("100"))]})
    (flagged,) = found(comparison, "SC303")
    assert (flagged.kind, flagged.key) == ("missing_in_record", "Travel")
    assert flagged.exposure.amount == -15
    assert not found(compared([paper], {"Deal": [(GRAND, money("115"))]}), "SC303")
    assert not found(compared([paper], {"Deal": [(GRAND, money("90"))]}), "SC303")


def test_lines_that_were_not_named_stay_unjudged() -> None:
    comparison = compared([Paper("sow", (TOTAL, money("115")))], {"Quote": [*QUOTE, (TOTAL, money("115"))]})
    assert outcomes(comparison, LINES) == ["document_silent"]
