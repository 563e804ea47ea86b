"""Events of other systems: each has its effect once, whatever the order, and what has none is on record with the reason."""

import datetime as dt
import json
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from gate_builders import MACHINE, QUOTE, SOW, analysis, person, sha
from intake_builders import NOON, SECRETS, change_event, connect, from_docusign, from_hubspot, message, stage_change
from site_builders import FLOW, Clock, deal, site_in
from sowcheck.core.analyses import Analysis
from sowcheck.core.case_events import Entry, Heard
from sowcheck.core.casefile import CaseFile
from sowcheck.core.incoming import Incoming
from sowcheck.core.people import Actor
from sowcheck.errors import NotAllowed
from sowcheck.gate import casework
from sowcheck.gate.acting import Entries
from sowcheck.intake.message import BadEvent, Message
from sowcheck.intake.senders import Unverified
from sowcheck.service import steps
from sowcheck.service.checking import Checker
from sowcheck.service.desk import Desk, Upload
from sowcheck.service.site import Rules, Site
from sowcheck.service.taking_in import Outcome, case_id_of, take_in
from sowcheck.store.base import Kept
from sowcheck.store.contents import Contents
from sowcheck.store.memory import MemoryStore

WON = "006Hs00001LkQ3aIAF"
ENVELOPE = "8c1f2f5e-6a0b-4c57-9d9b-2f6f4f0f7a11"
F9 = "006Qm000001JvGrIAK"
CLOUD = {"Content-Type": "application/cloudevents+json"}


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    with site_in(tmp_path) as made:
        yield replace(made, store=MemoryStore(), secrets=SECRETS)


def sent(site: Site, message_: Message, actor: Actor | None = FLOW) -> Outcome:
    (outcome,) = take_in(replace(site, secrets=SECRETS), message_, actor)
    return outcome


def stamp(hours: float) -> int:
    return int((NOON + dt.timedelta(hours=hours)).timestamp() * 1000)


def opportunity(
    kind: str = "won", name: str = "t-1", hours: float = 0, subject: str = WON, *changed: str
) -> dict[str, Any]:
    """A change event about an opportunity."""
    header: dict[str, Any] = {"transactionKey": name, "commitTimestamp": stamp(hours)}
    event = change_event(subject, **header)
    if kind == "lost":
        event["payload"] |= {"IsWon": False}
    elif kind == "changed":
        event["payload"]["ChangeEventHeader"] |= {"changedFields": list(changed or ("Amount",))}
        event["payload"]["IsWon"] = None
    elif kind != "won":
        event["payload"]["ChangeEventHeader"] |= {"changeType": kind}
    return event


def cloud(type_: str, name: str = "e-1", subject: str = WON, hours: float = 0, **data: Any) -> Message:
    at = NOON + dt.timedelta(hours=hours)
    event = {"specversion": "1.0", "id": name, "source": "/flow", "type": f"io.sowcheck.{type_}.v1", "subject": subject}
    return message(event | {"time": at.isoformat(), "data": data}, CLOUD)


def the_case(site: Site) -> CaseFile:
    (kept,) = site.store.find()
    return kept.case


def kinds(site: Site, case_id: str | None = None) -> list[str]:
    case = site.store.load(case_id).case if case_id else the_case(site)
    return sorted(each.kind for each in case.tasks)


def handed_in(site: Site, case_id: str = "case-1", reference: str = F9, **fields: object) -> CaseFile:
    """A case with the papers and records of F9, validated."""
    desk, (papers, records) = Desk(site), deal("F9")
    shape = json.loads(records[0].read_text("utf-8"))
    (shape["records"][0] if "records" in shape else shape).update(fields)
    uploads = [Upload("opportunity.json", json.dumps(shape).encode())]
    uploads += [Upload(path.name, path.read_bytes()) for path in records[1:]]
    documents = desk.keep([Upload(path.name, path.read_bytes()) for path in papers])
    desk.receive(reference, documents, desk.keep(uploads), FLOW, "api", case_id)
    return steps.validate(site, case_id).case


