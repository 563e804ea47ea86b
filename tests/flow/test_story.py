"""The whole way of a deal, as its people and machines go it: over HTTP, at a server that runs as a process of its own."""

from pathlib import Path

import pytest

from flow_builders import (
    OPPORTUNITY,
    bundle_in,
    bundle_of,
    closed_won,
    corrected_records,
    decide_all,
    papers,
    post,
    seen,
    soon,
    story_teller,
    taken_by,
    told,
    until,
    view,
)
from service_process import command, served
from webhook_receiver import HOST, Receiver, answers

pytestmark = pytest.mark.allow_hosts([HOST])


def test_a_deal_that_was_won_is_handed_over_once_four_people_have_settled_it(store: str, tmp_path: Path) -> None:
    # Each of the two targets once: a folder, and a receiver of webhooks.
    handoffs = None if store.startswith("postgresql") else tmp_path / "handoffs"
    with (
        Receiver([answers(503)]) as delivery,
        served(store, tmp_path / "contents", environment=told(delivery.url, tmp_path, handoffs)) as service,
    ):
        flow, people = service.machine(), story_teller(service)

        # Salesforce says that the deal is won, twice, as it does.
        for _ in range(2):
            post(flow, "/v1/events", closed_won())
        (row,) = flow.get("/v1/cases", params={"reference": OPPORTUNITY}).json()["cases"]
        id_ = row["id"]
        missing = until(flow, id_, lambda case: case["waiting_for"] == "tasks")
        assert {each["kind"] for each in missing["tasks"]} >= {"missing_document", "missing_record"}

        # The orchestrator hands in the papers and the records; the program checks them.
        answer = flow.post(f"/v1/cases/{id_}/inputs", files=papers())
        assert answer.status_code == 200, answer.text
        case = until(flow, id_, lambda case: case["state"] == "in_review")
        assert {"SC201", "SC202"} <= {each["code"] for each in case["findings"] if each["blocks"]}
        assert flow.get(f"/v1/cases/{id_}/report").json()["reference"] == OPPORTUNITY
        assert case["tasks"] == []

        # Nobody signs yet, no machine ever does, and nobody decides without having looked.
        post(people["finance"], f"/v1/cases/{id_}/signatures", {"role": "finance", **seen(flow, id_)}, refused=409)
        post(flow, f"/v1/cases/{id_}/signatures", {"role": "finance", **seen(flow, id_)}, refused=403)
        price = next(each for each in case["findings"] if each["code"] == "SC201")
        contract_wins = {"resolution": "update_record", "reason": "The record follows the signed paper."}
        decision = f"/v1/cases/{id_}/findings/{price['fingerprint']}/decision"
        post(people["sales_ops"], decision, contract_wins, refused=409)
        post(people["legal"], decision, contract_wins, refused=403)

        # Each of the four decides on what their role owns; finance agrees to the waiver of delivery.
        for role, person in people.items():
            decide_all(person, case, role, waive=["SC202"])
        waived = next(each for each in case["findings"] if each["code"] == "SC202")
        post(people["finance"], f"/v1/cases/{id_}/findings/{waived['fingerprint']}/evidence")
        agree = f"/v1/cases/{id_}/findings/{waived['fingerprint']}/confirmation"
        post(people["delivery_ops"], agree, seen(flow, id_), refused=403)
        post(people["finance"], agree, seen(flow, id_))

        # The price still differs: sales corrects the record, and only what it touches is open again.
        assert [each["code"] for each in view(flow, id_)["findings"] if not each["settled"]] == ["SC201"]
        answer = flow.post(f"/v1/cases/{id_}/inputs", files=corrected_records())
        assert answer.status_code == 200, answer.text
        case = until(
            flow,
            id_,
            lambda case: case["state"] == "in_review" and "SC201" not in [f["code"] for f in case["findings"]],
        )
        for role, person in people.items():
            decide_all(person, case, role)
        assert [each["code"] for each in view(flow, id_)["findings"] if not each["settled"]] == []

        # Each role that the policy names signs; the last signature opens the gate, and the program releases.
        required = [each["role"] for each in view(flow, id_)["required_approvals"]]
        assert len(required) >= 3
        for role in required:
            post(people[role], f"/v1/cases/{id_}/signatures", {"role": role, **seen(people[role], id_)})
        case = until(flow, id_, lambda case: case["state"] == "acknowledged")
        soon(lambda: len(taken_by(delivery, "io.sowcheck.handoff.acknowledged.v1")) == 1)

        # Delivery heard of it once, in a message that it can trust, though its server was down at first.
        (released,) = taken_by(delivery, "io.sowcheck.handoff.released.v1")
        assert released["data"]["opportunity_id"] == OPPORTUNITY
        assert {each["role"] for each in released["data"]["approvals"]} == set(required)
        assert len({each["user"] for each in released["data"]["approvals"]}) == len(required)
        events = flow.get(f"/v1/cases/{id_}/events", params={"limit": 500}).json()["events"]
        assert [each["type"] for each in events].count("released") == 1

    # What was handed over is what people signed, and the record of it all is whole.
    bundle, digest = bundle_in(handoffs) if handoffs else bundle_of(released)
    assert bundle["schema"] == "sowcheck.handoff/1"
    assert digest == released["data"]["bundle_sha256"]
    assert "The audit is whole" in command("audit", "verify", "--store", store)
