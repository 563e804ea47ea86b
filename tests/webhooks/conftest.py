"""The same tests on a file and on a server."""

from pathlib import Path

import pytest

from postgres import Server, with_tables
from site_builders import Clock


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a store with today's tables."""
    if request.param == "sqlite":
        return str(tmp_path / "cases.db")
    running: Server = request.getfixturevalue("postgres")
    return with_tables(running.database())


@pytest.fixture
def clock() -> Clock:
    return Clock()
