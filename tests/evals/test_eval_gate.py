"""The gate catches a damaged extractor, by the name of its field and documents, and nothing else."""

from pathlib import Path

import pytest
from pydantic import JsonValue

from eval_builders import document, found, gold, log, replaced
from process import sowcheck_here as sowcheck
from sowcheck.errors import UnreadableInput, UsageError
from sowcheck.evals.baseline import baseline_text, read_baseline
from sowcheck.evals.card import card_of
from sowcheck.evals.comparison import compare
from sowcheck.evals.gate import GateResult, judge_change, load_thresholds
from sowcheck.evals.log import DocumentEntry, Log, line_of
from sowcheck.evals.scores import score
from sowcheck.evals.text import gate_text

DAYS = "billing.payment_terms_days"

THRESHOLDS = """schema = "sowcheck.thresholds/1"

[datasets.made]
baseline = "baselines/made.json"
"""


def _off_by_one(log: Log, field: str = DAYS) -> Log:
    """What the log would hold if one field were always one too high."""

    def damaged(value: JsonValue) -> JsonValue:
        assert isinstance(value, int)
        return value + 1

    documents = [
        entry.model_copy(
            update={
                "predictions": tuple(
                    found.model_copy(update={"value": damaged(found.value)}) if found.field == field else found
                    for found in entry.predictions
                )
            }
        )
        for entry in log.documents
    ]
    return replaced(log, documents)


def _with_baseline(folder: Path, baseline: Log, limits: str = "") -> Path:
    """A thresholds file whose baseline is the log."""
    (folder / "baselines").mkdir()
    (folder / "baselines" / "made.json").write_text(baseline_text(card_of(baseline)), encoding="utf-8")
    path = folder / "thresholds.toml"
    path.write_text(THRESHOLDS + limits, encoding="utf-8")
    return path


def _write(log: Log, path: Path) -> Path:
    assert log.end is not None
    lines = [line_of(log.header), *map(line_of, log.documents), *map(line_of, log.deals), line_of(log.end)]
    path.write_text("".join(lines), encoding="utf-8")
    return path


def _judged(thresholds: Path, log: Log) -> GateResult:
    return judge_change(load_thresholds(thresholds), card_of(log), score(log))


def _small_log() -> Log:
    def entry(number: int) -> DocumentEntry:
        return document(
            f"D{number}", [gold(DAYS, 30), gold("doc.kind", "sow")], [found(DAYS, 30), found("doc.kind", "sow")]
        )

    return log([entry(number) for number in range(8)])


def test_a_field_that_is_always_off_by_one_is_caught_by_name(fixtures_log: Log, tmp_path: Path) -> None:
    thresholds = _with_baseline(tmp_path, fixtures_log)
    result = _judged(thresholds, _off_by_one(fixtures_log))
    falls = [finding.name for finding in result.findings if finding.kind == "fall"]
    assert falls[0] == DAYS
    assert [name for name in falls if "." in name and name in {row.name for row in result.comparison.fields}] == [DAYS]
    stated = {
        entry.id
        for entry in fixtures_log.documents
        if any(
            row.field == DAYS and row.value in [fact.value for fact in entry.gold if fact.field == DAYS]
            for row in entry.predictions
        )
    }
    assert len(stated) > 3
    assert {change.place for change in result.findings[0].changes} == stated
    text = gate_text(result)
    for name in stated:
        assert name in text


def test_the_command_line_names_the_field_and_the_document_and_ends_with_one(fixtures_log: Log, tmp_path: Path) -> None:
    thresholds = _with_baseline(tmp_path, fixtures_log)
    damaged = _write(_off_by_one(fixtures_log), tmp_path / "damaged.jsonl")
    done = sowcheck("eval", "score", damaged, "--gate", thresholds)
    assert done.returncode == 1
    assert "fall: billing.payment_terms_days fell from" in done.stdout
    assert "F1-fixed-fee-milestones/sow.docx  billing.payment_terms_days (should be" in done.stdout
    whole = _write(fixtures_log, tmp_path / "whole.jsonl")
    done = sowcheck("eval", "score", whole, "--gate", thresholds, "--format", "json")
    assert done.returncode == 0
    assert "gate: passed" in done.stderr


def test_an_unchanged_log_passes(tmp_path: Path) -> None:
    made = _small_log()
    result = _judged(_with_baseline(tmp_path, made), made)
    assert result.passed
    assert "passed" in gate_text(result)


