"""A backup is whole although the service goes on, and a restore replaces nothing and hides nothing."""

import datetime as dt
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from gate_builders import MACHINE, NOON
from postgres import Server
from sowcheck.core.case_events import Paper
from sowcheck.core.identities import User
from sowcheck.core.people import Actor
from sowcheck.errors import UnreadableInput, UsageError
from sowcheck.gate import casework
from sowcheck.gate.keeping import take_away
from sowcheck.identity import sessions
from sowcheck.identity.base import Beginning, By
from sowcheck.service.backups import back_up, read_manifest, restore
from sowcheck.store.connect import brought_up_to_date, connect, connect_directory
from sowcheck.store.contents import Contents
from sowcheck.store.sql import SqlStore

NOW = NOON + dt.timedelta(days=1)


@pytest.fixture
def place(tmp_path: Path) -> str:
    return str(tmp_path / "contents")


@pytest.fixture
def fresh(request: pytest.FixtureRequest, address: str, tmp_path: Path) -> Callable[[], str]:
    """Addresses of stores that are still to be made, of the same kind."""
    if "://" not in address:
        return lambda: str(tmp_path / "restored.db")
    running: Server = request.getfixturevalue("postgres")
    return running.database


@pytest.fixture
def store(address: str, place: str) -> Iterator[SqlStore]:
    brought_up_to_date(address)
    with closing(connect(address)) as kept:
        for number in range(3):
            hand_in(kept, place, f"case-{number}")
        yield kept


def hand_in(store: SqlStore, place: str, case: str) -> None:
    """As the service does: the bytes first, then the event that speaks of them."""
    contents = Contents(place)
    papers = [Paper(name="sow.txt", sha256=contents.put(f"SOW of {case}".encode()))]
    records = [Paper(name="crm.json", sha256=contents.put(f'{{"Id": "{case}"}}'.encode()))]
    store.append(case, 0, casework.receive(case, papers, records, MACHINE, NOON), "test")


def test_what_was_backed_up_comes_back_whole(
    store: SqlStore, address: str, place: str, fresh: Callable[[], str], tmp_path: Path
) -> None:
    made = back_up(address, place, tmp_path / "backup", NOW)
    assert (made.lines, len(made.contents), made.damaged) == (3, 6, ())
    target = fresh()
    done = restore(tmp_path / "backup", target, str(tmp_path / "other"))
    assert (done.lines, done.faults, done.missing) == (3, (), ())
    with closing(connect(target)) as kept:
        assert kept.history("case-1") == store.history("case-1")
        assert kept.head() == store.head()


