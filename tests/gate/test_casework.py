"""Who may do what with a case, and what stands in the way."""

import datetime as dt

import pytest
from pydantic import ValidationError

from gate_builders import (
    MACHINE,
    NOON,
    QUOTE,
    SOW,
    analysis,
    decision,
    done,
    finding,
    in_review,
    person,
    received,
    sha,
)
from sowcheck.core.analyses import RequiredApproval
from sowcheck.core.case_events import Paper
from sowcheck.core.casefile import CaseFile
from sowcheck.core.decisions import Decision, Resolution
from sowcheck.core.people import Actor, Role
from sowcheck.core.policy import SignOffPolicy
from sowcheck.core.tasks import Task
from sowcheck.errors import IllegalStep, NotAllowed
from sowcheck.gate import casework
from sowcheck.gate.approvals import changed_fields, may_open, missing_approvals, open_findings
from sowcheck.gate.tasks import task

PRICE = finding("d-1", "price.services_total")
TERM = finding("d-2", "term.renewal", "medium", "legal")
FINANCE = person("u-finance", "finance")
SECOND = person("u-finance-2", "finance")
DELIVERY = person("u-delivery", "delivery_ops")
LEGAL = person("u-legal", "legal")


def waived(case: CaseFile, by: Actor = FINANCE, confirmed_by: Actor | None = SECOND) -> CaseFile:
    case = done(case, casework.open_evidence(case, PRICE.fingerprint, by, NOON))
    case = done(case, casework.decide(case, decision(PRICE), by, NOON))
    if confirmed_by:
        case = done(case, casework.open_evidence(case, PRICE.fingerprint, confirmed_by, NOON))
        case = done(case, casework.confirm(case, PRICE.fingerprint, confirmed_by, NOON))
    return case


def signed(case: CaseFile, *people: Actor) -> CaseFile:
    for actor in people:
        role = actor.roles[0]
        assert role in ("finance", "delivery_ops", "legal", "sales_ops", "enterprise_architecture")
        case = done(case, casework.sign(case, role, actor, NOON))
    return case


def test_a_case_without_findings_is_signed_off_once_every_role_has_signed() -> None:
    case = signed(in_review(analysis()), FINANCE)
    assert case.state == "in_review"
    assert missing_approvals(case) == (RequiredApproval(role="delivery_ops"),)
    assert signed(case, DELIVERY).state == "signed_off"


def test_a_blocker_takes_a_waiver_and_a_second_person() -> None:
    case = waived(in_review(analysis(PRICE)), confirmed_by=None)
    assert open_findings(case) == (PRICE,)
    assert open_findings(waived(in_review(analysis(PRICE)))) == ()


@pytest.mark.parametrize("resolution", ["update_record", "amend_document", "enter_value", "needs_info"])
def test_a_blocker_waits_until_paper_or_record_is_corrected(resolution: Resolution) -> None:
    case = in_review(analysis(PRICE))
    case = done(case, casework.open_evidence(case, PRICE.fingerprint, FINANCE, NOON))
    case = done(case, casework.decide(case, decision(PRICE, resolution), FINANCE, NOON, LEGAL))
    assert open_findings(case) == (PRICE,)


@pytest.mark.parametrize("resolution", ["update_record", "amend_document", "enter_value", "accept_with_waiver"])
def test_a_lesser_finding_is_settled_by_any_decision(resolution: Resolution) -> None:
    case = in_review(analysis(TERM))
    assert open_findings(case) == (TERM,)
    assert open_findings(done(case, casework.decide(case, decision(TERM, resolution), LEGAL, NOON))) == ()


def test_a_question_settles_nothing_and_its_answer_goes_back_to_the_owner() -> None:
    case = in_review(analysis(TERM))
    owner = person("u-counsel", "legal")
    case = done(case, casework.decide(case, decision(TERM, "needs_info"), owner, NOON, LEGAL))
    with pytest.raises(NotAllowed, match="Nobody asked u-delivery"):
        casework.answer(case, TERM.fingerprint, "It renews.", DELIVERY, NOON)
    case = done(case, casework.answer(case, TERM.fingerprint, "It does not renew.", LEGAL, NOON))
    assert case.decisions[TERM.fingerprint].answer == "It does not renew."
    assert open_findings(case) == (TERM,)


