"""Tasks keep the gate shut until what they ask for is there; people set aside only what is theirs to judge."""

import datetime as dt

import pytest

from gate_builders import MACHINE, NOON, QUOTE, SOW, analysis, done, finding, person, received, sha
from sowcheck.core.case_events import Paper
from sowcheck.core.casefile import CaseFile
from sowcheck.core.incoming import Incoming, IncomingKind
from sowcheck.core.snapshots import Snapshot
from sowcheck.errors import IllegalStep, NotAllowed, SowcheckError, UnreadableInput, UsageError
from sowcheck.gate import casework, taskwork
from sowcheck.gate.program import next_job

DEAL = "salesforce:006Hs00001LkQ3aIAF"
ENVELOPE = "envelope:8c1f2f5e-6a0b-4c57-9d9b-2f6f4f0f7a11"
FINANCE, DELIVERY, LEGAL = (person(f"u-{role}", role) for role in ("finance", "delivery_ops", "legal"))
SALES, ADMIN = person("u-sales", "sales_ops"), person("u-admin", "admin")


def at(hours: float) -> dt.datetime:
    return NOON + dt.timedelta(hours=hours)


def snapshot(paper: Paper = QUOTE, modified: dt.datetime | None = NOON, *, won: bool | None = None) -> Snapshot:
    return Snapshot(sha256=paper.sha256, system="salesforce", modified=modified, won=won)


def said(kind: IncomingKind, hours: float = 1, *changed: str) -> Incoming:
    return Incoming(
        source="/x", id=f"{kind}-{hours}", system="salesforce", kind=kind, subject="x", at=at(hours), changed=changed
    )


def heard(case: CaseFile, kind: IncomingKind, hours: float = 1, *changed: str, about: str = DEAL) -> CaseFile:
    return done(case, taskwork.hear(case, about, said(kind, hours, *changed), MACHINE, at(hours)))


def reviewed(*snapshots: Snapshot, envelopes: tuple[str, ...] = ()) -> CaseFile:
    case = done(received(), casework.validate(received(), (), MACHINE, NOON, snapshots or [snapshot()]))
    check = analysis().model_copy(update={"envelopes": envelopes})
    return done(case, casework.analyse(case, check, MACHINE, NOON))


def signed_off() -> CaseFile:
    case = reviewed()
    case = done(case, casework.sign(case, "finance", FINANCE, NOON))
    return done(case, casework.sign(case, "delivery_ops", DELIVERY, NOON))


def kinds(case: CaseFile) -> list[str]:
    return [each.kind for each in case.tasks]


_DEADLY = SowcheckError("3 workers died.", hint="Look at their memory.")


def unreadable() -> CaseFile:
    case = done(received(), casework.validate(received(), (), MACHINE, NOON))
    error = UnreadableInput("sow.pdf", "is no PDF", hint="Save it anew.")
    return done(case, taskwork.fail_job(case, error, MACHINE, NOON))


def test_a_check_that_failed_for_good_leaves_a_task_and_is_not_tried_again() -> None:
    case = unreadable()
    assert (case.state, next_job(case)) == ("received", None)
    (task,) = case.tasks
    assert (task.kind, task.role) == ("unreadable", "legal")
    assert "sow.pdf: is no PDF" in task.message
    assert task.hint.startswith("Save it anew.")
    assert casework.validate(case, (), MACHINE, NOON) == ()


def test_other_papers_are_checked_after_a_check_that_failed() -> None:
    case = unreadable()
    case = done(case, casework.change_inputs(case, [Paper(name="sow.pdf", sha256=sha("new"))], [QUOTE], MACHINE, NOON))
    assert (case.tasks, next_job(case)) == ((), "validate")
    case = done(case, casework.validate(case, (), MACHINE, NOON))
    assert next_job(case) == "analyse"