def test_a_gain_passes(tmp_path: Path) -> None:
    made = _small_log()
    assert _judged(_with_baseline(tmp_path, _off_by_one(made)), made).passed


def test_a_single_slip_is_no_fall(tmp_path: Path) -> None:
    made = _small_log()
    slipped = _off_by_one(made).documents[0]
    assert _judged(_with_baseline(tmp_path, made), replaced(made, [slipped, *made.documents[1:]])).passed


@pytest.mark.parametrize(
    ("limits", "kind", "name"),
    [
        ('[datasets.made.floors.measures]\n"scalar.f1" = 0.9\n', "floor", "scalar.f1"),
        ('[datasets.made.floors.fields]\n"billing.payment_terms_days" = 0.5\n', "floor", DAYS),
        ('[datasets.made.ceilings.measures]\n"proof.wrong_proven" = 0\n', "ceiling", "proof.wrong_proven"),
        ('[datasets.made.floors.measures]\n"checking.recall" = 0.9\n', "floor", "checking.recall"),
    ],
)
def test_a_broken_limit_is_named(tmp_path: Path, limits: str, kind: str, name: str) -> None:
    damaged = _off_by_one(_small_log())
    result = _judged(_with_baseline(tmp_path, damaged, limits), damaged)
    assert [(finding.kind, finding.name) for finding in result.findings] == [(kind, name)]


def test_a_limit_on_what_is_not_measured_is_broken(tmp_path: Path) -> None:
    made = _small_log()
    limits = '[datasets.made.floors.measures]\n"checking.recall" = 0\n'
    result = _judged(_with_baseline(tmp_path, made, limits), made)
    assert [finding.message for finding in result.findings] == ["checking.recall was not measured; its floor is 0"]


def test_a_measure_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    made = _small_log()
    with pytest.raises(UsageError, match=r"there is no measure 'scalar\.f2'"):
        _judged(_with_baseline(tmp_path, made, '[datasets.made.floors.measures]\n"scalar.f2" = 0.9\n'), made)


def test_a_field_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    path = _with_baseline(tmp_path, _small_log(), '[datasets.made.floors.fields]\n"price.total" = 0.9\n')
    with pytest.raises(UnreadableInput, match=r"there is no field 'price\.total'"):
        load_thresholds(path)


def test_a_dataset_without_a_baseline_does_not_pass_unseen(tmp_path: Path) -> None:
    thresholds = _with_baseline(tmp_path, _small_log())
    other = log([document("E1", [gold("doc.kind", "sow")])], dataset="other")
    with pytest.raises(UsageError, match="no baseline of made"):
        _judged(thresholds, other)


def test_another_version_of_a_dataset_asks_for_a_new_baseline(tmp_path: Path) -> None:
    made = _small_log()
    thresholds = _with_baseline(tmp_path, made)
    other = log(made.documents[:3], dataset="changed")
    with pytest.raises(UsageError, match="another version of made"):
        _judged(thresholds, other)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("schema = 1\n", "the schema is 1"),
        ("[datasets", "not TOML"),
        ('schema = "sowcheck.thresholds/1"\n[datasets.made.floor]\n', "Extra inputs"),
    ],
)
def test_a_broken_thresholds_file_says_what_is_wrong(tmp_path: Path, text: str, reason: str) -> None:
    path = tmp_path / "thresholds.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UnreadableInput, match=reason):
        load_thresholds(path)


def test_a_baseline_holds_every_verdict_and_no_word(fixtures_log: Log, tmp_path: Path) -> None:
    path = tmp_path / "baseline.json"
    path.write_text(baseline_text(card_of(fixtures_log)), encoding="utf-8")
    comparison = compare(read_baseline(path), card_of(fixtures_log))
    assert comparison.changes == ()
    assert all(row.difference.value in (None, 0) for row in (*comparison.measures, *comparison.fields))
    text = path.read_text(encoding="utf-8")
    assert len(text) < 300_000
    names = [fact.value for entry in fixtures_log.documents for fact in entry.gold if fact.field.endswith("legal_name")]
    assert names
    assert not [name for name in names if str(name) in text]


def test_a_file_that_is_no_baseline_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "baseline.json"
    path.write_text('{"schema": "sowcheck.baseline/1"}', encoding="utf-8")
    with pytest.raises(UnreadableInput, match="no baseline"):
        read_baseline(path)
    path.write_text('{"schema": "sowcheck.baseline/9"}', encoding="utf-8")
    with pytest.raises(UnreadableInput, match=r"sowcheck\.baseline/9"):
        read_baseline(path)