def test_a_won_deal_begins_a_case_with_a_task_for_whoever_has_the_papers(any_site: Site) -> None:
    outcome = sent(any_site, message(opportunity()))
    case = the_case(any_site)
    assert (outcome.result, outcome.cases) == ("applied", (case.id,))
    assert (case.id, case.reference, case.state) == (case_id_of(f"salesforce:{WON}"), WON, "received")
    assert [(each.kind, each.role) for each in case.tasks] == [
        ("missing_document", "sales_ops"),
        ("missing_record", "sales_ops"),
    ]
    assert {each.task.kind for each in any_site.store.tasks(role="sales_ops")} == {"missing_document", "missing_record"}
    assert steps.waiting_job(any_site, case.id) is None
    assert list(any_site.store.verify()) == []


def test_a_second_delivery_is_noted_and_does_nothing(any_site: Site) -> None:
    sent(any_site, message(opportunity()))
    before = the_case(any_site)
    again = opportunity()
    again["event"] = {"replayId": 99}
    assert sent(any_site, message(again)).result == "duplicate"
    assert the_case(any_site) == before
    last = list(any_site.store.audit())[-1]
    assert (last.type, last.status, last.source) == ("event", "ignored", "salesforce")
    assert isinstance(last.payload, dict)
    assert last.payload["why"] == "It was taken in before."


def test_every_system_says_that_the_same_deal_is_won(any_site: Site) -> None:
    sent(any_site, message(opportunity(subject=WON[:15])))
    assert sent(any_site, cloud("crm.opportunity.won", hours=1)).result == "applied"
    assert len(any_site.store.find()) == 1
    outcome = sent(any_site, from_hubspot([stage_change()]), None)
    assert (outcome.result, len(any_site.store.find())) == ("applied", 2)
    again = cloud("crm.opportunity.won", "e-2", "4711", hours=1, crm="hubspot")
    assert sent(any_site, again).cases == outcome.cases


def test_papers_that_came_first_are_the_case_that_the_event_joins(any_site: Site) -> None:
    handed_in(any_site)
    assert sent(any_site, message(opportunity(subject=F9))).cases == ("case-1",)
    handed_in(any_site, "case-2", "4711")
    assert sent(any_site, from_hubspot([stage_change(objectId=4711)]), None).cases != ("case-2",), (
        "its record names another"
    )
    desk = Desk(any_site)
    desk.receive("31877402915", (), (), FLOW, "api", "case-3")
    assert sent(any_site, from_hubspot([stage_change(eventId=9, objectId=31877402915)]), None).cases == ("case-3",)


def test_a_win_that_was_told_stands_in_for_nothing_but_the_flag(site: Site) -> None:
    sent(site, message(opportunity(subject=F9)))
    case = the_case(site)
    desk, (papers, records) = Desk(site), deal("F9")
    kept = [desk.keep([Upload(path.name, path.read_bytes()) for path in paths]) for paths in (papers, records)]
    desk.change_inputs(case.id, kept[0], kept[1], FLOW, "api")
    assert steps.validate(site, case.id).case.state == "validated"


def test_a_change_of_a_field_that_is_read_makes_the_record_stale(any_site: Site) -> None:
    handed_in(any_site, LastModifiedDate="2026-06-01T12:00:00.000+0000")
    assert sent(any_site, message(opportunity("changed", hours=1, subject=F9))).result == "applied"
    assert kinds(any_site) == ["stale_record"]
    assert the_case(any_site).tasks[0].role == "sales_ops"


@pytest.mark.parametrize(
    ("changed", "stale"),
    [
        (("StageName", "NextStep"), False),
        (("Amount",), True),
        (("AccountId",), True),
        (("SBQQ__Unknown__c",), False),
        (("NextStep", "pse__Billing_Type__c"), True),
    ],
)
def test_only_fields_that_are_read_matter(site: Site, changed: tuple[str, ...], stale: bool) -> None:
    handed_in(site)
    outcome = sent(site, message(opportunity("changed", "t-1", 1, F9, *changed)))
    assert (outcome.result == "applied", kinds(site) == ["stale_record"]) == (stale, stale)


def test_a_change_that_does_not_name_its_fields_may_have_changed_any(site: Site) -> None:
    handed_in(site)
    event = opportunity("changed", hours=1, subject=F9)
    event["payload"]["ChangeEventHeader"]["changedFields"] = []
    assert sent(site, message(event)).result == "applied"
    assert kinds(site) == ["stale_record"]


