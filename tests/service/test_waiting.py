"""The list of what waits for people is what each case waits for now, however often it was asked for."""

import datetime as dt

from gate_builders import MACHINE, NOON, QUOTE, SOW, analysis, decision, finding, person
from sowcheck.core.service_levels import ServiceLevels
from sowcheck.gate import casework
from sowcheck.service.waiting import WaitingCase, Worklist, for_actor, for_anybody, waiting_case
from sowcheck.store.base import CaseStore, Kept
from sowcheck.store.memory import MemoryStore

LEVELS = ServiceLevels()
TERM = finding("d-2", "term.renewal", "medium", "legal")
PRICE = finding("d-1", "price.services_total")
LEA, FAY = person("u-lea", "legal"), person("u-fay", "finance")


def in_review(store: CaseStore, case_id: str, *later: dt.timedelta) -> Kept:
    at = NOON + sum(later, dt.timedelta())
    kept = store.append(case_id, 0, casework.receive(f"ref-{case_id}", [SOW], [QUOTE], MACHINE, at), "api")
    kept = store.append(case_id, kept.number, casework.validate(kept.case, (), MACHINE, at), "api")
    return store.append(case_id, kept.number, casework.analyse(kept.case, analysis(TERM, PRICE), MACHINE, at), "api")


def told(found: list[WaitingCase]) -> list[tuple[str, list[str]]]:
    return [(each.case, [step.message for step in each.steps]) for each in found]


def test_a_step_that_was_taken_is_no_longer_listed() -> None:
    store = MemoryStore()
    kept = in_review(store, "c-1")
    worklist = Worklist(store, LEVELS)
    assert told(worklist.waiting(for_actor(LEA))) == [("c-1", ["term.renewal differs."])]
    store.append("c-1", kept.number, casework.decide(kept.case, decision(TERM), LEA, NOON), "web")
    assert worklist.waiting(for_actor(LEA)) == []
    assert told(worklist.waiting(for_actor(FAY))) == [("c-1", ["price.services_total differs."])]


def test_the_case_that_is_due_first_comes_first_and_a_new_one_finds_its_place() -> None:
    store = MemoryStore()
    for case_id, hours in (("c-1", 2), ("c-2", 1)):
        in_review(store, case_id, dt.timedelta(hours=hours))
    worklist = Worklist(store, LEVELS)
    assert [each.case for each in worklist.waiting(for_anybody)] == ["c-2", "c-1"]
    in_review(store, "c-3")
    found = worklist.waiting(for_anybody)
    assert [each.case for each in found] == ["c-3", "c-2", "c-1"]
    assert found == [waiting_case(store.load(each.case).case, LEVELS) for each in found]


def test_what_is_overdue_is_told_by_the_clock_and_not_remembered() -> None:
    store = MemoryStore()
    in_review(store, "c-1")
    worklist = Worklist(store, LEVELS)
    worklist.waiting(for_anybody)
    ((step,),) = (each.steps for each in worklist.waiting(for_actor(FAY)))
    assert step.due == NOON + dt.timedelta(hours=8)
    assert not step.is_overdue(step.due)
    assert step.is_overdue(step.due + dt.timedelta(seconds=1))


def test_a_case_that_ended_waits_for_nobody() -> None:
    store = MemoryStore()
    kept = in_review(store, "c-1")
    worklist = Worklist(store, LEVELS)
    assert worklist.waiting(for_anybody)
    store.append("c-1", kept.number, casework.reject(kept.case, "no", person("u-sam", "sales_ops"), NOON), "web")
    assert worklist.waiting(for_anybody) == []
