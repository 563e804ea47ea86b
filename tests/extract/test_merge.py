"""Rules, entities and a language model: who agrees, who prevails, and what a person has to look at."""

from itertools import product
from typing import get_args

import pytest
from pydantic import JsonValue

from extract_builders import assumptions_of
from grounding_builders import GUIDED, PROMPT
from sowcheck.core.assumptions import Alternative, Assumption, Proof
from sowcheck.core.fields import FIELDS
from sowcheck.core.spans import Span
from sowcheck.core.values import Value, from_json
from sowcheck.extract.candidates import Candidate
from sowcheck.extract.choose import choose
from sowcheck.extract.confidence import confidence, features
from sowcheck.extract.consistency import consistent
from sowcheck.extract.precedence import PREVAILS, Reader, Status, reader_of
from sowcheck.extract.weighing import Chosen, Proposal
from sowcheck.gate.review import reviewed
from sowcheck.settings import load_policy

POLICY = load_policy(None)
DAYS = "billing.payment_terms_days"
NAMES: dict[Reader, str] = {"rules": "payment_terms.sentence", "ner": "ner:terms", "llm": f"llm:{PROMPT}"}
STATUSES: tuple[Status, ...] = get_args(Status)


def proposal(
    reader: Reader,
    value: Value,
    status: Status = "proven",
    *,
    field: str = DAYS,
    start: int = 0,
    weight: float = 0.8,
    prompt: str = PROMPT,
) -> Proposal:
    rule = f"llm:{prompt}" if reader == "llm" else NAMES[reader]
    proof = Proof(status=status, reason=None if status == "proven" else "made so")
    return Proposal(Candidate(field, value, Span(start=start, end=start + 10), rule, weight), proof)


def item(reader: Reader, field: str, shape: JsonValue, status: Status = "quoted", start: int = 0) -> Proposal:
    return proposal(reader, from_json(FIELDS[field], shape), status, field=field, start=start)


def only(*proposals: Proposal) -> Chosen:
    (found,) = choose(proposals)
    return found


@pytest.mark.parametrize(("reader", "own", "models"), list(product(("rules", "ner"), STATUSES, STATUSES)))
def test_the_table_says_who_prevails(reader: Reader, own: Status, models: Status) -> None:
    found = only(proposal(reader, 30, own), proposal("llm", 45, models, start=50))
    winner = PREVAILS[reader][own][models]
    assert reader_of(found.candidate.rule) == winner
    assert found.value == (45 if winner == "llm" else 30)
    assert [rival.value for rival in found.rivals] == [30 if winner == "llm" else 45]


def test_every_reader_and_proof_has_a_row() -> None:
    for reader, rows in PREVAILS.items():
        assert set(rows) == set(STATUSES)
        for own, row in rows.items():
            assert set(row) == set(STATUSES)
            assert set(row.values()) <= {reader, "llm"}
            if own != "unproven":
                assert row["unproven"] == reader


def test_two_proven_values_leave_neither_proven() -> None:
    found = only(proposal("rules", 30), proposal("llm", 45, start=50))
    assert (found.value, found.proof.status) == (30, "unproven")
    assert only(proposal("llm", 30), proposal("llm", 45, start=50)).proof.status == "unproven"


def test_readers_that_agree_are_named_together_and_the_better_words_are_shown() -> None:
    found = only(proposal("rules", 30), proposal("llm", 30, start=50))
    assert [reader_of(each.candidate.rule) for each in (found.proposal, *found.agreeing)] == ["rules", "llm"]
    proven = only(proposal("rules", 30, "unproven"), proposal("llm", 30, start=50))
    assert (proven.candidate.quote.start, proven.proof.status) == (50, "proven")
    assert not proven.by_model_alone


def test_a_model_that_proves_a_rival_value_makes_the_first_one_the_rival() -> None:
    found = only(
        proposal("rules", 30, "unproven", weight=0.9),
        proposal("rules", 45, "unproven", weight=0.6, start=20),
        proposal("llm", 45, start=50),
    )
    assert found.value == 45
    assert [rival.value for rival in found.rivals] == [30]
    assert [reader_of(each.candidate.rule) for each in found.agreeing] == ["rules"]


def test_the_same_text_in_other_words_is_no_contradiction() -> None:
    law = "legal.governing_law"
    found = only(
        proposal("rules", "State of New York", "quoted", field=law), proposal("llm", "New York", "quoted", field=law)
    )
    assert found.rivals == ()
    party = "customer.legal_name"
    found = only(
        proposal("rules", "Harrow Mills Ltd", "quoted", field=party),
        proposal("llm", "HARROW MILLS LIMITED", "quoted", field=party),
    )
    assert found.rivals == ()
    assert (
        len(only(proposal("rules", "2.1", field="doc.version"), proposal("llm", "2", field="doc.version")).rivals) == 1
    )