def test_a_quote_that_changed_concerns_the_case_whose_record_has_it(site: Site) -> None:
    case = handed_in(site)
    quote = next(id_ for each in case.snapshots for id_ in each.ids if id_.startswith("0Q0"))
    event = change_event(quote, entityName="Quote", changedFields=["TotalPrice"], commitTimestamp=stamp(1))
    assert sent(site, message(event)).cases == ("case-1",)
    assert kinds(site) == ["stale_record"]
    other = change_event("0Q0Hs00001LkQ3aIAF", entityName="Quote", changedFields=["TotalPrice"], transactionKey="t-9")
    assert sent(site, message(other)).message == "No case knows of it."


def test_terms_that_change_with_the_win_make_an_older_record_stale(site: Site) -> None:
    handed_in(site)
    event = opportunity(hours=1, subject=F9)
    sent(site, message(event))
    assert kinds(site) == []
    event = opportunity(name="t-2", hours=2, subject=F9)
    event["payload"]["ChangeEventHeader"]["changedFields"].append("Amount")
    sent(site, message(event))
    assert kinds(site) == ["stale_record"]


def test_an_event_that_is_older_than_what_was_heard_is_ignored(any_site: Site) -> None:
    handed_in(any_site)
    sent(any_site, message(opportunity("changed", "t-2", 2, F9)))
    before = the_case(any_site)
    outcome = sent(any_site, message(opportunity("changed", "t-1", 1, F9)))
    assert (outcome.result, outcome.cases) == ("ignored", ("case-1",))
    assert the_case(any_site) == before
    assert list(any_site.store.audit())[-1].case == "case-1"


@pytest.mark.parametrize("kind", ["lost", "DELETE"])
def test_a_deal_that_is_gone_cannot_go_on(any_site: Site, kind: str) -> None:
    handed_in(any_site)
    assert sent(any_site, message(opportunity(kind, hours=1, subject=F9))).result == "applied"
    assert kinds(any_site) == ["deal_gone"]
    sent(any_site, message(opportunity("won", "t-2", 2, F9)))
    assert kinds(any_site) == []


def test_what_was_said_before_anybody_knew_of_the_case_is_not_lost(any_site: Site) -> None:
    assert sent(any_site, message(opportunity("lost", hours=1, subject=F9))).message == "No case knows of it."
    envelope = connect("envelope-voided", envelopeId="8c1f")
    assert sent(any_site, from_docusign(envelope, "connect-key"), None).result == "ignored"
    assert kinds(any_site, handed_in(any_site).id) == ["deal_gone"]


def test_a_gap_is_looked_up_in_every_open_case_of_the_system(any_site: Site) -> None:
    handed_in(any_site, "case-1")
    handed_in(any_site, "case-2", "another")
    sent(any_site, from_hubspot([stage_change()]), None)
    event = change_event("006*", changeType="GAP_UPDATE", commitTimestamp=stamp(1))
    assert sent(any_site, message(event)).cases == ("case-1", "case-2")
    assert kinds(any_site, "case-1") == kinds(any_site, "case-2") == ["look_up"]
    task = any_site.store.load("case-1").case.tasks[0]
    assert "the deal may have changed" in task.message
    assert sent(any_site, message(event)).result == "duplicate"


def test_a_gap_that_names_deals_concerns_these_alone(site: Site) -> None:
    handed_in(site)
    sent(site, message(opportunity()))
    event = change_event(F9, changeType="GAP_UPDATE", commitTimestamp=stamp(1), transactionKey="t-5")
    assert sent(site, message(event)).cases == ("case-1",)
    assert sent(site, message(change_event("00T*", entityName="Task", changeType="GAP_UPDATE"))).result == "ignored"


def test_an_envelope_that_was_stopped_is_an_obstacle_until_it_is_completed(any_site: Site) -> None:
    desk, (papers, records) = Desk(any_site), deal("F9")
    envelope = {"envelopeId": "8C1F", "status": "sent", "recipients": {"signers": []}, "envelopeDocuments": []}
    uploads = [Upload("envelope.json", json.dumps(envelope).encode())]
    uploads += [Upload(path.name, path.read_bytes()) for path in records]
    documents = desk.keep([Upload(path.name, path.read_bytes()) for path in papers])
    desk.receive(F9, documents, desk.keep(uploads), FLOW, "api", "case-1")
    assert steps.validate(any_site, "case-1").case.state == "validated"
    sent(any_site, from_docusign(connect("envelope-declined", envelopeId="8C1F"), "connect-key"), None)
    assert kinds(any_site) == ["envelope_stopped"]
    assert the_case(any_site).tasks[0].role == "legal"
    sent(any_site, from_docusign(connect("envelope-completed", envelopeId="8c1f"), "connect-key"), None)
    assert kinds(any_site) == []


