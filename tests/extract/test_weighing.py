"""What speaks for a value: agreement, competing values, proof, and the confidence that they add up to."""

import json
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract_builders import assumptions_of
from sowcheck.core.assumptions import Assumption, Proof
from sowcheck.core.fields import FIELDS
from sowcheck.core.spans import Span
from sowcheck.extract.candidates import Candidate
from sowcheck.extract.choose import choose
from sowcheck.extract.confidence import confidence, features
from sowcheck.extract.weighing import Chosen, Proposal

PROVEN, UNPROVEN = Proof(status="proven"), Proof(status="unproven", reason="made so")


def proposal(
    value: str | int, weight: float, *, start: int = 0, proof: Proof = PROVEN, field: str = "billing.payment_terms_days"
) -> Proposal:
    return Proposal(Candidate(field, value, Span(start=start, end=start + 10), f"rule-{start}", weight), proof)


def chosen(proposals: list[Proposal]) -> Chosen:
    (only,) = choose(proposals)
    return only


def test_a_value_that_was_not_taken_is_kept_as_a_rival() -> None:
    found = chosen([proposal(30, 0.9), proposal(45, 0.6, start=50, proof=UNPROVEN)])
    assert found.candidate.value == 30
    assert [rival.value for rival in found.rivals] == [45]


def test_rules_that_find_the_same_value_agree() -> None:
    found = chosen([proposal(30, 0.9), proposal(30, 0.6, start=50)])
    assert [other.candidate.rule for other in found.agreeing] == ["rule-50"]
    assert found.rivals == ()


def test_a_value_is_not_proven_while_another_passage_proves_another() -> None:
    assert chosen([proposal(30, 0.82), proposal(45, 0.6, start=50)]).proof.status == "unproven"
    assert chosen([proposal(30, 0.82), proposal(45, 0.6, start=50, proof=UNPROVEN)]).proof.status == "proven"


def test_confidence_falls_with_a_rival_and_with_a_missing_proof() -> None:
    alone = chosen([proposal(30, 0.82)])
    doubted = chosen([proposal(30, 0.82), proposal(45, 0.75, start=50)])
    unproven = chosen([proposal(30, 0.82, proof=UNPROVEN)])
    assert confidence(alone) > confidence(doubted)
    assert confidence(alone) > confidence(unproven)


weights = st.floats(min_value=0.5, max_value=1)


@given(st.lists(st.tuples(st.integers(0, 5), weights, st.booleans()), min_size=1, max_size=8))
def test_confidence_is_a_probability_and_never_certain(rows: list[tuple[int, float, bool]]) -> None:
    proposals = [
        proposal(value, weight, start=20 * place, proof=PROVEN if proven else UNPROVEN)
        for place, (value, weight, proven) in enumerate(rows)
    ]
    for found in choose(proposals):
        assert 0 < confidence(found) < 1


def test_the_shipped_weights_know_only_features_and_fields_that_exist() -> None:
    shipped = json.loads((files("sowcheck") / "data" / "confidence.json").read_text(encoding="utf-8"))["weights"]
    made = {
        name
        for field in ("billing.payment_terms_days", "scope.exclusions")
        for name in features(Chosen(proposal("a", 0.8, field=field)))
    }
    kinds = {f"{kind}:{status}" for kind in ("scalar", "list") for status in ("proven", "quoted", "unproven")}
    known = made | kinds | {f"field:{field}" for field in FIELDS}
    assert shipped
    assert set(shipped) <= known


def test_an_assumption_shows_who_agrees_and_what_competes() -> None:
    found: dict[str, Assumption] = {each.field: each for each in assumptions_of(TEXT)}
    frequency = found["billing.frequency"]
    assert frequency.value == "monthly"
    assert all(each.startswith("rules@1:") for each in frequency.extractors)
    assert "quarterly" in [other.value for other in frequency.alternatives]
    other = next(each for each in frequency.alternatives if each.value == "quarterly")
    assert "quarterly" in other.quote.text


TEXT = """Statement of Work

Payment

The Supplier shall invoice the Client monthly in arrears.

Invoices for support are sent quarterly in advance.
"""


@pytest.mark.parametrize("field", ["schedule.end_date", "billing.payment_terms_days"])
def test_two_firm_values_of_a_term_are_both_facts_and_no_rivals(field: str) -> None:
    facts = choose([proposal("a", 0.9, field=field), proposal("b", 0.88, start=50, field=field)])
    assert [fact.candidate.value for fact in facts] == ["a", "b"]
    assert all(not fact.rivals for fact in facts)
