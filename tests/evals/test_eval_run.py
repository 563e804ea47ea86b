"""A run writes what it finds as it finds it, goes on where it stopped, and counts what failed."""

import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from eval_builders import FIXTURES, write_dataset
from process import is_running
from sowcheck.errors import UsageError
from sowcheck.evals.dataset import Dataset, load_datasets
from sowcheck.evals.log import DocumentEntry, Log, read_log
from sowcheck.evals.run import header_of, run, source_hash
from sowcheck.evals.scores import score
from sowcheck.evals.stages import Unit, died
from sowcheck.llm.settings import ModelSettings


def _run(dataset: Dataset, path: Path, *, workers: int = 1, told: list[str] | None = None) -> Log:
    return run(
        dataset, header_of(dataset, ["rules"]), path, workers=workers, progress=None if told is None else told.append
    )


def _findings(log: Log) -> list[tuple[str, list[object]]]:
    return [(entry.id, [(row.field, row.value, row.span) for row in entry.predictions]) for entry in log.documents]


def test_a_run_logs_predictions_beside_gold(tmp_path: Path) -> None:
    log = _run(load_datasets([write_dataset(tmp_path / "small")]), tmp_path / "log.jsonl")
    entry = log.documents[1]
    assert ("billing.payment_terms_days", 45) in [(row.field, row.value) for row in entry.predictions]
    assert entry.gold[0].value == 45
    assert entry.seconds.total is not None
    assert entry.seconds.total > 0
    assert (entry.format, entry.pages, entry.cost) == ("md", None, "0")
    assert log.end is not None
    assert (log.end.documents, log.end.errors) == (3, 0)
    assert log == read_log(tmp_path / "log.jsonl")


def test_a_stopped_run_goes_on_after_its_last_whole_line(tmp_path: Path) -> None:
    dataset = load_datasets([write_dataset(tmp_path / "small")])
    path = tmp_path / "log.jsonl"
    whole = _run(dataset, path)
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(lines[:2]) + lines[2][:100], encoding="utf-8")
    kept = read_log(path, unfinished=True).documents
    resumed = _run(dataset, path)
    assert resumed.header == whole.header
    assert [entry for entry in resumed.documents if entry.id == kept[0].id] == list(kept)
    assert _findings(resumed) == _findings(whole)
    assert resumed.end is not None


def test_a_deal_whose_own_line_is_missing_is_checked_again_as_a_whole(tmp_path: Path) -> None:
    folder = tmp_path / "deals"
    shutil.copytree(FIXTURES / "deals" / "F9-clean", folder / "F9-clean")
    dataset = load_datasets([folder])
    path = tmp_path / "log.jsonl"
    whole = _run(dataset, path)
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(lines[:2]), encoding="utf-8")
    resumed = _run(dataset, path)
    assert [entry.id for entry in resumed.documents] == [entry.id for entry in whole.documents]
    assert resumed.deals[0].discrepancies == whole.deals[0].discrepancies


def test_a_finished_log_is_not_run_again(tmp_path: Path) -> None:
    dataset = load_datasets([write_dataset(tmp_path / "small")])
    path = tmp_path / "log.jsonl"
    _run(dataset, path)
    before, told = path.read_bytes(), list[str]()
    _run(dataset, path, told=told)
    assert path.read_bytes() == before
    assert told == []


def test_the_log_of_another_run_is_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "log.jsonl"
    _run(load_datasets([write_dataset(tmp_path / "small")]), path)
    before = path.read_bytes()
    other = load_datasets([write_dataset(tmp_path / "other", days=(15,))])
    with pytest.raises(UsageError, match="the log of another run: its dataset differs"):
        _run(other, path)
    assert path.read_bytes() == before


def test_two_processes_find_what_one_finds(tmp_path: Path) -> None:
    dataset = load_datasets([write_dataset(tmp_path / "small")])
    told: list[str] = []
    alone = _run(dataset, tmp_path / "one.jsonl", workers=1)
    together = _run(dataset, tmp_path / "two.jsonl", workers=2, told=told)
    assert _findings(alone) == _findings(together)
    assert sorted(told) == ["S1", "S2", "S3"]


def test_a_document_that_fails_scores_zero_and_is_counted(tmp_path: Path) -> None:
    folder = write_dataset(tmp_path / "small")
    (folder / "S2.md").write_bytes(b"%PDF-1.7 damaged")
    log = _run(load_datasets([folder]), tmp_path / "log.jsonl")
    entry = log.documents[1]
    assert entry.error is not None
    assert entry.error.type == "UnreadableInput"
    assert log.end is not None
    assert log.end.errors == 1
    scores = score(log)
    assert scores.value("run.errors") == 1
    assert scores.fields["billing.payment_terms_days"].recall.value == pytest.approx(2 / 3)
    assert [row.failed for row in scores.documents] == [False, True, False]


def test_a_deal_that_fails_has_found_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "deals"
    shutil.copytree(FIXTURES / "deals" / "F1-fixed-fee-milestones", folder / "F1")
    (folder / "F1" / "record_1.json").write_text("{", encoding="utf-8")
    log = _run(load_datasets([folder]), tmp_path / "log.jsonl")
    assert log.deals[0].error is not None
    assert log.deals[0].error.type == "UnreadableInput"
    scores = score(log)
    assert scores.value("checking.recall") == 0
    assert scores.value("checking.hidden_scope") == 0
    assert scores.value("run.errors") == 1
    assert scores.measures["run.seconds_per_deal"].value is None


def test_a_process_that_dies_leaves_an_entry_for_all_it_had() -> None:
    deal = load_datasets([FIXTURES / "deals" / "F9-clean"]).deals[0]
    entries = died(Unit(deal, None))
    assert [entry.id for entry in entries] == [source.id for source in deal.documents] + [deal.id]
    assert all(entry.error is not None and entry.error.type == "ProcessDied" for entry in entries)
    assert all(entry.gold for entry in entries if isinstance(entry, DocumentEntry))


_WAITING = """import os, time
from sowcheck.workers import worker_pool
if __name__ == "__main__":
    with worker_pool(1) as pool:
        print(pool.submit(os.getpid).result(), flush=True)
        time.sleep(120)
"""


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="looks for the process in /proc")
def test_a_killed_run_leaves_no_process_behind(tmp_path: Path) -> None:
    script = tmp_path / "waiting.py"
    script.write_text(_WAITING, encoding="utf-8")
    with subprocess.Popen(  # noqa: S603  (the script above)
        [sys.executable, str(script)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as parent:
        assert parent.stdout is not None
        worker_id = int(parent.stdout.readline())
        assert is_running(worker_id)
        parent.kill()
    until = time.monotonic() + 60
    while is_running(worker_id):
        assert time.monotonic() < until
        time.sleep(0.1)


def test_the_code_has_one_hash() -> None:
    assert source_hash() == source_hash()
    assert len(source_hash()) == 64


def test_a_model_that_is_asked_otherwise_is_another_configuration(tmp_path: Path) -> None:
    """A log that goes on must not mix answers that were given under different settings."""
    dataset = load_datasets([write_dataset(tmp_path / "small")])
    cool = ModelSettings(model="local", base_url="http://127.0.0.1:9/v1", temperature=0.0)
    warm = cool.model_copy(update={"temperature": 1.0})
    first, second = (header_of(dataset, ["llm"], model=model) for model in (cool, warm))
    assert first.configuration.model == "local"
    assert not first.same_run(second)
    assert first.same_run(header_of(dataset, ["llm"], model=cool))
