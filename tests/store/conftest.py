"""The same tests on every store."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from postgres import Server, with_tables
from sowcheck.store.base import CaseStore
from sowcheck.store.connect import connect
from sowcheck.store.memory import MemoryStore


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
    return connect(with_tables(running.database()))
