"""One deal is one case: whatever comes first, however often, and at the same moment."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

import pytest

from gate_builders import person
from intake_builders import NOON, change_event, from_hubspot, message, stage_change
from site_builders import FLOW, deal
from sowcheck.core.case_events import Entry, Heard
from sowcheck.core.casefile import CaseFile
from sowcheck.core.incoming import Incoming
from sowcheck.gate import casework
from sowcheck.service import steps
from sowcheck.service.desk import Desk, Upload
from sowcheck.service.joining import KeyUsed
from sowcheck.service.site import Site
from sowcheck.service.taking_in import Outcome, case_id_of
from sowcheck.store.base import Kept
from sowcheck.store.memory import MemoryStore
from taking_in_builders import (
    F9,
    WON,
    at_once,
    cloud,
    handed_in,
    kinds,
    opportunity,
    sent,
    stamp,
    the_case,
)


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


def test_the_same_number_in_another_system_is_another_deal(site: Site) -> None:
    (first,) = sent(site, from_hubspot([stage_change(objectId=4711)]), None).cases
    (other,) = sent(site, cloud("crm.opportunity.won", subject="4711", hours=1, crm="dynamics365")).cases
    assert other != first
    assert site.store.load(other).case.reference == "4711"


class Meanwhile(MemoryStore):
    """A store in which somebody else is a moment faster, once."""

    def __init__(self) -> None:
        super().__init__()
        self.others: list[Callable[[], object]] = []

    def append(
        self, case_id: str, known: int, entries: Sequence[Entry], source: str, seen: Incoming | None = None
    ) -> Kept:
        if self.others:
            self.others.pop()()
        return super().append(case_id, known, entries, source, seen)


def raced(site: Site, slower: Callable[[Site], object], faster: Callable[[Site], object]) -> list[CaseFile]:
    """The cases after two calls, of which the faster one comes between the slower one's look and its step."""
    store = Meanwhile()
    there = replace(site, store=store)
    store.others.append(lambda: faster(there))
    slower(there)
    return [kept.case for kept in store.find()]


def test_an_event_and_papers_that_come_in_the_same_moment_are_one_case(site: Site) -> None:
    papers = Desk(site).keep([Upload("sow.md", b"# SOW")])

    def event(there: Site) -> Outcome:
        return sent(there, message(opportunity()))

    def call(there: Site) -> Kept:
        return Desk(there).receive(WON, papers, (), FLOW, "api", "key-1")

    for slower, faster in ((event, call), (call, event)):
        cases = raced(site, slower, faster)
        (alive,) = [each for each in cases if each.state != "superseded"]
        assert (alive.id, alive.documents) == ("key-1", papers)
        assert [each.note for each in cases if each.state == "superseded"] == ["key-1"]
    there = replace(site, store=MemoryStore())
    assert call(there).case.id == "key-1"
    assert event(there).cases == ("key-1",)


def test_the_event_that_lost_a_race_is_heard_by_the_case_that_won(site: Site) -> None:
    later = message(opportunity(name="t-2", hours=1))
    (case,) = raced(site, lambda there: sent(there, message(opportunity())), lambda there: sent(there, later))
    assert case.heard[f"salesforce:{WON}"]["deal_won"].at == NOON + dt.timedelta(hours=1)


def test_a_gap_that_every_case_has_heard_of_is_no_news(site: Site) -> None:
    handed_in(site, "case-2")
    gap = change_event("006*", changeType="GAP_UPDATE", commitTimestamp=stamp(1))
    assert sent(site, message(gap)).cases == ("case-2",)
    handed_in(site, "case-1", "another")
    assert kinds(site, "case-1") == kinds(site, "case-2") == ["look_up"]
    again = change_event("006*", changeType="GAP_UPDATE", commitTimestamp=stamp(1), transactionKey="t-2")
    assert sent(site, message(again)).result == "ignored"
    assert sent(site, message(again)).result == "duplicate"
    later = change_event("006*", changeType="GAP_UPDATE", commitTimestamp=stamp(2), transactionKey="t-3")
    assert sent(site, message(later)).cases == ("case-1", "case-2")


