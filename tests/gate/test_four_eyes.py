"""Nobody gets a finding through alone, nobody approves what they decided, and the same act twice is one."""

import datetime as dt

import pytest

from gate_builders import MACHINE, NOON, QUOTE, SOW, analysis, decision, done, finding, in_review, person, received
from sowcheck.core.analyses import Analysis, RequiredApproval
from sowcheck.core.casefile import CaseFile
from sowcheck.core.people import Actor
from sowcheck.core.policy import SignOffPolicy, WaiverRule
from sowcheck.errors import CaseError, IllegalStep, NotAllowed
from sowcheck.gate import casework
from sowcheck.gate.acting import Entries
from sowcheck.gate.approvals import may_open, missing_approvals, open_findings

PRICE = finding("d-1", "price.services_total")
LAW = finding("d-2", "legal.governing_law", "high", "legal")
TERM = finding("d-3", "term.renewal", "medium", "legal")
FINANCE = person("u-finance", "finance")
SECOND = person("u-finance-2", "finance")
DELIVERY = person("u-delivery", "delivery_ops")
LEGAL = person("u-legal", "legal")
COUNSEL = person("u-counsel", "legal")
SALES = person("u-sales", "sales_ops")


def looked(case: CaseFile, *people: Actor) -> CaseFile:
    for actor in people:
        case = done(case, casework.open_evidence(case, PRICE.fingerprint, actor, NOON))
    return case


def waived() -> CaseFile:
    case = looked(in_review(analysis(PRICE)), FINANCE, SECOND)
    case = done(case, casework.decide(case, decision(PRICE), FINANCE, NOON))
    return done(case, casework.confirm(case, PRICE.fingerprint, SECOND, NOON))


def later(case: CaseFile, step: str, *arguments: object) -> Entries:
    return getattr(casework, step)(case, *arguments, NOON + dt.timedelta(minutes=1))  # type: ignore[no-any-return]  # by name


def test_the_same_decision_again_keeps_its_confirmation() -> None:
    assert later(waived(), "decide", decision(PRICE), FINANCE) == ()
    assert open_findings(waived()) == ()


def test_the_same_confirmation_answer_or_signature_again_changes_nothing() -> None:
    case = waived()
    assert later(case, "confirm", PRICE.fingerprint, SECOND) == ()
    case = done(case, casework.sign(case, "finance", SECOND, NOON))
    assert later(case, "sign", "finance", SECOND) == ()
    asked = in_review(analysis(TERM))
    asked = done(asked, casework.decide(asked, decision(TERM, "needs_info"), COUNSEL, NOON, LEGAL))
    asked = done(asked, casework.answer(asked, TERM.fingerprint, "It renews.", LEGAL, NOON))
    assert later(asked, "answer", TERM.fingerprint, "It renews.", LEGAL) == ()
    assert later(asked, "answer", TERM.fingerprint, "It does not.", LEGAL) != ()


def test_a_signature_sent_again_after_the_release_is_no_error() -> None:
    case = waived()
    for role, actor in (("finance", SECOND), ("delivery_ops", DELIVERY)):
        case = done(case, casework.sign(case, role, actor, NOON))  # type: ignore[arg-type]  # a table's words
    case = done(case, casework.release(case, "f" * 64, MACHINE, NOON))
    assert later(case, "sign", "delivery_ops", DELIVERY) == ()
    assert later(case, "release", "f" * 64, MACHINE) == ()
    with pytest.raises(IllegalStep):
        later(case, "release", "e" * 64, MACHINE)


def test_a_signature_for_papers_that_are_being_checked_again_is_refused() -> None:
    case = in_review(analysis())
    case = done(case, casework.sign(case, "finance", FINANCE, NOON))
    case = done(case, casework.change_inputs(case, [SOW, SOW], [QUOTE], MACHINE, NOON))
    with pytest.raises(IllegalStep, match="received"):
        later(case, "sign", "finance", FINANCE)


@pytest.mark.parametrize(("step", "words"), [("reject", "never agreed"), ("supersede", "case-2")])
def test_an_end_told_twice_is_one_end(step: str, words: str) -> None:
    case = done(in_review(analysis()), later(in_review(analysis()), step, words, LEGAL))
    assert later(case, step, words, LEGAL) == ()
    with pytest.raises(CaseError):
        later(case, step, "something else", LEGAL)


