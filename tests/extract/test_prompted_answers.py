"""The typed answer to a question: small schemas, lenient reading, messages that a model can act on."""

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from pydantic import JsonValue, ValidationError

from sowcheck.core.fields import FIELDS, Kind
from sowcheck.core.values import from_json, to_json
from sowcheck.extract.prompted.answers import Facts, answer_about
from sowcheck.extract.prompted.salvage import salvaged
from sowcheck.extract.prompted.topics import ONLY_IN_RECORDS, TOPICS

FEES = TOPICS["fees_and_billing"].fields
SHAPES: dict[Kind, JsonValue] = {
    Kind.TEXT: "EUR",
    Kind.NAME: "Wumple Ltd",
    Kind.STATEMENT: "no tax is due",
    Kind.MONEY: {"amount": "13579.00", "currency": "EUR"},
    Kind.RECURRING_FEE: {"amount": "900", "currency": "EUR", "per": "month"},
    Kind.PERCENT: "7.5",
    Kind.DEPOSIT: {"percent": "20"},
    Kind.INTEREST: {"percent": "1.5", "per": "month"},
    Kind.DURATION: {"count": 5, "unit": "business_day"},
    Kind.DATE: "2031-04-11",
    Kind.DAYS: 30,
    Kind.NUMBER: "120",
    Kind.FLAG: True,
    Kind.SIGNATORY: {"party": "supplier", "name": "Ann Okoro", "date": "2031-04-02"},
    Kind.RATE_LINE: {"role": "Architect", "amount": "180", "currency": "EUR", "per": "hour"},
    Kind.PRICE_LINE: {"description": "Seats", "quantity": "3", "unit_price": "9", "currency": "EUR"},
    Kind.MILESTONE: {"name": "Kick-off", "percent": "30", "due": "week 3", "trigger": "signature"},
    Kind.DELIVERABLE: {"name": "Plan", "due": "2031-05-17"},
    Kind.SYSTEM: {"system": "NimbusLedger"},
    Kind.LIMIT: {"metric": "workshops", "max": "3"},
    Kind.STAFF_ROLE: {"role": "Architect", "count": 2},
    Kind.KEY_PERSON: {"person": "Ann Okoro"},
}


def shape_of(field: str) -> JsonValue:
    return FIELDS[field].choices[0] if FIELDS[field].choices else SHAPES[FIELDS[field].kind]


def fees(*facts: dict[str, Any]) -> Facts:
    return answer_about(FEES, "Fees").model_validate({"facts": list(facts)})


def fact(field: str, value: JsonValue, quote: str = "the words") -> dict[str, JsonValue]:
    return {"field": field, "quote": quote, "value": value}


def refusal(*facts: dict[str, Any]) -> str:
    with pytest.raises(ValidationError) as refused:
        fees(*facts)
    return str(refused.value)


def test_the_topics_ask_for_every_field_that_a_document_can_state_once() -> None:
    asked = [field for topic in TOPICS.values() for field in topic.fields]
    assert sorted(asked) == sorted(set(FIELDS) - ONLY_IN_RECORDS)


@pytest.mark.parametrize("topic", TOPICS.values(), ids=lambda topic: topic.name)
def test_the_schema_of_a_topic_allows_what_the_dictionary_reads(topic: Any) -> None:
    shape = answer_about(topic.fields, topic.name)
    answer = {"facts": [fact(field, shape_of(field)) for field in topic.fields]}
    Draft202012Validator(shape.model_json_schema()).validate(answer)
    for stated, field in zip(shape.model_validate(answer).facts, topic.fields, strict=True):
        assert stated.typed == from_json(FIELDS[field], shape_of(field))
        assert to_json(stated.typed, FIELDS[field].kind) is not None


@pytest.mark.parametrize("topic", TOPICS.values(), ids=lambda topic: topic.name)
def test_the_schema_of_a_topic_is_small(topic: Any) -> None:
    schema = json.dumps(answer_about(topic.fields, topic.name).model_json_schema(), separators=(",", ":"))
    assert len(schema) < 4400


def test_a_schema_names_every_property_so_that_an_endpoint_can_enforce_it() -> None:
    for topic in TOPICS.values():
        for shape in answer_about(topic.fields, topic.name).model_json_schema()["properties"]["facts"]["items"][
            "anyOf"
        ]:
            assert shape["additionalProperties"] is False
            assert shape["required"] == ["field", "quote", "value"]