def test_a_person_can_have_a_failed_check_tried_again() -> None:
    case = done(received(), casework.validate(received(), (), MACHINE, NOON))
    error = UsageError("OCR is not installed", hint="Install it.")
    case = done(case, taskwork.fail_job(case, error, MACHINE, NOON))
    (task,) = case.tasks
    assert (task.kind, task.role) == ("failed_check", "admin")
    with pytest.raises(NotAllowed, match="only people"):
        taskwork.set_aside(case, task.id, "installed it", MACHINE, NOON)
    with pytest.raises(NotAllowed, match="role admin"):
        taskwork.set_aside(case, task.id, "installed it", LEGAL, NOON)
    with pytest.raises(NotAllowed, match="No task t-0 of this case is open"):
        taskwork.set_aside(case, "t-0", "installed it", ADMIN, NOON)
    with pytest.raises(NotAllowed, match="without a reason"):
        taskwork.set_aside(case, task.id, " ", ADMIN, NOON)
    case = done(case, taskwork.set_aside(case, task.id, "installed it", ADMIN, NOON))
    assert (case.tasks, next_job(case)) == ((), "validate")


def test_nothing_fails_where_the_program_has_nothing_to_do() -> None:
    assert taskwork.fail_job(reviewed(), _DEADLY, MACHINE, NOON) == ()
    assert taskwork.fail_job(unreadable(), _DEADLY, MACHINE, NOON) == ()


def test_records_that_cannot_be_looked_through_leave_a_task_until_a_person_has_it_tried_again() -> None:
    case = done(received(), taskwork.fail_job(received(), _DEADLY, MACHINE, NOON))
    assert (case.state, next_job(case), kinds(case)) == ("received", None, ["failed_check"])
    case = done(case, taskwork.set_aside(case, case.tasks[0].id, "more memory", ADMIN, NOON))
    assert (case.tasks, next_job(case)) == ((), "validate")


def test_a_handoff_that_cannot_be_made_brings_the_case_back_to_its_review_until_it_is_tried_again() -> None:
    case = signed_off()
    case = done(case, taskwork.fail_job(case, _DEADLY, MACHINE, NOON))
    assert (case.state, next_job(case), kinds(case)) == ("in_review", None, ["failed_check"])
    assert case.signatures == signed_off().signatures
    case = done(case, taskwork.set_aside(case, case.tasks[0].id, "more memory", ADMIN, NOON))
    assert (case.state, next_job(case)) == ("signed_off", "release")


def test_a_handoff_that_cannot_be_given_over_waits_for_a_person_and_its_target_may_still_take_it() -> None:
    case = signed_off()
    case = done(case, casework.release(case, sha("bundle"), MACHINE, NOON))
    case = done(case, taskwork.fail_job(case, _DEADLY, MACHINE, NOON))
    assert (case.state, next_job(case), kinds(case)) == ("released", None, ["failed_check"])
    assert done(case, casework.acknowledge(case, "psa", MACHINE, NOON)).state == "acknowledged"
    case = done(case, taskwork.set_aside(case, case.tasks[0].id, "there is room now", ADMIN, NOON))
    assert next_job(case) == "hand_over"


def test_a_record_that_changed_shuts_the_gate_until_a_newer_one_is_handed_in() -> None:
    case = heard(signed_off(), "deal_changed", 1, "Amount")
    assert (case.state, kinds(case)) == ("in_review", ["stale_record"])
    assert "2026-06-01 13:00 UTC): Amount" in case.tasks[0].message
    with pytest.raises(NotAllowed, match="changed in salesforce after"):
        casework.sign(case, "finance", FINANCE, NOON)
    with pytest.raises(NotAllowed, match="cannot be set aside"):
        taskwork.set_aside(case, case.tasks[0].id, "no matter", SALES, NOON)
    old, new = Paper(name="old.json", sha256=sha("old")), Paper(name="new.json", sha256=sha("new"))
    case = done(case, casework.change_inputs(case, [SOW], [old], MACHINE, at(2)))
    again = done(case, casework.validate(case, (), MACHINE, at(2), [snapshot(old, at(0.5))]))
    assert (again.state, kinds(again)) == ("validated", ["stale_record"])
    again = done(again, casework.analyse(again, analysis(), MACHINE, at(2)))
    assert (again.state, kinds(again)) == ("in_review", ["stale_record"])
    case = done(again, casework.change_inputs(again, [SOW], [new], MACHINE, at(3)))
    case = done(case, casework.validate(case, (), MACHINE, at(3), [snapshot(new, at(1))]))
    assert (case.state, case.tasks) == ("validated", ())
    assert done(case, casework.analyse(case, analysis(), MACHINE, at(3))).state == "signed_off"


