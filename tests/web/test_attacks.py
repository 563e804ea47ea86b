"""What somebody tries who wants a deal out without the people that it takes, or wants to leave no trace."""

import itertools
from typing import Any

import httpx
import pytest

from gate_builders import analysis
from sowcheck.core.analyses import Analysis
from sowcheck.core.identities import User
from sowcheck.core.people import Role
from sowcheck.gate import casework
from sowcheck.identity.base import By
from sowcheck.service import releasing
from sowcheck.service.desk import PROGRAM, Desk
from web_builders import PRICE, in_review, reported
from web_server import ADMIN, HOST, Running

pytestmark = pytest.mark.allow_hosts([HOST])
_numbers = itertools.count(1)
Json = dict[str, Any]


def reviewed(server: Running, check: Analysis | None = None) -> str:
    return in_review(server, f"attack-{next(_numbers)}", check or analysis())


def post(client: httpx.Client, case: str, what: str, **body: Any) -> Json:
    found: Json = client.post(f"/v1/cases/{case}/{what}", json=body).json()
    return found


def signs(client: httpx.Client, case: str, role: Role) -> Json:
    return post(client, case, "signatures", role=role, seen=client.get(f"/v1/cases/{case}").json()["number"])


def change(server: Running, user: User, **changes: Any) -> None:
    by = By(ADMIN, server.clock(), "test")
    server.site.directory.change_user(user.id, lambda known: known.model_copy(update=changes), by)


def test_one_person_in_two_browsers_and_two_roles_signs_once(server: Running) -> None:
    case, both = reviewed(server), server.user("finance", "delivery_ops")
    with server.signed_in(both) as here, server.signed_in(both) as there:
        assert signs(here, case, "finance")["state"] == "in_review"
        assert "signed this case in another role" in signs(there, case, "delivery_ops")["detail"]
        assert signs(there, case, "finance")["state"] == "in_review"
        assert len(here.get(f"/v1/cases/{case}").json()["signatures"]) == 1


def test_an_administrator_signs_nothing_and_reads_no_deal(server: Running) -> None:
    case = reviewed(server)
    with server.person("admin") as admin:
        for role in ("finance", "delivery_ops"):
            assert post(admin, case, "signatures", role=role, seen=4)["type"].endswith("no-role")
        assert admin.get(f"/v1/cases/{case}").status_code == 403


@pytest.mark.parametrize("lost", [{"disabled": True}, {"roles": ("auditor",)}], ids=["disabled", "without the role"])
def test_a_signature_counts_as_it_was_given_and_says_that_its_signer_could_not_sign_today(
    server: Running, lost: Json
) -> None:
    case, fay = reviewed(server), server.user("finance")
    with server.signed_in(fay) as client, server.person("delivery_ops") as dan:
        (signature,) = signs(client, case, "finance")["signatures"]
        assert (signature["holds"], signature["still_may"]) == (True, True)
        change(server, fay, **lost)
        assert client.get(f"/v1/cases/{case}").status_code == 401
        (signature,) = dan.get(f"/v1/cases/{case}").json()["signatures"]
        assert (signature["holds"], signature["still_may"]) == (True, False)
        assert signs(dan, case, "delivery_ops")["state"] == "signed_off"


def test_whoever_lost_a_role_since_they_looked_signs_no_more(server: Running) -> None:
    case, fay = reviewed(server), server.user("finance", "legal")
    with server.signed_in(fay) as before:
        change(server, fay, roles=("legal",))
        assert post(before, case, "signatures", role="finance", seen=4)["status"] == 401
    with server.signed_in(fay.model_copy(update={"roles": ("legal",)})) as after:
        assert signs(after, case, "finance")["type"].endswith("not-allowed")


def test_a_paper_that_comes_after_the_last_signature_keeps_the_case_from_being_released(server: Running) -> None:
    case = reviewed(server)
    with server.person("finance") as fay, server.person("delivery_ops") as dan, server.machine("orchestrator") as flow:
        signs(fay, case, "finance")
        assert signs(dan, case, "delivery_ops")["state"] == "signed_off"
        sent = {"documents": ("sow.txt", b"The fee is EUR 1,184,000.")}
        assert flow.post(f"/v1/cases/{case}/inputs", files=sent).json()["state"] == "received"
        assert releasing.release(server.site, case).case.state == "received"
        assert flow.get(f"/v1/cases/{case}/handoff").status_code == 404


def test_a_case_that_was_rejected_does_not_come_back(server: Running) -> None:
    case = reviewed(server, analysis(PRICE))
    with server.person("finance", "legal") as fay, server.machine("orchestrator") as flow:
        assert post(fay, case, "rejection", reason="never agreed")["state"] == "rejected"
        calls = [
            flow.post(f"/v1/cases/{case}/inputs", files={"documents": ("sow.txt", b"other")}),
            fay.post(f"/v1/cases/{case}/findings/{PRICE.fingerprint}/evidence"),
            fay.post(f"/v1/cases/{case}/signatures", json={"role": "finance", "seen": 1}),
        ]
        assert {each.json()["type"] for each in calls} == {"urn:sowcheck:problem:illegal-step"}
        assert releasing.release(server.site, case).case.state == "rejected"


