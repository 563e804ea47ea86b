"""Denials are values: no travel, no expenses, no renewal, in a sentence or behind a label."""

import pytest

from extract_builders import assumptions_of


def stated(text: str, field: str) -> list[tuple[object, str]]:
    return [(each.value, each.proof.status) for each in assumptions_of(text) if each.field == field]


NO_TRAVEL = [
    "No travel is expected.",
    "Travel is not anticipated under this Statement of Work.",
    "The parties do not anticipate any travel.",
    "No site visits are planned.",
    "Travel: None",
    "Travel: N/A",
    "Travel required: No",
    "On-site visits: not required",
]


@pytest.mark.parametrize("text", NO_TRAVEL)
def test_a_denial_of_travel_is_a_value(text: str) -> None:
    assert stated(text, "travel.required") == [(False, "proven")]


NOTHING_REIMBURSED = [
    "Expenses are not reimbursable.",
    "The Supplier bears its own travel expenses.",
    "Expenses are excluded from reimbursement.",
    "Travel expenses are not applicable to this order.",
    "Expenses: Not applicable",
    "Travel and expenses: none",
]


@pytest.mark.parametrize("text", NOTHING_REIMBURSED)
def test_expenses_that_nobody_refunds_are_a_value(text: str) -> None:
    assert stated(text, "expense.policy") == [("not_billable", "proven")]


@pytest.mark.parametrize("text", ["Renewal: None", "Automatic renewal: No", "Renewal: n/a"])
def test_a_denial_of_renewal_is_a_value(text: str) -> None:
    assert stated(text, "term.renewal") == [("none", "proven")]


@pytest.mark.parametrize(
    "text", ["Expense cap: None", "Travel: to be agreed", "Expenses: ______", "Travel class: none above economy"]
)
def test_other_denials_and_blanks_say_nothing_of_the_policy(text: str) -> None:
    assert stated(text, "expense.policy") == []
    assert stated(text, "travel.required") == []


def test_expenses_that_are_not_included_are_not_called_included() -> None:
    assert ("included_in_fee", "proven") not in stated("Travel expenses are not included in the fee.", "expense.policy")
