"""One test for each small function that scores."""

import pytest
from pydantic import JsonValue

from eval_builders import deal, document, flag, found, gold, log, verdict
from sowcheck.evals.counts import count
from sowcheck.evals.intervals import Part
from sowcheck.evals.log import Alternative, DocumentEntry, Expected, Failure, GoldFact, Seconds
from sowcheck.evals.scorers.alignment import align_items, align_scalars
from sowcheck.evals.scorers.calibration import (
    RiskPoint,
    Trust,
    accuracy_at,
    brier,
    expected_error,
    reliability,
    risk_coverage,
)
from sowcheck.evals.scorers.checking import by_kind, score_deal
from sowcheck.evals.scorers.confusion import ABSENT, confusion
from sowcheck.evals.scorers.effort import cost_by_page, seconds_by_length, seconds_by_page
from sowcheck.evals.scorers.equality import hard_parts, same_part, same_value
from sowcheck.evals.scorers.facts import SCORED_FIELDS, FactVerdict, Judgement, judge
from sowcheck.evals.scorers.grounding import (
    box_overlap,
    in_place,
    intersection_over_union,
    right_page,
    right_quote,
    same_quote,
)
from sowcheck.evals.scorers.proof import is_proven, misread_values, wrong_values
from sowcheck.evals.scorers.slices import slices_of
from sowcheck.evals.scorers.words import overlap, same_text
from sowcheck.evals.scores import score

MONEY: dict[str, JsonValue] = {"amount": "120000.00", "currency": "USD"}


@pytest.mark.parametrize(
    ("field", "first", "second", "same"),
    [
        ("price.services_total", MONEY, {"amount": "120000", "currency": "USD"}, True),
        ("price.services_total", MONEY, {"amount": "150000.00", "currency": "USD"}, False),
        ("price.services_total", MONEY, {"amount": "120000.00", "currency": "EUR"}, False),
        ("schedule.start_date", "2026-06-01", "2026-06-01", True),
        ("schedule.start_date", "2026-06-01", "2026-01-06", False),
        ("acceptance.review_period", {"count": 5, "unit": "business_day"}, {"count": 5, "unit": "day"}, False),
        ("billing.payment_terms_days", 30, 30, True),
        ("billing.payment_terms_days", 30, 31, False),
        ("acceptance.deemed", True, False, False),
        ("acceptance.deemed", True, 1, False),
        ("price.discount_pct", "7.5", "7.50", True),
        ("expense.policy", "included_in_fee", "not_billable", False),
        ("customer.legal_name", "Pine Ridge Insurance Company", "Pine Ridge Insurance", True),
        ("customer.legal_name", "Pine Ridge Insurance Company", "Larch Hollow Consulting LLC", False),
        ("price.currency", "USD", "USD", True),
        ("price.currency", "USD", "AUD", False),
    ],
)
def test_a_value_is_right_when_its_type_says_so(field: str, first: JsonValue, second: JsonValue, same: bool) -> None:
    assert same_value(field, first, second) is same


def test_a_word_that_turns_a_sentence_round_counts() -> None:
    assert overlap(["shall", "not", "pay"], ["shall", "pay"]) == pytest.approx(0.8)
    assert same_text("Acme Inc.", "ACME")
    assert not same_text("Inc.", "LLC")


def test_no_number_is_not_a_number() -> None:
    assert not same_part("NaN", "0")
    assert same_part("1,200.50", "1200.5")
    assert not same_part("Phase 1", "1")


def test_hard_parts_are_amounts_counts_and_whole_dates() -> None:
    assert hard_parts({"name": "M1", "amount": "5", "due": "2026-06-01"}) == {"amount": "5", "due": "2026-06-01"}
    assert hard_parts({"name": "M1", "due": "Week 6"}) == {}
    assert hard_parts("a statement") == {}


def _milestone(name: str, amount: str) -> dict[str, JsonValue]:
    return {"name": name, "amount": amount, "currency": "USD"}


def test_two_milestones_with_swapped_amounts_are_two_misread_items() -> None:
    stated = [_milestone("Design accepted", "1000"), _milestone("Go live", "9000")]
    swapped = [_milestone("Design accepted", "9000"), _milestone("Go live", "1000")]
    pairs = align_items(stated, swapped)
    assert [(pair.gold, pair.prediction, pair.right) for pair in pairs] == [(0, 0, False), (1, 1, False)]


