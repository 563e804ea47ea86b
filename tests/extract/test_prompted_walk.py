"""The second read: clause by clause, with values as lines of text that the same dictionary reads."""

import json
from typing import Any

import pytest
from pydantic import JsonValue, ValidationError

from chat_doubles import Replying
from extract_builders import document_of
from sowcheck.core.fields import FIELDS
from sowcheck.core.values import from_json, to_json
from sowcheck.errors import ModelRefused
from sowcheck.extract.prompted.ask import ask
from sowcheck.extract.prompted.notation import shape_of
from sowcheck.extract.prompted.walk import Walk
from sowcheck.extract.reading import Reading, read_closely
from sowcheck.llm.base import ChatRequest
from sowcheck.segment.outline import segment


def reading_of(paper: str) -> Reading:
    document = document_of(paper)
    return read_closely(document, segment(document))


PAPER = "# 1 Fees\n\nThe fixed fee is EUR 13,579.\n\n# 2 Law\n\nThe laws of Ruritania govern.\n"
FEE = {"field": "price.services_total", "quote": "The fixed fee is EUR 13,579", "value": "13579 EUR"}
LAW = {"field": "legal.governing_law", "quote": "The laws of Ruritania govern", "value": "Ruritania"}


@pytest.mark.parametrize(
    ("field", "line", "shape"),
    [
        ("price.nte_cap", "13579.00 EUR", {"amount": "13579.00", "currency": "EUR"}),
        ("price.recurring_fee", "900 EUR per month", {"amount": "900", "currency": "EUR", "per": "month"}),
        ("billing.deposit", "20%", {"percent": "20"}),
        ("billing.deposit", "900 EUR", {"amount": "900", "currency": "EUR"}),
        ("billing.late_interest", "1.5% per month", {"percent": "1.5", "per": "month"}),
        ("warranty.period", "13 business days", {"count": 13, "unit": "business_day"}),
        ("schedule.duration", "9 weeks", {"count": 9, "unit": "week"}),
        ("schedule.start_date", "2031-04-11", "2031-04-11"),
        ("billing.payment_terms_days", "13", "13"),
        ("staffing.roles", "role: Fog Clerk; count: 2", {"role": "Fog Clerk", "count": 2}),
        ("scope.limits", "metric: tastings; max: 4", {"metric": "tastings", "max": "4"}),
        ("scope.exclusions", "no rain; no snow", "no rain; no snow"),
    ],
)
def test_a_line_of_text_is_a_value(field: str, line: str, shape: JsonValue) -> None:
    assert shape_of(FIELDS[field], line) == shape
    assert from_json(FIELDS[field], shape)


@pytest.mark.parametrize(
    ("field", "line", "told"),
    [
        ("price.nte_cap", "EUR 13,579", "price.nte_cap: write money in the form that is asked for"),
        ("warranty.period", "a year", "warranty.period: write duration"),
        ("staffing.roles", "Fog Clerk", "write the properties with their names, such as 'role: …'"),
        ("price.tax_treatment", "some", "price.tax_treatment is one of exclusive, inclusive, exempt"),
        ("price.sum", "9", "there is no field 'price.sum'"),
    ],
)
def test_another_line_is_refused_with_the_form_that_it_should_have(field: str, line: str, told: str) -> None:
    entry = {"clause": "1", "states": [{"field": field, "quote": "words", "value": line}]}
    with pytest.raises(ValidationError) as refused:
        Walk.model_validate({"clauses": [entry]})
    assert told in str(refused.value)


def test_one_schema_over_all_fields_stays_small_and_an_answer_can_be_kept() -> None:
    assert len(json.dumps(Walk.model_json_schema(), separators=(",", ":"))) < 2200
    walk = Walk.model_validate({"clauses": [{"clause": "1 Fees", "states": [FEE, {**FEE, "value": None}]}]})
    assert Walk.model_validate_json(walk.model_dump_json()).stated == walk.stated
    assert len(walk.stated) == 1


def both_ways(request: ChatRequest[Any]) -> object:
    if request.prompt == "walk_clauses.v1":
        return {"clauses": [{"clause": "1 Fees", "states": [FEE]}, {"clause": "2 Law", "states": [LAW]}]}
    return {"facts": []}


def test_a_second_read_is_off_if_nobody_asks_for_it() -> None:
    model = Replying(both_ways)
    answers = ask(model, reading_of(PAPER))
    assert answers.second == ()
    assert "walk_clauses.v1" not in {request.prompt for request in model.asked}


def test_what_the_second_read_says_is_kept_apart() -> None:
    answers = ask(Replying(both_ways), reading_of(PAPER), second_read=True)
    assert answers.facts == ()
    assert [(fact.field, to_json(fact.value)) for fact in answers.second] == [
        ("price.services_total", {"amount": "13579", "currency": "EUR"}),
        ("legal.governing_law", "Ruritania"),
    ]
    assert all(fact.prompt.startswith("walk_clauses.v1#") for fact in answers.second)


def test_a_second_read_that_fails_is_named_and_leaves_no_field_unread() -> None:
    def reply(request: ChatRequest[Any]) -> object:
        if request.prompt == "walk_clauses.v1":
            raise ModelRefused("the model declined", hint="-")
        return {"facts": []}

    (failed,) = ask(Replying(reply), reading_of(PAPER), second_read=True).failed
    assert failed.topic == "walk_clauses"
    assert failed.fields == ()
