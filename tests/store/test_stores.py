"""What every store keeps to, whatever it is kept in."""

import datetime as dt

import pytest

from gate_builders import MACHINE, NOON, QUOTE, SOW, analysis, decision, finding, person
from sowcheck.core.audit import Note
from sowcheck.core.case_events import Analysed, Decided, Entry, TakenAway
from sowcheck.errors import IllegalStep, NotAllowed
from sowcheck.gate import casework
from sowcheck.gate.keeping import take_away
from sowcheck.store.base import CaseStore, Conflict, Kept, UnknownCase
from sowcheck.store.paging import cases_among, every_case
from sowcheck.store.words import TAKEN_AWAY

TERM = finding("d-2", "term.renewal", "medium", "legal")
LEGAL = person("u-legal", "legal")


def received(store: CaseStore, case_id: str = "c-1", reference: str = "006X") -> Kept:
    return store.append(case_id, 0, casework.receive(reference, [SOW], [QUOTE], MACHINE, NOON), "cli")


def in_review(store: CaseStore, case_id: str = "c-1") -> Kept:
    kept = received(store, case_id)
    kept = store.append(case_id, kept.number, casework.validate(kept.case, (), MACHINE, NOON), "cli")
    return store.append(case_id, kept.number, casework.analyse(kept.case, analysis(TERM), MACHINE, NOON), "cli")


def decided(store: CaseStore, case_id: str = "c-1") -> Kept:
    kept = in_review(store, case_id)
    return store.append(case_id, kept.number, casework.decide(kept.case, decision(TERM), LEGAL, NOON), "web")


def test_a_case_comes_back_as_it_was_kept(store: CaseStore) -> None:
    kept = decided(store)
    assert store.load("c-1") == kept
    assert kept.number == 5
    assert kept.case.decisions[TERM.fingerprint].decision.reason == "agreed by phone with the customer"


def test_its_history_has_every_event_with_its_words(store: CaseStore) -> None:
    decided(store)
    events = [entry.event for entry in store.history("c-1")]
    assert [event.type for event in events] == ["received", "validated", "analysed", "review_opened", "decided"]
    assert events[-1] == Decided(decision=decision(TERM))


def test_a_case_that_is_not_there_is_named(store: CaseStore) -> None:
    with pytest.raises(UnknownCase, match="There is no case c-9"):
        store.load("c-9")
    with pytest.raises(UnknownCase):
        store.history("c-9")


def test_who_knows_an_older_case_is_refused_and_nothing_is_kept(store: CaseStore) -> None:
    kept = in_review(store)
    entries = casework.decide(kept.case, decision(TERM), LEGAL, NOON)
    store.append("c-1", kept.number, entries, "web")
    with pytest.raises(Conflict, match="has changed since its event 4"):
        store.append("c-1", kept.number, entries, "web")
    with pytest.raises(Conflict):
        received(store)
    assert store.load("c-1").number == 5
    assert store.head()[0] == 5


def test_an_illegal_event_is_refused_and_nothing_is_kept(store: CaseStore) -> None:
    kept = received(store)
    check = casework.validate(kept.case, (), MACHINE, NOON)
    with pytest.raises(IllegalStep):
        store.append("c-1", 1, (*check, *check), "cli")
    assert store.load("c-1") == kept
    assert list(store.verify()) == []


def test_nothing_to_add_is_nothing_added(store: CaseStore) -> None:
    kept = received(store)
    assert store.append("c-1", 1, (), "cli") == kept


def test_cases_are_found_by_state_and_reference_a_page_at_a_time(store: CaseStore) -> None:
    for number in range(5):
        received(store, f"c-{number}", reference=f"006{number % 2}")
    in_review(store, "c-5")
    assert [kept.case.id for kept in store.find(state="in_review")] == ["c-5"]
    assert [kept.case.id for kept in store.find(reference="0061")] == ["c-1", "c-3"]
    assert [kept.case.id for kept in store.find(limit=2, after="c-1")] == ["c-2", "c-3"]


@pytest.mark.parametrize("at_once", [1, 2, 3, 4])
def test_every_case_comes_once_whatever_a_page_holds(store: CaseStore, at_once: int) -> None:
    for number in range(3):
        received(store, f"c-{number}", reference=f"006{number % 2}")
    assert [kept.case.id for kept in every_case(store, at_once=at_once)] == ["c-0", "c-1", "c-2"]
    assert [kept.case.id for kept in every_case(store, reference="0060", at_once=at_once)] == ["c-0", "c-2"]
    assert list(every_case(store, state="released", at_once=at_once)) == []


def test_cases_that_have_ended_are_left_out_where_only_the_others_are_asked_for(store: CaseStore) -> None:
    kept = received(store, "c-1")
    received(store, "c-2")
    store.append("c-1", kept.number, casework.supersede(kept.case, "c-2", MACHINE, NOON), "cli")
    assert [each.case.id for each in store.find(unfinished=True)] == ["c-2"]
    assert [each.case.id for each in every_case(store, unfinished=True)] == ["c-2"]


def test_the_audit_tells_each_step_with_who_when_whence_and_what_it_changed(store: CaseStore) -> None:
    decided(store)
    lines = list(store.audit(case_id="c-1"))
    assert [line.sequence for line in lines] == [1, 2, 3, 4, 5]
    assert [(line.before, line.after) for line in lines[:3]] == [
        (None, "received"),
        ("received", "validated"),
        ("validated", "analysed"),
    ]
    last = lines[-1]
    assert (last.actor, last.at, last.source, last.status) == (LEGAL, "2026-06-01T12:00:00.000000Z", "web", "applied")