def test_a_database_behind_a_password_is_backed_up_and_comes_back(
    postgres: Server, place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PGPASSWORD", raising=False)
    address, target = postgres.guarded("p@ss/word %2"), postgres.guarded("other: 7")
    brought_up_to_date(address)
    with closing(connect(address)) as kept:
        hand_in(kept, place, "case-0")
    assert back_up(address, place, tmp_path / "backup", NOW).lines == 1
    done = restore(tmp_path / "backup", target, str(tmp_path / "other"))
    assert (done.lines, done.faults, done.missing) == (1, (), ())


def test_a_backup_that_nobody_may_write_says_so(store: SqlStore, address: str, place: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(UsageError, match="cannot be made") as refused:
        back_up(address, place, tmp_path / "file" / "backup", NOW)
    assert "may be written to" in refused.value.hint
    (tmp_path / "backup.part").mkdir()
    with pytest.raises(UsageError, match="cannot be made") as refused:
        back_up(address, place, tmp_path / "backup", NOW)
    assert "earlier try" in refused.value.hint
    assert store.head()[0] == 3


def test_a_backup_while_others_write_lacks_no_bytes(
    store: SqlStore, address: str, place: str, fresh: Callable[[], str], tmp_path: Path
) -> None:
    stopped, written = threading.Event(), 0

    def write() -> None:
        nonlocal written
        while not stopped.is_set():
            hand_in(store, place, f"busy-{written}")
            written += 1

    writer = threading.Thread(target=write)
    writer.start()
    try:
        made = back_up(address, place, tmp_path / "backup", NOW)
    finally:
        stopped.set()
        writer.join()
    done = restore(tmp_path / "backup", fresh(), str(tmp_path / "other"))
    assert written
    assert made.lines <= done.lines <= 3 + written
    assert (done.faults, done.missing) == ((), ())


def test_a_backup_from_another_place_says_that_its_papers_are_not_there(
    store: SqlStore, address: str, place: str, tmp_path: Path
) -> None:
    made = back_up(address, str(tmp_path / "elsewhere"), tmp_path / "backup", NOW)
    assert (len(made.missing), made.contents) == (6, ())
    assert set(made.missing) == set(Contents(place).hashes())
    assert store.head()[0] == 3


def test_a_restore_replaces_nothing(store: SqlStore, address: str, place: str, tmp_path: Path) -> None:
    back_up(address, place, tmp_path / "backup", NOW)
    with pytest.raises(UsageError, match="is not empty"):
        restore(tmp_path / "backup", address, place)
    assert store.head()[0] == 3


def test_what_was_taken_away_for_good_is_not_missed(
    store: SqlStore, address: str, place: str, fresh: Callable[[], str], tmp_path: Path
) -> None:
    kept = store.load("case-0")
    kept = store.append("case-0", kept.number, casework.supersede(kept.case, "case-1", MACHINE, NOON), "test")
    admin = Actor(id="u-admin", kind="person", roles=("admin",))
    store.redact("case-0", kept.number, take_away(kept.case, "asked for", admin, NOW), "test")
    for paper in (*kept.case.documents, *kept.case.records):
        Contents(place).remove(paper.sha256)
    assert len(back_up(address, place, tmp_path / "backup", NOW).contents) == 4
    done = restore(tmp_path / "backup", fresh(), str(tmp_path / "other"))
    assert (done.faults, done.missing) == ((), ())


def test_nobody_stays_signed_in_over_a_restore(
    store: SqlStore, address: str, place: str, fresh: Callable[[], str], tmp_path: Path
) -> None:
    user = User(id="u-1", login="anna", roles=("finance",), password="")
    session, _ = sessions.begun(user.id, NOON)
    by = By(MACHINE, NOON, "test")
    with closing(connect_directory(address)) as known:
        known.add_user(user, by)
        assert known.begin_session(Beginning(session, user), by)
    back_up(address, place, tmp_path / "backup", NOW)
    target = fresh()
    assert not restore(tmp_path / "backup", target, str(tmp_path / "other")).faults
    with closing(connect_directory(target)) as known:
        assert known.user("anna") == user
        assert known.session(session.key) is None
    assert store.head()[0] > 3


class TestOfAFile:
    """What does not depend on the kind of database."""

    @pytest.fixture
    def address(self, tmp_path: Path) -> str:
        return str(tmp_path / "cases.db")

    def test_a_folder_that_is_there_is_left_alone(
        self, store: SqlStore, address: str, place: str, tmp_path: Path
    ) -> None:
        with pytest.raises(UsageError, match="there already"):
            back_up(address, place, tmp_path, NOW)
        assert store.head()[0] == 3

    def test_only_its_owner_may_look_into_a_backup(
        self, store: SqlStore, address: str, place: str, tmp_path: Path
    ) -> None:
        back_up(address, place, tmp_path / "backup", NOW)
        assert (tmp_path / "backup").stat().st_mode & 0o077 == 0
        assert store.head()[0] == 3

    def test_damaged_bytes_are_named_and_the_rest_is_saved(
        self, store: SqlStore, address: str, place: str, tmp_path: Path
    ) -> None:
        paper = store.load("case-0").case.documents[0].sha256
        (Path(place) / paper[:2] / paper).write_bytes(b"something else")
        made = back_up(address, place, tmp_path / "backup", NOW)
        assert made.damaged == (paper,)
        assert len(made.contents) == 5
        assert restore(tmp_path / "backup", str(tmp_path / "new.db"), str(tmp_path / "other")).missing == (paper,)

    def test_a_copy_that_was_altered_is_not_restored(
        self, store: SqlStore, address: str, place: str, tmp_path: Path
    ) -> None:
        back_up(address, place, tmp_path / "backup", NOW)
        with (tmp_path / "backup" / "cases.db").open("ab") as stream:
            stream.write(b"\0")
        with pytest.raises(UnreadableInput, match="not what was backed up"):
            restore(tmp_path / "backup", str(tmp_path / "new.db"), place)
        assert not (tmp_path / "new.db").exists()
        assert store.head()[0] == 3

    def test_a_backup_that_was_not_finished_is_none(
        self, store: SqlStore, address: str, place: str, tmp_path: Path
    ) -> None:
        back_up(address, place, tmp_path / "backup", NOW)
        (tmp_path / "backup" / "manifest.json").unlink()
        with pytest.raises(UnreadableInput, match="no whole backup"):
            read_manifest(tmp_path / "backup")
        assert store.head()[0] == 3

    def test_an_audit_that_was_broken_before_the_backup_is_still_told(
        self, store: SqlStore, address: str, place: str, tmp_path: Path
    ) -> None:
        from sowcheck.store.connect import engine_of

        engine = engine_of(address)
        with engine.begin() as connection:
            connection.exec_driver_sql("DROP TRIGGER audit_no_update")
            connection.exec_driver_sql("UPDATE audit SET source = 'elsewhere' WHERE sequence = 2")
        engine.dispose()
        back_up(address, place, tmp_path / "backup", NOW)
        done = restore(tmp_path / "backup", str(tmp_path / "new.db"), str(tmp_path / "other"))
        assert done.faults == ("Line 2 is not what was written.",)
        assert store.head()[0] == 3

    def test_a_copy_goes_back_into_the_kind_of_database_that_it_came_from(
        self, store: SqlStore, address: str, place: str, postgres: Server, tmp_path: Path
    ) -> None:
        back_up(address, place, tmp_path / "backup", NOW)
        with pytest.raises(UsageError, match="is of sqlite"):
            restore(tmp_path / "backup", postgres.database(), place)
        assert store.head()[0] == 3

    def test_without_the_servers_programs_the_way_out_is_told(
        self, postgres: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        address = postgres.database()
        brought_up_to_date(address)
        monkeypatch.setenv("PATH", str(tmp_path))
        with pytest.raises(UsageError, match="pg_dump is not on this machine"):
            back_up(address, str(tmp_path / "contents"), tmp_path / "backup", NOW)

    def test_the_password_of_a_server_stands_on_no_command_line(
        self, postgres: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        address = postgres.database().replace("postgres@", "postgres:hunter2@")
        brought_up_to_date(address)
        for program in ("pg_dump", "pg_restore"):
            real, script = shutil.which(program), tmp_path / "bin" / program
            script.parent.mkdir(exist_ok=True)
            script.write_text(
                f'#!/bin/sh\necho "$@" >> {tmp_path}/words\necho "$PGPASSWORD" >> {tmp_path}/password\nexec {real} "$@"\n',
                encoding="utf-8",
            )
            script.chmod(0o755)
        monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:/usr/bin:/bin")
        back_up(address, str(tmp_path / "contents"), tmp_path / "backup", NOW)
        restore(tmp_path / "backup", postgres.database().replace("postgres@", "postgres:hunter2@"), str(tmp_path / "c"))
        assert (tmp_path / "password").read_text(encoding="utf-8").split() == ["hunter2", "hunter2"]
        words = (tmp_path / "words").read_text(encoding="utf-8")
        assert "--format=custom" in words
        assert "hunter2" not in words
