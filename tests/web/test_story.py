"""A case from its review to its sign-off over HTTP: who may do what, and what each step leaves."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest

from gate_builders import analysis, finding
from web_builders import PRICE, TERM, in_review
from web_server import HOST, Running

pytestmark = pytest.mark.allow_hosts([HOST])


def step(client: httpx.Client, case: str, what: str, **body: Any) -> dict[str, Any]:
    """The case, or the problem, after a step."""
    found: dict[str, Any] = client.post(f"/v1/cases/{case}/{what}", json=body or None).json()
    return found


def seen(client: httpx.Client, case: str) -> int:
    """The number of the case as it is shown now."""
    number: int = client.get(f"/v1/cases/{case}").json()["number"]
    return number


def sign(client: httpx.Client, case: str, role: str) -> dict[str, Any]:
    """Look at the case, and sign."""
    return step(client, case, "signatures", role=role, seen=seen(client, case))


def confirm(client: httpx.Client, case: str, fingerprint: str) -> dict[str, Any]:
    """Look at the case, and agree to a decision."""
    return step(client, case, f"findings/{fingerprint}/confirmation", seen=seen(client, case))


def waive(client: httpx.Client, case: str, fingerprint: str) -> dict[str, Any]:
    step(client, case, f"findings/{fingerprint}/evidence")
    reason = "agreed by phone with the customer"
    return step(client, case, f"findings/{fingerprint}/decision", resolution="accept_with_waiver", reason=reason)


def test_four_people_bring_a_case_to_its_sign_off(server: Running) -> None:
    case = in_review(server, "story-1")
    with (
        server.person("finance") as fay,
        server.person("finance") as finn,
        server.person("legal") as lea,
        server.person("delivery_ops") as dan,
    ):
        shown = fay.get(f"/v1/cases/{case}").json()
        assert (shown["state"], shown["waiting_for"], shown["open_findings"]) == ("in_review", "decisions", 2)
        assert sign(fay, case, "finance")["detail"].startswith("2 findings are not settled")
        blind = f"findings/{PRICE.fingerprint}/decision"
        said = step(fay, case, blind, resolution="accept_with_waiver", reason="looks right")
        assert "has not opened the evidence" in said["detail"]
        shown = waive(fay, case, PRICE.fingerprint)
        (price,) = (each for each in shown["findings"] if each["field"] == PRICE.field)
        assert (price["settled"], price["needs_second"]) == (False, True)
        assert price["decision"]["reason"] == "agreed by phone with the customer"
        alone = confirm(fay, case, PRICE.fingerprint)
        assert alone["type"] == "urn:sowcheck:problem:not-allowed"
        step(finn, case, f"findings/{PRICE.fingerprint}/evidence")
        confirm(finn, case, PRICE.fingerprint)
        waive(lea, case, TERM.fingerprint)
        step(dan, case, f"findings/{TERM.fingerprint}/evidence")
        shown = confirm(dan, case, TERM.fingerprint)
        assert (shown["open_findings"], shown["waiting_for"]) == (0, "approvals")
        assert {each["role"] for each in shown["missing_approvals"]} == {"finance", "delivery_ops"}
        shown = sign(finn, case, "finance")
        assert [(each["role"], each["holds"]) for each in shown["signatures"]] == [("finance", True)]
        assert shown["state"] == "in_review"
        assert sign(dan, case, "delivery_ops")["state"] == "signed_off"
    assert not list(server.site.store.verify())


def test_whoever_opens_the_evidence_sees_both_sides_and_is_on_record(server: Running) -> None:
    case = in_review(server, "story-11")
    with server.person("finance") as fay:
        seen = step(fay, case, f"findings/{PRICE.fingerprint}/evidence")
        assert [each["quote"] for each in seen["assumptions"]] == ["EUR 184,000.00"]
        assert [(each["path"], each["raw"]) for each in seen["record_values"]] == [("Amount", "170000.0")]
        assert seen["discrepancy"]["id"] == "d-1"
        assert step(fay, case, f"findings/{'0' * 64}/evidence")["type"].endswith("not-yet")
    opened = [line for line in server.site.store.audit(case_id=case) if line.type == "evidence_opened"]
    assert [line.payload for line in opened] == [{"type": "evidence_opened", "finding": PRICE.fingerprint}]


def test_somebody_is_asked_by_login_and_answers(server: Running) -> None:
    case, lena = in_review(server, "story-2"), server.user("legal")
    with server.person("finance") as fay, server.signed_in(lena) as lea:
        step(fay, case, f"findings/{PRICE.fingerprint}/evidence")
        question = {"resolution": "needs_info", "reason": "Which holds?", "due": "2026-06-03T12:00:00+02:00"}
        where = f"findings/{PRICE.fingerprint}"
        assert step(fay, case, f"{where}/decision", **question, asked="nobody@example.com")["status"] == 422
        shown = step(fay, case, f"{where}/decision", **question, asked=lena.login)
        assert shown["findings"][0]["decision"]["asked"] == lena.id
        assert step(fay, case, f"{where}/answer", answer="the paper")["type"].endswith("not-allowed")
        shown = step(lea, case, f"{where}/answer", answer="the paper")
        assert shown["findings"][0]["decision"]["answer"] == "the paper"


def test_a_decision_that_is_not_whole_is_told(server: Running) -> None:
    case = in_review(server, "story-3")
    with server.person("finance") as fay:
        where = f"findings/{PRICE.fingerprint}/decision"
        for resolution, more, message in (
            ("enter_value", {}, "enter_value needs `value`: what holds"),
            ("update_record", {"value": 7}, "`value` belongs to enter_value alone"),
            ("needs_info", {}, "needs_info needs `asked`, who shall answer, and `due`, until when"),
            ("update_record", {"due": "2026-06-03T12:00:00Z"}, "`asked` and `due` belong to needs_info alone"),
        ):
            said = step(fay, case, where, resolution=resolution, reason="both wrong", **more)
            assert (said["status"], said["detail"]) == (422, f"body: {message}")


def test_what_is_wrong_with_a_request_is_told_in_plain_words(server: Running) -> None:
    case = in_review(server, "story-3b")
    with server.person("finance") as fay:
        where, question = f"findings/{PRICE.fingerprint}/decision", {"resolution": "needs_info", "asked": "u-1"}
        said = step(fay, case, where, **question, due="2026-06-03T12:00:00", why="?")
        assert {each["where"]: each["message"] for each in said["faults"]} == {
            "body.reason": "It is missing.",
            "body.why": "Nothing of this name is known here.",
            "body.due": "It does not say its time zone; write it like 2026-06-01T12:00:00Z.",
        }
        said = step(fay, case, "findings/d-1/decision", resolution="update_record", reason="As signed.")
        assert said["detail"] == "path.fingerprint: It is no SHA-256, which has 64 hexadecimal digits; cases show it."


def test_the_report_is_shown_in_the_form_that_is_asked_for(server: Running) -> None:
    case = in_review(server, "story-4")
    with server.person("legal") as lea:
        url = f"/v1/cases/{case}/report"
        assert lea.get(url).json()["schema"] == "sowcheck.report/1"
        page = lea.get(url, headers={"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"})
        assert (page.text, page.headers["content-type"]) == ("<p>Report", "text/html; charset=utf-8")
        assert "sandbox" in page.headers["content-security-policy"]
        assert lea.get(url, headers={"Accept": "application/pdf"}).status_code == 406


def test_a_case_that_was_rejected_takes_no_signature(server: Running) -> None:
    case = in_review(server, "story-5")
    with server.person("finance") as fay:
        assert step(fay, case, "rejection", reason="the annex is missing")["state"] == "rejected"
        said = sign(fay, case, "finance")
        assert (said["status"], said["type"]) == (409, "urn:sowcheck:problem:illegal-step")
        assert said["detail"] == "The case is rejected: it cannot let anybody sign."


def test_a_case_takes_the_place_of_another_that_is_here(server: Running) -> None:
    old, new = in_review(server, "story-6"), in_review(server, "story-7")
    with server.machine("orchestrator") as flow:
        assert step(flow, old, "supersession", by=old)["status"] == 422
        assert step(flow, old, "supersession", by="case-none")["status"] == 404
        shown = step(flow, old, "supersession", by=new)
        assert (shown["state"], shown["note"]) == ("superseded", new)


def test_a_paper_of_another_case_is_not_shown(server: Running) -> None:
    case = in_review(server, "story-8")
    with server.machine("orchestrator") as flow:
        elsewhere = flow.post("/v1/contents", content=b"of nobody's case").json()["sha256"]
        assert flow.get(f"/v1/cases/{case}/documents/{elsewhere}").status_code == 404


def test_two_people_who_decide_at_once_are_both_heard(server: Running) -> None:
    """Whoever comes second is looked at in the light of what the first did; nothing is lost."""
    findings = [finding(f"d-{number}", "price.services_total", "high", owner="finance") for number in range(8)]
    case = in_review(server, "story-9", analysis(*findings))
    with server.person("finance") as fay, server.person("finance") as finn, ThreadPoolExecutor(8) as pool:
        done = pool.map(
            lambda pair: waive(pair[0], case, pair[1].fingerprint), zip([fay, finn] * 4, findings, strict=True)
        )
        assert all("id" in each for each in done)
        shown = fay.get(f"/v1/cases/{case}").json()
    assert all(each["decision"] is not None for each in shown["findings"])
    assert not list(server.site.store.verify())


def test_two_approvers_at_once_open_the_gate_once(server: Running) -> None:
    case = in_review(server, "story-12", analysis())
    with server.person("finance") as fay, server.person("delivery_ops") as dan, ThreadPoolExecutor(8) as pool:
        signing, number = [(fay, "finance"), (dan, "delivery_ops")] * 4, seen(fay, case)
        done = list(pool.map(lambda each: step(each[0], case, "signatures", role=each[1], seen=number), signing))
        assert all("id" in each for each in done), done
        assert fay.get(f"/v1/cases/{case}").json()["state"] == "signed_off"
    types = [line.type for line in server.site.store.audit(case_id=case)]
    assert sorted(types[-3:]) == ["gate_opened", "signed", "signed"]
    assert not list(server.site.store.verify())


def test_cases_are_listed_a_page_at_a_time(server: Running) -> None:
    with server.machine("orchestrator") as flow:
        for number in range(5):
            headers = {"Idempotency-Key": f"page-{number}"}
            assert flow.post("/v1/cases", headers=headers, json={"reference": "page"}).status_code == 201
        found: list[str] = []
        query: dict[str, str | int] = {"reference": "page", "limit": 2}
        while True:
            page = flow.get("/v1/cases", params=query).json()
            found += [each["id"] for each in page["cases"]]
            if page["next"] is None:
                break
            query["after"] = page["next"]
        assert len(found) == len(set(found)) == 5
        assert flow.get("/v1/cases", params={"reference": "page", "state": "released"}).json()["cases"] == []
