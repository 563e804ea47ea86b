"""Any log as tables: every fact, prediction, document and discrepancy is a row, and what is unknown stays missing."""

from decimal import Decimal

import pytest

from eval_builders import deal, document, flag, found, gold, log
from sowcheck.evals import frames
from sowcheck.evals.log import Expected, Failure, Log
from sowcheck.evals.scorers.facts import SCORED_FIELDS
from sowcheck.evals.scores import score

TERMS = "billing.payment_terms_days"
ALL = (
    (frames.documents, frames.DOCUMENTS),
    (frames.facts, frames.FACTS),
    (frames.predictions, frames.PREDICTIONS),
    (frames.discrepancies, frames.DISCREPANCIES),
)


def test_an_empty_log_has_every_column_with_its_type() -> None:
    for make, columns in ALL:
        table = make(log())
        assert len(table) == 0
        assert {name: str(kind) for name, kind in table.dtypes.items()} == {row.name: row.dtype for row in columns}


def test_every_column_says_what_it_means() -> None:
    for _, columns in ALL:
        assert len({column.name for column in columns}) == len(columns)
        assert all(column.meaning.endswith(".") for column in columns)


def test_a_fact_is_a_row_with_what_became_of_it() -> None:
    entry = document(
        facts=[gold(TERMS, 30, "within 30 days", 2), gold("doc.effective_date", "2026-06-04")],
        predictions=[found(TERMS, 45, "within 45 days", page=3, proven=False, confidence=0.4)],
    )
    table = frames.facts(log([entry])).set_index("field")
    misread = table.loc[TERMS]
    assert (misread["verdict"], misread["value"], misread["predicted_value"]) == ("misread", "Net 30", "Net 45")
    assert (misread["page"], misread["predicted_page"], misread["confidence"]) == (2, 3, 0.4)
    assert misread["proof"] == "unproven"
    assert not misread["matched"]
    missed = table.loc["doc.effective_date"]
    assert missed["verdict"] == "missed"
    assert missed[["page", "predicted_value", "proof", "confidence", "grounded"]].isna().all()


def test_a_right_value_tells_whether_it_is_quoted_from_the_right_words() -> None:
    right = document("D1", [gold(TERMS, 30, "within 30 days")], [found(TERMS, 30, "pay within 30 days")])
    elsewhere = document("D2", [gold(TERMS, 30, "within 30 days")], [found(TERMS, 30, "of the annex")])
    assert list(frames.facts(log([right, elsewhere]))["grounded"]) == [True, False]


def test_every_prediction_is_a_row_also_where_it_is_not_scored() -> None:
    entry = document(
        facts=[gold(TERMS, 30)],
        predictions=[found(TERMS, 30), found(TERMS, 30), found("price.currency", "EUR"), found("doc.version", "2")],
    )
    table = frames.predictions(log([entry]))
    assert list(table["verdict"].fillna("-")) == ["matched", "-", "invented", "-"]
    assert list(table["right"].isna()) == [False, True, False, True]
    assert list(table["gold_value"].fillna("-")) == ["Net 30", "-", "-", "-"]


def test_a_document_that_failed_has_only_missed_facts_and_its_error() -> None:
    failed = document(facts=[gold(TERMS, 30)]).model_copy(
        update={"error": Failure(type="UnreadableInput", message="damaged"), "characters": 0}
    )
    row = frames.documents(log([failed])).iloc[0]
    assert (row["gold"], row["missed"], row["recall"], row["f1"]) == (1, 1, 0.0, 0.0)
    assert row["error"] == "UnreadableInput: damaged"
    assert row[["characters", "precision"]].isna().all()


def test_a_document_without_facts_and_predictions_was_not_measured() -> None:
    row = frames.documents(log([document()])).iloc[0]
    assert row[["precision", "recall", "f1"]].isna().all()


def test_discrepancies_are_told_apart_by_their_outcome() -> None:
    planted = Expected(kind="value_mismatch", field=TERMS)
    lost = Expected(kind="stale_version", field="doc.version", why="the second version was signed")
    table = frames.discrepancies(
        log(
            deals=[
                deal(
                    expected=[planted, lost],
                    discrepancies=[
                        flag("value_mismatch", TERMS),
                        flag("value_mismatch", "price.currency"),
                        flag("value_mismatch", "schedule.end_date"),
                        flag("missing_in_record", "warranty.period"),
                    ],
                    must_match=["price.currency"],
                )
            ]
        )
    )
    outcomes = dict(zip(table["field"], table["outcome"], strict=True))
    assert outcomes == {
        TERMS: "found",
        "doc.version": "missed",
        "price.currency": "false flag",
        "schedule.end_date": "extra",
        "warranty.period": "not counted",
    }
    assert table.set_index("field").loc["doc.version", "message"] == lost.why
    assert table.set_index("field").loc[TERMS, "right_kind"]


def test_the_tables_agree_with_the_scores_of_a_real_run(fixtures_log: Log) -> None:
    scores = score(fixtures_log)
    facts, predictions = frames.facts(fixtures_log), frames.predictions(fixtures_log)
    assert facts["matched"].mean() == pytest.approx(scores.value("all.recall"))
    assert predictions["right"].mean() == pytest.approx(scores.value("all.precision"))
    assert len(predictions) == sum(len(entry.predictions) for entry in fixtures_log.documents)
    assert len(facts) == sum(fact.field in SCORED_FIELDS for entry in fixtures_log.documents for fact in entry.gold)
    found_ones = frames.discrepancies(fixtures_log)["outcome"].value_counts()
    assert found_ones["found"] == sum(row.found for row in scores.deals)
    assert found_ones.get("missed", 0) == sum(row.expected - row.found for row in scores.deals)
    assert found_ones.get("false flag", 0) == sum(row.false_flags for row in scores.deals)


def test_the_cost_is_summed_as_money(fixtures_log: Log) -> None:
    documents = tuple(entry.model_copy(update={"cost": "0.015"}) for entry in fixtures_log.documents)
    table = frames.documents(fixtures_log.model_copy(update={"documents": documents}))
    assert table["cost"].sum() == pytest.approx(float(Decimal("0.015") * len(documents)))