def test_items_are_assigned_for_the_best_whole() -> None:
    # Taking the likest pair first would leave the other two without a partner.
    stated = ["alpha beta gamma delta", "alpha beta gamma"]
    predicted = ["alpha beta gamma delta epsilon zeta", "alpha beta gamma delta"]
    pairs = align_items(stated, predicted)
    assert len(pairs) == 2


def test_the_item_with_the_same_numbers_is_preferred_among_like_ones() -> None:
    stated = [_milestone("Payment", "1000")]
    predicted = [_milestone("Payment", "2000"), _milestone("Payment", "1000")]
    assert align_items(stated, predicted) == ((0, 1, True),)


def test_a_scalar_with_another_value_is_misread() -> None:
    assert align_scalars("billing.payment_terms_days", [30], [45]) == ((0, 0, False),)
    assert align_scalars("billing.payment_terms_days", [30, 45], [45]) == ((1, 0, True),)
    assert align_scalars("billing.payment_terms_days", [], [45]) == ()


def test_every_fact_and_prediction_gets_one_of_four_verdicts() -> None:
    entry = document(
        facts=[
            gold("doc.kind", "sow"),
            gold("billing.payment_terms_days", 30),
            gold("expense.cap", MONEY),
            gold("scope.deliverables", {"name": "final report"}),
        ],
        predictions=[
            found("doc.kind", "sow"),
            found("billing.payment_terms_days", 45),
            found("scope.deliverables", {"name": "weekly lunch"}),
        ],
    )
    verdicts = [(row.field, row.verdict.value) for row in judge(entry)]
    assert verdicts == [
        ("doc.kind", "matched"),
        ("billing.payment_terms_days", "misread"),
        ("expense.cap", "missed"),
        ("scope.deliverables", "missed"),
        ("scope.deliverables", "invented"),
    ]


def test_a_scalar_found_twice_counts_once() -> None:
    entry = document(facts=[gold("doc.kind", "sow")], predictions=[found("doc.kind", "sow"), found("doc.kind", "sow")])
    assert [row.verdict for row in judge(entry)] == [FactVerdict.MATCHED]


def test_fields_that_nobody_annotates_are_not_scored() -> None:
    entry = document(predictions=[found("quote.number", "Q-1")])
    assert judge(entry) == ()
    assert "quote.number" not in SCORED_FIELDS


def test_counts_give_shares_or_nothing() -> None:
    entry = document(facts=[gold("doc.kind", "sow")], predictions=[found("doc.kind", "msa")])
    counts = count(judge(entry))
    assert (counts.precision, counts.recall, counts.f1) == (0, 0, 0)
    nothing = count(())
    assert (nothing.precision, nothing.recall, nothing.f1) == (None, None, None)


def _matched(gold_fact: GoldFact, quote: str, page: int | None = None, box: tuple[float, ...] = ()) -> Judgement:
    boxes = [(box[0], box[1], box[2], box[3])] if box else []
    prediction = found(gold_fact.field, gold_fact.value, quote, page=page, boxes=boxes)
    return Judgement("D1", gold_fact.field, FactVerdict.MATCHED, gold_fact, prediction)


def test_a_right_value_from_other_words_is_not_in_place() -> None:
    fact = gold("billing.payment_terms_days", 30, "invoices are payable within 30 days", page=2)
    assert right_quote(_matched(fact, "payable within 30 days", page=2))
    assert in_place(_matched(fact, "payable within 30 days", page=2))
    assert right_quote(_matched(fact, "a warranty of thirty days applies", page=2)) is False
    assert right_page(_matched(fact, "payable within 30 days", page=5)) is False
    assert not in_place(_matched(fact, "payable within 30 days", page=5))


def test_a_place_that_the_gold_does_not_name_is_unscored() -> None:
    fact = gold("billing.payment_terms_days", 30, "payable within 30 days")
    assert right_page(_matched(fact, "payable within 30 days", page=5)) is None
    assert box_overlap(_matched(fact, "payable within 30 days")) is None
    assert right_quote(_matched(gold("doc.kind", "sow", quote=""), "words")) is None


def test_quotes_overlap_by_letters_or_by_words() -> None:
    assert same_quote("Net  30", "payment terms: net 30 days")
    assert not same_quote("net 30", "")
    assert not same_quote("governing law of Delaware", "twelve months of warranty")


