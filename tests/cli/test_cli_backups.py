"""`sowcheck store backup` and `restore`, as processes."""

from contextlib import closing
from pathlib import Path

import pytest

from kpi_builders import Story
from process import sowcheck_here as sowcheck
from sowcheck.store.connect import connect
from sowcheck.store.contents import Contents


def test_a_store_goes_into_a_folder_and_comes_back(tmp_path: Path) -> None:
    store, backup = tmp_path / "cases.db", tmp_path / "backup"
    with closing(connect(str(store))) as kept:
        kept.append("case-1", 0, Story().entries, "test")
    done = sowcheck("store", "backup", "--store", store, "-o", backup)
    assert (done.returncode, done.stdout.split(": ")[1].split(" (")[0]) == (1, "the audit up to line 1")
    # The story's papers were never kept here, and both say so.
    assert "2 papers or reports are not where --contents says" in done.stdout
    done = sowcheck("store", "restore", backup, "--store", tmp_path / "new.db")
    assert done.returncode == 1
    assert "2 papers or reports are missing" in done.stdout
    assert sowcheck("audit", "verify", "--store", tmp_path / "new.db").returncode == 0
    done = sowcheck("store", "restore", backup, "--store", tmp_path / "new.db")
    assert (done.returncode, "is not empty" in done.stderr) == (2, True)


def test_damaged_bytes_are_an_exit_code(tmp_path: Path) -> None:
    store = tmp_path / "cases.db"
    with closing(connect(str(store))) as kept:
        assert kept.head()[0] == 0
    sha256 = Contents(f"{store}.contents").put(b"SOW")
    (tmp_path / "cases.db.contents" / sha256[:2] / sha256).write_bytes(b"else")
    done = sowcheck("store", "backup", "--store", store, "-o", tmp_path / "backup")
    assert done.returncode == 1
    assert sha256 in done.stdout


def test_a_backup_needs_no_secret_but_that_of_the_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store, settings = tmp_path / "cases.db", tmp_path / "webhooks.toml"
    with closing(connect(str(store))) as kept:
        assert kept.head()[0] == 0
    settings.write_text(
        '[[webhooks]]\nname = "psa"\nurl = "https://psa.example.com/"\nsecret = "SOWCHECK_WEBHOOK_PSA"\n'
    )
    monkeypatch.setenv("SOWCHECK_WEBHOOKS", str(settings))
    done = sowcheck("store", "backup", "--store", store, "-o", tmp_path / "backup")
    assert (done.returncode, done.stderr) == (0, "")
