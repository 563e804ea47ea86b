"""The events that others are told: CloudEvents, the same each time, and without anything private."""

import json
from pathlib import Path

import pytest

from gate_builders import MACHINE, person
from handoff_builders import decision, signed_off_at
from site_builders import Clock
from sowcheck.core.case_events import Paper
from sowcheck.gate import casework
from sowcheck.handoff.events import TYPES, event_type
from sowcheck.handoff.schedule import Outcome
from sowcheck.intake.cloud import incoming_of
from sowcheck.intake.message import Message
from sowcheck.service import releasing
from sowcheck.service.site import Site
from webhook_builders import SALES, Wire, site_telling, subscription, works


def lived(site: Site) -> None:
    """Cases go through much, with private words wherever somebody may write."""
    case = signed_off_at(site)
    owner = person("u-owner", case.analysis.findings[1].owner) if case.analysis else SALES
    made = decision(case.analysis.findings[1], "enter_value", "PRIVATE value") if case.analysis else None
    assert made is not None
    kept = site.store.load("case-1")
    private = made.model_copy(update={"reason": "PRIVATE reason"})
    kept = site.store.append("case-1", kept.number, casework.decide(kept.case, private, owner, site.clock()), "web")
    site.store.append(
        "case-1", kept.number, casework.reject(kept.case, "PRIVATE rejection", owner, site.clock()), "web"
    )
    papers = [Paper(name="PRIVATE Name.pdf", sha256="1" * 64)]
    site.store.append("c-2", 0, casework.receive("006Y", papers, papers, MACHINE, site.clock()), "api")


def told(tmp_path: Path) -> tuple[Wire, list[str]]:
    wire = Wire()
    with site_telling(tmp_path, subscription(), clock=Clock()) as site:
        lived(site)
        works(site, wire)
        lines = [line.type for line in site.store.audit() if event_type(line)]
    return wire, lines


def test_nothing_that_somebody_wrote_or_named_leaves_the_house(tmp_path: Path) -> None:
    wire, lines = told(tmp_path)
    assert len(wire.taken) == len(lines) > 10
    for attempt in wire.taken:
        assert "PRIVATE" not in json.dumps(attempt.event)
        assert "accept_with_waiver for" not in json.dumps(attempt.event)


def test_every_event_is_a_cloud_event_that_says_which_case_and_who(tmp_path: Path) -> None:
    wire, _ = told(tmp_path)
    assert len({(each.event["source"], each.id) for each in wire.taken}) == len(wire.taken)
    for attempt in wire.taken:
        body = json.dumps(attempt.event).encode()
        (incoming,) = incoming_of(
            Message(method="POST", url="https://x", headers={"Content-Type": "application/cloudevents+json"}, body=body)
        )
        assert (incoming.id, incoming.source) == (attempt.id, "/sowcheck/cases")
        assert attempt.event["type"] in TYPES
        assert attempt.event["data"]["reference"] in ("006X", "006Y")
        assert set(attempt.event["data"]["by"]) == {"id", "kind"}
    numbers = [each.event["sequence"] for each in wire.taken]
    assert numbers == sorted(numbers)


def test_a_check_is_told_by_its_counts(tmp_path: Path) -> None:
    wire, _ = told(tmp_path)
    (checked,) = [each.event["data"] for each in wire.taken if each.type == "case.analysed"]
    assert checked["findings"] == {"blocker": 1, "medium": 1}
    assert checked["blocking"] == 1
    assert set(checked["required_approvals"]) == {"delivery_ops", "sales_ops", "finance"}


def test_a_release_is_told_as_the_sample_of_the_field_has_it(tmp_path: Path) -> None:
    wire = Wire()
    with site_telling(tmp_path, subscription(events=("io.sowcheck.handoff.*",)), clock=Clock()) as site:
        signed_off_at(site)
        releasing.release(site, "case-1")
        works(site, wire)
    (event,) = [each.event for each in wire.taken]
    assert (event["source"], event["subject"]) == ("/sowcheck/handoffs", "handoff/HO-case-1")
    assert {"handoff_id", "opportunity_id", "bundle_sha256", "idempotency_key", "approvals"} <= set(event["data"])
    assert set(event["data"]["approvals"][0]) == {"role", "user", "decision", "waives", "at"}


def test_a_bundle_that_was_taken_away_is_not_sent_and_said_to_be_missing(tmp_path: Path) -> None:
    wire, clock = Wire(), Clock()
    with site_telling(tmp_path, subscription(handoff=True), clock=clock) as site:
        signed_off_at(site)
        releasing.release(site, "case-1")
        works(site, Wire(lambda *_: Outcome(503)))
        site.contents.remove(str(site.store.load("case-1").case.bundle))
        clock.forward(hours=2)
        works(site, wire)
        clock.forward(hours=2)
        works(site, wire)
        (waiting,) = [each for each in site.deliveries.find() if each.type.endswith("released.v1")]
    assert waiting.state == "pending"
    assert waiting.problem is not None
    assert waiting.problem.startswith("Nothing is kept under")
    assert not [each for each in wire.attempts if each.type == "handoff.released"]


@pytest.mark.parametrize("kind", TYPES)
def test_types_have_a_version(kind: str) -> None:
    assert kind.startswith("io.sowcheck.")
    assert kind.endswith(".v1")