def test_boxes_overlap_by_area() -> None:
    fact = gold("doc.kind", "sow", page=1).model_copy(update={"boxes": ((0.0, 0.0, 10.0, 10.0),)})
    assert box_overlap(_matched(fact, "words", 1, (0.0, 0.0, 10.0, 10.0))) == 1
    assert box_overlap(_matched(fact, "words", 1, (5.0, 0.0, 15.0, 10.0))) == pytest.approx(1 / 3)
    assert box_overlap(_matched(fact, "words", 2, (0.0, 0.0, 10.0, 10.0))) == 0
    assert intersection_over_union([(0, 0, 1, 1)], []) == 0


def test_a_wrong_value_that_was_called_proven_is_found() -> None:
    entry = document(
        facts=[gold("billing.payment_terms_days", 30), gold("doc.kind", "sow")],
        predictions=[found("billing.payment_terms_days", 45), found("expense.cap", MONEY, proven=False)],
    )
    judged = judge(entry)
    assert [is_proven(row) for row in misread_values(judged)] == [True]
    assert [is_proven(row) for row in wrong_values(judged)] == [True, False]
    assert score(log([entry])).value("proof.wrong_proven") == 0.5


def test_brier_is_the_squared_distance() -> None:
    assert brier([Trust(1.0, True), Trust(0.0, False)]) == 0
    assert brier([Trust(1.0, False)]) == 1
    assert brier([]) is None


def test_calibration_error_is_the_distance_bin_by_bin() -> None:
    trusts = [Trust(0.95, True)] * 9 + [Trust(0.95, False)] + [Trust(0.55, False)] * 10
    assert expected_error(trusts) == pytest.approx((0.05 + 0.55) / 2)
    assert [part.n for part in reliability(trusts)] == [10, 10]
    assert expected_error([]) is None
    assert reliability([Trust(1.0, True)])[0].high == 1.0


def test_the_risk_curve_takes_equally_sure_values_together() -> None:
    trusts = [Trust(0.9, True), Trust(0.5, False), Trust(0.5, True)]
    assert risk_coverage(trusts) == (RiskPoint(0.9, 1 / 3, 0.0), RiskPoint(0.5, 1.0, 1 / 3))


def test_accuracy_at_a_coverage_does_not_depend_on_the_order_of_ties() -> None:
    trusts = [Trust(0.9, True)] * 6 + [Trust(0.3, False), Trust(0.3, True), Trust(0.3, True), Trust(0.3, True)]
    assert accuracy_at(trusts, 0.8) == accuracy_at(trusts[::-1], 0.8) == pytest.approx((6 + 2 * 0.75) / 8)
    assert accuracy_at(trusts, 0.6) == 1
    assert accuracy_at([], 0.8) is None


def _planted(kind: str, field: str, key: str | None = None, other: tuple[str, str] | None = None) -> Expected:
    alternatives = (Alternative(field=other[0], kind=other[1]),) if other else ()
    return Expected(kind=kind, field=field, key=key, alternatives=alternatives)


def test_a_planted_discrepancy_is_hit_by_its_field_or_an_equivalent_one() -> None:
    entry = deal(
        expected=[
            _planted("value_mismatch", "price.services_total"),
            _planted("value_mismatch", "price.lines", "Data conversion", ("price.grand_total", "value_mismatch")),
            _planted("stale_version", "doc.version"),
        ],
        discrepancies=[
            flag("conflict_across_documents", "price.services_total"),
            flag("value_mismatch", "price.lines", "Training"),
            flag("value_mismatch", "price.grand_total"),
        ],
    )
    scored = score_deal(entry)
    assert [(hit.expected.field, hit.found.field, hit.right_kind) for hit in scored.hits] == [
        ("price.services_total", "price.services_total", False),
        ("price.lines", "price.grand_total", True),
    ]
    assert [row.field for row in scored.missed] == ["doc.version"]
    assert [row.key for row in scored.extra] == ["Training"]


def test_one_report_tells_of_one_planted_discrepancy() -> None:
    entry = deal(
        expected=[_planted("value_mismatch", "price.lines", "A"), _planted("value_mismatch", "price.lines", "A")],
        discrepancies=[flag("value_mismatch", "price.lines", "A")],
    )
    assert (len(score_deal(entry).hits), len(score_deal(entry).missed)) == (1, 1)


