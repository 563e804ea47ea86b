"""The story is told on a file and on a server."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from postgres import Server, programs, server


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    if programs() is None:
        pytest.skip("PostgreSQL's programs are not on this machine: apt install postgresql")
    with server() as running:
        yield running


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty store."""
    if request.param == "sqlite":
        return str(tmp_path / "cases.db")
    running: Server = request.getfixturevalue("postgres")
    return running.database()
