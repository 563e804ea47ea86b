"""People who read answers are told who it was; what is kept speaks of ids alone."""

import pytest

from sowcheck.identity.accounts import forgotten
from sowcheck.identity.base import By
from web_builders import TERM, in_review
from web_server import ADMIN, HOST, Running

pytestmark = pytest.mark.allow_hosts([HOST])


def test_a_case_says_who_is_behind_its_ids_until_somebody_is_forgotten(server: Running) -> None:
    case = in_review(server, "names-1")
    lea, dan = server.user("legal"), server.user("delivery_ops")
    said = {"resolution": "needs_info", "reason": "Which?", "asked": dan.login, "due": "2099-01-01T00:00:00Z"}
    with server.signed_in(lea) as client:
        shown = client.post(f"/v1/cases/{case}/findings/{TERM.fingerprint}/decision", json=said).json()
        assert {id_: each["login"] for id_, each in shown["people"].items()} == {lea.id: lea.login, dan.id: dan.login}
        server.site.directory.change_user(dan.id, forgotten, By(ADMIN, server.clock(), "test"))
        assert set(client.get(f"/v1/cases/{case}").json()["people"]) == {lea.id}


def test_a_refusal_names_the_person_by_login_and_the_audit_by_id(server: Running) -> None:
    case, fay = in_review(server, "names-2"), server.user("finance")
    said = {"resolution": "update_record", "reason": "As signed."}
    with server.signed_in(fay) as client:
        answer = client.post(f"/v1/cases/{case}/findings/{TERM.fingerprint}/decision", json=said).json()
        assert answer["detail"] == f"{fay.login} does not hold the role legal that it takes to decide on it."
        no_role = client.get("/v1/audit").json()
        assert no_role["detail"].startswith(f"{fay.login} is finance, which may not do this")
    lines = [line for line in server.site.store.audit(case_id=case) if line.type == "refused"]
    assert lines
    assert fay.id in lines[-1].model_dump_json()
    assert not any(fay.login in line.model_dump_json() for line in server.site.store.audit())