def test_who_was_asked_does_not_confirm_what_rests_on_the_answer() -> None:
    case = looked(in_review(analysis(PRICE)), FINANCE, SECOND)
    question = decision(PRICE, "needs_info").model_copy(update={"asked": SECOND.id})
    case = done(case, casework.decide(case, question, FINANCE, NOON, SECOND))
    case = done(case, casework.answer(case, PRICE.fingerprint, "They agreed.", SECOND, NOON))
    case = done(case, casework.decide(case, decision(PRICE), FINANCE, NOON))
    with pytest.raises(NotAllowed, match="rests on what u-finance-2 answered"):
        casework.confirm(case, PRICE.fingerprint, SECOND, NOON)
    other = person("u-third", "delivery_ops")
    assert casework.confirm(looked(case, other), PRICE.fingerprint, other, NOON)


def test_nobody_confirms_a_question() -> None:
    case = looked(in_review(analysis(PRICE)), FINANCE, SECOND)
    case = done(case, casework.decide(case, decision(PRICE, "needs_info"), FINANCE, NOON, LEGAL))
    with pytest.raises(NotAllowed, match="Nobody has decided"):
        casework.confirm(case, PRICE.fingerprint, SECOND, NOON)


@pytest.mark.parametrize(
    ("asked", "refusal"),
    [
        (None, "u-legal cannot be asked"),
        (person("u-somebody-else", "legal"), "u-legal cannot be asked"),
        (person("u-legal"), "u-legal cannot be asked"),
        (Actor(id="u-legal", kind="service", roles=("legal",)), "u-legal cannot be asked"),
    ],
    ids=["nobody known", "another person", "without a role", "a machine"],
)
def test_only_people_who_are_known_are_asked(asked: Actor | None, refusal: str) -> None:
    with pytest.raises(NotAllowed, match=refusal):
        casework.decide(in_review(analysis(TERM)), decision(TERM, "needs_info"), COUNSEL, NOON, asked)


def test_nobody_asks_themself_or_for_an_answer_that_is_late_already() -> None:
    case, question = in_review(analysis(TERM)), decision(TERM, "needs_info")
    with pytest.raises(NotAllowed, match="ask themself"):
        casework.decide(case, question, LEGAL, NOON, LEGAL)
    assert question.due is not None
    with pytest.raises(NotAllowed, match="due already"):
        casework.decide(case, question, COUNSEL, question.due, LEGAL)


def test_a_question_can_be_put_to_somebody_else() -> None:
    case = in_review(analysis(TERM))
    case = done(case, casework.decide(case, decision(TERM, "needs_info"), COUNSEL, NOON, LEGAL))
    other = decision(TERM, "needs_info").model_copy(update={"asked": DELIVERY.id})
    case = done(case, casework.decide(case, other, COUNSEL, NOON, DELIVERY))
    with pytest.raises(NotAllowed, match="Nobody asked u-legal"):
        casework.answer(case, TERM.fingerprint, "It renews.", LEGAL, NOON)
    assert casework.answer(case, TERM.fingerprint, "It renews.", DELIVERY, NOON)


def test_an_empty_answer_is_none() -> None:
    case = in_review(analysis(TERM))
    case = done(case, casework.decide(case, decision(TERM, "needs_info"), COUNSEL, NOON, LEGAL))
    with pytest.raises(NotAllowed, match="empty answer"):
        casework.answer(case, TERM.fingerprint, " ", LEGAL, NOON)


def test_who_asked_about_a_trifle_may_sign() -> None:
    trifle = finding("d-9", "price.services_total", "low")
    case = in_review(analysis(trifle))
    case = done(case, casework.decide(case, decision(trifle, "needs_info"), FINANCE, NOON, LEGAL))
    assert casework.sign(case, "finance", FINANCE, NOON)


def only_finance(*findings: object) -> Analysis:
    rules = SignOffPolicy(scopes={"finance": ("price.*",)})
    return analysis(*findings, required=[RequiredApproval(role="finance")], rules=rules)  # type: ignore[arg-type]


