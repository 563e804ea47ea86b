"""`kill -9` of the server over a request: whoever sends it again, with the same key, comes to what is there once."""

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from fault_builders import FULL, Nursery, Place, on
from fault_server import MortalServer, mortal_server
from gate_builders import analysis
from site_builders import deal
from web_builders import PRICE, checked_by_hand
from web_server import HOST
from work_builders import SOW, events, in_review, until

pytestmark = [pytest.mark.allow_hosts([HOST]), pytest.mark.usefixtures("whole")]

STEP = ("append 1 before", "keep 1 before", "append 1 after")[not FULL :]
"""Before a step, in the midst of its transaction, and after it, before anybody is told."""
WRITING = ("rename 1 before", "rename 2 before", "rename 2 after")[not FULL : 3 if FULL else 2]
"""A file is written and has no name; the first has one, and the second none; both have one, and no case names them."""
WAIVED = {"resolution": "accept_with_waiver", "reason": "agreed by phone with the customer"}


@pytest.fixture
def server(place: Place, nursery: Nursery) -> Iterator[MortalServer]:
    with mortal_server(place, nursery) as running:
        yield running


def kept_whole(place: Place) -> None:
    """Whatever has the name of a hash is what was handed in."""
    contents = place.site.contents
    assert all(hashlib.sha256(contents.get(each)).hexdigest() == each for each in contents.hashes())


@on("sqlite")
def test_a_case_that_is_handed_in_again_after_a_kill_is_there_once(
    place: Place, nursery: Nursery, server: MortalServer
) -> None:
    record = deal("F1")[1][0]
    ids = []
    with server.callers.machine("orchestrator") as flow:
        for number, moment in enumerate((*WRITING, *STEP)):
            files = {
                "documents": ("sow.md", f"{SOW}\n\nVersion {number}.".encode()),
                "records": (record.name, record.read_bytes()),
            }

            key, reference = {"Idempotency-Key": f"deal-{number}"}, {"reference": f"006-{number}"}
            hand_in = partial(flow.post, "/v1/cases", headers=key, data=reference, files=files)
            answer = server.dies_over(moment, hand_in)
            assert answer.status_code == 201, (moment, answer.text)
            ids.append(answer.json()["id"])
            assert hand_in().json()["id"] == ids[-1]
    assert [kept.case.id for kept in place.site.store.find()] == sorted(ids)
    kept_whole(place)

    worker = nursery.start(**place.order("none"))
    until(lambda: in_review(place.site, *ids), seconds=40)
    assert nursery.stop(worker) == 0
    for case_id in ids:
        assert Counter(events(place.site, case_id)).most_common(1)[0][1] == 1, case_id


@on("sqlite")
def test_a_file_that_is_put_again_after_a_kill_is_there_once_and_whole(place: Place, server: MortalServer) -> None:
    with server.callers.machine("orchestrator") as flow:
        for moment in ("rename 1 before", "rename 1 after"):
            body = f"a large paper, {moment}".encode() * 100_000
            sha256 = hashlib.sha256(body).hexdigest()
            answer = server.dies_over(moment, partial(flow.put, f"/v1/contents/{sha256}", content=body))
            assert answer.json() == {"sha256": sha256, "size": len(body)}
            assert place.site.contents.get(sha256) == body
    assert len(list(place.site.contents.hashes())) == 2
    kept_whole(place)
    # What was half written lies there, and is taken for nothing.
    assert len([path for path in Path(place.contents).rglob("*") if path.is_file()]) == 3


@on("postgresql")
def test_a_decision_a_signature_and_papers_that_are_sent_again_after_a_kill_are_there_once(
    place: Place, server: MortalServer
) -> None:
    site = replace(place.site, clock=server.callers.clock)
    with server.callers.person("finance") as fay, server.callers.machine("orchestrator") as flow:
        for number, moment in enumerate(STEP):
            decided = checked_by_hand(site, f"decided-{number}", analysis(PRICE))
            signed = checked_by_hand(site, f"signed-{number}", analysis())
            fay.post(f"/v1/cases/{decided}/findings/{PRICE.fingerprint}/evidence")
            url = f"/v1/cases/{decided}/findings/{PRICE.fingerprint}/decision"
            answer = server.dies_over(moment, partial(fay.post, url, json=WAIVED))
            assert answer.json()["findings"][0]["decision"]["resolution"] == "accept_with_waiver", moment

            url = f"/v1/cases/{signed}/signatures"
            seen = fay.get(f"/v1/cases/{signed}").json()["number"]
            answer = server.dies_over(moment, partial(fay.post, url, json={"role": "finance", "seen": seen}))
            assert [each["role"] for each in answer.json()["signatures"]] == ["finance"], moment

            url, files = f"/v1/cases/{signed}/inputs", {"documents": ("annex.txt", b"Annex A")}
            answer = server.dies_over(moment, partial(flow.post, url, files=files))
            assert [each["name"] for each in answer.json()["documents"]] == ["sow.txt", "annex.txt"], moment

            assert Counter(events(site, decided))["decided"] == 1
            assert Counter(events(site, signed))["signed"] == Counter(events(site, signed))["inputs_changed"] == 1


@on("sqlite")
def test_an_event_that_is_delivered_again_after_a_kill_begins_one_case(place: Place, server: MortalServer) -> None:
    ids = []
    with server.callers.machine("orchestrator") as flow:
        for number, moment in enumerate(STEP):
            event = {
                "specversion": "1.0",
                "id": f"e-{number}",
                "source": "/crm",
                "type": "io.sowcheck.crm.opportunity.won.v1",
                "subject": f"006Hs00001LkQ{number}a",
                "time": "2026-06-01T10:00:00Z",
            }
            headers = {"Content-Type": "application/cloudevents+json"}
            answer = server.dies_over(moment, partial(flow.post, "/v1/events", json=event, headers=headers))
            (outcome,) = answer.json()["outcomes"]
            # It is known that the event was taken in exactly if it was.
            assert outcome["result"] == ("duplicate" if moment == "append 1 after" else "applied")
            ids += outcome["cases"]
    assert [kept.case.id for kept in place.site.store.find()] == sorted(ids)
    for case_id in ids:
        assert Counter(events(place.site, case_id))["received"] == Counter(events(place.site, case_id))["heard"] == 1