def test_a_task_that_is_open_says_what_happened_since() -> None:
    case = heard(heard(reviewed(), "deal_changed", 1, "Amount"), "deal_changed", 2, "CloseDate")
    (task,) = case.tasks
    assert (task.opened, task.since) == (at(1), at(2))
    assert "14:00 UTC): CloseDate" in task.message


def test_a_change_before_the_record_was_taken_is_no_matter() -> None:
    assert heard(reviewed(), "deal_changed", -1).tasks == ()


def test_a_newer_quote_does_not_make_an_older_opportunity_new() -> None:
    name = DEAL.partition(":")[2]
    deal = snapshot(modified=at(-3)).model_copy(update={"ids": (name,), "deals": (name,)})
    quote = snapshot(SOW, at(0)).model_copy(update={"ids": ("a0q",), "deals": (name,)})
    assert kinds(heard(reviewed(deal, quote), "deal_changed", -2)) == ["stale_record"]
    assert heard(reviewed(deal, quote), "record_changed", -2, about="salesforce:a0q").tasks == ()
    assert kinds(heard(reviewed(deal, quote), "record_changed", 1, about="salesforce:a0q")) == ["stale_record"]
    assert kinds(heard(reviewed(deal, quote), "gap", -2, about="salesforce:*")) == ["look_up"]
    assert heard(reviewed(quote), "deal_changed", -2).tasks == (), "nothing older speaks of the deal"
    other = deal.model_copy(update={"ids": ("a0r",), "deals": ("006other",)})
    assert heard(reviewed(other, quote), "deal_changed", -2).tasks == (), "the other is of another deal"
    assert kinds(heard(reviewed(other), "deal_changed", -2)) == ["stale_record"], "nothing tells of which deal it is"


def test_a_record_without_a_time_is_as_old_as_its_arrival() -> None:
    assert kinds(heard(reviewed(snapshot(modified=None)), "deal_changed", 1)) == ["stale_record"]
    assert heard(reviewed(snapshot(modified=None)), "deal_changed", -1).tasks == ()


def test_what_is_older_than_what_was_heard_changes_nothing() -> None:
    case = heard(reviewed(), "deal_changed", 3)
    assert taskwork.hear(case, DEAL, said("deal_changed", 2), MACHINE, at(4)) == ()
    assert taskwork.hear(case, DEAL, said("deal_changed", 3), MACHINE, at(4)) == ()


@pytest.mark.parametrize("kind", ["deal_deleted", "deal_lost"])
def test_a_deal_that_is_gone_cannot_be_released(kind: IncomingKind) -> None:
    case = heard(signed_off(), kind, 1)
    assert (case.state, kinds(case)) == ("in_review", ["deal_gone"])
    assert ("was deleted" if kind == "deal_deleted" else "is not won") in case.tasks[0].message
    with pytest.raises(IllegalStep):
        casework.release(case, sha("bundle"), MACHINE, NOON)


def test_a_deal_that_is_won_again_is_gone_no_longer() -> None:
    case = heard(heard(signed_off(), "deal_lost", 1), "deal_won", 2)
    assert (case.state, case.tasks) == ("signed_off", ())
    assert kinds(heard(heard(reviewed(), "deal_won", 1), "deal_lost", 2)) == ["deal_gone"]
    assert kinds(heard(heard(reviewed(), "deal_won", 1), "deal_lost", 1)) == ["deal_gone"], "caution, where it is a tie"


def test_a_newer_record_that_says_won_brings_a_deal_back() -> None:
    case = heard(reviewed(), "deal_lost", 1)
    new = Paper(name="new.json", sha256=sha("new"))
    case = done(case, casework.change_inputs(case, [SOW], [new], MACHINE, at(3)))
    assert kinds(done(case, casework.validate(case, (), MACHINE, at(3), [snapshot(new, at(2))]))) == ["deal_gone"]
    won = done(case, casework.validate(case, (), MACHINE, at(3), [snapshot(new, at(2), won=True)]))
    assert (won.state, won.tasks) == ("validated", ())
    tie = done(case, casework.validate(case, (), MACHINE, at(3), [snapshot(new, at(1), won=True)]))
    assert kinds(tie) == ["deal_gone"]


