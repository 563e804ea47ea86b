"""The same tests on every store."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from postgres import Server, programs, server
from sowcheck.store.base import CaseStore
from sowcheck.store.connect import connect, engine_of
from sowcheck.store.memory import MemoryStore
from sowcheck.store.schema import upgrade


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    if programs() is None:
        pytest.skip("PostgreSQL's programs are not on this machine: apt install postgresql")
    with server() as running:
        yield running


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Of an empty database."""
    if request.param == "sqlite":
        return str(tmp_path / "cases.db")
    running: Server = request.getfixturevalue("postgres")
    return running.database()


@pytest.fixture(params=["memory", "sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[CaseStore]:
    """An empty store."""
    with closing(_made(request, tmp_path)) as made:
        yield made


def _made(request: pytest.FixtureRequest, tmp_path: Path) -> CaseStore:
    if request.param == "memory":
        return MemoryStore()
    if request.param == "sqlite":
        return connect(str(tmp_path / "cases.db"))
    running: Server = request.getfixturevalue("postgres")
    where = running.database()
    engine = engine_of(where)
    upgrade(engine)
    engine.dispose()
    return connect(where)