def test_a_deal_that_is_won_again_after_a_rejection_has_a_case_of_its_own(any_site: Site) -> None:
    sent(any_site, message(opportunity()))
    first = the_case(any_site)
    legal = person("u-legal", "legal")
    Desk(any_site).take(first.id, lambda case: casework.reject(case, "no", legal, any_site.clock()), legal, "web")
    late = sent(any_site, message(opportunity(name="t-2", hours=-1)))
    assert (late.result, late.message) == ("ignored", "The case of this deal ended later.")
    again = sent(any_site, message(opportunity(name="t-3", hours=1)))
    assert again.result == "applied"
    assert again.cases == (case_id_of(f"salesforce:{WON}", 1),)
    old = any_site.store.load(first.id).case
    assert (old.state, old.note) == ("superseded", again.cases[0])


def test_a_message_that_nobody_vouches_for_leaves_nothing_of_itself(any_site: Site) -> None:
    forged = from_hubspot([stage_change(propertyName="secret-word")], key="guessed")
    for made in (forged, message(opportunity(name="secret-word"))):
        with pytest.raises(Unverified):
            sent(any_site, made, None)
    with pytest.raises(BadEvent):
        sent(any_site, message(b'{"secret-word": '), None)
    lines = list(any_site.store.audit())
    assert [(line.status, line.actor.id) for line in lines] == [("refused", "nobody")] * 3
    assert "secret-word" not in "".join(line.model_dump_json() for line in lines)
    assert any_site.store.find() == []


def test_only_services_that_hand_in_papers_hand_in_events(site: Site) -> None:
    for actor in (person("u-1", "sales_ops"), Actor(id="t-1", kind="service", roles=("auditor",))):
        with pytest.raises(NotAllowed):
            sent(site, message(opportunity()), actor)
    assert [line.status for line in site.store.audit()] == ["refused", "refused"]


def test_what_is_of_no_concern_is_noted_with_its_source(site: Site) -> None:
    outcome = sent(site, message({"specversion": "1.0", "id": "1", "source": "/x", "type": "com.example"}, CLOUD))
    assert (outcome.result, outcome.source) == ("ignored", "/x")
    (line,) = site.store.audit()
    assert (line.status, line.source) == ("ignored", "cloudevents")


@pytest.mark.parametrize("subject", ["x" * 999, "with\nlines", "naïve ☃", "006Hs00001LkQ3a", " 4711 "])
def test_a_deal_may_be_called_anything(any_site: Site, subject: str) -> None:
    sent(any_site, cloud("crm.opportunity.won", subject=subject))
    assert sent(any_site, cloud("crm.opportunity.deleted", "e-2", subject, hours=1)).result == "applied"
    assert "deal_gone" in kinds(any_site)


@pytest.mark.parametrize("name", ["x" * 1001, "with\0nothing", "half \ud83d"])
def test_names_that_no_system_gives_are_refused(any_site: Site, name: str) -> None:
    with pytest.raises(BadEvent):
        sent(any_site, cloud("crm.opportunity.won", name))
    with pytest.raises(BadEvent):
        sent(any_site, cloud("crm.opportunity.won", subject=name))


def released(site: Site, case_id: str = "case-1") -> None:
    at = site.clock()
    kept = site.store.append(case_id, 0, casework.receive(WON, [SOW], [QUOTE], MACHINE, at), "api")
    finance, delivery = person("u-finance", "finance"), person("u-delivery", "delivery_ops")
    walk: list[Callable[[CaseFile], Entries]] = [
        lambda case: casework.validate(case, (), MACHINE, at),
        lambda case: casework.analyse(case, analysis(), MACHINE, at),
        lambda case: casework.sign(case, "finance", finance, at),
        lambda case: casework.sign(case, "delivery_ops", delivery, at),
        lambda case: casework.release(case, sha("bundle"), MACHINE, at),
    ]
    for step in walk:
        kept = site.store.append(case_id, kept.number, step(kept.case), "test")


