"""Databases: tables, triggers, damage done past the program, and several processes at once."""

import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from gate_builders import MACHINE, NOON, QUOTE, SOW, person
from process import environment
from sowcheck.core.audit import Note
from sowcheck.core.case_events import Entry, TasksOpened
from sowcheck.core.tasks import Task
from sowcheck.errors import UsageError
from sowcheck.gate import casework
from sowcheck.gate.keeping import take_away
from sowcheck.store.base import Kept
from sowcheck.store.connect import connect, engine_of
from sowcheck.store.lines import End
from sowcheck.store.schema import is_current, upgrade
from sowcheck.store.sql import SqlStore
from sowcheck.store.tables import metadata


@pytest.fixture
def engine(address: str) -> Iterator[Engine]:
    made = engine_of(address)
    upgrade(made)
    yield made
    made.dispose()


@pytest.fixture
def store(engine: Engine) -> SqlStore:
    kept = SqlStore(engine)
    for number in range(1, 6):
        entries = casework.receive("006X", [SOW], [QUOTE], MACHINE, NOON)
        kept.append(f"c-{number}", 0, entries, "cli")
    return kept


def unguarded(engine: Engine, statement: str) -> None:
    """Does what a person with the keys of the database can do."""
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text("DROP TRIGGER IF EXISTS audit_is_kept ON audit"))
        else:
            connection.execute(text("DROP TRIGGER IF EXISTS audit_no_update"))
            connection.execute(text("DROP TRIGGER IF EXISTS audit_no_delete"))
        connection.execute(text(statement))


def test_the_migrations_make_the_tables_that_the_program_knows(engine: Engine) -> None:
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection, opts={"compare_type": True}), metadata) == []
    assert is_current(engine)


def test_migrating_twice_changes_nothing(engine: Engine, store: SqlStore) -> None:
    upgrade(engine)
    assert store.head()[0] == 5


@pytest.mark.parametrize("statement", ["UPDATE audit SET type = 'x'", "DELETE FROM audit"])
def test_lines_of_the_audit_cannot_be_changed_or_deleted(engine: Engine, store: SqlStore, statement: str) -> None:
    with pytest.raises(DBAPIError, match="never changed"), engine.begin() as connection:
        connection.execute(text(statement))
    assert list(store.verify()) == []


@pytest.mark.parametrize(
    ("statement", "faults"),
    [
        ("UPDATE audit SET source = 'web' WHERE sequence = 3", [(3, "altered")]),
        ("UPDATE audit SET at = '2026-06-01T11:00:00.000000Z' WHERE sequence = 1", [(1, "altered")]),
        ("DELETE FROM audit WHERE sequence = 2", [(2, "missing")]),
        ("DELETE FROM audit WHERE sequence > 3", [(4, "cut_off")]),
        ("UPDATE audit_end SET count = 4", [(4, "altered")]),
        ("UPDATE audit SET payload = '{' WHERE sequence = 3", [(3, "altered")]),
        ("UPDATE audit SET actor = '[]', status = 'x' WHERE sequence = 2", [(2, "altered")]),
        ("UPDATE audit SET hash = 'x' WHERE sequence = 3", [(3, "altered"), (4, "moved")]),
    ],
)
def test_what_was_done_past_the_program_is_found(
    engine: Engine, store: SqlStore, statement: str, faults: list[tuple[int, str]]
) -> None:
    unguarded(engine, statement)
    assert [(fault.sequence, fault.fault) for fault in store.verify()] == faults


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("UPDATE audit SET source = 'web' WHERE sequence = 5", [(5, "altered")]),
        ("UPDATE audit SET hash = previous WHERE sequence = 3", [(3, "altered")]),
        ("DELETE FROM audit WHERE sequence > 2", [(3, "cut_off")]),
        ("UPDATE audit_end SET count = 2", [(3, "cut_off")]),
        ("UPDATE audit SET source = 'web' WHERE sequence = 1", []),
    ],
)
def test_what_was_done_behind_a_line_that_was_verified_is_found_from_there_on(
    engine: Engine, store: SqlStore, statement: str, found: list[tuple[int, str]]
) -> None:
    verified = End(3, list(store.audit())[2].hash)
    unguarded(engine, statement)
    faults = [*store.verify(verified, 1), *store.verify(verified, 1000)]
    assert sorted({(fault.sequence, fault.fault) for fault in faults}) == found


def test_lines_that_changed_places_are_found(engine: Engine, store: SqlStore) -> None:
    unguarded(engine, "UPDATE audit SET sequence = -3 WHERE sequence = 3")
    unguarded(engine, "UPDATE audit SET sequence = 3 WHERE sequence = 4")
    unguarded(engine, "UPDATE audit SET sequence = 4 WHERE sequence = -3")
    assert {(fault.sequence, fault.fault) for fault in store.verify()} >= {(3, "altered"), (3, "moved"), (4, "moved")}


def test_an_address_that_makes_no_sense_is_one_clear_error(tmp_path: Path) -> None:
    for address in ("mysql://host/db", "nonsense://", "postgresql://host:port/db"):
        with pytest.raises(UsageError) as refused:
            connect(address)
        assert "postgresql://" in refused.value.hint
    not_a_database = tmp_path / "cases.db"
    not_a_database.write_text("this is a letter, and no database at all " * 20)
    with pytest.raises(UsageError, match=re.escape(str(not_a_database))):
        connect(str(not_a_database))


