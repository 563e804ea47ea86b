"""A service that cannot work says so when it is started, with the way out, and leaves nothing behind."""

import os
import stat
from contextlib import closing
from pathlib import Path

import pytest

from process import sowcheck
from sowcheck.errors import UsageError
from sowcheck.service.settings import settings_of
from sowcheck.service.site import opened
from sowcheck.store.connect import connect


def test_a_folder_for_papers_that_takes_none_is_told_at_the_start(tmp_path: Path) -> None:
    (tmp_path / "papers").write_text("a file", encoding="utf-8")
    settings = settings_of({}, store=str(tmp_path / "cases.db"), contents=str(tmp_path / "papers"))
    with (
        pytest.raises(UsageError, match=r"Papers cannot be kept in .*papers: File exists") as refused,
        opened(settings),
    ):
        pass
    assert "--contents" in refused.value.hint


@pytest.mark.skipif(os.geteuid() == 0, reason="whoever may do everything is refused nothing")
def test_a_folder_that_may_not_be_written_to_is_told_at_the_start(tmp_path: Path) -> None:
    (tmp_path / "papers").mkdir(mode=0o500)
    settings = settings_of({}, store=str(tmp_path / "cases.db"), contents=str(tmp_path / "papers"))
    with pytest.raises(UsageError, match="Permission denied"), opened(settings):
        pass


def test_a_file_that_is_no_store_is_told_and_nothing_is_put_beside_it(tmp_path: Path) -> None:
    (tmp_path / "cases.db").write_text("a letter", encoding="utf-8")
    done = sowcheck("serve", "--store", tmp_path / "cases.db", "--port", "0")
    assert (done.returncode, done.stderr.splitlines()[0]) == (
        2,
        f"error: sqlite:///{tmp_path}/cases.db cannot be opened: file is not a database",
    )
    assert "a store of sowcheck" in done.stderr
    assert [each.name for each in tmp_path.iterdir()] == ["cases.db"]
    assert (tmp_path / "cases.db").read_text(encoding="utf-8") == "a letter"


def test_a_store_in_a_place_that_is_no_folder_is_an_error_of_the_call_and_no_bug(tmp_path: Path) -> None:
    (tmp_path / "letter").write_text("a letter", encoding="utf-8")
    with pytest.raises(UsageError, match=r"letter/cases.db cannot be opened: (Not a directory|File exists)"):
        connect(str(tmp_path / "letter" / "cases.db"))


def test_a_store_that_is_not_there_says_how_it_is_made(tmp_path: Path) -> None:
    place = str(tmp_path / "cases.db")
    with pytest.raises(UsageError) as refused:
        connect(place, create=False)
    assert refused.value.hint == f"Make it: sowcheck store upgrade --store {place}"


def test_a_database_that_does_not_answer_is_told_in_one_line_without_its_password() -> None:
    with pytest.raises(UsageError) as refused:
        connect("postgresql://ann:hush@127.0.0.1:1/cases")
    assert "Connection refused" in refused.value.message
    assert "hush" not in refused.value.message
    assert not set("\n\t") & set(refused.value.message)
    assert "database runs there" in refused.value.hint


def test_a_new_store_and_new_papers_are_their_owners_alone(tmp_path: Path) -> None:
    settings = settings_of({}, store=str(tmp_path / "cases.db"))
    with opened(settings):
        modes = {each.name: stat.S_IMODE(each.stat().st_mode) for each in tmp_path.iterdir()}
    assert modes["cases.db"] == 0o600
    assert modes["cases.db.contents"] == 0o700


def test_the_mode_of_a_store_that_is_there_stays_as_its_owner_set_it(tmp_path: Path) -> None:
    place = tmp_path / "cases.db"
    place.touch(mode=0o640)
    place.chmod(0o640)
    with closing(connect(str(place))):
        assert stat.S_IMODE(place.stat().st_mode) == 0o640