def test_nobody_decides_on_a_blocker_unseen() -> None:
    with pytest.raises(NotAllowed, match="has not opened the evidence of d-1"):
        casework.decide(in_review(analysis(PRICE)), decision(PRICE), FINANCE, NOON)


def test_nobody_confirms_a_blocker_unseen() -> None:
    case = waived(in_review(analysis(PRICE)), confirmed_by=None)
    with pytest.raises(NotAllowed, match="u-finance-2 has not opened"):
        casework.confirm(case, PRICE.fingerprint, SECOND, NOON)


def test_nobody_confirms_their_own_decision() -> None:
    case = waived(in_review(analysis(PRICE)), confirmed_by=None)
    with pytest.raises(NotAllowed, match="made the decision on d-1"):
        casework.confirm(case, PRICE.fingerprint, FINANCE, NOON)


def test_a_decision_made_anew_is_confirmed_anew() -> None:
    case = waived(in_review(analysis(PRICE)))
    other = decision(PRICE).model_copy(update={"reason": "the customer says otherwise"})
    case = done(case, casework.decide(case, other, FINANCE, NOON))
    assert open_findings(case) == (PRICE,)


@pytest.mark.parametrize("role", ["sales_ops", "delivery_ops", "legal", "enterprise_architecture", "admin", "auditor"])
def test_only_the_owner_decides(role: Role) -> None:
    case = in_review(analysis(PRICE))
    with pytest.raises(NotAllowed, match="does not hold the role finance"):
        casework.decide(case, decision(PRICE), person("u-x", role), NOON)


def test_no_machine_decides_confirms_or_signs() -> None:
    robot = Actor(id="robot", kind="service", roles=("finance", "delivery_ops", "orchestrator"))
    case = waived(in_review(analysis(PRICE)), confirmed_by=None)
    with pytest.raises(NotAllowed, match="only people decide"):
        casework.decide(case, decision(PRICE), robot, NOON)
    with pytest.raises(NotAllowed, match="only people confirm"):
        casework.confirm(case, PRICE.fingerprint, robot, NOON)
    with pytest.raises(NotAllowed, match="only people sign"):
        casework.sign(in_review(analysis()), "finance", robot, NOON)


def test_nobody_signs_while_something_is_open() -> None:
    with pytest.raises(NotAllowed, match=r"2 findings are not settled: d-1 \(SC201\), d-2 \(SC201\)"):
        casework.sign(in_review(analysis(PRICE, TERM)), "finance", FINANCE, NOON)


def test_nobody_signs_in_a_role_that_is_not_asked_for_or_not_theirs() -> None:
    case = in_review(analysis())
    with pytest.raises(NotAllowed, match="Nobody has to sign this case for legal"):
        casework.sign(case, "legal", LEGAL, NOON)
    with pytest.raises(NotAllowed, match="does not hold the role delivery_ops"):
        casework.sign(case, "delivery_ops", FINANCE, NOON)


def test_one_person_does_not_sign_in_two_roles() -> None:
    both = person("u-both", "finance", "delivery_ops")
    case = done(in_review(analysis()), casework.sign(in_review(analysis()), "finance", both, NOON))
    with pytest.raises(NotAllowed, match="signed this case in another role"):
        casework.sign(case, "delivery_ops", both, NOON)


def test_nobody_approves_alone_what_they_let_through() -> None:
    mild = finding("d-3", "price.services_total", "high")
    case = in_review(analysis(mild))
    case = done(case, casework.decide(case, decision(mild), FINANCE, NOON))
    with pytest.raises(NotAllowed, match="would approve that alone"):
        casework.sign(case, "finance", FINANCE, NOON)
    assert signed(case, SECOND, DELIVERY).state == "signed_off"
    case = done(case, casework.confirm(case, mild.fingerprint, SECOND, NOON))
    assert signed(case, FINANCE, DELIVERY).state == "signed_off"


