"""`sowcheck audit` and `sowcheck store`, as processes on a real database."""

import csv
import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from gate_builders import MACHINE, NOON, QUOTE, SOW
from process import sowcheck_here as sowcheck
from sowcheck.core.audit import Note
from sowcheck.gate import casework
from sowcheck.store.connect import connect


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """Two cases, and a refusal whose payload looks like a formula."""
    file = tmp_path / "cases.db"
    with closing(connect(str(file))) as kept:
        for case in ("c-1", "c-2"):
            kept.append(case, 0, casework.receive("006X", [SOW], [QUOTE], MACHINE, NOON), "=1+1")
        kept.note(Note(NOON, MACHINE, "sign", "refused", case="c-2"), "web")
    return file


def test_a_whole_audit_is_told_with_the_hash_to_keep(store: Path) -> None:
    done = sowcheck("audit", "verify", "--store", store)
    assert done.returncode == 0
    assert done.stdout.startswith("The audit is whole: 3 lines. Hash of the last: ")
    head = done.stdout.split()[-1]
    assert sowcheck("audit", "verify", "--store", store, "--head", head).returncode == 0


def test_a_damaged_audit_is_told_line_by_line(store: Path) -> None:
    with closing(sqlite3.connect(store)) as connection:
        connection.executescript("DROP TRIGGER audit_no_delete; DELETE FROM audit WHERE sequence = 2;")
    done = sowcheck("audit", "verify", "--store", store)
    assert done.returncode == 1
    assert done.stdout.splitlines() == ["The audit is not whole: 1 fault.", "Line 2 is missing."]


def test_a_store_that_was_replaced_is_told_by_the_hash_that_was_kept(store: Path) -> None:
    done = sowcheck("audit", "verify", "--store", store, "--head", "a" * 64)
    assert done.returncode == 1
    assert "No line has the hash aaaa" in done.stdout
    assert sowcheck("audit", "verify", "--store", store, "--head", "abc").returncode == 2


def test_lines_are_exported_as_json_and_as_csv_without_formulas(store: Path, tmp_path: Path) -> None:
    lines = [json.loads(line) for line in sowcheck("audit", "export", "--store", store).stdout.splitlines()]
    assert [line["sequence"] for line in lines] == [1, 2, 3]
    file = tmp_path / "audit.csv"
    assert sowcheck("audit", "export", "--store", store, "--format", "csv", "--case", "c-2", "-o", file).returncode == 0
    with file.open(newline="", encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    assert [(row["sequence"], row["case"], row["actor"]) for row in rows] == [
        ("2", "c-2", "flow"),
        ("3", "c-2", "flow"),
    ]
    assert rows[0]["source"] == "'=1+1"
    assert rows[0]["hash"] == lines[1]["hash"]


def test_a_store_or_a_case_that_is_not_there_is_one_clear_error(store: Path, tmp_path: Path) -> None:
    done = sowcheck("audit", "verify", "--store", tmp_path / "none.db")
    assert (done.returncode, done.stderr.count("error:")) == (2, 1)
    assert not (tmp_path / "none.db").exists()
    assert "There is no case c-9" in sowcheck("audit", "export", "--store", store, "--case", "c-9").stderr


def test_upgrade_makes_the_tables_and_may_be_run_again(tmp_path: Path) -> None:
    for _ in range(2):
        done = sowcheck("store", "upgrade", "--store", tmp_path / "new.db")
        assert done.returncode == 0
        assert "new.db: the tables are those of this version" in done.stdout
