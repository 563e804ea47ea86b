"""The same tests on a file and on a server."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from postgres import Server
from site_builders import site_in
from sowcheck.service.checking import Checker
from sowcheck.service.program import Program
from sowcheck.service.site import Site
from work_builders import made


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty store with an empty queue."""
    if request.param == "sqlite":
        return made(str(tmp_path / "cases.db"))
    running: Server = request.getfixturevalue("postgres")
    return made(running.database())


@pytest.fixture
def site(store: str, tmp_path: Path) -> Iterator[Site]:
    with site_in(tmp_path, store=store) as made_site:
        yield made_site


@pytest.fixture(scope="session")
def checker() -> Iterator[Checker]:
    with closing(Checker()) as running:
        yield running


@pytest.fixture
def program(site: Site, checker: Checker) -> Program:
    return Program(site, checker)
