"""What people decided becomes labelled examples, once nobody can change it; what they wrote does not."""

from pathlib import Path

import pytest

from gate_builders import MACHINE, NOON, analysis, decision, done, finding, in_review, person
from sowcheck.core.casefile import CaseFile
from sowcheck.core.decisions import Resolution
from sowcheck.errors import ContentsError, UnreadableInput
from sowcheck.evals.labels import Label, load_labels, precisions
from sowcheck.gate import casework
from sowcheck.service.labels import labels_of

TERM = finding("d-1", "term.renewal", "medium", "legal")
LAW = finding("d-2", "legal.governing_law", "low", "legal")
REPORT = b"""{"discrepancies": [{"id": "d-1", "document_value": "auto", "record_value": "none", "assumptions": ["a-1"]}],
 "assumptions": [{"id": "a-1", "quote": "It renews by itself."}]}"""


def case(resolution: Resolution = "not_a_discrepancy", *, released: bool = True) -> CaseFile:
    made = in_review(analysis(TERM, LAW))
    made = done(made, casework.decide(made, decision(TERM, resolution), person("u-legal", "legal"), NOON))
    made = done(made, casework.sign(made, "finance", person("u-f", "finance"), NOON))
    made = done(made, casework.sign(made, "delivery_ops", person("u-d", "delivery_ops"), NOON))
    return done(made, casework.release(made, "f" * 64, MACHINE, NOON)) if released else made


def test_a_decision_of_a_released_case_is_a_label() -> None:
    (label,) = labels_of(case(), lambda _: REPORT)
    assert (label.code, label.field, label.is_right) == ("SC201", "term.renewal", False)
    assert (label.document_value, label.record_value) == ("auto", "none")
    assert label.quotes == ("It renews by itself.",)
    assert "agreed by phone" not in label.model_dump_json()


def test_a_case_that_may_still_change_has_no_labels() -> None:
    assert not list(labels_of(case(released=False), lambda _: REPORT))


def gone(_: str) -> bytes:
    raise ContentsError("gone", hint="none")


def test_a_report_that_was_taken_away_leaves_the_judgement() -> None:
    made = case("update_record").model_copy(update={"taken_away": NOON})
    (label,) = labels_of(made, gone)
    assert (label.is_right, label.quotes) == (True, ())


def test_a_report_that_was_lost_is_no_label_without_words() -> None:
    with pytest.raises(ContentsError, match="gone"):
        list(labels_of(case("update_record"), gone))


def test_how_often_a_code_is_right_follows_from_the_labels(tmp_path: Path) -> None:
    labels = [
        each.model_copy(update={"case": f"case-{number}"})
        for number, resolution in enumerate(
            ("update_record", "not_a_discrepancy", "accept_with_waiver", "amend_document")
        )
        for each in labels_of(case(resolution), lambda _: REPORT)  # type: ignore[arg-type]  # a table's words
    ]
    path = tmp_path / "labels.jsonl"
    path.write_text("\n".join(each.model_dump_json() for each in labels), encoding="utf-8")
    assert load_labels(path) == labels
    every, code = precisions(load_labels(path))
    assert (every.code, code.code, code.measure.value, code.measure.n) == ("all", "SC201", 0.75, 4)
    assert code.measure.low is not None
    assert code.measure.low < 0.75


def test_a_line_that_is_no_label_is_named(tmp_path: Path) -> None:
    path = tmp_path / "labels.jsonl"
    path.write_text('\n{"case": 1}\n', encoding="utf-8")
    with pytest.raises(UnreadableInput, match="line 2 is no label"):
        load_labels(path)


def test_no_labels_are_no_measure() -> None:
    (every,) = precisions([])
    assert every.measure.value is None
    assert Label.model_fields.keys().isdisjoint({"reason", "by", "answer"})
