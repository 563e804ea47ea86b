"""What waits for whom: everything that the gate wants and nothing that it would refuse."""

from collections.abc import Iterator

from gate_builders import MACHINE, NOON, QUOTE, SOW, analysis, decision, done, finding, in_review, person, received
from sowcheck.core.casefile import CaseFile
from sowcheck.core.decisions import Resolution
from sowcheck.core.people import Actor, Role
from sowcheck.errors import NotAllowed
from sowcheck.gate import casework
from sowcheck.gate.awaiting import Step, steps
from sowcheck.gate.tasks import task

PRICE = finding("d-1", "price.services_total")
TERM = finding("d-2", "term.renewal", "medium", "legal")
FAY = person("u-fay", "finance")
FINN = person("u-finn", "finance", "legal")
LEA = person("u-legal", "legal")
DAN = person("u-dan", "delivery_ops")
SAM = person("u-sam", "sales_ops")
PEOPLE = (FAY, FINN, LEA, DAN, SAM)


def looked(case: CaseFile) -> CaseFile:
    for actor in PEOPLE:
        case = done(case, casework.open_evidence(case, PRICE.fingerprint, actor, NOON))
    return case


def told(case: CaseFile) -> list[tuple[str, str]]:
    return [(each.what, each.about) for each in steps(case)]


def those_for(case: CaseFile, actor: Actor) -> list[str]:
    return [each.what for each in steps(case) if each.may_be_taken_by(actor)]


def test_each_open_finding_waits_for_the_decision_of_its_owner() -> None:
    case = in_review(analysis(PRICE, TERM))
    assert [(each.what, each.about, each.roles) for each in steps(case)] == [
        ("decision", PRICE.fingerprint, ("finance",)),
        ("decision", TERM.fingerprint, ("legal",)),
    ]
    assert those_for(case, FAY) == ["decision"]
    assert those_for(case, FINN) == ["decision", "decision"]
    assert those_for(case, DAN) == those_for(case, MACHINE) == []
    assert [each.says(case) for each in steps(case)] == ["price.services_total differs.", "term.renewal differs."]


def test_a_question_waits_for_whoever_was_asked_and_its_answer_for_the_owner() -> None:
    case = in_review(analysis(TERM))
    case = done(case, casework.decide(case, decision(TERM, "needs_info"), FINN, NOON, LEA))
    assert told(case) == [("question", TERM.fingerprint)]
    assert [each.says(case) for each in steps(case)] == ["Which holds? (term.renewal differs.)"]
    assert those_for(case, LEA) == ["question"]
    assert those_for(case, FINN) == []
    case = done(case, casework.answer(case, TERM.fingerprint, "It renews.", LEA, NOON))
    assert those_for(case, FINN) == ["decision"]


def test_a_record_that_is_to_be_corrected_waits_for_the_owner() -> None:
    case = looked(in_review(analysis(PRICE)))
    case = done(case, casework.decide(case, decision(PRICE, "update_record"), FAY, NOON))
    assert those_for(case, FAY) == those_for(case, FINN) == ["correction"]


def test_a_waiver_waits_for_anybody_but_its_maker_who_may_agree_to_it() -> None:
    case = looked(in_review(analysis(PRICE)))
    case = done(case, casework.decide(case, decision(PRICE), FAY, NOON))
    assert [(each.what, each.roles) for each in steps(case)] == [("confirmation", ("finance", "delivery_ops"))]
    said = "price.services_total differs. Accept with waiver: agreed by phone with the customer"
    assert [each.says(case) for each in steps(case)] == [said]
    assert [those_for(case, each) for each in PEOPLE] == [[], ["confirmation"], [], ["confirmation"], []]