def test_a_flag_on_a_matching_field_is_false_unless_only_absent_from_the_record() -> None:
    entry = deal(
        discrepancies=[
            flag("value_mismatch", "price.currency"),
            flag("missing_in_record", "price.currency"),
            flag("value_mismatch", "billing.frequency"),
        ],
        must_match=["price.currency", "billing.frequency"],
        not_scored={"billing.frequency": "follows from another"},
    )
    scored = score_deal(entry)
    assert [found.kind for found in scored.false_flags] == ["value_mismatch"]
    assert scored.extra == ()
    assert scored.matching_fields == 2


def test_hidden_scope_is_seen_by_verdict_or_by_report() -> None:
    entry = deal(
        discrepancies=[flag("missing_in_record", "scope.exclusions")],
        verdicts=[verdict("warranty.period", "record_silent"), verdict("expense.cap", "match")],
        hidden_scope=["scope.exclusions", "warranty.period", "expense.cap"],
    )
    scored = score_deal(entry)
    assert (scored.hidden_seen, scored.hidden_missed) == (("scope.exclusions", "warranty.period"), ("expense.cap",))


def test_kinds_have_their_own_recall_and_precision() -> None:
    entry = deal(
        expected=[_planted("value_mismatch", "price.services_total"), _planted("value_mismatch", "expense.cap")],
        discrepancies=[
            flag("value_mismatch", "price.services_total"),
            flag("value_mismatch", "warranty.period"),
            flag("missing_in_record", "scope.limits"),
        ],
    )
    kinds = {row.kind: row for row in by_kind([score_deal(entry)])}
    assert (kinds["value_mismatch"].recall, kinds["value_mismatch"].precision) == (0.5, 0.5)
    assert "missing_in_record" not in kinds


def test_a_kind_that_is_no_flag_has_no_precision() -> None:
    entry = deal(
        expected=[_planted("missing_in_record", "scope.limits")],
        discrepancies=[flag("missing_in_record", "scope.limits")],
    )
    row = by_kind([score_deal(entry)])[0]
    assert (row.recall, row.precision) == (1, None)


def test_the_confusion_matrix_takes_the_worst_verdict_of_a_list() -> None:
    entry = deal(
        expected=[_planted("value_mismatch", "price.lines", "A"), _planted("invariant_broken", "expense.cap")],
        verdicts=[
            verdict("price.lines", "match"),
            verdict("price.lines", "mismatch"),
            verdict("price.currency", "match"),
        ],
        must_match=["price.currency", "msa.reference"],
        hidden_scope=["warranty.period", "expense.cap"],
    )
    cells = {(cell.should, cell.was): cell.fields for cell in confusion([entry])}
    assert cells == {
        ("mismatch", "mismatch"): 1,
        ("match", "match"): 1,
        ("match", ABSENT): 1,
        ("record_silent", ABSENT): 1,
    }


def test_slices_know_format_length_and_kind() -> None:
    entry = document(facts=[gold("doc.kind", "sow")])
    assert dict(slices_of(entry)) == {
        "format": "pdf",
        "length": "short (under 10,000 characters)",
        "kind": "sow",
        "source": "single document",
    }
    assert dict(slices_of(entry.model_copy(update={"characters": 0})))["length"] == "not read"


def test_effort_is_measured_only_where_there_is_something_to_measure() -> None:
    entry = document(pages=2)
    by_page, by_length = seconds_by_page(entry), seconds_by_length(entry)
    assert by_page is not None
    assert by_page.numerator / by_page.denominator == pytest.approx(0.3)
    assert by_length is not None
    assert by_length.numerator / by_length.denominator == pytest.approx(0.3)
    assert cost_by_page(entry) == Part(0.0, 2)
    assert seconds_by_page(document(pages=None)) is None
    failed: DocumentEntry = entry.model_copy(
        update={"seconds": Seconds(read=0.1), "error": Failure(type="ValueError", message="")}
    )
    assert seconds_by_page(failed) is None
    assert cost_by_page(failed) is None


def test_what_was_not_measured_is_none_and_not_zero() -> None:
    scores = score(log([document(facts=[gold("doc.kind", "sow")], predictions=[found("doc.kind", "sow")])]))
    assert scores.value("checking.recall") is None
    assert scores.value("grounding.box") is None
    assert scores.measures["grounding.box"].unscored == 1
    assert scores.value("list.f1") is None
    assert scores.value("scalar.f1") == 1
    assert scores.value("checking.false_flags") is None
