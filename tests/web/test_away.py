"""A database that goes away and comes back: callers are told to come again, and then find everything."""

from collections.abc import Callable
from pathlib import Path

import httpx
import psycopg
import pytest

from postgres import programs, server
from sowcheck.store.connect import brought_up_to_date
from web_server import HOST, running


def _renamer(address: str) -> Callable[[str, str], None]:
    host = address.rpartition("host=")[2]

    def rename(old: str, new: str) -> None:
        with psycopg.connect(host=host, user="postgres", dbname="postgres", autocommit=True) as connection:
            connection.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", (old,))
            connection.execute(f'ALTER DATABASE "{old}" RENAME TO "{new}"')

    return rename


def hand_in(client: httpx.Client) -> httpx.Response:
    return client.post("/v1/cases", headers={"Idempotency-Key": "1"}, json={"reference": "006X"})


@pytest.mark.allow_hosts([HOST])
@pytest.mark.skipif(programs() is None, reason="PostgreSQL's programs are not on this machine: apt install postgresql")
def test_a_database_that_is_away_is_told_and_nothing_is_lost(tmp_path: Path) -> None:
    with server() as postgres:
        address = postgres.database()
        brought_up_to_date(address)
        name, rename = address.partition("@/")[2].partition("?")[0], _renamer(address)
        with running(tmp_path, store=address) as service, service.machine("orchestrator") as flow:
            case = hand_in(flow).json()["id"]
            rename(name, "away")
            for answer in (flow.get(f"/v1/cases/{case}"), hand_in(flow)):
                assert (answer.status_code, answer.json()["type"]) == (503, "urn:sowcheck:problem:store-unavailable")
                assert answer.headers["retry-after"]
                assert name not in answer.text
            assert flow.get("/health/ready").json()["type"].endswith("not-ready")
            assert flow.get("/health/live").status_code == 200
            rename("away", name)
            assert flow.get("/health/ready").status_code == 200
            assert hand_in(flow).json()["id"] == case
            assert [line.type for line in service.site.store.audit(case_id=case)] == ["received"]
            assert not list(service.site.store.verify())
