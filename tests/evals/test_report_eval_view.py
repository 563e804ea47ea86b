"""What the evaluation report shows, before it is markup: nothing is dropped, and every error has its words."""

from pathlib import Path

import pytest

from eval_builders import FIXTURES, deal, document, flag, found, gold, log, replaced, verdict, write_dataset
from sowcheck.errors import UsageError
from sowcheck.evals.card import card_of
from sowcheck.evals.dataset import load_datasets
from sowcheck.evals.log import Expected, Failure, Log
from sowcheck.evals.report.build import build
from sowcheck.evals.report.context import Shelf, files_by_content
from sowcheck.evals.report.model import ErrorCase, RunView
from sowcheck.evals.run import header_of, run

TERMS = "billing.payment_terms_days"


def view(shown: Log) -> RunView:
    return build([shown]).runs[0]


def cases(shown: RunView) -> list[ErrorCase]:
    return [case for group in shown.errors for case in group.cases]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_dataset(tmp_path / "small")


@pytest.fixture
def small(folder: Path, tmp_path: Path) -> Log:
    """A real run over three small documents."""
    dataset = load_datasets([folder])
    return run(dataset, header_of(dataset, ["rules"]), tmp_path / "log.jsonl")


def test_every_fact_that_is_not_matched_is_an_error_with_both_sides() -> None:
    entry = document(
        facts=[gold(TERMS, 30, "within 30 days", 1), gold("doc.effective_date", "2026-06-04", "as of June 4", 2)],
        predictions=[found(TERMS, 45, "within 45 days", page=2), found("price.currency", "EUR", "in euros")],
    )
    shown = view(log([entry]))
    by_verdict = {case.verdict: case for case in cases(shown)}
    assert set(by_verdict) == {"misread", "missed", "invented"}
    misread, missed, invented = by_verdict["misread"], by_verdict["missed"], by_verdict["invented"]
    assert misread.gold
    assert misread.predicted
    assert (misread.gold.value, misread.predicted.value, misread.page) == ("Net 30", "Net 45", 1)
    assert missed.gold
    assert missed.gold.words.passage
    assert (missed.gold.words.passage.marked, missed.page, missed.predicted) == ("as of June 4", 2, None)
    assert invented.predicted
    assert invented.predicted.words.passage
    assert (invented.predicted.words.passage.marked, invented.gold) == ("in euros", None)
    assert shown.error_count == 3


def test_what_was_proven_and_yet_is_wrong_comes_first_and_raises_the_alarm() -> None:
    facts = [gold(TERMS, 30)]
    surer = document("D1", facts, [found(TERMS, 45, proven=False, confidence=0.99)])
    proven = document("D2", facts, [found(TERMS, 60, proven=True, confidence=0.2)])
    shown = view(log([surer, proven]))
    assert [case.document for case in cases(shown)] == ["D2", "D1"]
    assert [measured.title for measured in shown.headline if measured.alarm] == ["Misread, yet proven"]


def test_no_alarm_where_everything_is_right() -> None:
    shown = view(log([document(facts=[gold(TERMS, 30)], predictions=[found(TERMS, 30)])]))
    assert not [measured for measured in shown.headline if measured.alarm]
    assert shown.errors == ()


def test_what_was_not_measured_is_no_zero() -> None:
    shown = view(log([document(facts=[gold(TERMS, 30)])]))
    values = {measured.title: measured.value for measured in (*shown.headline, *shown.details)}
    assert values["Recall"] == 0
    assert values["Precision"] is None
    assert values["Misread, yet proven"] is None
    assert shown.calibration is None
    assert shown.deals_view is None


def test_a_failure_is_counted_named_and_scores_zero() -> None:
    failure = Failure(type="UnreadableInput", message="damaged")
    failed = document("D1", [gold(TERMS, 30)]).model_copy(update={"error": failure})
    broken = deal(expected=[Expected(kind="value_mismatch", field=TERMS)]).model_copy(update={"error": failure})
    right = document("D2", [gold(TERMS, 30)], [found(TERMS, 30)])
    shown = view(log([failed, right], [broken]))
    assert [(row.what, row.error) for row in shown.failures] == [
        ("D1", "UnreadableInput: damaged"),
        ("P1", "UnreadableInput: damaged"),
    ]
    assert shown.counts.missed == 1
    assert shown.deals_view
    assert shown.deals_view.figures[0].value == 0