def test_what_is_no_event_of_a_case_is_on_record_too(store: CaseStore) -> None:
    received(store)
    store.note(Note(NOON, LEGAL, "sign", "refused", {"why": "not settled"}, case="c-1"), "web")
    (line,) = store.audit(after=1)
    assert (line.case, line.number, line.status, line.payload) == ("c-1", None, "refused", {"why": "not settled"})
    assert len(store.history("c-1")) == 1
    assert list(store.verify()) == []


def test_the_chain_is_one_over_all_cases(store: CaseStore) -> None:
    decided(store, "c-1")
    decided(store, "c-2")
    assert list(store.verify()) == []
    assert store.head() == (10, list(store.audit())[-1].hash)


ADMIN = person("u-admin", "admin")


def rejected(store: CaseStore) -> Kept:
    kept = decided(store)
    return store.append("c-1", kept.number, casework.reject(kept.case, "too dear for Jo", LEGAL, NOON), "web")


def test_words_are_not_in_the_chain_and_can_be_taken_away(store: CaseStore) -> None:
    kept = rejected(store)
    said = "".join(line.model_dump_json() for line in store.audit())
    assert "agreed by phone" not in said
    assert "too dear" not in said
    later = NOON + dt.timedelta(days=3000)
    gone = store.redact("c-1", kept.number, take_away(kept.case, "Article 17", ADMIN, later), "cli")
    assert gone == store.load("c-1")
    assert (gone.number, gone.case.taken_away, gone.case.note) == (kept.number + 1, later, TAKEN_AWAY)
    assert gone.case.decisions[TERM.fingerprint].decision.reason == TAKEN_AWAY
    assert list(store.verify()) == []
    *_, last = store.history("c-1")
    assert last.event == TakenAway(reason="Article 17")
    assert take_away(gone.case, "again", ADMIN, later) == ()


def test_what_somebody_enters_cannot_pass_for_sealed_words(store: CaseStore) -> None:
    kept = decided(store)
    (seal,) = {line.payload["decision"]["reason"]["sealed"] for line in store.audit() if line.type == "decided"}  # type: ignore[call-overload, index]
    forged = decision(TERM, "enter_value").model_copy(
        update={"value": {"reason": {"sealed": "0" * 64}, "answer": [{"sealed": seal}], "sealed": seal}}
    )
    entry = Entry(at=NOON, actor=LEGAL, event=Decided(decision=forged))
    kept = store.append("c-1", kept.number, [entry], "web")
    assert list(store.verify()) == []
    assert store.history("c-1")[-1].event == Decided(decision=forged)
    assert store.load("c-1") == kept


def test_what_a_check_says_in_words_goes_with_the_words_of_people(store: CaseStore) -> None:
    kept = received(store)
    kept = store.append("c-1", kept.number, casework.validate(kept.case, (), MACHINE, NOON), "cli")
    named = TERM.model_copy(update={"message": "Signed by Jo Doe."})
    check = analysis(named).model_copy(update={"obstacles": ("Jo Doe has not signed.", "A page is empty.")})
    kept = store.append("c-1", kept.number, casework.analyse(kept.case, check, MACHINE, NOON), "cli")
    assert store.history("c-1")[2].event == Analysed(analysis=check)
    kept = store.append("c-1", kept.number, casework.reject(kept.case, "no", LEGAL, NOON), "web")
    assert "Jo Doe" not in "".join(line.model_dump_json() for line in store.audit())
    gone = store.redact("c-1", kept.number, take_away(kept.case, "Article 17", ADMIN, NOON), "cli").case.analysis
    assert gone is not None
    assert (gone.findings[0].message, gone.obstacles) == (TAKEN_AWAY, (TAKEN_AWAY, TAKEN_AWAY))
    assert list(store.verify()) == []


def test_nothing_is_taken_from_a_case_that_goes_on_or_has_changed(store: CaseStore) -> None:
    kept = decided(store)
    entries = (Entry(at=NOON, actor=ADMIN, event=TakenAway(reason="x")),)
    with pytest.raises(IllegalStep, match="in review"):
        take_away(kept.case, "x", ADMIN, NOON)
    with pytest.raises(IllegalStep, match="in review"):
        store.redact("c-1", kept.number, entries, "cli")
    with pytest.raises(UnknownCase):
        store.redact("c-9", 1, entries, "cli")
    with pytest.raises(Conflict):
        store.redact("c-1", kept.number - 1, entries, "cli")
    assert store.load("c-1") == kept
    assert list(store.verify()) == []


def test_only_who_looks_after_the_service_takes_anything_away_and_says_why(store: CaseStore) -> None:
    kept = rejected(store)
    for actor, reason in ((LEGAL, "x"), (MACHINE, "x"), (ADMIN, " ")):
        with pytest.raises(NotAllowed):
            take_away(kept.case, reason, actor, NOON)


def test_cases_are_fetched_by_their_ids_some_at_a_time(store: CaseStore) -> None:
    for each in ("c-1", "c-2", "c-3", "c-4"):
        received(store, each)
    ended = store.load("c-3")
    store.append("c-3", 1, casework.reject(ended.case, "no", LEGAL, NOON), "web")
    wanted = ["c-1", "c-3", "c-4", "c-9"]
    assert [kept.case.id for kept in cases_among(store, wanted, at_once=2)] == ["c-1", "c-3", "c-4"]
    assert [kept.case.id for kept in cases_among(store, wanted, unfinished=True, at_once=1)] == ["c-1", "c-4"]
    assert list(cases_among(store, [])) == []


def test_many_lines_are_read_in_pieces(store: CaseStore) -> None:
    received(store)
    for number in range(1100):
        store.note(Note(NOON, MACHINE, "ping", "ignored", number), "cli")
    assert [line.sequence for line in store.audit(after=3)] == list(range(4, 1102))
    assert list(store.verify()) == []
