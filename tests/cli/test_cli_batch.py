"""`batch`: which files belong together, what a failing deal does to the others, and going on where it was."""

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from process import sowcheck_here as sowcheck
from sowcheck.cli.batch_run import Job, run_all, worst
from sowcheck.cli.deals import Deal, find_deals
from sowcheck.cli.exits import ExitCode
from sowcheck.errors import UnreadableInput, UsageError
from zip_builders import packed

SOW = "Statement of Work\n\nThe fixed fee for the services is GBP {fee}.\n\nInvoices are payable within thirty (30) days.\n"


def make_deal(folder: Path, fee: str = "184,000.00", amount: float = 170000.0) -> Path:
    folder.mkdir(parents=True)
    (folder / "sow.txt").write_text(SOW.format(fee=fee), encoding="utf-8")
    record = {
        "attributes": {"type": "Opportunity", "url": "/services/data/v64.0/sobjects/Opportunity/006Kj00000Rt7QdIAJ"},
        "Id": "006Kj00000Rt7QdIAJ",
        "StageName": "Closed Won",
        "IsWon": True,
        "CurrencyIsoCode": "GBP",
        "Amount": amount,
    }
    (folder / "record.json").write_text(
        json.dumps({"totalSize": 1, "done": True, "records": [record]}), encoding="utf-8"
    )
    return folder


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return sowcheck("batch", *arguments, "--workers", "1")


def state_of(out: Path) -> dict[str, dict[str, object]]:
    return {row["name"]: row for row in json.loads((out / "batch.json").read_text(encoding="utf-8"))["deals"]}


def test_every_deal_gets_a_report_and_a_line(tmp_path: Path) -> None:
    make_deal(tmp_path / "deals" / "north")
    make_deal(tmp_path / "deals" / "south")
    out = tmp_path / "out"
    done = run(tmp_path / "deals", "-o", out)
    assert done.returncode == ExitCode.BLOCKED, done.stderr
    for name in ("north", "south"):
        report = json.loads((out / f"{name}.report.json").read_text(encoding="utf-8"))
        assert (report["schema"], report["reference"]) == ("sowcheck.report/1", name)
        assert name in done.stdout
    assert "2 deals, 0 failed, 0 unchanged" in done.stdout


def test_one_failing_deal_is_reported_and_does_not_stop_the_others(tmp_path: Path) -> None:
    (make_deal(tmp_path / "deals" / "bad") / "sow.txt").write_bytes(b"")
    make_deal(tmp_path / "deals" / "good")
    done = run(tmp_path / "deals", "-o", tmp_path / "out")
    assert done.returncode == ExitCode.UNREADABLE
    assert (tmp_path / "out" / "good.report.json").is_file()
    assert not (tmp_path / "out" / "bad.report.json").exists()
    assert "sow.txt" in done.stdout
    assert "1 failed" in done.stdout


def test_a_second_run_checks_only_what_changed(tmp_path: Path) -> None:
    make_deal(tmp_path / "deals" / "north")
    south = make_deal(tmp_path / "deals" / "south")
    out = tmp_path / "out"
    run(tmp_path / "deals", "-o", out)
    before = (out / "north.report.json").stat().st_mtime_ns
    (south / "sow.txt").write_text(SOW.format(fee="190,000.00"), encoding="utf-8")
    done = run(tmp_path / "deals", "-o", out)
    assert "2 deals, 0 failed, 1 unchanged" in done.stdout
    assert done.returncode == ExitCode.BLOCKED
    assert (out / "north.report.json").stat().st_mtime_ns == before
    assert "190000" in (out / "south.report.json").read_text(encoding="utf-8")


class Deadly:
    """Ends the process that unpickles it, as a damaged file may do."""

    def __reduce__(self) -> tuple[object, tuple[int]]:
        return os._exit, (9,)


def test_a_process_that_dies_takes_only_its_own_deal_with_it(tmp_path: Path) -> None:
    good, bad = (
        Deal(name, (folder / "sow.txt",), (folder / "record.json",), certain=True)
        for name in ("good", "bad")
        if (folder := make_deal(tmp_path / name))
    )
    deadly: Any = Deadly()
    jobs = [
        Job(bad, "1", deadly, None, ("rules",), None, (), tmp_path),
        Job(good, "2", None, None, ("rules",), None, (), tmp_path),
    ]
    results = {result.name: result for result in run_all(jobs, workers=1)}
    assert results["good"].exit_code == ExitCode.BLOCKED
    assert results["bad"].exit_code == ExitCode.INTERNAL
    assert "died" in (results["bad"].error or "")
    assert worst(list(results.values())) is ExitCode.INTERNAL


def test_a_report_that_went_missing_is_made_again(tmp_path: Path) -> None:
    make_deal(tmp_path / "deals" / "north")
    out = tmp_path / "out"
    run(tmp_path / "deals", "-o", out)
    (out / "north.report.json").unlink()
    assert "0 unchanged" in run(tmp_path / "deals", "-o", out).stdout
    assert (out / "north.report.json").is_file()


