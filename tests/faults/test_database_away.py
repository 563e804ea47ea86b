"""A database that restarts, crashes or is locked while cases are in flight: everybody goes on by themselves."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing

import pytest

from fault_builders import FULL, Nursery, Place
from fault_clients import clients_at_work
from fault_server import MortalServer, mortal_server
from postgres import Server, programs
from postgres import server as postgres_server
from web_server import HOST
from work_builders import DONE, events, in_review, until

pytestmark = [pytest.mark.allow_hosts([HOST]), pytest.mark.usefixtures("whole")]

CASES = 40 if FULL else 4
AWAY = 10.0 if FULL else 1.0


@pytest.fixture(scope="module")
def postgres() -> Iterator[Server]:
    """A server of our own, since nobody else can use it meanwhile."""
    if programs() is None:
        pytest.skip("PostgreSQL's programs are not on this machine: apt install postgresql")
    with postgres_server() as running:
        yield running


@pytest.fixture
def server(place: Place, nursery: Nursery) -> Iterator[MortalServer]:
    with mortal_server(place, nursery) as running:
        yield running


@pytest.fixture
def workers(place: Place, nursery: Nursery) -> Iterator[None]:
    """Two workers, who are there at the end as they were at the beginning."""
    running = [nursery.start(**place.order("none")) for _ in range(2)]
    yield
    assert [nursery.stop(each) for each in running] == [0, 0]


@pytest.mark.parametrize("place", ["postgresql"], indirect=True)
@pytest.mark.parametrize("mode", ["fast", "immediate"])
@pytest.mark.usefixtures("workers")
def test_a_server_of_the_database_that_restarts_loses_and_doubles_nothing(
    place: Place, server: MortalServer, postgres: Server, mode: str
) -> None:
    with clients_at_work(server.callers.url, server.callers.token("orchestrator"), CASES) as clients:
        until(lambda: len(clients.cases) >= CASES // 2, seconds=30)
        with postgres.away(mode):
            assert not server.answers("/health/ready")
            assert server.answers("/health/live")
            time.sleep(AWAY)
        until(lambda: server.answers("/health/ready"), seconds=30)
    assert set(clients.told) <= {201, 503}
    until(lambda: in_review(place.site, *clients.cases.values()), seconds=90)
    assert {kept.case.id for kept in place.site.store.find(limit=1000)} == set(clients.cases.values())
    for case_id in clients.cases.values():
        assert events(place.site, case_id) == DONE


@pytest.mark.parametrize("place", ["sqlite"], indirect=True)
@pytest.mark.usefixtures("workers")
def test_a_file_that_somebody_else_locks_for_a_while_is_waited_for(place: Place, server: MortalServer) -> None:
    with clients_at_work(server.callers.url, server.callers.token("orchestrator"), CASES) as clients:
        until(lambda: len(clients.cases) >= CASES // 2, seconds=30)
        with closing(sqlite3.connect(place.store)) as cases, closing(sqlite3.connect(f"{place.store}.queue")) as queue:
            for connection in (cases, queue):
                connection.execute("PRAGMA busy_timeout = 30000")
                connection.execute("BEGIN EXCLUSIVE")
            taken = len(clients.cases)
            time.sleep(AWAY)
            assert len(clients.cases) <= taken + 2
            assert server.answers("/health/ready")
    assert set(clients.told) == {201}
    until(lambda: in_review(place.site, *clients.cases.values()), seconds=60)
    for case_id in clients.cases.values():
        assert events(place.site, case_id) == DONE
