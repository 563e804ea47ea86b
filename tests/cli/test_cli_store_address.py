"""The address of a store may hold a password: it comes from a file, and stands on no command line."""

import time
from contextlib import closing
from pathlib import Path

import pytest

from process import sowcheck
from sowcheck.cli.worker_beside import worker_beside
from sowcheck.store.connect import connect


@pytest.fixture
def store(tmp_path: Path) -> Path:
    with closing(connect(str(tmp_path / "cases.db"))):
        return tmp_path / "cases.db"


def test_the_address_comes_from_a_file(store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "address").write_text(f"{store}\n", encoding="utf-8")
    monkeypatch.setenv("SOWCHECK_STORE_FILE", str(tmp_path / "address"))
    assert sowcheck("audit", "verify").stdout.startswith("The audit is whole: 0 lines.")


@pytest.mark.parametrize(("content", "said"), [(None, "cannot be read"), ("\n", "is empty")])
def test_a_file_without_an_address_is_one_clear_error(
    content: str | None, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if content is not None:
        (tmp_path / "address").write_text(content, encoding="utf-8")
    monkeypatch.setenv("SOWCHECK_STORE_FILE", str(tmp_path / "address"))
    done = sowcheck("audit", "verify")
    assert (done.returncode, said in done.stderr) == (2, True)


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="command lines are seen in /proc, which is Linux")
def test_a_worker_beside_a_server_is_not_told_the_address_by_its_command_line(store: Path, tmp_path: Path) -> None:
    def children() -> set[str]:
        found = [each.read_text() for each in Path("/proc/self/task").glob("*/children")]
        return {pid for line in found for pid in line.split()}

    before = children()
    with worker_beside(str(store), str(tmp_path / "contents"), 1):
        (pid,) = children() - before
        words, until = b"", time.monotonic() + 10
        while b"worker" not in words and time.monotonic() < until:  # it is there before it has its own words
            words = Path(f"/proc/{pid}/cmdline").read_bytes()
    assert b"worker" in words
    assert str(store).encode() not in words