def test_a_second_event_begins_no_second_case_while_nobody_has_read_the_records_of_the_first(site: Site) -> None:
    (began,) = sent(site, from_hubspot([stage_change(objectId=4711)]), None).cases
    papers = Desk(site).keep([Upload("sow.md", b"# SOW")])
    site.store.append("key-1", 0, casework.receive("4711", papers, (), FLOW, site.clock()), "api")
    Desk(site).take(began, lambda case: casework.supersede(case, "key-1", FLOW, site.clock()), FLOW, "api")
    again = sent(site, from_hubspot([stage_change(objectId=4711, eventId=102, occurredAt=stamp(1))]), None)
    assert again.cases == ("key-1",)
    assert len(site.store.find()) == 2


def test_the_same_call_twice_beside_the_event_is_one_case(site: Site) -> None:
    papers = Desk(site).keep([Upload("sow.md", b"# SOW")])

    def call(there: Site) -> Kept:
        return Desk(there).receive(WON, papers, (), FLOW, "api", "key-1")

    def event_and_call(there: Site) -> None:
        sent(there, message(opportunity()))
        call(there)

    cases = raced(site, call, event_and_call)
    (alive,) = [each for each in cases if each.state != "superseded"]
    assert alive.documents == papers
    assert [each.note for each in cases if each is not alive] == [alive.id]


def test_papers_that_lose_the_case_that_they_were_to_join_begin_their_own(site: Site) -> None:
    papers = Desk(site).keep([Upload("sow.md", b"# SOW")])
    legal = person("u-legal", "legal")

    def call(there: Site) -> Kept:
        return Desk(there).receive(WON, papers, (), FLOW, "api", "key-1")

    def rejected(there: Site) -> None:
        (began,) = [kept.case.id for kept in there.store.find()]
        Desk(there).take(began, lambda case: casework.reject(case, "no", legal, there.clock()), legal, "web")

    there = replace(site, store=Meanwhile())
    sent(there, message(opportunity()))
    assert isinstance(there.store, Meanwhile)
    there.store.others.append(lambda: rejected(there))
    assert call(there).case.id == "key-1"
    assert [line.type for line in there.store.audit() if line.status == "refused"] == []


class Deaf(Meanwhile):
    """A store in which something is said of a deal right after somebody looked for what was said of it."""

    def said(self, about: str) -> list[Incoming]:
        found = super().said(about)
        if self.others and about == f"salesforce:{F9}":
            self.others.pop()()
        return found


def test_what_is_said_while_a_case_comes_to_be_known_is_heard(site: Site) -> None:
    there = replace(site, store=Deaf())
    desk, (_, records) = Desk(there), deal("F9")
    papers = desk.keep([Upload("sow.md", b"# SOW")])
    kept = desk.keep([Upload(path.name, path.read_bytes()) for path in records])
    desk.receive("our own name", papers, kept, FLOW, "api", "case-1")
    assert isinstance(there.store, Deaf)
    there.store.others.append(lambda: sent(there, message(opportunity("lost", hours=1, subject=F9))))
    steps.validate(there, "case-1")
    assert kinds(there, "case-1") == ["deal_gone"]


def test_papers_join_neither_an_empty_case_of_a_call_nor_one_that_has_ended(site: Site) -> None:
    desk, papers = Desk(site), Desk(site).keep([Upload("sow.md", b"# SOW")])
    desk.receive("D-1", (), (), FLOW, "api", "key-1")
    assert desk.receive("D-1", papers, (), FLOW, "api", "key-2").case.id == "key-2"
    (began,) = sent(site, message(opportunity())).cases
    legal = person("u-legal", "legal")
    desk.take(began, lambda case: casework.reject(case, "no", legal, site.clock()), legal, "web")
    assert desk.receive(WON, papers, (), FLOW, "api", "key-3").case.id == "key-3"
    assert site.store.load(began).case.state == "rejected"


def test_a_call_that_comes_again_comes_to_its_case_even_if_that_has_ended(any_site: Site) -> None:
    desk, papers = Desk(any_site), Desk(any_site).keep([Upload("sow.md", b"# SOW")])
    (began,) = sent(any_site, message(opportunity())).cases
    assert desk.receive(WON, papers, (), FLOW, "api", "key-1").case.id == began
    legal = person("u-legal", "legal")
    desk.take(began, lambda case: casework.reject(case, "no", legal, any_site.clock()), legal, "web")
    again = desk.receive(WON, papers, (), FLOW, "api", "key-1")
    assert (again.case.id, again.case.state) == (began, "rejected")
    with pytest.raises(KeyUsed):
        desk.receive(WON, (), papers, FLOW, "api", "key-1")
    assert desk.receive(WON, papers, (), FLOW, "api", "key-2").case.id == "key-2"
    assert len(any_site.store.find()) == 2
