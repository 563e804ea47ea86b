"""Whoever changes the audit past the program is found while the service runs, without verifying all of it again."""

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Engine, text, update

from gate_builders import MACHINE, NOON
from sowcheck.core.audit import Note
from sowcheck.gate.chain import BEGINNING, line_hash
from sowcheck.service.watching import AuditWatch
from sowcheck.store import tables
from sowcheck.store.connect import connect, engine_of
from sowcheck.store.sql import SqlStore
from sowcheck.telemetry.logs import FACTS
from sowcheck.telemetry.metrics import metrics

Told = Callable[[], list[tuple[int, str]]]


@pytest.fixture
def address(tmp_path: Path) -> str:
    return str(tmp_path / "cases.db")


@pytest.fixture
def store(address: str) -> Iterator[SqlStore]:
    with closing(connect(address)) as made:
        written(made, 20)
        yield made


@pytest.fixture
def engine(address: str, store: SqlStore) -> Iterator[Engine]:
    """What somebody has who got hold of the database."""
    assert not list(store.verify())
    made = engine_of(address)
    with made.begin() as connection:
        for trigger in ("audit_no_update", "audit_no_delete"):
            connection.execute(text(f"DROP TRIGGER {trigger}"))
    yield made
    made.dispose()


@pytest.fixture
def told(caplog: pytest.LogCaptureFixture) -> Iterator[Told]:
    """The lines that the log says are broken, with how."""

    def said() -> list[tuple[int, str]]:
        facts = [getattr(each, FACTS) for each in caplog.records if each.getMessage() == "audit broken"]
        return [(each["line"], each["fault"]) for each in facts]

    metrics.cache_clear()
    yield said
    metrics.cache_clear()


def written(store: SqlStore, lines: int) -> None:
    for _ in range(lines):
        store.note(Note(NOON, MACHINE, "sign", "refused", case="case-1"), "web")


def done_by_hand(engine: Engine, statement: str) -> None:
    with engine.begin() as connection:
        connection.execute(text(statement))


def figure(name: str) -> float:
    shown = metrics().exposed()[0].decode()
    return float(next(line.split()[-1] for line in shown.splitlines() if line.startswith(f"{name} ")))


def test_a_whole_audit_is_verified_line_by_line_and_told_as_whole(store: SqlStore, told: Told) -> None:
    watch = AuditWatch(store, new=15, old=4)
    for lines in (15, 20, 20):
        watch.look()
        assert figure("sowcheck_audit_verified_lines") == lines
    written(store, 3)
    for _ in range(12):
        watch.look()
    assert (figure("sowcheck_audit_verified_lines"), figure("sowcheck_audit_broken")) == (23, 0)
    assert told() == []


def test_a_new_line_that_is_changed_is_found_with_the_next_look_and_told_once(
    store: SqlStore, engine: Engine, told: Told
) -> None:
    watch = AuditWatch(store, new=100, old=1)
    watch.look()
    written(store, 5)
    done_by_hand(engine, "UPDATE audit SET source = 'cli' WHERE sequence = 23")
    for _ in range(40):
        watch.look()
    assert told() == [(23, "altered")]
    assert (figure("sowcheck_audit_verified_lines"), figure("sowcheck_audit_broken")) == (25, 1)


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("UPDATE audit SET source = 'cli' WHERE sequence = 6", [(6, "altered")]),
        ("UPDATE audit SET payload = '{' WHERE sequence = 6", [(6, "altered")]),
        ("DELETE FROM audit WHERE sequence = 6", [(6, "missing")]),
    ],
)
def test_an_old_line_that_is_changed_is_found_when_its_turn_comes(
    store: SqlStore, engine: Engine, told: Told, statement: str, found: list[tuple[int, str]]
) -> None:
    watch = AuditWatch(store, new=100, old=5)
    watch.look()
    done_by_hand(engine, statement)
    watch.look()
    assert (5, "altered") not in told()
    for _ in range(6):
        watch.look()
    assert told() == found


def test_lines_that_are_cut_off_are_found_even_if_the_end_says_so_too(
    store: SqlStore, engine: Engine, told: Told
) -> None:
    watch = AuditWatch(store)
    watch.look()
    done_by_hand(engine, "DELETE FROM audit WHERE sequence > 18")
    done_by_hand(engine, "UPDATE audit_end SET count = 18, head = (SELECT hash FROM audit WHERE sequence = 18)")
    assert list(store.verify()) == []
    watch.look()
    assert told() == [(19, "cut_off")]


def test_a_chain_that_is_made_anew_is_not_the_one_that_was_seen(store: SqlStore, engine: Engine, told: Told) -> None:
    watch = AuditWatch(store)
    watch.look()
    previous = BEGINNING
    with engine.begin() as connection:
        for line in list(store.audit()):
            forged = line.model_copy(update={"source": "cli", "previous": previous})
            previous = line_hash(forged)
            row = update(tables.audit).where(tables.audit.c.sequence == line.sequence)
            connection.execute(row.values(source="cli", previous=forged.previous, hash=previous))
        connection.execute(update(tables.audit_end).values(head=previous))
    assert list(store.verify()) == []
    watch.look()
    assert told() == [(20, "altered")]
    assert watch.is_broken