def test_documents_stand_with_the_worst_first_and_failures_before_all() -> None:
    facts = [gold(TERMS, 30), gold("price.currency", "EUR")]
    half = document("D1", facts, [found(TERMS, 30)])
    none = document("D2", facts)
    whole = document("D3", facts, [found(TERMS, 30), found("price.currency", "EUR")])
    failed = document("D4", facts).model_copy(update={"error": Failure(type="E", message="m")})
    assert [row.id for row in view(log([half, none, whole, failed])).worst] == ["D4", "D2", "D1", "D3"]


def test_the_field_with_the_most_errors_comes_first() -> None:
    entry = document(facts=[gold(TERMS, 30), *(gold("staffing.skills", name) for name in ("Kafka", "Java", "Go"))])
    assert [row.field for row in view(log([entry])).fields] == ["staffing.skills", TERMS]


def test_a_slice_with_one_part_is_left_out() -> None:
    pdf = document("D1", [gold(TERMS, 30)], [found(TERMS, 30)])
    docx = document("D2", [gold(TERMS, 30)]).model_copy(update={"format": "docx"})
    assert view(log([pdf])).slices == ()
    (formats,) = view(log([pdf, docx])).slices
    assert [(row.title, row.value, row.n) for row in formats.rows] == [("docx", 0.0, 1), ("pdf", 1.0, 1)]


def test_words_are_shown_where_they_stand_if_the_document_is_at_hand(small: Log, folder: Path) -> None:
    blind = replaced(small, [entry.model_copy(update={"predictions": ()}) for entry in small.documents])
    shown = build([blind], files_by_content([folder])).runs[0]
    assert shown.without_context == 0
    terms = next(group for group in shown.errors if group.field == TERMS)
    words = terms.cases[0].gold.words if terms.cases[0].gold else None
    assert words
    assert words.passage
    assert words.passage.marked == "pay each invoice within 30 days after receipt"
    assert words.passage.before == "The Client will "
    assert words.earlier.endswith("(“Client”).") or words.earlier.endswith('("Client").')


def test_a_gold_quote_is_found_whatever_its_white_space(small: Log, folder: Path) -> None:
    shelf = Shelf(files_by_content([folder]))
    spread = gold(TERMS, 30, "pay  each\ninvoice within 30 days")
    passage = shelf.of_gold(small.documents[0].sha256, spread).passage
    assert passage
    assert (passage.before, passage.marked) == ("The Client will ", "pay each invoice within 30 days")


def test_a_document_that_has_changed_since_gives_no_context(small: Log, folder: Path) -> None:
    (folder / "S1.md").write_text("Something else.", encoding="utf-8")
    blind = replaced(small, [entry.model_copy(update={"predictions": ()}) for entry in small.documents])
    shown = build([blind], files_by_content([folder])).runs[0]
    assert shown.without_context == sum(case.document == "S1" for case in cases(shown)) > 0
    first = next(case for case in cases(shown) if case.document == "S1" and case.gold)
    assert first.gold
    assert first.gold.words.passage
    assert first.gold.words.passage.before == ""


def test_a_damaged_document_does_not_stop_the_report(tmp_path: Path) -> None:
    (tmp_path / "D1.pdf").write_bytes(b"%PDF-1.7 damaged")
    (sha256,) = files_by_content([tmp_path])
    entry = document(facts=[gold(TERMS, 30)]).model_copy(update={"sha256": sha256})
    assert build([log([entry])], files_by_content([tmp_path])).runs[0].without_context == 1


