"""What a case is now follows from its events: a view that another release kept is worked out anew."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Engine, delete, insert, select, update

from gate_builders import MACHINE, NOON, QUOTE, SOW, person
from sowcheck.core.case_events import Entry, TasksOpened
from sowcheck.core.tasks import Task
from sowcheck.gate import casework
from sowcheck.gate.keeping import take_away
from sowcheck.store import tables
from sowcheck.store.base import Kept
from sowcheck.store.connect import engine_of
from sowcheck.store.schema import upgrade
from sowcheck.store.sql import SqlStore
from sowcheck.store.views import form

TASK = Task(
    id="t-1", kind="missing_document", role="sales_ops", about="sow", message="No contract.", hint="", opened=NOON
)


@pytest.fixture
def engine(address: str) -> Iterator[Engine]:
    made = engine_of(address)
    upgrade(made)
    yield made
    made.dispose()


@pytest.fixture
def store(engine: Engine) -> SqlStore:
    return SqlStore(engine)


def taken_back(engine: Engine, revision: str) -> None:
    """Leaves the tables of an older release, with what they hold."""
    config = Config()
    config.set_main_option("script_location", "sowcheck.store:migrations")
    config.set_main_option("path_separator", "os")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, revision)


def begun(store: SqlStore, case_id: str) -> Kept:
    entries = casework.receive(f"ref-{case_id}", [SOW], [QUOTE], MACHINE, NOON)
    more = Entry(at=NOON, actor=MACHINE, event=TasksOpened(tasks=(TASK,)))
    return store.append(case_id, 0, [*entries, more], "api")


def made_old(engine: Engine, **changes: Any) -> None:
    """Every view is one of another release: `since` and `tasks` are not in it, and other things are."""
    row = tables.cases.c
    with engine.begin() as connection:
        for id_, view in connection.execute(select(row.id, row.view)).all():
            shape = {key: value for key, value in json.loads(view).items() if key not in ("since", "tasks")}
            values = {"view": json.dumps(shape | {"mood": "good"}), "form": "another", **changes}
            connection.execute(update(tables.cases).where(row.id == id_).values(**values))
        connection.execute(delete(tables.open_tasks))
        connection.execute(insert(tables.links).values(link="salesforce:gone", case_id="c-1"))


def forms(engine: Engine) -> set[str]:
    with engine.connect() as connection:
        return set(connection.execute(select(tables.cases.c.form)).scalars())


def test_a_view_of_another_release_is_shown_as_what_its_events_say(engine: Engine, store: SqlStore) -> None:
    first, second = begun(store, "c-1"), begun(store, "c-2")
    made_old(engine)
    assert store.load("c-1") == first
    assert store.find() == [first, second]
    assert store.find(state="received", reference="ref-c-2") == [second]


def test_a_step_on_an_old_view_is_a_step_on_the_case(engine: Engine, store: SqlStore) -> None:
    kept = begun(store, "c-1")
    made_old(engine)
    rejected = casework.reject(kept.case, "no", person("u-1", "sales_ops"), NOON)
    after = store.append("c-1", kept.number, rejected, "web")
    assert (after.case.state, after.number) == ("rejected", 3)
    assert store.load("c-1") == after
    assert forms(engine) == {form()}
    assert list(store.verify()) == []


def test_words_are_taken_from_a_case_with_an_old_view(engine: Engine, store: SqlStore) -> None:
    kept = begun(store, "c-1")
    kept = store.append("c-1", 2, casework.reject(kept.case, "Anna said no", person("u-1", "sales_ops"), NOON), "web")
    made_old(engine)
    entries = take_away(kept.case, "asked for", person("u-2", "admin"), NOON)
    after = store.redact("c-1", kept.number, entries, "cli")
    assert (after.case.note, after.case.taken_away) == ("(taken away)", NOON)
    assert store.load("c-1") == after


def test_old_views_are_kept_anew_some_at_a_time_with_what_follows_from_them(engine: Engine, store: SqlStore) -> None:
    cases = [begun(store, f"c-{number}") for number in range(3)]
    made_old(engine, state="validated")
    assert [store.renew(2), store.renew(2), store.renew(2)] == [2, 1, 0]
    assert forms(engine) == {form()}
    assert store.find() == store.find(state="received") == cases
    assert [each.case for each in store.tasks()] == ["c-0", "c-1", "c-2"]
    assert store.linked("salesforce:gone") == []
    assert store.linked("reference:ref-c-1") == ["c-1"]


def test_tables_of_the_release_before_are_brought_up_to_date_with_their_cases(engine: Engine, store: SqlStore) -> None:
    kept = begun(store, "c-1")
    taken_back(engine, "0007")
    upgrade(engine)
    assert forms(engine) == {""}
    assert store.load("c-1") == kept
    assert store.renew(10) == 1