def test_a_model_adds_the_items_that_are_new() -> None:
    field = "scope.client_responsibilities"
    found = choose(
        [
            item("rules", field, "grant access to the test systems"),
            item("llm", field, "grant access to its test systems", start=2),
            item("llm", field, "name a product owner", start=60),
            item("llm", field, "name a product owner by May", start=80),
        ]
    )
    assert [each.value for each in found] == ["grant access to the test systems", "name a product owner"]
    assert [each.by_model_alone for each in found] == [False, True]


def test_an_item_with_other_figures_is_a_rival_of_the_item() -> None:
    field = "price.rate_card"
    rate: dict[str, JsonValue] = {"role": "Tester", "amount": "800.00", "currency": "USD", "per": "day"}
    found = choose(
        [
            item("rules", field, rate, "proven"),
            item("llm", field, {**rate, "amount": "880.00"}, "unproven", start=30),
            item("llm", field, {**rate, "role": "Senior Tester", "amount": "900.00"}, "proven", start=60),
        ]
    )
    assert [(each.value.role, each.value.amount) for each in found if each.value] == [  # type: ignore[union-attr]
        ("Tester", 800),
        ("Senior Tester", 900),
    ]
    assert [len(each.rivals) for each in found] == [1, 0]


def test_what_one_reader_takes_for_a_skill_is_no_system_for_another() -> None:
    found = choose(
        [
            item("rules", "staffing.skills", "Apache Kafka"),
            item("llm", "scope.integrations", {"system": "Apache Kafka"}, start=40),
        ]
    )
    assert [each.candidate.field for each in found] == ["staffing.skills"]


def test_an_unproven_reading_changes_no_other_fact() -> None:
    cap = item("llm", "expense.cap", {"amount": "500.00", "currency": "USD"}, "unproven", start=90)
    policy = proposal("rules", "at_cost", field="expense.policy")
    assert "at_cost" in [each.value for each in consistent(choose([policy, cap]))]


def test_values_of_rules_are_weighed_as_if_there_were_no_model() -> None:
    alone = features(only(proposal("rules", 30)))
    assert not any("model" in name or "reads" in name for name in alone)
    agreed = features(only(proposal("rules", 30), proposal("llm", 30, start=50)))
    assert {name: agreed[name] for name in alone} == alone


def test_confidence_in_a_model_grows_with_proof_and_with_company() -> None:
    company: list[tuple[Status, list[Proposal]]] = [
        ("unproven", []),
        ("quoted", []),
        ("proven", []),
        ("proven", [proposal("llm", 30, prompt=GUIDED)]),
        ("proven", [proposal("rules", 30, start=50)]),
    ]
    sure = [confidence(only(proposal("llm", 30, status), *more)) for status, more in company]
    assert sure == sorted(sure)
    assert sure[1] < POLICY.low_confidence
    assert confidence(only(proposal("rules", 30))) > sure[2]
    assert confidence(only(proposal("rules", 30), proposal("llm", 45, "unproven"))) < confidence(
        only(proposal("rules", 30))
    )


@pytest.mark.parametrize("field", ["schedule.end_date", "scope.exclusions", "price.rate_card", "staffing.skills"])
@pytest.mark.parametrize("seconded", [False, True])
def test_what_a_model_alone_says_without_a_proof_is_never_sure(field: str, seconded: bool) -> None:
    found = Chosen(
        proposal("llm", "x", "unproven", field=field, weight=1.0),
        (proposal("llm", "x", "unproven", field=field, prompt=GUIDED, weight=1.0),) if seconded else (),
    )
    assert confidence(found) <= 0.5 < POLICY.low_confidence


def stated(**changes: object) -> Assumption:
    (found,) = [each for each in assumptions_of("# Fees\n\nInvoices are payable net 30 days.") if each.field == DAYS]
    return found.model_copy(update=changes)


def test_people_look_at_what_readers_dispute_and_at_unproven_readings() -> None:
    model = "llm@test-model:fees.v1#00000000"
    unproven = Proof(status="unproven", reason="made so")
    own = stated()
    other = Alternative(value=45, page=None, quote=own.quote, proof=unproven, extractors=(model,))
    by_rules = other.model_copy(update={"extractors": ("rules@1:x",)})
    cases = {
        "rules alone": (own, False),
        "rules against rules": (stated(alternatives=(by_rules,)), False),
        "rules against the model": (stated(alternatives=(other,)), True),
        "the model against rules": (stated(extractors=(model,), alternatives=(by_rules,)), True),
        "the model, proven": (stated(extractors=(model,)), False),
        "the model, unproven": (stated(extractors=(model,), proof=unproven, confidence=0.99), True),
    }
    marked = reviewed([each for each, _ in cases.values()], POLICY)
    assert [each.needs_review for each in marked] == [expected for _, expected in cases.values()]