def test_the_trouble_with_a_deal_is_listed_by_its_outcome() -> None:
    shown = view(
        log(
            deals=[
                deal(
                    expected=[
                        Expected(kind="value_mismatch", field=TERMS, document_value=30, record_value=45),
                        Expected(kind="stale_version", field="doc.version"),
                    ],
                    discrepancies=[
                        flag("conflict_within_document", "doc.version"),
                        flag("value_mismatch", "price.currency"),
                    ],
                    verdicts=[verdict(TERMS, "match"), verdict("price.currency", "mismatch")],
                    must_match=["price.currency"],
                )
            ]
        )
    ).deals_view
    assert shown
    assert [(case.outcome, case.subject) for case in shown.cases] == [
        ("missed", "Payment terms"),
        ("false flag", "Currency"),
        ("other kind", "Document version"),
    ]
    assert (shown.cases[0].document_value, shown.cases[0].record_value) == ("Net 30", "Net 45")
    assert shown.confusion
    assert shown.confusion.should == ("match", "mismatch")
    assert shown.confusion.was == ("match", "mismatch")
    assert shown.confusion.fields == ((0, 1), (1, 0))
    alarms = [measured.title for measured in shown.figures if measured.alarm]
    assert alarms == ["False flags"]


def test_later_runs_are_compared_with_the_first_on_their_dataset() -> None:
    facts = [gold(TERMS, 30)]
    first = log([document("D1", facts, [found(TERMS, 30)]), document("D2", facts, [found(TERMS, 30)])])
    worse = replaced(first, [document("D1", facts), document("D2", facts)])
    other = log([document("D9", facts)], dataset="dataset-2")
    shown = build([first, other, worse])
    (compared,) = shown.comparisons
    assert compared.verdict.startswith("Worse.")
    assert [(fact.place, fact.gain) for fact in compared.facts] == [("D1", False), ("D2", False)]
    assert [row.title for row in compared.fields] == ["Payment terms"]


def test_a_run_compared_with_its_equal_says_so() -> None:
    first = log([document("D1", [gold(TERMS, 30)], [found(TERMS, 30)])])
    (compared,) = build([first, replaced(first, first.documents)]).comparisons
    assert compared.verdict == "No fact differs."
    assert compared.fields == ()


def test_runs_of_one_name_are_told_apart_by_their_id() -> None:
    first = log([document()])
    names = [shown.name for shown in build([first, replaced(first, first.documents)]).runs]
    assert names == ["made, rules (run-1)", "made, rules (run-2)"]
    assert view(first).name == "made, rules"


def test_a_baseline_is_what_a_run_is_compared_with() -> None:
    first = log([document("D1", [gold(TERMS, 30)], [found(TERMS, 30)])])
    second = replaced(first, [document("D1", [gold(TERMS, 30)])])
    (compared,) = build([second], baseline=card_of(first)).comparisons
    assert compared.before == "baseline run-1"
    assert len(compared.facts) == 1


def test_a_baseline_of_another_dataset_is_refused() -> None:
    other = card_of(log([document("D1")], dataset="dataset-2"))
    with pytest.raises(UsageError, match="the baseline measured made"):
        build([log([document("D1")])], baseline=other)


def test_a_real_run_is_shown_whole(fixtures_log: Log) -> None:
    shown = build([fixtures_log], files_by_content([FIXTURES])).runs[0]
    assert len(shown.worst) == len(fixtures_log.documents)
    assert shown.error_count == shown.counts.misread + shown.counts.missed + shown.counts.invented
    assert shown.error_count == sum(
        row.counts.misread + row.counts.missed + row.counts.invented for row in shown.fields
    )
    assert shown.deals_view
    assert len(shown.deals_view.rows) == len(fixtures_log.deals)
    assert shown.effort.seconds_per_page.value
    failed = {failure.what for failure in shown.failures}
    assert shown.without_context == sum(case.document in failed for case in cases(shown))
    located = [
        case.gold.words
        for case in cases(shown)
        if case.gold and case.document not in failed and case.gold.words.passage
    ]
    around = [words for words in located if words.earlier or words.later or (words.passage and words.passage.before)]
    assert len(around) > 0.9 * len(located)