def test_two_people_sign_where_the_policy_wants_two() -> None:
    check = analysis(required=[RequiredApproval(role="finance", people=2)])
    case = signed(in_review(check), FINANCE)
    assert signed(case, FINANCE).state == "in_review"
    assert signed(case, SECOND).state == "signed_off"


def test_a_gate_that_asks_for_nobody_stays_shut() -> None:
    assert not may_open(in_review(analysis(required=[])))


def test_what_nobody_could_decide_on_keeps_everybody_from_signing() -> None:
    check = analysis().model_copy(update={"obstacles": ("The case has no document.",)})
    with pytest.raises(NotAllowed, match="no document"):
        casework.sign(in_review(check), "finance", FINANCE, NOON)


def checked_again(case: CaseFile, says: dict[str, str] | None = None) -> CaseFile:
    replaced = Paper(name="sow.pdf", sha256=sha(repr(says)))
    case = done(case, casework.change_inputs(case, [replaced], [QUOTE], MACHINE, NOON))
    case = done(case, casework.validate(case, (), MACHINE, NOON))
    return done(case, casework.analyse(case, analysis(says=says), MACHINE, NOON))


def test_a_new_paper_reopens_only_what_it_touches() -> None:
    case = checked_again(signed(in_review(analysis()), FINANCE, DELIVERY), {"legal.governing_law": "Denmark"})
    assert case.state == "in_review"
    assert [approval.role for approval in missing_approvals(case)] == ["delivery_ops"]
    assert [changed_fields(case, each) for each in case.signatures] == [(), ("legal.governing_law",)]
    assert signed(case, DELIVERY).state == "signed_off"


def test_a_paper_that_says_the_same_leaves_the_approvals_standing() -> None:
    assert checked_again(signed(in_review(analysis()), FINANCE, DELIVERY)).state == "signed_off"


def test_a_field_that_appears_or_vanishes_is_touched() -> None:
    case = checked_again(signed(in_review(analysis()), FINANCE, DELIVERY), {"price.nte_cap": "200,000"})
    assert [approval.role for approval in missing_approvals(case)] == ["delivery_ops", "finance"]
    again = checked_again(signed(case, FINANCE, DELIVERY))
    assert [approval.role for approval in missing_approvals(again)] == ["delivery_ops", "finance"]


def test_a_decision_changed_after_the_sign_off_closes_the_gate() -> None:
    case = done(in_review(analysis(TERM)), casework.decide(in_review(analysis(TERM)), decision(TERM), LEGAL, NOON))
    case = signed(case, FINANCE, DELIVERY)
    assert case.state == "signed_off"
    entries = casework.decide(case, decision(TERM, "update_record"), LEGAL, NOON)
    assert [each.event.type for each in entries] == ["decided", "gate_closed"]
    assert [approval.role for approval in missing_approvals(done(case, entries))] == ["delivery_ops"]


def test_handing_in_the_same_papers_again_does_nothing() -> None:
    case = in_review(analysis())
    assert casework.change_inputs(case, [SOW], [QUOTE], MACHINE, NOON) == ()


def missing(now: dt.datetime = NOON) -> Task:
    return task("missing_field", "finance", "No record says it.", "Hand one in.", "price.currency", now)


def test_what_is_missing_is_noted_once() -> None:
    case = done(received(), casework.validate(received(), [missing()], MACHINE, NOON))
    assert (case.state, case.tasks) == ("received", (missing(),))
    assert casework.validate(case, [missing(NOON + dt.timedelta(hours=1))], MACHINE, NOON) == ()
    case = done(case, casework.validate(case, (), MACHINE, NOON))
    assert (case.state, case.tasks) == ("validated", ())


def test_a_task_that_comes_back_has_the_id_that_it_had() -> None:
    later = NOON + dt.timedelta(days=3)
    case = done(received(), casework.validate(received(), [missing()], MACHINE, NOON))
    case = done(case, casework.change_inputs(case, [SOW], [], MACHINE, NOON))
    case = done(case, casework.validate(case, [], MACHINE, NOON))
    case = done(case, casework.change_inputs(case, [SOW], [QUOTE], MACHINE, NOON))
    case = done(case, casework.validate(case, [missing(later)], MACHINE, later))
    assert [(each.id, each.opened) for each in case.tasks] == [(missing().id, later)]


