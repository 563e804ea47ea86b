"""Sites on every kind of store."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from postgres import Server, programs, server
from site_builders import site_in
from sowcheck.service.site import Site
from sowcheck.store.connect import engine_of
from sowcheck.store.memory import MemoryStore
from sowcheck.store.schema import upgrade


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    if programs() is None:
        pytest.skip("PostgreSQL's programs are not on this machine: apt install postgresql")
    with server() as running:
        yield running


@pytest.fixture(params=["memory", "sqlite", "postgresql"])
def any_site(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Site]:
    """A site with an empty store of each kind."""
    store = None
    if request.param == "postgresql":
        running: Server = request.getfixturevalue("postgres")
        store = running.database()
        engine = engine_of(store)
        upgrade(engine)
        engine.dispose()
    with site_in(tmp_path, store=store) as site:
        yield replace(site, store=MemoryStore()) if request.param == "memory" else site
