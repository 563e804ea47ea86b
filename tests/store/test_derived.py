"""What follows from a case is worked out once and is never out of date: pages are what they would be if nothing were remembered."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gate_builders import MACHINE, NOON, QUOTE, SOW, analysis, finding, person
from sowcheck.core.casefile import CaseState
from sowcheck.gate import casework
from sowcheck.gate.acting import Entries
from sowcheck.gate.keeping import take_away
from sowcheck.store.base import CaseStore, Kept, Stand
from sowcheck.store.derived import Derived, Page
from sowcheck.store.memory import MemoryStore

SAM = person("u-sam", "sales_ops")
ADA = person("u-ada", "admin")
CHECK = analysis(finding("d-2", "term.renewal", "medium", "legal"))
CASES = ("c-1", "c-2", "c-3", "c-4")
Said = tuple[str, int, str, str | None]


def said_of(kept: Kept) -> Said:
    """What a list might say of a case."""
    return (kept.case.id, kept.number, kept.case.state, kept.case.note)


def begun(store: CaseStore, case_id: str, reference: str = "006X") -> Kept:
    return store.append(case_id, 0, casework.receive(reference, [SOW], [QUOTE], MACHINE, NOON), "api")


def next_of(kept: Kept) -> Entries:
    """What happens next on the way into review, and then to the end."""
    match kept.case.state:
        case "received":
            return casework.validate(kept.case, (), MACHINE, NOON)
        case "validated":
            return casework.analyse(kept.case, CHECK, MACHINE, NOON)
        case "in_review":
            return casework.reject(kept.case, "Anna said no", SAM, NOON)
        case _:
            return ()


def gone_on(store: CaseStore, case_id: str) -> Kept:
    kept = store.load(case_id)
    return store.append(case_id, kept.number, next_of(kept), "api")


def words_taken(store: CaseStore, case_id: str) -> Kept:
    kept = store.load(case_id)
    return store.redact(case_id, kept.number, take_away(kept.case, "asked for", ADA, NOON), "cli")


def without_memory(
    store: CaseStore, limit: int, after: str, state: CaseState | None, *, unfinished: bool
) -> Page[Said]:
    """A page from cases that are read each time."""
    found = store.find(state=state, unfinished=unfinished, limit=limit + 1, after=after)
    shown = tuple(map(said_of, found[:limit]))
    return Page(shown, shown[-1][0] if len(found) > limit else None)


STEPS = st.lists(st.tuples(st.sampled_from(CASES), st.sampled_from(("step", "take away"))), max_size=4)
ASKED = st.tuples(
    st.integers(1, 5),
    st.sampled_from(("", *CASES)),
    st.sampled_from((None, "received", "in_review", "rejected")),
    st.booleans(),
)


@given(turns=st.lists(st.tuples(STEPS, ASKED), max_size=8), most=st.integers(0, 5))
def test_a_page_is_what_it_would_be_if_nothing_were_remembered(
    turns: list[tuple[list[tuple[str, str]], tuple[int, str, CaseState | None, bool]]], most: int
) -> None:
    store = MemoryStore()
    derived = Derived(store, said_of, most)
    for steps, (limit, after, state, unfinished) in turns:
        for case_id, what in steps:
            here = {each.case.id: each.case for each in store.find()}
            if case_id not in here:
                begun(store, case_id)
            elif what == "step":
                gone_on(store, case_id)
            elif here[case_id].state == "rejected" and here[case_id].taken_away is None:
                words_taken(store, case_id)
        found = derived.page(limit=limit, after=after, state=state, unfinished=unfinished)
        assert found == without_memory(store, limit, after, state, unfinished=unfinished)


def test_a_case_is_read_again_once_something_happened_to_it(store: CaseStore) -> None:
    read: list[str] = []

    def noted(kept: Kept) -> Said:
        read.append(kept.case.id)
        return said_of(kept)

    derived = Derived(store, noted, most=10)
    for each in CASES:
        begun(store, each)
    assert [derived.page(limit=4).items for _ in range(3)] == [tuple((each, 1, "received", None) for each in CASES)] * 3
    assert read == [*CASES]
    gone_on(store, "c-2")
    assert derived.page(limit=4).items[1] == ("c-2", 2, "validated", None)
    assert read == [*CASES, "c-2"]


def test_words_that_were_taken_away_are_not_remembered(store: CaseStore) -> None:
    derived = Derived(store, said_of, most=10)
    begun(store, "c-1")
    for _ in range(3):
        gone_on(store, "c-1")
    assert derived.page().items == (("c-1", 5, "rejected", "Anna said no"),)
    words_taken(store, "c-1")
    assert derived.page().items == (("c-1", 6, "rejected", "(taken away)"),)


def test_what_was_asked_for_last_is_remembered(store: CaseStore) -> None:
    read: list[str] = []

    def noted(kept: Kept) -> None:
        read.append(kept.case.id)

    derived = Derived(store, noted, most=2)
    for each in CASES[:3]:
        begun(store, each)
    for after in ("", "c-1", "", "c-2", ""):
        derived.page(limit=1, after=after)
    assert read == ["c-1", "c-2", "c-3"]
    derived.page(limit=1, after="c-1")
    assert read == ["c-1", "c-2", "c-3", "c-2"]


def test_pages_follow_one_another_over_all_cases(store: CaseStore) -> None:
    for each in CASES:
        begun(store, each)
    derived = Derived(store, lambda kept: kept.case.id, most=10)
    assert derived.page(limit=3) == (("c-1", "c-2", "c-3"), "c-3")
    assert derived.page(limit=3, after="c-3") == (("c-4",), None)
    assert derived.page(limit=4) == (CASES, None)
    assert tuple(derived.every()) == CASES


def test_a_list_can_be_of_one_deal_and_of_what_has_not_ended(store: CaseStore) -> None:
    begun(store, "c-1", "006A")
    begun(store, "c-2", "006B")
    for _ in range(3):
        gone_on(store, "c-2")
    derived = Derived(store, lambda kept: kept.case.id, most=10)
    assert derived.page(reference="006B").items == ("c-2",)
    assert tuple(derived.every(unfinished=True)) == ("c-1",)


@pytest.mark.parametrize("state", [None, "received"])
def test_a_case_that_goes_on_while_it_is_listed_is_shown_as_it_is(state: CaseState | None) -> None:
    class GoesOn(MemoryStore):
        """Somebody takes a step between the two looks that a page takes."""

        def stands(self, **which: Any) -> list[Stand]:
            found = super().stands(**which)
            gone_on(self, "c-1")
            return found

    store = GoesOn()
    begun(store, "c-1")
    begun(store, "c-2")
    derived = Derived(store, said_of, most=10)
    ahead = ("c-1", 2, "validated", None)
    assert derived.page(state=state).items == (*([ahead] if state is None else []), ("c-2", 1, "received", None))
    # What was shown ahead of its stand was not remembered as the stand.
    assert derived.page().items[0] == ("c-1", 4, "in_review", None)


def test_a_stand_is_the_last_event_of_a_case(store: CaseStore) -> None:
    for each in CASES:
        begun(store, each)
    gone_on(store, "c-3")
    lines = {line.case: line for line in store.audit() if line.number is not None}
    assert store.stands() == [Stand(each, lines[each].number or 0, lines[each].hash) for each in CASES]
    assert [each.number for each in store.stands(after="c-2", limit=1)] == [2]
    assert [each.case for each in store.stands(state="received")] == ["c-1", "c-2", "c-4"]