def test_a_servers_tables_are_not_changed_unasked(address: str) -> None:
    if "://" not in address:
        connect(address).close()
        return
    with pytest.raises(UsageError, match="not those of this version") as refused:
        connect(address)
    assert "store upgrade" in refused.value.hint


_WRITER = """
import sys
from gate_builders import MACHINE, NOON
from sowcheck.store.base import Note
from sowcheck.store.connect import connect
store = connect(sys.argv[1])
for number in range(40):
    store.note(Note(NOON, MACHINE, "ping", "applied", f"{sys.argv[2]}-{number}"), "cli")
store.close()
"""


def test_processes_that_write_at_once_make_one_whole_chain(store: SqlStore, address: str) -> None:
    command = [sys.executable, "-c", _WRITER, address]
    writers = [
        subprocess.Popen([*command, str(each)], env=environment())  # noqa: S603  (the test's own program)
        for each in range(4)
    ]
    assert [writer.wait(120) for writer in writers] == [0, 0, 0, 0]
    assert list(store.verify()) == []
    assert store.head()[0] == 5 + 160
    assert len({str(line.payload) for line in store.audit(after=5)}) == 160


def test_a_reader_does_not_wait_for_a_writer(store: SqlStore, engine: Engine) -> None:
    with engine.execution_options(writes=True).begin() as writing:
        writing.execute(text("UPDATE audit_end SET count = 99"))
        assert store.head()[0] == 5
        writing.rollback()


def test_the_words_of_a_line_cannot_be_swapped_unseen(engine: Engine, store: SqlStore) -> None:
    store.note(Note(NOON, MACHINE, "rejected", "applied", {"reason": "too dear"}), "cli")
    unguarded(engine, "UPDATE words SET words = 'too cheap'")
    assert [(fault.sequence, fault.fault) for fault in store.verify()] == [(6, "words_changed")]


@pytest.mark.parametrize("statement", ["UPDATE words SET words = NULL", "DELETE FROM words"])
def test_words_that_are_lost_are_told_from_words_that_were_taken_away(
    engine: Engine, store: SqlStore, statement: str
) -> None:
    decider, admin = person("u-1", "finance"), person("u-2", "admin")
    for case_id in ("c-1", "c-2"):
        kept = store.load(case_id)
        store.append(case_id, kept.number, casework.reject(kept.case, "too dear", decider, NOON), "cli")
    kept = store.load("c-1")
    store.redact("c-1", kept.number, take_away(kept.case, "Article 17", admin, NOON), "cli")
    assert list(store.verify()) == []
    unguarded(engine, statement)
    assert [(fault.sequence, fault.fault) for fault in store.verify()] == [(7, "words_lost"), (8, "words_lost")]


@pytest.fixture
def named(store: SqlStore) -> Kept:
    """A case that has ended, with a name in an open task and in a reason."""
    kept = store.load("c-1")
    task = Task(
        id="t-1", kind="unreadable", role="legal", message="Jo Doe's page is empty.", hint="x", about="1", opened=NOON
    )
    opened = (Entry(at=NOON, actor=MACHINE, event=TasksOpened(tasks=(task,))),)
    kept = store.append("c-1", kept.number, opened, "cli")
    rejected = casework.reject(kept.case, "Jo Doe is unsure", person("u-1", "legal"), NOON)
    return store.append("c-1", kept.number, rejected, "cli")


def test_words_that_are_taken_away_are_in_no_other_table(engine: Engine, store: SqlStore, named: Kept) -> None:
    entries = take_away(named.case, "Article 17", person("u-2", "admin"), NOON)
    store.redact("c-1", named.number, entries, "cli")
    with engine.connect() as connection:
        for table in metadata.sorted_tables:
            assert "Jo Doe" not in str(connection.execute(table.select()).all()), table.name


def test_words_that_are_taken_away_are_not_left_in_the_file(tmp_path: Path, store: SqlStore, named: Kept) -> None:
    """Nor in the log beside it, while others have the database open."""
    if store._engine.dialect.name != "sqlite":
        pytest.skip("a server's own vacuum does it")
    files = list(tmp_path.glob("cases.db*"))
    assert any(b"Jo Doe" in file.read_bytes() for file in files)
    entries = take_away(named.case, "Article 17", person("u-2", "admin"), NOON)
    store.redact("c-1", named.number, entries, "cli")
    assert not any(b"Jo Doe" in file.read_bytes() for file in tmp_path.glob("cases.db*"))


def test_sqlite_keeps_what_was_committed_in_its_file(tmp_path: Path) -> None:
    with closing(connect(str(tmp_path / "deep" / "cases.db"))) as store:
        store.note(Note(NOON, MACHINE, "ping", "applied"), "cli")
    with sqlite3.connect(tmp_path / "deep" / "cases.db") as connection:
        assert connection.execute("SELECT count(*) FROM audit").fetchone() == (1,)
    connection.close()