def test_release_takes_a_case_that_is_signed_off() -> None:
    with pytest.raises(IllegalStep, match="in review: it cannot become released"):
        casework.release(in_review(analysis()), "f" * 64, MACHINE, NOON)
    case = signed(in_review(analysis()), FINANCE, DELIVERY)
    case = done(case, casework.release(case, "f" * 64, MACHINE, NOON))
    assert (case.state, case.bundle) == ("released", "f" * 64)
    assert done(case, casework.acknowledge(case, "psa", MACHINE, NOON)).state == "acknowledged"


@pytest.mark.parametrize("actor", [FINANCE, person("u-admin", "admin"), Actor(id="bot", kind="service")])
def test_checks_and_releases_are_the_programs_own_work(actor: Actor) -> None:
    open_ = signed(in_review(analysis()), FINANCE, DELIVERY)
    with pytest.raises(NotAllowed, match="cannot validate a case"):
        casework.validate(received(), (), actor, NOON)
    with pytest.raises(NotAllowed, match="cannot put a check on record"):
        casework.analyse(done(received(), casework.validate(received(), (), MACHINE, NOON)), analysis(), actor, NOON)
    with pytest.raises(NotAllowed, match="cannot release"):
        casework.release(open_, "f" * 64, actor, NOON)
    released = done(open_, casework.release(open_, "f" * 64, MACHINE, NOON))
    with pytest.raises(NotAllowed, match="cannot acknowledge"):
        casework.acknowledge(released, "psa", actor, NOON)


def test_a_second_person_who_agrees_later_leaves_the_approvals_standing() -> None:
    case = done(in_review(analysis(TERM)), casework.decide(in_review(analysis(TERM)), decision(TERM), LEGAL, NOON))
    case = signed(case, FINANCE, DELIVERY)
    assert done(case, casework.confirm(case, TERM.fingerprint, DELIVERY, NOON)).state == "signed_off"


def test_a_case_is_rejected_by_people_with_a_reason() -> None:
    case = in_review(analysis())
    with pytest.raises(NotAllowed, match="only people reject"):
        casework.reject(case, "no", MACHINE, NOON)
    with pytest.raises(NotAllowed, match="without a reason"):
        casework.reject(case, "  ", LEGAL, NOON)
    assert done(case, casework.reject(case, "never agreed", LEGAL, NOON)).note == "never agreed"


@pytest.mark.parametrize("ended", ["rejected", "superseded"])
def test_a_case_that_has_ended_takes_no_papers(ended: str) -> None:
    case = in_review(analysis())
    step = casework.reject if ended == "rejected" else casework.supersede
    case = done(case, step(case, "case-2", LEGAL, NOON))
    with pytest.raises(IllegalStep, match=f"The case is {ended}: it cannot become received"):
        casework.change_inputs(case, [SOW, SOW], [QUOTE], LEGAL, NOON)


def test_a_finding_that_is_gone_cannot_be_decided_on() -> None:
    with pytest.raises(NotAllowed, match="has no finding"):
        casework.decide(in_review(analysis()), decision(PRICE), FINANCE, NOON)


@pytest.mark.parametrize(
    "whole",
    [
        {"resolution": "accept_with_waiver", "reason": " "},
        {"resolution": "enter_value", "reason": "typed wrong"},
        {"resolution": "update_record", "reason": "paper holds", "value": 3},
        {"resolution": "needs_info", "reason": "Which holds?", "asked": "u-legal"},
    ],
)
def test_half_a_decision_is_none(whole: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Decision.model_validate({"finding": PRICE.fingerprint, **whole})


def test_rules_come_from_the_policy() -> None:
    lax = SignOffPolicy(decide=(), settle=(), confirm=(), evidence=())
    assert open_findings(in_review(analysis(TERM, rules=lax))) == ()
    assert open_findings(in_review(analysis(PRICE, rules=lax))) == (PRICE,)  # what blocks is settled whatever the rules


def test_events_are_dated_when_they_happen() -> None:
    later = NOON + dt.timedelta(hours=1)
    (entry,) = casework.sign(in_review(analysis()), "finance", FINANCE, later)
    assert entry.at == later