@pytest.mark.parametrize("signs_first", [True, False])
def test_what_no_signature_covers_takes_a_second_person(signs_first: bool) -> None:
    """Without this, one person's waiver on a field that nobody signs for would be approved by nobody."""
    both = person("u-both", "finance", "legal")
    case = in_review(only_finance(LAW))
    if signs_first:
        with pytest.raises(NotAllowed, match="not settled"):
            casework.sign(case, "finance", both, NOON)
    case = done(case, casework.decide(case, decision(LAW), both, NOON))
    assert open_findings(case) == (LAW,)
    case = done(case, casework.confirm(case, LAW.fingerprint, LEGAL, NOON))
    assert done(case, casework.sign(case, "finance", both, NOON)).state == "signed_off"


def test_a_departure_in_a_trifle_that_no_signature_covers_takes_a_second_person() -> None:
    """It could be made after everybody had signed, and the value that was entered went to the delivery systems."""
    trifle = finding("d-8", "term.renewal", "low", "legal")
    case = in_review(only_finance(trifle))
    signed = done(case, casework.sign(case, "finance", FINANCE, NOON))
    assert signed.state == "signed_off"
    entered = done(signed, casework.decide(signed, decision(trifle, "enter_value"), LEGAL, NOON))
    assert (entered.state, open_findings(entered)) == ("in_review", (trifle,))
    agreed = done(entered, casework.confirm(entered, trifle.fingerprint, COUNSEL, NOON))
    assert agreed.state == "signed_off"
    assert done(signed, casework.decide(signed, decision(trifle, "update_record"), LEGAL, NOON)).state == "signed_off"


def test_who_signed_and_then_decides_alone_closes_the_gate() -> None:
    both = person("u-both", "finance", "delivery_ops")
    mild = finding("d-4", "price.services_total", "low")
    case = in_review(analysis(mild, required=[RequiredApproval(role="finance")]))
    case = done(case, casework.sign(case, "finance", both, NOON))
    assert case.state == "signed_off"
    case = done(case, casework.decide(case, decision(mild), both, NOON))
    assert case.state == "in_review"
    with pytest.raises(NotAllowed, match="approve that alone"):
        casework.sign(case, "finance", both, NOON)


def test_who_signed_and_then_says_the_same_as_who_decided_stands_alone_and_closes_the_gate() -> None:
    """The words are those that were signed, and yet nobody else stands for them any longer."""
    both = person("u-both", "legal", "delivery_ops")
    case = in_review(analysis(TERM, required=[RequiredApproval(role="delivery_ops")]))
    case = done(case, casework.decide(case, decision(TERM), LEGAL, NOON))
    case = done(case, casework.sign(case, "delivery_ops", both, NOON))
    assert case.state == "signed_off"
    assert done(case, casework.decide(case, decision(TERM), both, NOON)).state == "in_review"


def test_a_signature_does_not_return_with_a_decision_for_which_its_signer_stands_alone() -> None:
    """The words are those that were signed, and the second person agreed to them before they were taken back."""
    both = person("u-both", "legal", "delivery_ops")
    case = in_review(analysis(LAW, required=[RequiredApproval(role="delivery_ops")]))
    case = done(case, casework.decide(case, decision(LAW), both, NOON))
    case = done(case, casework.confirm(case, LAW.fingerprint, COUNSEL, NOON))
    case = done(case, casework.sign(case, "delivery_ops", both, NOON))
    assert case.state == "signed_off"
    case = done(case, casework.decide(case, decision(LAW, "update_record"), both, NOON))
    case = done(case, casework.decide(case, decision(LAW), both, NOON))
    assert case.state == "in_review"
    assert [each.role for each in missing_approvals(case)] == ["delivery_ops"]
    assert done(case, casework.confirm(case, LAW.fingerprint, COUNSEL, NOON)).state == "signed_off"


def test_roles_count_as_they_are_held_at_the_time() -> None:
    case = looked(in_review(analysis(PRICE)), FINANCE)
    case = done(case, casework.decide(case, decision(PRICE), FINANCE, NOON))
    boss = person("u-boss", "admin")
    with pytest.raises(NotAllowed, match="does not hold the role"):
        casework.confirm(looked(case, boss), PRICE.fingerprint, boss, NOON)
    confirmed = done(looked(case, SECOND), casework.confirm(looked(case, SECOND), PRICE.fingerprint, SECOND, NOON))
    signed = done(confirmed, casework.sign(confirmed, "finance", SECOND, NOON))
    lost = person(SECOND.id, "auditor")
    with pytest.raises(NotAllowed, match="does not hold the role delivery_ops"):
        casework.sign(signed, "delivery_ops", lost, NOON)
    assert done(signed, casework.sign(signed, "delivery_ops", DELIVERY, NOON)).state == "signed_off"


