"""What may be entered for a field where both sides are wrong."""

import json

import pytest
from pydantic import JsonValue

from gate_builders import finding
from sowcheck.core.fields import FIELDS, Kind
from sowcheck.errors import UsageError
from sowcheck.gate.entering import _EXAMPLES, check_value

MONEY: dict[str, JsonValue] = {"amount": "184000.00", "currency": "EUR"}
MILESTONE: dict[str, JsonValue] = {"name": "Go-live", "amount": "1.00", "currency": "EUR"}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("price.services_total", MONEY),
        ("schedule.end_date", "2026-10-30"),
        ("billing.payment_terms_days", 30),
        ("price.pricing_model", "fixed_fee"),
        ("acceptance.deemed", False),
        ("customer.legal_name", "Nordlys AS"),
        ("billing.milestones", MILESTONE),
        ("billing.milestones", [MILESTONE, MILESTONE]),
        ("billing.milestones", []),
        ("price.estimated_hours", "2168"),
    ],
)
def test_a_value_as_reports_write_it_is_taken(field: str, value: JsonValue) -> None:
    check_value(finding("d-1", field), value)


@pytest.mark.parametrize(
    ("field", "value", "example"),
    [
        ("price.services_total", "184,000 EUR", '{"amount": "184000.00", "currency": "EUR"}'),
        ("price.services_total", 184000, '"currency": "EUR"'),
        ("price.services_total", {"amount": "NaN", "currency": "EUR"}, "amount"),
        ("price.services_total", {**MONEY, "vat": "25"}, "amount"),
        ("price.services_total", [MONEY], "amount"),
        ("schedule.end_date", "30 October", '"2026-10-30"'),
        ("billing.payment_terms_days", "net 30", "30"),
        ("billing.payment_terms_days", True, "30"),
        ("price.pricing_model", "fixed", '"fixed_fee" or'),
        ("acceptance.deemed", "no", "true"),
        ("customer.legal_name", 7, "as text"),
        ("billing.milestones", "Go-live", "a whole list as [...]"),
        ("billing.milestones", [MILESTONE, 7], "name"),
    ],
)
def test_anything_else_is_refused_with_an_example(field: str, value: JsonValue, example: str) -> None:
    with pytest.raises(UsageError, match="That is no value of") as refusal:
        check_value(finding("d-1", field), value)
    assert example in refusal.value.hint


def test_every_kind_of_value_that_is_no_text_has_an_example_that_is_taken() -> None:
    for field in FIELDS.values():
        if field.kind not in (Kind.TEXT, Kind.NAME, Kind.STATEMENT, Kind.CHOICE):
            check_value(finding("d-1", field.name), json.loads(_EXAMPLES[field.kind]))


def test_an_item_of_a_list_is_one_value() -> None:
    item = finding("d-1", "billing.milestones").model_copy(update={"key": "Go-live"})
    check_value(item, MILESTONE)
    with pytest.raises(UsageError):
        check_value(item, [MILESTONE])