def test_news_after_the_release_are_told_and_change_nothing_else(site: Site) -> None:
    released(site)
    assert sent(site, message(opportunity("lost", hours=1))).result == "applied"
    case = the_case(site)
    assert (case.state, [each.kind for each in case.tasks]) == ("released", ["deal_gone"])
    gap = change_event("006*", changeType="GAP_UPDATE", transactionKey="t-9", commitTimestamp=stamp(2))
    assert sent(site, message(gap)).message == "No case of that system is open."


def test_the_clock_of_the_site_dates_what_happens(tmp_path: Path) -> None:
    clock = Clock(NOON + dt.timedelta(days=3))
    with site_in(tmp_path, clock=clock) as site:
        sent(site, message(opportunity()))
        assert {each.opened for each in the_case(site).tasks} == {clock()}


def test_papers_that_come_later_join_the_case_that_the_event_began(any_site: Site) -> None:
    (began,) = sent(any_site, message(opportunity(subject=F9))).cases
    desk, (papers, records) = Desk(any_site), deal("F9")
    kept = [desk.keep([Upload(path.name, path.read_bytes()) for path in paths]) for paths in (papers, records)]
    for key in ("key-1", "key-1"):
        joined = desk.receive(F9[:15], kept[0], kept[1], FLOW, "api", key)
        assert (joined.case.id, len(joined.case.documents)) == (began, 2)
    case = steps.validate(any_site, began).case
    assert (case.state, case.tasks) == ("validated", ())
    assert desk.receive(F9, kept[0], kept[1], FLOW, "api", "key-1").case.id == began
    other = desk.receive(F9, kept[0][:1], kept[1], FLOW, "api", "key-2")
    assert other.case.id == "key-2", "other papers of the same deal are a case of their own"


def test_papers_join_no_case_that_other_papers_began(any_site: Site) -> None:
    desk = Desk(any_site)
    papers = desk.keep([Upload("sow.md", b"# SOW")])
    desk.receive(F9, papers, (), FLOW, "api", "key-1")
    sent(any_site, message(opportunity(subject=F9)))
    assert desk.receive(F9, papers, (), FLOW, "api", "key-2").case.id == "key-2"


def test_what_was_said_of_an_envelope_is_heard_once_the_papers_are_seen_to_name_it(any_site: Site) -> None:
    assert sent(any_site, from_docusign(connect("envelope-voided"), "connect-key"), None).result == "ignored"
    case = handed_in(any_site)
    found = analysis().model_copy(update={"envelopes": (ENVELOPE,)})

    class Found(Checker):
        def analysis(self, case: CaseFile, contents: Contents, rules: Rules) -> Analysis:  # noqa: ARG002
            return found

    case = steps.analyse(any_site, case.id, Found()).case
    assert (case.state, kinds(any_site)) == ("in_review", ["envelope_stopped"])


def test_news_that_come_between_papers_and_their_check_wait_for_the_check(any_site: Site) -> None:
    case = handed_in(any_site)
    sent(any_site, message(opportunity("changed", "t-1", 1, F9)))
    desk = Desk(any_site)
    other = json.loads(deal("F9")[1][0].read_text("utf-8")) | {"LastModifiedDate": "2026-06-01T13:30:00Z"}
    records = desk.keep([Upload("newer.json", json.dumps(other).encode())])
    desk.change_inputs(case.id, case.documents, records, FLOW, "api")
    assert kinds(any_site) == ["stale_record"]
    assert sent(any_site, message(opportunity("changed", "t-2", 2, F9))).result == "applied"
    assert kinds(any_site) == ["stale_record"]
    any_site.clock.forward(hours=2)  # type: ignore[attr-defined]  # the clock of a test
    steps.validate(any_site, case.id)
    (task,) = the_case(any_site).tasks
    assert task.message.endswith("(2026-06-01 14:00 UTC): Amount.")


