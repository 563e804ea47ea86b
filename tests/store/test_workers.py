"""Signs of life of workers, on both databases."""

from collections.abc import Iterator
from contextlib import closing

import pytest

from sowcheck.store.connect import connect_workers, engine_of
from sowcheck.store.schema import upgrade
from sowcheck.store.workers import SqlWorkers


@pytest.fixture
def workers(address: str) -> Iterator[SqlWorkers]:
    engine = engine_of(address)
    upgrade(engine)
    engine.dispose()
    with closing(connect_workers(address)) as made:
        yield made


def test_each_sign_of_life_is_counted(workers: SqlWorkers) -> None:
    for _ in range(3):
        workers.beat("a")
    workers.beat("b")
    assert workers.beats() == {"a": 3, "b": 1}


def test_a_worker_that_was_struck_off_by_mistake_is_known_again_with_its_next_sign(workers: SqlWorkers) -> None:
    workers.beat("a")
    workers.forget(["a", "nobody"])
    assert workers.beats() == {}
    workers.beat("a")
    assert workers.beats() == {"a": 1}
