"""A nursery of workers, a store on both databases, and what the cases have come to in the report of the tests."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from fault_builders import Nursery, Place, nursery_of_workers
from postgres import Server
from race_builders import Processes
from service_process import served
from site_builders import site_in
from sowcheck.work.queue import WorkQueue
from work_builders import made


@pytest.fixture(scope="session")
def nursery() -> Iterator[Nursery]:
    with nursery_of_workers() as running:
        yield running


@pytest.fixture(scope="session")
def two_processes(postgres: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Processes]:
    """Two servers over one store in PostgreSQL."""
    folder, store = tmp_path_factory.mktemp("two"), made(postgres.database())
    with served(store, folder / "contents", workers=0) as one, served(store, folder / "contents", workers=0) as other:
        yield Processes(store, folder, (one, other))


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    """An empty store with a queue."""
    if request.param == "sqlite":
        store = made(str(tmp_path / "cases.db"))
    else:
        running: Server = request.getfixturevalue("postgres")
        store = made(running.database())
    with site_in(tmp_path, store=store) as site:
        yield Place(site, store, str(tmp_path / "contents"), tmp_path)


@pytest.fixture
def queue(place: Place) -> Iterator[WorkQueue]:
    with closing(WorkQueue(place.store)) as made_queue:
        yield made_queue


@pytest.fixture
def whole(place: Place, record_property: Callable[[str, object], None]) -> Iterator[None]:
    """Afterwards the audit verifies, and the report of the tests says what has become of the cases."""
    yield
    assert list(place.site.store.verify()) == []
    states = Counter(kept.case.state for kept in place.site.store.find(limit=10_000))
    record_property("states", ", ".join(f"{count} {state}" for state, count in sorted(states.items())) or "no case")