@pytest.mark.parametrize(
    ("crm", "subject"),
    [
        ("dynamics365", "F20B6C85-A41E-F111-8341-000D3A2E9B47"),
        ("dynamics365", "{f20b6c85-a41e-f111-8341-000d3a2e9b47}"),
        (None, "f20b6c85-a41e-f111-8341-000d3a2e9b47"),
    ],
)
def test_a_deal_is_known_however_its_id_is_written(site: Site, crm: str | None, subject: str) -> None:
    desk, (papers, records) = Desk(site), deal("F8")
    kept = [desk.keep([Upload(path.name, path.read_bytes()) for path in paths]) for paths in (papers, records)]
    desk.receive("our own number", kept[0], kept[1], FLOW, "api", "case-1")
    steps.validate(site, "case-1")
    assert sent(site, cloud("crm.opportunity.won", subject=subject, crm=crm)).cases == ("case-1",)


def test_a_second_delivery_is_told_which_case_it_concerns(site: Site) -> None:
    first = sent(site, message(opportunity()))
    assert sent(site, message(opportunity())).cases == first.cases


def test_a_win_closes_the_task_that_asked_for_the_flag(site: Site) -> None:
    desk, (papers, records) = Desk(site), deal("F4")
    kept = [desk.keep([Upload(path.name, path.read_bytes()) for path in paths]) for paths in (papers, records)]
    desk.receive("D-4", kept[0], kept[1], FLOW, "api", "case-1")
    (task,) = steps.validate(site, "case-1").case.tasks
    assert task.about == "deal.is_won"
    (opportunity_id,) = {deal for each in site.store.load("case-1").case.snapshots for deal in each.deals}
    sent(site, cloud("crm.opportunity.won", subject=opportunity_id))
    assert steps.waiting_job(site, "case-1") == "validate"
    assert steps.validate(site, "case-1").case.state == "validated"


def at_once(*calls: Callable[[], object]) -> None:
    """All calls begin in the same moment."""
    ready = threading.Barrier(len(calls))

    def run(call: Callable[[], object]) -> object:
        ready.wait()
        return call()

    with ThreadPoolExecutor(len(calls)) as pool:
        for done in [pool.submit(run, call) for call in calls]:
            done.result()


def test_events_that_race_begin_one_case_and_each_counts_once(any_site: Site) -> None:
    hooks = [message(opportunity(name=f"t-{number % 3}", hours=number % 3)) for number in range(6)]
    papers = Desk(any_site).keep([Upload("sow.md", b"# SOW")])
    at_once(
        *(partial(sent, any_site, each) for each in hooks),
        lambda: Desk(any_site).receive(WON, papers, (), FLOW, "api", "key-1"),
    )
    (case,) = [kept.case for kept in any_site.store.find() if kept.case.state != "superseded"]
    assert case.documents == papers
    steps.validate(any_site, case.id)
    case = any_site.store.load(case.id).case
    heard = [each for each in any_site.store.history(case.id) if each.event.type == "heard"]
    assert len({each.event.said.id for each in heard if isinstance(each.event, Heard)}) == len(heard) <= 3
    assert case.heard[f"salesforce:{WON}"]["deal_won"].at == NOON + dt.timedelta(hours=2)
    assert all(any_site.store.has_seen(each) for each in any_site.store.said(f"salesforce:{WON}"))
    assert len(any_site.store.said(f"salesforce:{WON}")) == 3
    assert list(any_site.store.verify()) == []


def test_a_delivery_that_broke_off_between_two_cases_is_made_good_by_the_next(site: Site) -> None:
    handed_in(site, "case-1")
    handed_in(site, "case-2", "another")

    class BreaksOff(MemoryStore):
        told = 0

        def append(
            self, case_id: str, known: int, entries: Sequence[Entry], source: str, seen: Incoming | None = None
        ) -> Kept:
            self.told += 1
            if self.told == 2:
                raise ConnectionError("the database went away")
            return super().append(case_id, known, entries, source, seen)

    breaking = BreaksOff()
    breaking.__dict__.update(site.store.__dict__)
    event = message(opportunity("lost", hours=1, subject=F9))
    with pytest.raises(ConnectionError):
        sent(replace(site, store=breaking), event)
    assert (kinds(site, "case-1"), kinds(site, "case-2")) == (["deal_gone"], [])
    assert sent(site, event).cases == ("case-2",)
    assert kinds(site, "case-2") == ["deal_gone"]
    assert sent(site, event).result == "duplicate"
    assert [each.event.type for each in site.store.history("case-1")].count("heard") == 1
