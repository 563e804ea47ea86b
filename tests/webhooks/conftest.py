"""The same tests on a file and on a server."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from postgres import Server, programs, server
from site_builders import Clock
from sowcheck.store.connect import engine_of
from sowcheck.store.schema import upgrade


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    if programs() is None:
        pytest.skip("PostgreSQL's programs are not on this machine: apt install postgresql")
    with server() as running:
        yield running


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a store with today's tables."""
    if request.param == "sqlite":
        return str(tmp_path / "cases.db")
    running: Server = request.getfixturevalue("postgres")
    address = running.database()
    engine = engine_of(address)
    upgrade(engine)
    engine.dispose()
    return address


@pytest.fixture
def clock() -> Clock:
    return Clock()
