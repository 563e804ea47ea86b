"""What a language model alone says unproven, did not answer, or quoted from nowhere: never a match, always named."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare_builders import (
    MODEL,
    POLICY,
    Fact,
    Paper,
    Records,
    compared,
    day,
    found,
    line,
    milestone,
    money,
    outcomes,
    rate,
)
from sowcheck.compare.compare import Comparison
from sowcheck.core.discrepancies import Discrepancy, Outcome
from sowcheck.core.items import Deliverable
from sowcheck.core.readings import Claim, FailedRead, ModelReading
from sowcheck.core.values import Value
from sowcheck.gate.readiness import readiness

TERMS, TOTAL, RATES = "billing.payment_terms_days", "price.services_total", "price.rate_card"
LINES, MILESTONES = "price.lines", "billing.milestones"


def failed(*fields: str, where: str = "pages 3-5, 4 Fees", reason: str = "no answer within 60 s") -> FailedRead:
    return FailedRead(topic="fees_and_billing", where=where, page=3, fields=fields, reason=reason)


def claim(field: str, value: Value, reason: str = "the quoted words are not in the document") -> Claim:
    return Claim(field=field, value=value, quote="net 45", where="page 3", page=3, reason=reason, extractor=MODEL)


def read(*parts: FailedRead, claims: tuple[Claim, ...] = ()) -> ModelReading:
    return ModelReading(model="test-model", parts=4, questions=12, failed=parts, claims=claims)


def one(discrepancies: list[Discrepancy]) -> Discrepancy:
    (only,) = discrepancies
    return only


def test_an_unproven_reading_that_agrees_is_no_match() -> None:
    comparison = compared([Paper("sow", (TERMS, 30), read_by_model=[TERMS])], {"Quote": [(TERMS, 30)]})
    assert outcomes(comparison, TERMS) == ["incomparable"]
    flagged = one(found(comparison, "SC906"))
    assert (flagged.field, flagged.severity, flagged.owner) == (TERMS, "high", "finance")
    assert flagged.message == (
        "Payment terms: a language model reads Net 30 in the SOW, Salesforce quote R-1 says Net 30; "
        "its words do not prove it (the quote does not state this amount)."
    )
    (verdict,) = [each for each in comparison.verdicts if each.field == TERMS]
    assert verdict.reason == "only an unproven reading of a language model supports it"


def test_an_unproven_reading_that_differs_says_how_weak_it_is() -> None:
    comparison = compared([Paper("sow", (TERMS, 30), read_by_model=[TERMS])], {"Quote": [(TERMS, 45)]})
    assert outcomes(comparison, TERMS) == ["mismatch"]
    assert (
        "a language model alone reads the document so, and that reading is unproven"
        in comparison.discrepancies[0].message
    )
    assert not found(comparison, "SC906")


def test_a_paper_that_proves_it_makes_the_match() -> None:
    papers = [Paper("sow", (TERMS, 30), read_by_model=[TERMS]), Paper("order_form", (TERMS, 30))]
    comparison = compared(papers, {"Quote": [(TERMS, 30)]})
    assert outcomes(comparison, TERMS) == ["match"]
    assert not found(comparison, "SC906")


def test_a_proven_value_lends_nothing_to_an_unproven_one() -> None:
    """Each record value must agree with something that is shown: here the monthly one does not."""
    facts: list[Fact] = [("billing.frequency", "annual")]
    papers = [
        Paper("order_form", *facts),
        Paper("sow", ("billing.frequency", "monthly"), read_by_model=["billing.frequency"]),
    ]
    comparison = compared(papers, {"Quote": [("billing.frequency", "monthly")]})
    assert outcomes(comparison, "billing.frequency") == ["incomparable"]


def test_a_sum_of_unproven_readings_is_no_match_either() -> None:
    facts: list[Fact] = [(MILESTONES, milestone("Design", "400")), (MILESTONES, milestone("Build", "600"))]
    records: Records = {"Opportunity": [("price.grand_total", money("1000")), (TOTAL, money("1000"))]}
    assert "match" in outcomes(compared([Paper("sow", *facts)], records), TOTAL)
    comparison = compared([Paper("sow", *facts, read_by_model=[MILESTONES])], records)
    assert "match" not in outcomes(comparison, TOTAL)
    assert TOTAL in {each.field for each in comparison.discrepancies}


def test_the_items_of_one_list_are_one_finding() -> None:
    rates: list[Fact] = [(RATES, rate(name, "800")) for name in ("Tester", "Designer", "Architect", "Trainer")]
    comparison = compared([Paper("sow", *rates, read_by_model=[RATES])], {"Quote": rates})
    assert set(outcomes(comparison, RATES)) == {"incomparable"}
    flagged = one(found(comparison, "SC906"))
    assert flagged.severity == "blocker"
    assert flagged.message.startswith("Rate card, Tester, Designer, Architect and 1 more: a language model reads")


def test_nothing_is_changed_where_a_model_proves_or_shares_its_readings() -> None:
    facts: list[Fact] = [(TERMS, 30), (TOTAL, money("1000")), (LINES, line("Build", "1000"))]
    records: Records = {"Quote": facts}
    comparison = compared([Paper("sow", *facts)], records)
    assert compared([Paper("sow", *facts, model_reading=read())], records) == comparison


def test_no_paper_is_signed_by_an_unproven_reading() -> None:
    facts = [("doc.signature_status", "completed")]
    papers = [Paper("sow", *facts, executed=False, read_by_model=["doc.signature_status"])]
    comparison = compared(papers, {"Quote": [("doc.signature_status", "completed")]})
    assert outcomes(comparison, "doc.signature_status") == ["incomparable"]
    assert found(comparison, "SC102")
    assert found(comparison, "SC906")
    document, assumptions = papers[0].built("doc-1")
    assert readiness([document], assumptions, [], POLICY).blockers == ("doc-1",)


FIELD_VALUES: list[tuple[str, Value]] = [
    (TERMS, 30),
    (TOTAL, money("1000")),
    ("price.currency", "EUR"),
    ("price.nte_cap", money("1200")),
    ("schedule.start_date", day("2026-01-01")),
    ("schedule.end_date", day("2026-12-31")),
    ("customer.legal_name", "Harrow Mills Ltd"),
    ("expense.policy", "at_cost"),
    ("price.estimated_hours", Decimal(800)),
    (RATES, rate("Tester", "800")),
    (LINES, line("Build", "600")),
    (LINES, line("Design", "400")),
    (MILESTONES, milestone("Design", "400", "2026-03-01")),
    (MILESTONES, milestone("Build", percent="60")),
]


@given(st.sets(st.sampled_from([field for field, _ in FIELD_VALUES])), st.sets(st.sampled_from(FIELD_VALUES)))
def test_no_match_needs_an_unproven_reading(weak: set[str], in_order_form: set[Fact]) -> None:
    """Whatever is read by the model alone: each match is there without these readings too."""
    records: Records = {"Quote": FIELD_VALUES}
    order_form = Paper("order_form", *in_order_form, executed=False)
    comparison = compared([Paper("sow", *FIELD_VALUES, read_by_model=weak), order_form], records)
    shown = [(field, value) for field, value in FIELD_VALUES if field not in weak]
    without = compared([Paper("sow", *shown), order_form], records)
    sure = {(each.field, each.key) for each in without.verdicts if each.verdict is Outcome.MATCH}
    assert {(each.field, each.key) for each in comparison.verdicts if each.verdict is Outcome.MATCH} <= sure


# --- what was not answered


def test_a_field_that_was_not_read_is_not_silent() -> None:
    reading = read(failed("expense.cap", TERMS))
    records: Records = {"Quote": [("expense.cap", money("500")), (TERMS, 30)]}
    comparison = compared([Paper("sow", (TERMS, 30), model_reading=reading)], records)
    assert outcomes(comparison, "expense.cap") == ["not_evaluated"]
    assert outcomes(comparison, TERMS) == ["match"]
    assert not found(comparison, "SC311")
    own, whole = found(comparison, "SC907")
    assert (own.field, own.severity) == ("expense.cap", "high")
    assert own.message == (
        "Expense cap: Salesforce quote R-1 says EUR 500.00; nothing else states it, and a language model did not read "
        "pages 3-5, 4 Fees of the SOW: no answer within 60 s."
    )
    assert (whole.field, whole.severity) == ("doc.coverage", "low")
    assert whole.message == (
        "Read by a language model: of the SOW, 1 of 12 questions were not answered: "
        "pages 3-5, 4 Fees (no answer within 60 s)."
    )


def test_a_field_that_nobody_holds_is_not_evaluated_with_the_reason() -> None:
    comparison = compared([Paper("sow", model_reading=read(failed("warranty.period")))])
    (verdict,) = [each for each in comparison.verdicts if each.field == "warranty.period"]
    assert verdict.verdict is Outcome.NOT_EVALUATED
    assert "did not read pages 3-5, 4 Fees of the SOW: no answer within 60 s" in (verdict.reason or "")


def test_an_unread_list_claims_no_missing_item() -> None:
    records: Records = {"Quote": [("scope.deliverables", item) for item in _deliverables("Report", "Plan")]}
    assert found(compared([Paper("sow")], records), "SC311")
    comparison = compared([Paper("sow", model_reading=read(failed("scope.deliverables")))], records)
    assert outcomes(comparison, "scope.deliverables") == ["not_evaluated"]
    assert not found(comparison, "SC311")


def _deliverables(*names: str) -> list[Value]:
    return [Deliverable(name=name) for name in names]


def test_a_model_that_is_down_keeps_no_case_shut_that_was_read_without_it() -> None:
    facts: list[Fact] = [(TERMS, 30), (TOTAL, money("1000")), ("schedule.end_date", day("2026-12-31"))]
    records: Records = {"Quote": facts}
    reading = read(*(failed(*(field for field, _ in FIELD_VALUES), where=f"page {page}") for page in range(1, 9)))
    comparison = compared([Paper("sow", *facts, model_reading=reading)], records)
    assert [(each.code, each.severity) for each in comparison.discrepancies] == [("SC907", "low")]
    assert "page 1, page 2, page 3 and 5 more parts (no answer within 60 s)" in comparison.discrepancies[0].message


def test_what_nobody_read_of_a_blocking_field_blocks() -> None:
    records: Records = {"Quote": [("msa.reference", "MSA 2025-7")]}
    before = compared([Paper("sow")], records)
    assert one(contradictions_of(before, "msa.reference")).severity == "medium"
    comparison = compared([Paper("sow", model_reading=read(failed("msa.reference")))], records)
    assert one(contradictions_of(comparison, "msa.reference")).severity == "blocker"


def contradictions_of(comparison: Comparison, field: str) -> list[Discrepancy]:
    return [each for each in comparison.discrepancies if each.field == field]


# --- what was quoted from nowhere


def test_a_claim_is_named_and_matches_nothing() -> None:
    reading = read(claims=(claim(TERMS, 45), claim(TERMS, 60)))
    comparison = compared([Paper("sow", model_reading=reading)], {"Quote": [(TERMS, 45)]})
    flagged = one(found(comparison, "SC908"))
    assert flagged.message == (
        "Payment terms: a language model reads Net 45 in the SOW (the quoted words are not in the document) and "
        "Net 60 in the SOW (the quoted words are not in the document)."
    )
    assert (flagged.document_value, flagged.record_value, flagged.severity) == ([45, 60], 45, "medium")
    assert "match" not in outcomes(comparison, TERMS)


@pytest.mark.parametrize(("weak", "flagged"), [([], 0), ([TERMS], 1)])
def test_a_claim_beside_a_value_that_is_shown_is_no_finding(weak: list[str], flagged: int) -> None:
    papers = [Paper("sow", (TERMS, 30), read_by_model=weak, model_reading=read(claims=(claim(TERMS, 45),)))]
    assert len(found(compared(papers, {"Quote": [(TERMS, 30)]}), "SC908")) == flagged


def test_arithmetic_on_an_unproven_reading_is_named_and_neither_blocks_nor_weighs() -> None:
    """A ceiling of expenses that a model takes for that of the price must not top the list with a huge exposure."""
    facts: list[Fact] = [(TOTAL, money("318000.00")), ("price.nte_cap", money("22000.00"))]
    proven = one(found(compared([Paper("sow", *facts)], {}), "SC507"))
    doubted = one(found(compared([Paper("sow", *facts, read_by_model=["price.nte_cap"])], {}), "SC507"))
    assert (proven.severity, proven.exposure.amount) == ("blocker", Decimal("-296000.00"))
    assert (doubted.severity, doubted.exposure.amount) == ("low", None)
    assert "a language model alone reads the document so" in doubted.message
