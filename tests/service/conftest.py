"""Sites on every kind of store."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from intake_builders import SECRETS
from postgres import Server, with_tables
from site_builders import site_in
from sowcheck.service.site import Site
from sowcheck.store.memory import MemoryStore


@pytest.fixture(params=["memory", "sqlite", "postgresql"])
def any_site(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Site]:
    """A site with an empty store of each kind."""
    store = None
    if request.param == "postgresql":
        running: Server = request.getfixturevalue("postgres")
        store = with_tables(running.database())
    with site_in(tmp_path, store=store) as site:
        yield replace(site, store=MemoryStore()) if request.param == "memory" else site


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """A site that takes events in, quickly: its store is in memory."""
    with site_in(tmp_path) as made:
        yield replace(made, store=MemoryStore(), secrets=SECRETS)