def brought_by(actor: Actor, check: Analysis) -> CaseFile:
    case = received().model_copy(update={"brought_by": {SOW.sha256: actor.id, QUOTE.sha256: MACHINE.id}})
    case = done(case, casework.validate(case, (), MACHINE, NOON))
    return done(case, casework.analyse(case, check, MACHINE, NOON))


def test_who_handed_in_the_papers_does_not_let_their_blockers_through() -> None:
    case = looked(brought_by(FINANCE, analysis(PRICE)), FINANCE, SECOND)
    with pytest.raises(NotAllowed, match="u-finance handed in papers"):
        casework.decide(case, decision(PRICE), FINANCE, NOON)
    assert casework.decide(case, decision(PRICE, "update_record"), FINANCE, NOON)
    assert casework.decide(case, decision(PRICE), SECOND, NOON)
    lax = analysis(PRICE, rules=SignOffPolicy(own_papers=True))
    assert casework.decide(looked(brought_by(FINANCE, lax), FINANCE), decision(PRICE), FINANCE, NOON)


def test_who_decided_first_and_handed_in_papers_then_has_let_nothing_through() -> None:
    case = waived()
    better = SOW.model_copy(update={"sha256": "9" * 64})
    case = done(case, casework.change_inputs(case, [better], [QUOTE], FINANCE, NOON))
    case = done(case, casework.validate(case, (), MACHINE, NOON))
    case = done(case, casework.analyse(case, analysis(PRICE), MACHINE, NOON))
    assert open_findings(case) == (PRICE,)
    lax = analysis(PRICE, rules=SignOffPolicy(own_papers=True))
    assert open_findings(case.model_copy(update={"analysis": lax})) == ()


def test_a_record_replaced_by_its_owner_is_the_owners_own() -> None:
    case = in_review(analysis(PRICE))
    better = QUOTE.model_copy(update={"sha256": "9" * 64})
    case = done(case, casework.change_inputs(case, [SOW], [better], FINANCE, NOON))
    assert case.brought_by == {SOW.sha256: MACHINE.id, better.sha256: FINANCE.id}
    case = done(case, casework.change_inputs(case, [SOW], [better, QUOTE], SALES, NOON))
    assert case.brought_by[better.sha256] == FINANCE.id


WAIVERS = (
    WaiverRule(severities=("blocker",), fields=("price.*",), resolutions=("accept_with_waiver",), roles=()),
    WaiverRule(severities=("blocker",), roles=("legal", "delivery_ops")),
)


def test_the_policy_says_who_may_let_what_through() -> None:
    people = (FINANCE, LEGAL)
    case = looked(in_review(analysis(PRICE, rules=SignOffPolicy(waivers=WAIVERS))), *people)
    with pytest.raises(NotAllowed, match="nobody may let d-1"):
        casework.decide(case, decision(PRICE), FINANCE, NOON)
    with pytest.raises(NotAllowed, match="does not hold the role legal or delivery_ops"):
        casework.decide(case, decision(PRICE, "not_a_discrepancy"), FINANCE, NOON)
    assert casework.decide(case, decision(PRICE, "not_a_discrepancy"), LEGAL, NOON)
    assert casework.decide(case, decision(PRICE, "update_record"), FINANCE, NOON)
    with pytest.raises(NotAllowed, match="does not hold the role finance"):
        casework.decide(case, decision(PRICE, "update_record"), LEGAL, NOON)


def test_where_no_rule_on_waivers_fits_the_owner_decides() -> None:
    case = in_review(analysis(TERM, rules=SignOffPolicy(waivers=WAIVERS)))
    assert casework.decide(case, decision(TERM), LEGAL, NOON)


def test_a_gate_closed_by_a_decision_says_so() -> None:
    case = waived()
    for role, actor in (("finance", SECOND), ("delivery_ops", DELIVERY)):
        case = done(case, casework.sign(case, role, actor, NOON))  # type: ignore[arg-type]  # a table's words
    entries = casework.decide(case, decision(PRICE, "not_a_discrepancy"), FINANCE, NOON)
    assert [each.event.type for each in entries] == ["decided", "gate_closed"]
    assert not may_open(done(case, entries))
