"""What is asked all the time is looked up in an index, in the order in which it is wanted: no table is read as a whole."""

import datetime as dt
from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import Engine, event

from sowcheck.store.connect import engine_of
from sowcheck.store.deliveries import SqlDeliveries
from sowcheck.store.schema import upgrade
from sowcheck.store.sql import SqlStore

NOON = dt.datetime(2026, 11, 2, 12, tzinfo=dt.UTC)
ASKED: dict[str, Callable[[SqlStore, SqlDeliveries], object]] = {
    "a page of cases": lambda store, _: store.find(after="c-1"),
    "a page of cases in a state": lambda store, _: store.find(state="acknowledged", after="c-1"),
    "a page of cases of a deal": lambda store, _: store.find(reference="006X", after="c-1"),
    "how far a page of cases has come": lambda store, _: store.stands(after="c-1"),
    "how far a page of cases in a state has come": lambda store, _: store.stands(state="in_review", after="c-1"),
    "some cases of a page": lambda store, _: store.find(among=("c-2", "c-3")),
    "cases of a deal that other systems tell of": lambda store, _: store.linked("salesforce:006X"),
    "a page of tasks": lambda store, _: store.tasks(after="2026"),
    "a page of tasks of a role": lambda store, _: store.tasks(role="finance", after="2026"),
    "what follows in the audit": lambda store, _: list(store.audit(after=7)),
    "what follows in the audit of a case": lambda store, _: list(store.audit(case_id="c-1", after=7)),
    "what is due": lambda _, deliveries: deliveries.due(["psa"], NOON, 100),
    "a page of deliveries": lambda _, deliveries: deliveries.find(after=7),
    "whether a handoff was taken": lambda _, deliveries: deliveries.find(
        state="delivered", subscription="psa", case="c-1", type_="io.sowcheck.handoff.released.v1", limit=1
    ),
}
FEW = ("subscribers",)
"""Tables of a handful of rows."""


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    made = engine_of(str(tmp_path_factory.mktemp("plans") / "cases.db"))
    upgrade(made)
    yield made
    made.dispose()


@pytest.mark.parametrize("asked", ASKED.values(), ids=ASKED.keys())
def test_what_is_asked_often_is_looked_up_in_an_index(
    engine: Engine, asked: Callable[[SqlStore, SqlDeliveries], object]
) -> None:
    plan = plan_of(engine, asked)
    assert any("INDEX" in step or "PRIMARY KEY" in step for step in plan)
    assert [step for step in plan if step.startswith("SCAN") and not step.endswith(FEW)] == []
    assert [step for step in plan if "TEMP B-TREE" in step] == []


def test_what_waits_before_a_message_is_looked_up_by_its_case(engine: Engine) -> None:
    plan = plan_of(engine, ASKED["what is due"])
    assert [step for step in plan if "earlier" in step and "case_id=?" in step], plan


def plan_of(engine: Engine, asked: Callable[[SqlStore, SqlDeliveries], object]) -> list[str]:
    """How SQLite answers what is asked, step by step."""
    said: list[tuple[str, tuple[object, ...]]] = []

    def listen(_: object, __: object, statement: str, values: tuple[object, ...], *___: object) -> None:
        said.append((statement, values))

    event.listen(engine, "before_cursor_execute", listen)
    try:
        asked(SqlStore(engine), SqlDeliveries(engine))
    finally:
        event.remove(engine, "before_cursor_execute", listen)
    selects = [each for each in said if each[0].startswith("SELECT")]
    with engine.connect() as connection:
        return [
            str(row[3])
            for statement, values in selects
            for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
        ]
