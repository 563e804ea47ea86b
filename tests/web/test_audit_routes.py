"""The audit over HTTP, for those who check it."""

import csv
import io
import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from sowcheck.core.audit import AuditLine
from web_server import HOST, Running, running

pytestmark = pytest.mark.allow_hosts([HOST])


def test_every_line_comes_with_its_hash(server: Running) -> None:
    with server.machine("orchestrator") as flow, server.machine("auditor") as ada:
        headers = {"Idempotency-Key": "audit-1"}
        case = flow.post("/v1/cases", headers=headers, json={"reference": "=cmd|' /C calc'!A0"}).json()["id"]
        answer = ada.get("/v1/audit")
        lines = [AuditLine.model_validate_json(line) for line in answer.text.splitlines()]
        assert answer.headers["content-type"].startswith("application/jsonl")
        assert lines == list(server.site.store.audit())
        some = ada.get("/v1/audit", params={"case": case, "after": lines[-1].sequence - 1}).text
        assert [json.loads(line)["type"] for line in some.splitlines()] == ["received"]
        assert ada.get("/v1/audit", params={"case": "case-none"}).status_code == 404


def test_no_spreadsheet_takes_a_line_for_a_formula(server: Running) -> None:
    with server.machine("auditor") as ada:
        answer = ada.get("/v1/audit", headers={"Accept": "text/csv"})
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert len(rows) > 0
    assert not any(value.startswith(("=", "+", "-", "@")) for row in rows for value in row.values())


def test_an_altered_line_is_found(tmp_path: Path) -> None:
    with running(tmp_path) as server, server.machine("orchestrator") as flow, server.machine("auditor") as ada:
        flow.post("/v1/cases", headers={"Idempotency-Key": "1"}, json={"reference": "006X"})
        whole = ada.get("/v1/audit/verification").json()
        assert (whole["whole"], whole["faults"], whole["lines"]) == (True, [], server.site.store.head()[0])
        with closing(sqlite3.connect(tmp_path / "cases.db")) as database:
            (trigger,) = database.execute(
                "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'audit' AND sql LIKE '%UPDATE%'"
            ).fetchone()
            database.execute(f"DROP TRIGGER {trigger}")
            database.execute("UPDATE audit SET source = 'elsewhere' WHERE type = 'received'")
            database.commit()
        found = ada.get("/v1/audit/verification").json()
        assert not found["whole"]
        assert found["faults"][0]["fault"] == "altered"
