"""The benchmark measures every stage and rule of real documents."""

from pathlib import Path

import pytest
from benchmarks.reference import Reference
from benchmarks.speed import FIXTURES, Timing, documents_in, main

from sowcheck.extract.assemble import RULES


def test_the_fixtures_have_documents_to_measure() -> None:
    assert len(documents_in([FIXTURES])) >= 9


def test_each_stage_and_rule_has_its_time() -> None:
    timing = Timing()
    timing.add(documents_in([FIXTURES])[0], Reference(), repeats=1, by_rule=True)
    extracting = ["extract: rules, first time", "extract: rules", "extract: rules and entities"]
    assert list(timing.stages) == ["read", "segment", *extracting]
    assert all(seconds > 0 for seconds in timing.stages.values())
    assert 10 < len(timing.rules) <= len(RULES)
    lines = list(timing.table(most_rules=2))
    assert len(lines) == 2 + 5 + 2
    assert lines[2].split()[0] == "read"


def test_the_reference_is_the_same_work_each_time() -> None:
    one, other = Reference(), Reference()
    assert vars(one) == vars(other)
    assert one.seconds() > 0


def test_a_folder_without_documents_is_said_to_be_empty(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "broken.pdf").write_bytes(b"no paper")
    assert main([str(tmp_path)]) == 1
    errors = capsys.readouterr().err
    assert "broken.pdf" in errors
    assert "no document to measure" in errors
