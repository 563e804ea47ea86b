"""The examples in the help of `sowcheck eval` do what they say."""

import re
import shlex
from pathlib import Path

import pytest

from eval_builders import ROOT, write_dataset
from process import python
from process import sowcheck_here as sowcheck
from sowcheck.evals.log import read_log

COMMANDS = ("run", "score", "compare", "baseline", "mutate")
"""In the order in which one example needs the files of another."""


def _example(command: str) -> list[str]:
    done = sowcheck("eval", command, "--help")
    assert done.returncode == 0
    # Help is wrapped to the width of a page; a blank line ends the example.
    found = re.search(rf"Example: sowcheck (eval {command} .*?)\n\n", done.stdout, re.DOTALL)
    assert found
    return shlex.split(found[1])


def test_every_example_runs_as_it_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("fixtures", "eval"):
        (tmp_path / name).symlink_to(ROOT / name, target_is_directory=True)
    monkeypatch.chdir(tmp_path)
    outputs = {}
    for command in COMMANDS:
        done = sowcheck(*_example(command))
        assert done.returncode == 0, f"{command}: {done.stdout[-2000:]} {done.stderr}"
        outputs[command] = done.stdout
    assert "gate: passed against baselines/fixtures.json" in outputs["run"]
    assert read_log(tmp_path / "out" / "fixtures.jsonl").end is not None
    assert '"scalar.f1"' in (tmp_path / "out" / "scores.json").read_text(encoding="utf-8")
    assert "18 documents and 9 deals on both sides" in outputs["compare"]
    assert "mutants of 9 deals" in outputs["mutate"]
    assert (tmp_path / "out" / "baseline.json").stat().st_size < 300_000


def test_a_run_says_what_it_skipped_and_what_failed(tmp_path: Path) -> None:
    folder = write_dataset(tmp_path / "small")
    (folder / "S2.md").write_bytes(b"%PDF-1.7 damaged")
    out = tmp_path / "log.jsonl"
    done = sowcheck(
        "eval", "run", "--dataset", folder, "--optional-dataset", tmp_path / "absent", "-o", out, "--workers", "1"
    )
    assert done.returncode == 0
    assert f"skipped: {tmp_path / 'absent'}: there is no such folder" in done.stderr
    assert "failed: S2: UnreadableInput:" in done.stderr
    assert "3 documents, 0 deals, 1 failed" in done.stdout


def test_a_run_without_a_name_for_its_log_makes_one_and_goes_on_with_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write_dataset(tmp_path / "small")
    monkeypatch.chdir(tmp_path)
    first = sowcheck("eval", "run", "--dataset", folder, "--workers", "1")
    second = sowcheck("eval", "run", "--dataset", folder, "--workers", "1")
    assert first.returncode == second.returncode == 0
    assert len(list((tmp_path / "eval-logs").iterdir())) == 1
    assert first.stdout == second.stdout


def test_a_run_without_a_dataset_is_refused() -> None:
    done = sowcheck("eval", "run")
    assert done.returncode == 2
    assert "there is no dataset" in done.stderr


def test_logs_of_different_datasets_are_refused_unless_asked_for(tmp_path: Path) -> None:
    first, second = write_dataset(tmp_path / "a"), write_dataset(tmp_path / "b", days=(30, 45, 75))
    logs = [tmp_path / "a.jsonl", tmp_path / "b.jsonl"]
    for folder, log in zip((first, second), logs, strict=True):
        assert sowcheck("eval", "run", "--dataset", folder, "-o", log, "--workers", "1").returncode == 0
    refused = sowcheck("eval", "compare", *logs)
    assert refused.returncode == 2
    assert "--common" in refused.stderr
    done = sowcheck("eval", "compare", *logs, "--common")
    assert done.returncode == 0
    assert "2 documents and 0 deals on both sides" in done.stdout
    assert "left out, not the same on both sides: S3" in done.stdout


def test_without_the_extra_the_way_to_get_it_is_told() -> None:
    code = (
        "import sys\nsys.modules['scipy'] = None\nsys.argv = ['sowcheck', 'eval', 'run', '--dataset', 'fixtures']\n"
        "from sowcheck.cli.app import main\nmain()"
    )
    done = python("-c", code)
    assert done.returncode == 2
    assert "pip install 'sowcheck[eval]'" in done.stderr