def test_an_answer_survives_being_kept_and_read_again() -> None:
    answer = fees(fact("price.nte_cap", {"amount": 13579, "currency": "EUR"}), fact("price.discount_pct", "7.5 %"))
    again = answer_about(FEES, "Fees").model_validate_json(answer.model_dump_json())
    assert [stated.typed for stated in again.facts] == [stated.typed for stated in answer.facts]


@pytest.mark.parametrize(
    ("field", "written", "meant"),
    [
        ("price.nte_cap", {"amount": 13579.5, "currency": "EUR"}, {"amount": "13579.5", "currency": "EUR"}),
        ("price.discount_pct", "7.5%", "7.5"),
        ("price.discount_pct", 8, "8"),
        ("price.estimated_hours", 120, "120"),
        ("billing.payment_terms_days", "30", 30),
        ("price.tax_treatment", "Exclusive", "exclusive"),
        ("price.pricing_model", "Fixed fee", "fixed_fee"),
        ("price.lines", {"description": "Seats", "amount": None, "unit": ""}, {"description": "Seats"}),
    ],
)
def test_a_value_may_be_written_in_more_than_one_way(field: str, written: JsonValue, meant: JsonValue) -> None:
    (stated,) = fees(fact(field, written)).facts
    assert stated.typed == from_json(FIELDS[field], meant)


@pytest.mark.parametrize("value", [None, "", "N/A", "not stated"])
def test_a_field_that_is_said_to_be_absent_is_no_fact(value: JsonValue) -> None:
    assert fees(fact("expense.cap", value, quote="")).facts == ()


def test_that_a_term_is_not_renewed_is_a_fact() -> None:
    legal = answer_about(TOPICS["legal"].fields, "Legal")
    (stated,) = legal.model_validate({"facts": [fact("term.renewal", "none")]}).facts
    assert stated.typed == "none"


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        (
            "price.nte_cap",
            {"amount": "1,000", "currency": "EUR"},
            "price.nte_cap: amount: Input should be a valid decimal",
        ),
        ("price.nte_cap", {"amount": "1000", "currency": "$"}, "currency: String should match pattern"),
        ("price.nte_cap", {"amount": "NaN", "currency": "EUR"}, "amount"),
        ("price.discount_pct", "seven", 'write percent points as a number in a string, such as "7.5"'),
        ("price.estimated_hours", "Infinity", "price.estimated_hours is a number"),
        ("billing.start_date", "May 2031", "write a complete date as YYYY-MM-DD, or leave the fact out"),
        ("billing.payment_terms_days", "thirty", "write the days as a whole number"),
        ("price.tax_treatment", "some", "price.tax_treatment is one of exclusive, inclusive, exempt"),
        ("price.totals", "1", "there is no field 'price.totals'"),
        ("legal.governing_law", "Ruritania", "legal.governing_law: not asked for here. The fields are: price.currency"),
    ],
)
def test_a_wrong_value_is_refused_with_what_to_write_instead(field: str, value: JsonValue, told: str) -> None:
    assert told in refusal(fact(field, value))


def test_a_fact_without_words_or_with_half_the_document_is_refused() -> None:
    assert "copy the words of the document" in refusal(fact("price.currency", "EUR", quote="  "))
    assert "copy at most 300 characters, not 2000" in refusal(fact("price.currency", "EUR", quote="x" * 2000))


def test_every_wrong_fact_is_told_at_once() -> None:
    told = refusal(
        fact("price.discount_pct", "seven"), fact("price.currency", "EUR"), fact("price.tax_treatment", "some")
    )
    assert "facts.0" in told
    assert "facts.2" in told


def test_one_wrong_fact_does_not_lose_the_others() -> None:
    answer = json.dumps({"facts": [fact("price.currency", "EUR"), fact("price.discount_pct", "seven")]})
    found = salvaged(f"Here it is:\n```json\n{answer}\n```", FEES)
    assert found.whole
    assert [kept.field for kept in found.facts] == ["price.currency"]
    assert [rejected.field for rejected in found.rejected] == ["price.discount_pct"]


def test_of_an_answer_that_was_cut_off_the_whole_facts_are_kept() -> None:
    answer = json.dumps({"facts": [fact("price.currency", "EUR"), fact("price.tax_treatment", "exempt")]})
    found = salvaged(answer[:-12], FEES)
    assert not found.whole
    assert [kept.field for kept in found.facts] == ["price.currency"]


@pytest.mark.parametrize("answer", ["", "I cannot help with that.", "[1, 2", '{"facts": "none"}', "{}", "null"])
def test_an_answer_that_is_no_list_of_facts_is_not_whole(answer: str) -> None:
    found = salvaged(answer, FEES)
    assert not found.whole
    assert found.facts == ()
