"""Events of other systems: each has its effect once, whatever the order, and what has none is on record with the reason."""

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from gate_builders import MACHINE, QUOTE, SOW, analysis, person, sha
from intake_builders import NOON, change_event, connect, from_docusign, from_hubspot, message, stage_change
from site_builders import FLOW, Clock, deal, site_in, waiting_job
from sowcheck.core.analyses import Analysis
from sowcheck.core.casefile import CaseFile
from sowcheck.gate import casework
from sowcheck.gate.acting import Entries
from sowcheck.service import steps
from sowcheck.service.checking import Checker
from sowcheck.service.desk import Desk, Upload
from sowcheck.service.site import Rules, Site
from sowcheck.service.taking_in import case_id_of
from sowcheck.store.contents import Contents
from taking_in_builders import (
    CLOUD,
    ENVELOPE,
    F9,
    WON,
    cloud,
    handed_in,
    kinds,
    opportunity,
    sent,
    stamp,
    the_case,
)


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
    assert waiting_job(any_site, case.id) is None
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


@pytest.mark.parametrize(("record", "change"), [("006*", "GAP_UPDATE"), ("000000000000000AAA", "GAP_OVERFLOW")])
def test_a_gap_is_looked_up_in_every_open_case_of_the_system(any_site: Site, record: str, change: str) -> None:
    handed_in(any_site, "case-1")
    handed_in(any_site, "case-2", "another")
    sent(any_site, from_hubspot([stage_change()]), None)
    event = change_event(record, changeType=change, commitTimestamp=stamp(1))
    assert sent(any_site, message(event)).cases == ("case-1", "case-2")
    assert kinds(any_site, "case-1") == kinds(any_site, "case-2") == ["look_up"]
    task = any_site.store.load("case-1").case.tasks[0]
    assert "the deal may have changed" in task.message
    assert sent(any_site, message(event)).result == "duplicate"


def test_a_gap_is_looked_up_in_a_case_that_begins_later_with_an_older_record(any_site: Site) -> None:
    for number, hours in enumerate((2, 1)):
        gap = change_event("006*", changeType="GAP_UPDATE", commitTimestamp=stamp(hours), transactionKey=f"t-{number}")
        assert sent(any_site, message(gap)).message == "No case of that system is open."
    case = handed_in(any_site)
    assert kinds(any_site) == ["look_up"]
    heard = [entry for entry in any_site.store.history(case.id) if entry.event.type == "heard"]
    assert len(heard) == 1, "of many gaps the last one counts"


def test_a_deal_that_is_called_an_asterisk_is_no_gap(site: Site) -> None:
    sent(site, cloud("crm.opportunity.lost", subject="*", hours=1, crm="salesforce"))
    handed_in(site)
    assert kinds(site) == []


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


def test_what_is_of_no_concern_is_noted_with_its_source(site: Site) -> None:
    outcome = sent(site, message({"specversion": "1.0", "id": "1", "source": "/x", "type": "com.example"}, CLOUD))
    assert (outcome.result, outcome.source) == ("ignored", "/x")
    (line,) = site.store.audit()
    assert (line.status, line.source) == ("ignored", "cloudevents")


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


def test_a_win_closes_the_task_that_asked_for_the_flag(site: Site) -> None:
    desk, (papers, records) = Desk(site), deal("F4")
    kept = [desk.keep([Upload(path.name, path.read_bytes()) for path in paths]) for paths in (papers, records)]
    desk.receive("D-4", kept[0], kept[1], FLOW, "api", "case-1")
    (task,) = steps.validate(site, "case-1").case.tasks
    assert task.about == "deal.is_won"
    (opportunity_id,) = {deal for each in site.store.load("case-1").case.snapshots for deal in each.deals}
    sent(site, cloud("crm.opportunity.won", subject=opportunity_id))
    assert waiting_job(site, "case-1") == "validate"
    assert steps.validate(site, "case-1").case.state == "validated"


def test_who_brought_an_event_is_on_record(site: Site) -> None:
    (first,) = sent(site, message(opportunity())).cases
    (other,) = sent(site, from_hubspot([stage_change()]), FLOW).cases
    assert {each.actor.id for each in site.store.history(first)} == {FLOW.id}
    assert {each.actor.id for each in site.store.history(other)} == {"hubspot"}, "its signature tells, and no token"
