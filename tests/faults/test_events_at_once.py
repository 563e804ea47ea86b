"""Events and papers come in the same moment, twice and in any order: each deal is one case, and says what it says in order."""

import datetime as dt
import json
import random
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from typing import Any, NamedTuple

import httpx
import pytest

from fault_builders import FULL, Nursery, Place
from intake_builders import NOON, SECRETS, change_event, connect, from_docusign, from_hubspot, message, stage_change
from race_builders import problem
from site_builders import Clock, deal
from sowcheck.core.casefile import CaseFile
from sowcheck.gate.program import next_job
from sowcheck.intake.message import Message
from sowcheck.records.ids import one_spelling
from taking_in_builders import cloud, opportunity, stamp
from web_server import HOST, Running, serving
from work_builders import SOW, until

pytestmark = pytest.mark.allow_hosts([HOST])

ROUNDS = 12 if FULL else 1
Call = Callable[[httpx.Client], httpx.Response]


class Deal(NamedTuple):
    """A deal with its papers and what its systems say about it."""

    name: str
    envelope: str
    files: list[tuple[str, tuple[str, bytes]]]
    said: list[Message]


def salesforce_deal(number: int, kind: str) -> Deal:
    """A deal of Salesforce; what is said of it depends on its kind."""
    name, envelope, key = one_spelling(f"006{number:012}"), f"e{number:07}-aaaa", f"{number}"
    record = json.loads(deal("F1")[1][0].read_bytes())
    record["records"][0] |= {"Id": name, "LastModifiedDate": NOON.isoformat(), "SystemModstamp": NOON.isoformat()}
    signing = {"envelopeId": envelope, "status": "sent", "recipients": {"signers": []}, "envelopeDocuments": []}
    event = partial(opportunity, subject=name)
    partly = change_event(name, transactionKey=f"p-{key}", commitTimestamp=stamp(1))
    partly["payload"] = {"ChangeEventHeader": partly["payload"]["ChangeEventHeader"] | {"changedFields": []}}
    gap = change_event(name, changeType="GAP_UPDATE", transactionKey=f"g-{key}", commitTimestamp=stamp(2))
    everything = change_event("006*", changeType="GAP_OVERFLOW", transactionKey=f"a-{key}", commitTimestamp=stamp(3))
    task = change_event(f"00T{number:012}", entityName="Task", transactionKey=f"n-{key}", commitTimestamp=stamp(1))
    said = [
        event("won", f"w-{key}"),
        task,
        *{
            "changed": [event("changed", f"c-{key}", 2), event("changed", f"d-{key}", 1), partly],
            "lost and won": [event("lost", f"l-{key}", 1), event("won", f"v-{key}", 2), gap],
            "gone": [event("changed", f"c-{key}", 1), event("DELETE", f"x-{key}", 2), everything],
        }[kind],
    ]
    envelopes = [
        connect(what, envelopeId=spelt) | {"generatedDateTime": (NOON + dt.timedelta(minutes=minutes)).isoformat()}
        for what, spelt, minutes in (
            ("envelope-sent", envelope, 1),
            ("envelope-voided", envelope.upper(), 2),
            *([("envelope-completed", envelope, 3)] if kind == "changed" else []),
        )
    ]
    files = [
        ("documents", ("sow.md", SOW.encode())),
        ("records", ("opportunity.json", json.dumps(record).encode())),
        ("records", ("envelope.json", json.dumps(signing).encode())),
    ]
    signed = [from_docusign(each, "connect-key") for each in envelopes]
    return Deal(
        name, envelope, files, [*map(message, said), cloud("crm.opportunity.won", f"o-{key}", name[:15]), *signed]
    )


def hubspot_deal(number: int, url: str) -> Deal:
    """A deal of HubSpot, which sends several changes at once."""
    record = json.loads(deal("F3")[1][0].read_bytes())
    record["id"] = record["properties"]["hs_object_id"] = str(number)
    record["updatedAt"] = record["properties"]["hs_lastmodifieddate"] = NOON.isoformat()
    changed: dict[str, Any] = {"propertyName": "amount", "propertyValue": "1", "occurredAt": stamp(1)}
    partly = {key: value for key, value in stage_change().items() if key not in ("propertyName", "propertyValue")}
    batches = [
        [stage_change(objectId=number, eventId=number, occurredAt=stamp(0))],
        [
            stage_change(objectId=number, eventId=number + 1, **changed),
            stage_change(objectId=number, eventId=number + 2, propertyValue="closedlost", occurredAt=stamp(2)),
        ],
        [stage_change(objectId=number, eventId=number + 3, occurredAt=stamp(3))],
        [
            partly
            | {"objectId": number, "eventId": number + 4, "occurredAt": stamp(4), "subscriptionType": "deal.merge"}
        ],
    ]
    files = [("documents", ("sow.md", SOW.encode())), ("records", ("deal.json", json.dumps(record).encode()))]
    return Deal(str(number), "", files, [from_hubspot(each, url=f"{url}/v1/events") for each in batches])