def test_evidence_that_was_not_shown_was_not_opened(server: Running) -> None:
    case, site = reviewed(server), server.site
    other = analysis(PRICE)
    empty = other.model_copy(update=reported(site, analysis()))
    desk = Desk(site)
    with server.machine("orchestrator") as flow:
        flow.post(f"/v1/cases/{case}/inputs", files={"documents": ("sow.txt", b"other")})
    desk.take(case, lambda known: casework.validate(known, (), PROGRAM, site.clock()), PROGRAM, "sowcheck")
    desk.take(case, lambda known: casework.analyse(known, empty, PROGRAM, site.clock()), PROGRAM, "sowcheck")
    with server.person("finance") as fay:
        assert post(fay, case, f"findings/{PRICE.fingerprint}/evidence")["type"].endswith("not-there")
        said = {"resolution": "accept_with_waiver", "reason": "looks right"}
        assert "has not opened" in post(fay, case, f"findings/{PRICE.fingerprint}/decision", **said)["detail"]


@pytest.mark.parametrize(
    "document",
    [
        "file:///etc/passwd",
        {"name": "a", "url": "http://169.254.169.254/latest/meta-data/"},
        {"name": "a", "sha256": "0" * 64, "url": "file:///etc/passwd"},
        {"name": "a", "sha256": "../../../etc/passwd"},
        {"name": "a", "sha256": "0" * 63 + "\n"},
    ],
)
def test_a_case_names_files_by_their_hashes_and_nothing_is_fetched_for_it(server: Running, document: Any) -> None:
    with server.machine("orchestrator") as flow:
        key = {"Idempotency-Key": f"attack-{next(_numbers)}"}
        answer = flow.post("/v1/cases", headers=key, json={"reference": "x", "documents": [document]})
    assert (answer.status_code, answer.json()["type"]) == (422, "urn:sowcheck:problem:invalid")


def test_a_name_leads_nowhere_else_and_makes_no_header(server: Running) -> None:
    with server.machine("orchestrator") as flow:
        name = "../../../../tmp/x\r\nSet-Cookie: a=b\r\n.html"
        key = {"Idempotency-Key": f"attack-{next(_numbers)}"}
        files = {"documents": (name, b"<script>alert(1)</script>", "text/html")}
        made = flow.post("/v1/cases", headers=key, data={"reference": "x"}, files=files).json()
        paper = flow.get(f"/v1/cases/{made['id']}/documents/{made['documents'][0]['sha256']}")
        assert "set-cookie" not in paper.headers
        assert paper.headers["content-disposition"].startswith("attachment; ")
        assert "default-src 'none'" in paper.headers["content-security-policy"]


def test_a_key_that_stands_for_a_case_stands_for_no_other(server: Running) -> None:
    """Not even where an event has begun a case that waits for just these papers."""
    subject = f"006{next(_numbers):012}AAA"
    won = {
        "specversion": "1.0",
        "id": subject,
        "source": "/crm",
        "type": "io.sowcheck.crm.opportunity.won.v1",
        "subject": subject,
        "time": "2026-06-01T11:00:00Z",
    }
    with server.machine("orchestrator") as flow, server.machine("orchestrator") as other:
        key = {"Idempotency-Key": "the-key"}
        first = flow.post("/v1/cases", headers=key, json={"reference": "x"}).json()
        event = {"Content-Type": "application/cloudevents+json"}
        assert flow.post("/v1/events", headers=event, json=won).json()["outcomes"][0]["result"] == "applied"
        for body in ({"reference": subject}, {"reference": "y"}):
            assert flow.post("/v1/cases", headers=key, json=body).json()["type"].endswith("key-used")
        assert flow.post("/v1/cases", headers=key, json={"reference": "x"}).json()["id"] == first["id"]
        assert other.post("/v1/cases", headers=key, json={"reference": "x"}).json()["id"] != first["id"]


def test_a_call_that_no_page_of_ours_sent_is_on_record(server: Running) -> None:
    user, case = server.user("finance"), reviewed(server)
    with server.signed_in(user) as fay:
        del fay.headers["X-CSRF-Token"]
        assert signs(fay, case, "finance")["type"].endswith("csrf")
    line = list(server.site.store.audit())[-1]
    assert (line.actor.id, line.type, line.status) == (user.id, "refused", "refused")
    assert line.payload == {"route": "sign", "why": "csrf"}


def test_what_nobody_vouches_for_fills_the_audit_from_no_network(server: Running) -> None:
    """Whoever has one address of the new protocol has as many as they like."""
    before = server.site.store.head()[0]
    statuses = []
    with server.anonymous() as client:
        for number in range(40):
            address = {"X-Forwarded-For": f"2001:db8:1:2::{number:x}"}
            statuses.append(client.post("/v1/events", json={"number": number}, headers=address).status_code)
    assert statuses.count(429) == 10
    assert server.site.store.head()[0] - before == 30