def test_a_json_file_that_is_no_record_is_skipped_by_name(tmp_path: Path) -> None:
    folder = make_deal(tmp_path / "deals" / "north")
    (folder / "expected.json").write_text('{"expected": []}', encoding="utf-8")
    done = run(tmp_path / "deals", "-o", tmp_path / "out")
    assert done.returncode == ExitCode.BLOCKED, done.stdout
    assert "expected.json" in done.stdout
    assert state_of(tmp_path / "out")["north"]["skipped"] == ["expected.json"]


def test_a_file_that_is_neither_document_nor_record_is_named(tmp_path: Path) -> None:
    folder = make_deal(tmp_path / "deals" / "north")
    (folder / "mail.eml").write_bytes(b"Received: x\r\nSubject: y\r\n\r\n")
    done = run(tmp_path / "deals", "-o", tmp_path / "out")
    assert "not read mail.eml: no document or record by its name" in " ".join(done.stdout.split())
    assert state_of(tmp_path / "out")["north"]["left_out"] == ["mail.eml"]


def test_a_deal_may_come_as_a_package(tmp_path: Path) -> None:
    folder = make_deal(tmp_path / "deals" / "north")
    (document,) = folder.glob("*.txt")
    (folder / "contract.zip").write_bytes(packed({"signed/sow.txt": document.read_bytes()}))
    document.unlink()
    run(tmp_path / "deals", "-o", tmp_path / "out")
    report = json.loads((tmp_path / "out" / "north.report.json").read_text(encoding="utf-8"))
    assert [each["name"] for each in report["documents"]] == ["contract.zip/signed/sow.txt"]
    assert report["packages"][0]["members"][0]["state"] == "document"


def test_a_record_that_is_cut_off_fails_its_deal(tmp_path: Path) -> None:
    folder = make_deal(tmp_path / "deals" / "north")
    (folder / "quote.json").write_text('{"records": [', encoding="utf-8")
    done = run(tmp_path / "deals", "-o", tmp_path / "out")
    assert done.returncode == ExitCode.UNREADABLE
    assert "quote.json" in done.stdout


def test_a_manifest_names_files_relative_to_itself(tmp_path: Path) -> None:
    make_deal(tmp_path / "files")
    manifest = tmp_path / "deals.json"
    rows = [{"name": "north", "documents": ["files/sow.txt"], "records": ["files/record.json"]}]
    manifest.write_text(json.dumps(rows), encoding="utf-8")
    done = run(manifest, "-o", tmp_path / "out")
    assert done.returncode == ExitCode.BLOCKED, done.stderr
    assert (tmp_path / "out" / "north.report.json").is_file()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("{", "not JSON"),
        ("{}", "not a list"),
        ('["north"]', "deal 1 is no object"),
        ('[{"name": "../north", "documents": ["a.pdf"], "records": ["b.json"]}]', "no name"),
        ('[{"name": "north", "documents": [], "records": ["b.json"]}]', "'documents' is not a list of paths"),
        ('[{"name": "north", "documents": ["a.pdf"], "records": "b.json"}]', "'records' is not a list of paths"),
        (
            '[{"name": "n", "documents": ["a"], "records": ["b"]}, {"name": "n", "documents": ["c"], "records": ["d"]}]',
            "two deals",
        ),
    ],
)
def test_a_manifest_with_a_fault_is_unreadable(tmp_path: Path, content: str, reason: str) -> None:
    manifest = tmp_path / "deals.json"
    manifest.write_text(content, encoding="utf-8")
    with pytest.raises(UnreadableInput, match=reason):
        find_deals(manifest)


@pytest.mark.parametrize("name", ["sow.pdf", "sow.md", "deals.bin"])
def test_a_file_given_for_a_manifest_is_told_what_batch_takes(name: str, tmp_path: Path) -> None:
    paper = tmp_path / name
    paper.write_bytes(b"The fee is set." if name == "sow.md" else b"%PDF-1.7\n%\x93\x8c\x8b\x9e\n")
    done = run(paper)
    assert done.returncode == ExitCode.UNREADABLE
    assert f"{name}: it is no folder of deals, and no manifest in JSON" in done.stderr
    assert "codec" not in done.stderr
    assert "sowcheck check" in done.stderr


def test_a_folder_without_deals_is_a_usage_error(tmp_path: Path) -> None:
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "picture.png").write_bytes(b"x")
    with pytest.raises(UsageError, match="holds no deal"):
        find_deals(tmp_path)


def test_a_folder_of_deals_is_sorted_and_tells_documents_from_records(tmp_path: Path) -> None:
    make_deal(tmp_path / "b")
    folder = make_deal(tmp_path / "a")
    (folder / "lines.CSV").write_text("x", encoding="utf-8")
    (folder / ".hidden.json").write_text("{}", encoding="utf-8")
    first, second = find_deals(tmp_path)
    assert (first.name, second.name) == ("a", "b")
    assert [path.name for path in first.documents] == ["sow.txt"]
    assert [path.name for path in first.records] == ["lines.CSV", "record.json"]


def test_a_target_that_is_a_file_is_a_usage_error(tmp_path: Path) -> None:
    make_deal(tmp_path / "deals" / "north")
    (tmp_path / "out").write_text("", encoding="utf-8")
    assert run(tmp_path / "deals", "-o", tmp_path / "out").returncode == ExitCode.USAGE