def deals_of(round_: int, url: str) -> list[Deal]:
    """The same deals for each round, under other names."""
    first = 1_000_000 + 1_000 * round_
    kinds = ("changed", "lost and won", "gone")
    return [salesforce_deal(first + n, kind) for n, kind in enumerate(kinds)] + [hubspot_deal(first + 100, url)]


def says(said: Message) -> Call:
    """Another system says something; what others were faster with is said again, as the answer asks for."""

    def call(client: httpx.Client) -> httpx.Response:
        while True:
            answer = client.post("/v1/events", content=said.body, headers=dict(said.headers))
            if answer.status_code != 409 or problem(answer) != "changed-meanwhile":
                return answer

    return call


def hands_in(of: Deal) -> Call:
    """The papers of a deal come, and the last of its records a little later."""

    def call(client: httpx.Client) -> httpx.Response:
        headers, form = {"Idempotency-Key": f"papers of {of.name}"}, {"reference": of.name}
        while True:
            answer = client.post("/v1/cases", headers=headers, data=form, files=of.files[:-1])
            assert answer.status_code == 201, answer.text
            answer = client.post(f"/v1/cases/{answer.json()['id']}/inputs", files=of.files[-1:])
            # The case may have given way to the one that an event began: the same call comes to that one.
            if answer.status_code != 409 or problem(answer) not in ("illegal-step", "changed-meanwhile"):
                return answer

    return call


def the_case(place: Place, of: Deal) -> CaseFile:
    """The one case of a deal; others gave way to it."""
    cases = [kept.case for kept in place.site.store.find(reference=of.name)]
    (alive,) = [each for each in cases if each.state != "superseded"]
    assert {each.note for each in cases if each is not alive} <= {alive.id}
    return alive


def comes_to(case: CaseFile, of: Deal) -> str:
    """What a case says, whatever its deal is called."""
    tasks = sorted((each.kind, each.role, each.message, each.about, str(each.since)) for each in case.tasks)
    findings = sorted(
        (each.code, each.field, each.severity, each.message)
        for each in (case.analysis.findings if case.analysis else ())
    )
    heard = {about: {kind: str(each) for kind, each in sorted(said.items())} for about, said in case.heard.items()}
    papers = sorted(each.name for each in (*case.documents, *case.records))
    words = json.dumps([case.state, papers, sorted(heard.items()), tasks, findings], indent=1)
    for name in filter(None, (of.name, of.envelope, of.envelope[:8])):
        words = words.replace(name, "NAME")
    return words


@pytest.fixture
def running(place: Place) -> Iterator[Running]:
    """A server that knows what HubSpot and DocuSign sign with."""
    site = replace(place.site, secrets=SECRETS)
    assert isinstance(site.clock, Clock)
    with serving(site) as url:
        yield Running(site, site.clock, url)


@pytest.mark.usefixtures("whole")
def test_events_and_papers_at_once_come_to_what_they_come_to_in_order(
    place: Place, running: Running, nursery: Nursery
) -> None:
    worker = nursery.start(**place.order("none"))
    shuffle = random.Random(7)  # noqa: S311  (an order, and no secret)
    rounds = [deals_of(number, running.url) for number in range(ROUNDS + 1)]
    with running.machine("orchestrator") as flow, ThreadPoolExecutor(8) as pool:
        for each in rounds[0]:
            for call in (hands_in(each), *map(says, each.said)):
                assert call(flow).status_code == 200
        for deals in rounds[1:]:
            calls = [call for each in deals for call in (hands_in(each), *map(says, each.said))]
            calls = [*calls, *shuffle.choices(calls, k=len(calls))]
            shuffle.shuffle(calls)
            assert {answer.status_code for answer in pool.map(lambda call: call(flow), calls)} == {200}
        every = [(number, each) for deals in rounds for number, each in enumerate(deals)]
        until(lambda: all(next_job(the_case(place, each)) is None for _, each in every), seconds=60)
    assert nursery.stop(worker) == 0
    in_order = [comes_to(the_case(place, each), each) for each in rounds[0]]
    for number, each in every:
        assert comes_to(the_case(place, each), each) == in_order[number]
    assert [sorted({task.kind for task in the_case(place, each).tasks}) for each in rounds[0]] == [
        ["look_up", "stale_record", "unsigned_copy"],
        ["envelope_stopped", "look_up"],
        ["deal_gone", "envelope_stopped", "look_up", "stale_record"],
        ["missing_field", "stale_record"],
    ]
    for _, each in every:
        seen = [
            (entry.event.said.source, entry.event.said.id, entry.event.said.kind)
            for entry in place.site.store.history(the_case(place, each).id)
            if entry.event.type == "heard"
        ]
        assert len(seen) == len(set(seen)), "an event was heard twice"