def test_what_a_system_lost_track_of_is_looked_up_by_somebody() -> None:
    case = heard(signed_off(), "gap", 1)
    assert (case.state, kinds(case)) == ("in_review", ["look_up"])
    (task,) = case.tasks
    case = done(case, taskwork.set_aside(case, task.id, "nothing changed", SALES, at(2)))
    assert (case.state, case.tasks) == ("signed_off", ())
    assert kinds(heard(case, "gap", 3)) == ["look_up"]
    assert heard(case, "deal_won", 3).tasks == ()


def test_an_envelope_that_was_stopped_shuts_the_gate_for_papers_that_name_it() -> None:
    name = ENVELOPE.partition(":")[2]
    assert heard(reviewed(), "envelope_stopped", about=ENVELOPE).tasks == ()
    case = heard(reviewed(envelopes=(name,)), "envelope_stopped", about=ENVELOPE)
    assert kinds(case) == ["envelope_stopped"]
    assert heard(case, "envelope_completed", 2, about=ENVELOPE).tasks == ()
    other = Paper(name="sow.pdf", sha256=sha("signed anew"))
    case = done(case, casework.change_inputs(case, [other], [QUOTE], MACHINE, at(2)))
    case = done(case, casework.validate(case, (), MACHINE, at(2)))
    assert case.state == "validated"
    same = analysis().model_copy(update={"envelopes": (name,)})
    assert kinds(done(case, casework.analyse(case, same, MACHINE, at(3)))) == ["envelope_stopped"]


def test_papers_that_came_before_everybody_signed_are_asked_for_again() -> None:
    name = ENVELOPE.partition(":")[2]
    unsigned = finding("d-9", "doc.signature_status", owner="legal")
    check = analysis(unsigned).model_copy(update={"envelopes": (name,)})
    case = done(received(), casework.validate(received(), (), MACHINE, NOON))
    case = done(case, casework.analyse(case, check, MACHINE, NOON))
    assert heard(case, "envelope_completed", -1, about=ENVELOPE).tasks == (), "they came after that"
    asked = heard(case, "envelope_completed", 1, about=ENVELOPE)
    assert [(each.kind, each.role) for each in asked.tasks] == [("unsigned_copy", "legal")]
    signed = Paper(name="sow.pdf", sha256=sha("signed"))
    asked = done(asked, casework.change_inputs(asked, [signed], [QUOTE], MACHINE, at(2)))
    asked = done(asked, casework.validate(asked, (), MACHINE, at(2)))
    assert asked.tasks == ()
    assert heard(reviewed(envelopes=(name,)), "envelope_completed", 1, about=ENVELOPE).tasks == (), "they are signed"
    priced = analysis(finding("d-8", "price.services_total")).model_copy(update={"envelopes": (name,)})
    case = done(received(), casework.validate(received(), (), MACHINE, NOON))
    case = done(case, casework.analyse(case, priced, MACHINE, NOON))
    assert heard(case, "envelope_completed", 1, about=ENVELOPE).tasks == (), "something else blocks"


def test_what_happens_after_the_release_is_told_and_people_set_it_aside() -> None:
    case = done(signed_off(), casework.release(signed_off(), sha("bundle"), MACHINE, NOON))
    case = heard(case, "deal_changed", 1)
    assert (case.state, kinds(case)) == ("released", ["stale_record"])
    case = done(case, taskwork.set_aside(case, case.tasks[0].id, "a change order follows", SALES, at(2)))
    assert (case.state, case.tasks) == ("released", ())
    assert casework.acknowledge(case, "psa", MACHINE, at(3))


def test_only_services_say_what_other_systems_say() -> None:
    with pytest.raises(NotAllowed):
        taskwork.hear(received(), DEAL, said("deal_lost"), SALES, NOON)


def test_a_case_that_has_ended_hears_nothing() -> None:
    case = done(reviewed(), casework.reject(reviewed(), "no", LEGAL, NOON))
    with pytest.raises(IllegalStep):
        taskwork.hear(case, DEAL, said("deal_lost"), MACHINE, NOON)