def test_somebody_else_decides_where_the_maker_has_handed_in_papers_since() -> None:
    case = looked(in_review(analysis(PRICE)))
    case = done(case, casework.decide(case, decision(PRICE), FAY, NOON))
    case = done(case, casework.confirm(case, PRICE.fingerprint, FINN, NOON))
    other = SOW.model_copy(update={"sha256": "9" * 64})
    case = done(case, casework.change_inputs(case, [other], [QUOTE], FAY, NOON))
    case = done(case, casework.validate(case, (), MACHINE, NOON))
    case = done(case, casework.analyse(case, analysis(PRICE), MACHINE, NOON))
    assert told(case) == [("decision", PRICE.fingerprint)]
    assert (those_for(case, FAY), those_for(case, FINN)) == ([], ["decision"])


def test_signatures_are_wanted_once_everything_is_settled_and_of_two_people() -> None:
    case = in_review(analysis())
    assert told(case) == [("signature", "delivery_ops"), ("signature", "finance")]
    both = person("u-both", "finance", "delivery_ops")
    assert those_for(case, both) == ["signature", "signature"]
    case = done(case, casework.sign(case, "finance", both, NOON))
    assert (those_for(case, both), those_for(case, DAN)) == ([], ["signature"])


def test_tasks_wait_for_their_role_and_for_nobody_once_the_case_has_ended() -> None:
    wanted = task("missing_field", "finance", "No record states: Currency.", "Fill it in.", "price.currency", NOON)
    case = done(received(), casework.validate(received(), [wanted], MACHINE, NOON))
    assert those_for(case, FAY) == ["papers"]
    assert [each.says(case) for each in steps(case)] == ["No record states: Currency."]
    case = done(case, casework.reject(case, "Nobody wants it.", SAM, NOON))
    assert told(case) == []


def test_papers_that_shut_the_gate_wait_for_whoever_brings_papers() -> None:
    case = in_review(analysis().model_copy(update={"obstacles": ("sow.pdf is not signed.",)}))
    assert those_for(case, SAM) == ["papers"]
    assert [each.says(case) for each in steps(case)] == ["sow.pdf is not signed."]


def stories() -> Iterator[CaseFile]:
    """A case after each step of several ways to settle its findings."""
    for resolution in ("accept_with_waiver", "update_record", "not_a_discrepancy"):
        yield from _told_with(resolution)


def _told_with(resolution: Resolution) -> Iterator[CaseFile]:
    case = looked(in_review(analysis(PRICE, TERM)))
    yield case
    case = done(case, casework.decide(case, decision(TERM, "needs_info"), FINN, NOON, LEA))
    yield case
    case = done(case, casework.answer(case, TERM.fingerprint, "It renews.", LEA, NOON))
    yield case
    case = done(case, casework.decide(case, decision(TERM, resolution), FINN, NOON))
    yield case
    case = done(case, casework.decide(case, decision(PRICE, resolution), FAY, NOON))
    yield case
    if resolution != "update_record":
        case = done(case, casework.confirm(case, PRICE.fingerprint, DAN, NOON))
        yield case
    for step in list(steps(case)):
        if step.what == "confirmation":
            case = done(case, casework.confirm(case, step.about, DAN, NOON))
            yield case


def test_what_waits_for_somebody_is_what_the_gate_lets_them_do() -> None:
    told_at_all = [(case, step) for case in stories() for step in steps(case)]
    assert {step.what for _, step in told_at_all} == {"decision", "question", "correction", "confirmation", "signature"}
    for case, step in told_at_all:
        for actor in PEOPLE:
            assert step.may_be_taken_by(actor) == is_let(case, step, actor), (step, actor)


def is_let(case: CaseFile, step: Step, actor: Actor) -> bool:
    """Whether the gate lets somebody take a step."""
    role: Role = step.roles[0]
    try:
        match step.what:
            case "confirmation":
                casework.confirm(case, step.about, actor, NOON)
            case "question":
                casework.answer(case, step.about, "I do not know.", actor, NOON)
            case "signature":
                casework.sign(case, role, actor, NOON)  # type: ignore[arg-type]  # whoever signs owns fields
            case _:
                found = case.analysis.finding(step.about) if case.analysis else None
                assert found is not None
                casework.decide(case, decision(found, "not_a_discrepancy"), actor, NOON)
    except NotAllowed:
        return False
    return True
