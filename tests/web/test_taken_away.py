"""A case whose papers were taken away is shown, and says so where they are asked for."""

import pytest

from site_builders import deal
from sowcheck.core.people import Actor
from sowcheck.identity.base import By
from sowcheck.service import retention
from web_server import HOST, Running, files

pytestmark = pytest.mark.allow_hosts([HOST])
ADMIN = Actor(id="cli-1000", kind="service", roles=("admin",))


def test_papers_and_reports_that_were_taken_away_are_gone_and_not_lost(server: Running) -> None:
    papers, _ = deal("F1")
    with server.machine("orchestrator") as flow, server.person("legal") as legal:
        case = flow.post(
            "/v1/cases",
            headers={"Idempotency-Key": "taken-away"},
            data={"reference": "006T"},
            files=files("documents", papers),
        ).json()
        place = f"/v1/cases/{case['id']}"
        assert legal.post(f"{place}/rejection", json={"reason": "Jo said no"}).status_code == 200
        by = By(ADMIN, server.clock(), "cli")
        retention.take_away_from(server.site, [case["id"]], "Article 17", by)
        for path in (f"{place}/report", f"{place}/documents/{case['documents'][0]['sha256']}"):
            answer = flow.get(path)
            assert answer.status_code == 410
            assert answer.json()["type"] == "urn:sowcheck:problem:taken-away"
            assert f"{server.clock():%Y-%m-%d}" in answer.json()["detail"]
        shown = flow.get(place).json()
        assert (shown["state"], shown["note"]) == ("rejected", "(taken away)")
        assert shown["taken_away"].startswith(f"{server.clock():%Y-%m-%d}")
