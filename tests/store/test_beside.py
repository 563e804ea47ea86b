"""Open tasks, links and events that were seen: kept beside the cases, in step with them, in every store."""

import datetime as dt
from collections.abc import Callable

import pytest

from gate_builders import MACHINE, NOON, QUOTE, SOW, person, received
from sowcheck.core.audit import Note
from sowcheck.core.incoming import Incoming
from sowcheck.core.people import Role
from sowcheck.core.snapshots import Snapshot
from sowcheck.core.tasks import Task
from sowcheck.gate import casework, taskwork
from sowcheck.gate.acting import Entries
from sowcheck.gate.tasks import task
from sowcheck.store.base import AlreadySeen, CaseStore, Conflict, Kept, UnknownCase
from sowcheck.store.paging import every_task

DEAL = "006Hs00001LkQ3aIAF"


def said(name: str = "e-1", subject: str = DEAL) -> Incoming:
    return Incoming(
        source="/sf", id=name, system="salesforce", kind="deal_changed", subject=subject, crm="salesforce", at=NOON
    )


def missing(about: str, role: Role = "finance", hours: float = 0) -> Task:
    return task("missing_field", role, "Nobody says it.", "Say it.", about, NOON + dt.timedelta(hours=hours))


def begun(store: CaseStore, case_id: str, *tasks: Task, reference: str = "D-1", seen: Incoming | None = None) -> Kept:
    kept = store.append(case_id, 0, casework.receive(reference, [SOW], [QUOTE], MACHINE, NOON), "api", seen)
    return store.append(case_id, 1, casework.validate(kept.case, tasks, MACHINE, NOON), "sowcheck")


def test_open_tasks_are_listed_by_role_the_longest_open_first(store: CaseStore) -> None:
    begun(store, "c-1", missing("price.currency", hours=2), missing("deal.type", "sales_ops"), reference="D-1")
    begun(store, "c-2", missing("price.currency", hours=1), reference="D-2")
    found = store.tasks()
    assert [(each.case, each.reference, each.state, each.task.about) for each in found] == [
        ("c-1", "D-1", "received", "deal.type"),
        ("c-2", "D-2", "received", "price.currency"),
        ("c-1", "D-1", "received", "price.currency"),
    ]
    assert [each.case for each in store.tasks(role="finance")] == ["c-2", "c-1"]
    assert store.tasks(role="legal") == []
    assert store.tasks(limit=1) + store.tasks(limit=5, after=found[0].place) == found
    assert list(every_task(store, at_once=1)) == found


def test_a_task_that_is_closed_is_listed_no_more(store: CaseStore) -> None:
    kept = begun(store, "c-1", missing("price.currency"), missing("deal.type"))
    store.append("c-1", kept.number, casework.validate(kept.case, [missing("deal.type")], MACHINE, NOON), "sowcheck")
    assert [each.task.about for each in store.tasks()] == ["deal.type"]


def test_cases_are_found_by_what_they_are_linked_with(store: CaseStore) -> None:
    begun(store, "c-1", reference="006Hs00001LkQ3a")
    kept = begun(store, "c-2", missing("deal.type"), reference="Fjordline")
    quote = Snapshot(sha256=QUOTE.sha256, system="salesforce", ids=("a0q1",), deals=(DEAL,), envelope="8c1f")
    store.append("c-2", kept.number, casework.validate(kept.case, [], MACHINE, NOON, [quote]), "sowcheck")
    assert store.linked(f"salesforce:{DEAL}") == ["c-1", "c-2"]
    assert store.linked("salesforce:a0q1") == store.linked("envelope:8c1f") == ["c-2"]
    assert store.linked("reference:Fjordline") == ["c-2"]
    assert store.linked("salesforce:") == ["c-1", "c-2"]
    assert store.linked("sales%:") == store.linked("salesforce:006") == []


@pytest.mark.parametrize("name", ["x" * 5000, "with\0nothing", "naïve ☃"])
def test_a_reference_of_any_kind_can_be_linked(store: CaseStore, name: str) -> None:
    from sowcheck.gate.links import link_of_reference

    begun(store, "c-1", reference=name.replace("\0", "\1"))
    assert store.linked(link_of_reference(name.replace("\0", "\1"))) == ["c-1"]


def test_an_event_is_remembered_with_what_it_led_to_or_not_at_all(store: CaseStore) -> None:
    kept = begun(store, "c-1")
    entries = taskwork.hear(kept.case, f"salesforce:{DEAL}", said(), MACHINE, NOON)
    with pytest.raises(Conflict):
        store.append("c-1", kept.number - 1, entries, "salesforce", said())
    assert not store.has_seen(said())
    assert store.said(f"salesforce:{DEAL}") == []
    store.append("c-1", kept.number, entries, "salesforce", said())
    assert store.has_seen(said())
    assert store.said(f"salesforce:{DEAL}") == [said()]
    lines = store.head()
    with pytest.raises(AlreadySeen):
        store.append("c-1", kept.number + len(entries), entries, "salesforce", said())
    with pytest.raises(AlreadySeen):
        store.note(Note(NOON, MACHINE, "event", "ignored"), "salesforce", said())
    assert store.head() == lines
    assert list(store.verify()) == []


def test_an_event_that_changed_nothing_is_remembered_with_its_note(store: CaseStore) -> None:
    store.note(Note(NOON, MACHINE, "event", "ignored"), "salesforce", said())
    assert store.has_seen(said())
    assert not store.has_seen(said("e-2"))


def test_what_was_said_is_told_in_the_order_in_which_it_came(store: CaseStore) -> None:
    names = ["e-3", "e-1", "e-2"]
    for name in names:
        store.note(Note(NOON, MACHINE, "event", "ignored"), "salesforce", said(name))
    store.note(Note(NOON, MACHINE, "event", "ignored"), "salesforce", said("e-9", "006other"))
    assert [each.id for each in store.said(f"salesforce:{DEAL}")] == names


def test_an_event_without_an_effect_on_a_case_that_is_not_there_leaves_nothing(store: CaseStore) -> None:
    with pytest.raises(UnknownCase):
        store.append("c-0", 0, (), "salesforce", said())
    assert not store.has_seen(said())


def test_a_case_that_is_closed_keeps_its_links(store: CaseStore) -> None:
    kept = begun(store, "c-1", reference="D-7")
    assert received().reference != "D-7"
    person = MACHINE.model_copy(update={"kind": "person", "roles": ("legal",)})
    store.append("c-1", kept.number, casework.reject(kept.case, "no", person, NOON), "web")
    assert store.linked("reference:D-7") == ["c-1"]


@pytest.mark.parametrize("ends", [casework.reject, casework.supersede])
def test_tasks_end_with_a_case_that_was_rejected_or_superseded(store: CaseStore, ends: Callable[..., Entries]) -> None:
    kept = begun(store, "c-1", missing("price.currency"))
    begun(store, "c-2", missing("price.currency"))
    store.append("c-1", kept.number, ends(kept.case, "c-2", person("u-1", "finance"), NOON), "web")
    assert [each.case for each in store.tasks()] == ["c-2"]
    assert store.counts().tasks == 1
