"""What a case waits for and until when; who is told once that is past, and told once."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gate_builders import MACHINE, NOON, QUOTE, SOW, analysis, decision, done, finding, in_review, person, received
from sowcheck.core.case_events import Entry
from sowcheck.core.casefile import CaseFile
from sowcheck.core.people import Actor
from sowcheck.core.service_levels import Awaited, Deadline, Escalation, ServiceLevels
from sowcheck.core.tasks import Task
from sowcheck.errors import IllegalStep, NotAllowed
from sowcheck.gate import casework
from sowcheck.gate.deadlines import due
from sowcheck.gate.fold import case_of
from sowcheck.gate.tasks import task

LEVELS = ServiceLevels()
PRICE = finding("d-1", "price.services_total")
TERM = finding("d-2", "term.renewal", "medium", "legal")
FINANCE = person("u-finance", "finance")
SECOND = person("u-finance-2", "finance")
DELIVERY = person("u-delivery", "delivery_ops")
LEGAL = person("u-legal", "legal")
COUNSEL = person("u-counsel", "legal")


def hours(count: float) -> dt.datetime:
    return NOON + dt.timedelta(hours=count)


def awaited(case: CaseFile, now: dt.datetime = NOON, levels: ServiceLevels = LEVELS) -> list[tuple[Awaited, str, str]]:
    return [(each.what, each.about, each.role) for each in due(case, levels, now)]


def only(case: CaseFile, now: dt.datetime = NOON, levels: ServiceLevels = LEVELS) -> Deadline:
    (deadline,) = due(case, levels, now)
    return deadline


def decided(case: CaseFile, resolution: str = "accept_with_waiver", at: float = 0) -> CaseFile:
    case = done(case, casework.open_evidence(case, PRICE.fingerprint, FINANCE, NOON))
    return done(case, casework.decide(case, decision(PRICE, resolution), FINANCE, hours(at), LEGAL))  # type: ignore[arg-type]  # a table's words


def signed_off() -> CaseFile:
    case = in_review(analysis())
    case = done(case, casework.sign(case, "finance", FINANCE, NOON))
    return done(case, casework.sign(case, "delivery_ops", DELIVERY, hours(3)))


def missing(about: str, at: float) -> Task:
    return task("missing_field", "finance", "Nobody says it.", "Say it.", about, hours(at))


def test_what_is_missing_is_awaited_from_when_it_was_first_missed() -> None:
    currency, start = missing("price.currency", 1), missing("schedule.start_date", 6)
    case = done(received(), casework.validate(received(), [currency], MACHINE, hours(1)))
    case = done(case, casework.change_inputs(case, [SOW], [], MACHINE, hours(5)))
    case = done(case, casework.validate(case, [missing("price.currency", 6), start], MACHINE, hours(6)))
    assert awaited(case) == [("papers", currency.id, "finance"), ("papers", start.id, "finance")]
    assert [each.due for each in due(case, LEVELS, NOON)] == [hours(25), hours(30)]


def test_the_programs_own_work_has_a_deadline_too() -> None:
    case = received()
    assert awaited(case) == [("check", "", "admin")]
    assert awaited(done(case, casework.validate(case, (), MACHINE, NOON))) == [("check", "", "admin")]
    assert awaited(signed_off()) == [("release", "", "admin")]
    assert only(signed_off()).since == hours(3)
    handed_over = done(signed_off(), casework.release(signed_off(), "f" * 64, MACHINE, hours(4)))
    assert awaited(handed_over) == [("acknowledgement", "", "admin")]


def test_each_finding_waits_for_its_owner_as_long_as_its_severity_allows() -> None:
    blocker, medium = due(in_review(analysis(PRICE, TERM)), LEVELS, NOON)
    assert (blocker.what, blocker.about, blocker.role, blocker.due) == (
        "decision",
        PRICE.fingerprint,
        "finance",
        hours(8),
    )
    assert (medium.about, medium.role, medium.due) == (TERM.fingerprint, "legal", hours(72))


def test_a_severity_without_hours_has_no_deadline_unless_it_shuts_the_gate() -> None:
    lax = ServiceLevels(decision={"blocker": Decimal(8)})
    assert awaited(in_review(analysis(TERM)), levels=lax) == []
    shut = finding("d-9", "doc.coverage", "low", "legal", blocks=True)
    assert only(in_review(analysis(shut)), levels=lax).due == hours(8)


def test_checking_again_gives_nobody_more_time() -> None:
    case = in_review(analysis(PRICE))
    case = done(case, casework.change_inputs(case, [SOW, SOW], [QUOTE], MACHINE, hours(7)))
    case = done(case, casework.validate(case, (), MACHINE, hours(7)))
    case = done(case, casework.analyse(case, analysis(PRICE, TERM), MACHINE, hours(7)))
    assert [(each.about, each.since) for each in due(case, LEVELS, NOON)] == [
        (PRICE.fingerprint, NOON),
        (TERM.fingerprint, hours(7)),
    ]


@pytest.mark.parametrize(
    ("resolution", "what", "until"),
    [
        ("accept_with_waiver", "confirmation", 9),
        ("not_a_discrepancy", "confirmation", 9),
        ("update_record", "correction", 73),
        ("amend_document", "correction", 73),
        ("enter_value", "correction", 73),
        ("needs_info", "question", 48),
    ],
)
def test_what_follows_on_a_decision_is_awaited(resolution: str, what: str, until: float) -> None:
    deadline = only(decided(in_review(analysis(PRICE)), resolution, at=1))
    assert (deadline.what, deadline.due) == (what, hours(until))


def test_a_question_waits_for_the_person_asked_and_its_answer_for_the_owner() -> None:
    case = in_review(analysis(TERM))
    case = done(case, casework.decide(case, decision(TERM, "needs_info"), COUNSEL, hours(1), LEGAL))
    assert (only(case).what, only(case).person, only(case).due) == ("question", "u-legal", hours(48))
    case = done(case, casework.answer(case, TERM.fingerprint, "It renews.", LEGAL, hours(20)))
    assert (only(case).what, only(case).person, only(case).due) == ("decision", None, hours(92))


def test_a_question_for_next_year_is_late_when_the_policy_says_so() -> None:
    case = in_review(analysis(TERM))
    patient = decision(TERM, "needs_info").model_copy(update={"due": hours(9000)})
    case = done(case, casework.decide(case, patient, COUNSEL, NOON, LEGAL))
    assert only(case).due == hours(48)


def test_signatures_are_awaited_once_nothing_else_is() -> None:
    case = decided(in_review(analysis(PRICE)))
    case = done(case, casework.open_evidence(case, PRICE.fingerprint, SECOND, NOON))
    case = done(case, casework.confirm(case, PRICE.fingerprint, SECOND, hours(2)))
    assert [(each.what, each.about, each.due) for each in due(case, LEVELS, NOON)] == [
        ("signature", "delivery_ops", hours(26)),
        ("signature", "finance", hours(26)),
    ]
    case = done(case, casework.sign(case, "finance", SECOND, hours(3)))
    assert awaited(case) == [("signature", "delivery_ops", "delivery_ops")]


def test_papers_that_shut_the_gate_are_awaited_as_missing_ones_are() -> None:
    check = analysis().model_copy(update={"obstacles": ("The case has no document.",)})
    assert awaited(in_review(check)) == [("papers", "", "sales_ops")]


def test_a_case_that_has_ended_waits_for_nothing() -> None:
    case = in_review(analysis(PRICE))
    assert awaited(done(case, casework.reject(case, "never agreed", LEGAL, NOON))) == []
    assert awaited(done(case, casework.supersede(case, "case-2", MACHINE, NOON))) == []


def escalated(case: CaseFile, now: dt.datetime, levels: ServiceLevels = LEVELS) -> list[tuple[str, int, str]]:
    events = [entry.event for entry in casework.escalate(case, levels, MACHINE, now)]
    return [(event.what, event.level, event.to) for event in events if event.type == "escalated"]


def test_who_is_responsible_is_told_first_and_the_delivery_lead_later() -> None:
    case = in_review(analysis(PRICE))
    assert escalated(case, hours(8)) == []
    assert escalated(case, hours(9)) == [("decision", 1, "finance")]
    case = done(case, casework.escalate(case, LEVELS, MACHINE, hours(9)))
    assert escalated(case, hours(9)) == []
    assert escalated(case, hours(33)) == [("decision", 2, "delivery_ops")]


def test_a_sweep_that_comes_late_tells_every_level_once() -> None:
    case = in_review(analysis(PRICE))
    assert escalated(case, hours(100)) == [("decision", 1, "finance"), ("decision", 2, "delivery_ops")]
    assert escalated(done(case, casework.escalate(case, LEVELS, MACHINE, hours(100))), hours(2000)) == []


def test_a_question_put_to_somebody_else_is_another_one() -> None:
    case = in_review(analysis(TERM))
    case = done(case, casework.decide(case, decision(TERM, "needs_info"), COUNSEL, NOON, LEGAL))
    case = done(case, casework.escalate(case, LEVELS, MACHINE, hours(49)))
    other = decision(TERM, "needs_info").model_copy(update={"asked": "u-delivery", "due": hours(60)})
    case = done(case, casework.decide(case, other, COUNSEL, hours(50), DELIVERY))
    assert (only(case).person, only(case).due) == ("u-delivery", hours(60))
    assert escalated(case, hours(61)) == [("question", 1, "legal")]


def test_only_the_program_escalates() -> None:
    for actor in (FINANCE, person("u-admin", "admin"), Actor(id="bot", kind="service", roles=("auditor",))):
        with pytest.raises(NotAllowed, match="cannot escalate"):
            casework.escalate(in_review(analysis(PRICE)), LEVELS, actor, hours(9))


def test_the_escalation_of_a_case_that_ended_is_refused() -> None:
    case = in_review(analysis(PRICE))
    (entry, *_) = casework.escalate(case, LEVELS, MACHINE, hours(9))
    with pytest.raises(IllegalStep, match="rejected"):
        done(done(case, casework.reject(case, "never agreed", LEGAL, NOON)), (entry,))


FRIDAY = dt.datetime(2026, 6, 5, 20, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("levels", "until"),
    [
        ({}, dt.datetime(2026, 6, 6, 4, tzinfo=dt.UTC)),
        ({"weekends": False}, dt.datetime(2026, 6, 8, 4, tzinfo=dt.UTC)),
        ({"weekends": False, "days_off": (dt.date(2026, 6, 8),)}, dt.datetime(2026, 6, 9, 4, tzinfo=dt.UTC)),
        ({"days_off": (dt.date(2026, 6, 6),)}, dt.datetime(2026, 6, 7, 4, tzinfo=dt.UTC)),
        ({"weekends": False, "time_zone": "Pacific/Auckland"}, dt.datetime(2026, 6, 7, 20, tzinfo=dt.UTC)),
    ],
    ids=["every hour counts", "no weekend", "nor the Monday", "one day off", "Saturday has begun elsewhere"],
)
def test_hours_pass_on_days_that_count(levels: dict[str, object], until: dt.datetime) -> None:
    case = received().model_copy(update={"since": FRIDAY})
    assert only(case, levels=ServiceLevels.model_validate({"check": 8, **levels})).due == until


def test_escalations_come_one_after_the_other() -> None:
    with pytest.raises(ValueError, match="must come later"):
        ServiceLevels(escalations=(Escalation(after_hours=Decimal(2), to="admin"),) * 2)


moments = st.integers(0, 400).map(hours)
policies = st.builds(
    ServiceLevels,
    decision=st.fixed_dictionaries({"blocker": st.integers(1, 100).map(Decimal), "medium": st.just(Decimal(9))}),
    question=st.integers(1, 100).map(Decimal),
    weekends=st.booleans(),
    time_zone=st.sampled_from(["UTC", "America/New_York"]),
    escalations=st.lists(st.integers(0, 90), unique=True, max_size=3).map(
        lambda found: tuple(Escalation(after_hours=Decimal(each), to="responsible") for each in sorted(found))
    ),
)
cases = st.sampled_from(
    [
        received(),
        in_review(analysis()),
        in_review(analysis(PRICE, TERM)),
        decided(in_review(analysis(PRICE, TERM))),
        decided(in_review(analysis(PRICE, TERM)), "needs_info", at=4),
        signed_off(),
    ]
)


@given(cases, policies, moments, moments)
def test_what_is_overdue_stays_overdue(
    case: CaseFile, levels: ServiceLevels, one: dt.datetime, two: dt.datetime
) -> None:
    early, late = sorted((one, two))
    then, now = due(case, levels, early), due(case, levels, late)
    assert [each.model_copy(update={"overdue": False}) for each in then] == [
        each.model_copy(update={"overdue": False}) for each in now
    ]
    assert all(not before.overdue or after.overdue for before, after in zip(then, now, strict=True))
    assert all(each.since < each.due for each in now)


@settings(max_examples=60)
@given(cases, policies, st.lists(moments, max_size=8))
def test_no_escalation_happens_twice(case: CaseFile, levels: ServiceLevels, sweeps: list[dt.datetime]) -> None:
    told: list[Entry] = []
    for now in sorted(sweeps):
        entries = casework.escalate(case, levels, MACHINE, now)
        case, told = done(case, entries), [*told, *entries]
    keys = [entry.event.model_dump_json(include={"what", "about", "since", "level"}) for entry in told]
    assert len(keys) == len(set(keys))
    if sweeps:
        expected = sum(
            1
            for each in due(case, levels.model_copy(update={"weekends": True}), max(sweeps))
            for step in levels.escalations
            if each.due + dt.timedelta(hours=float(step.after_hours)) < max(sweeps)
        )
        assert not levels.weekends or len(told) == expected


def test_escalations_follow_from_the_events() -> None:
    entries = [
        *casework.receive("006X", [SOW], [QUOTE], MACHINE, NOON),
        *casework.escalate(received(), LEVELS, MACHINE, hours(30)),
    ]
    assert len(case_of("case-1", entries).escalated) == 2
    assert CaseFile.model_validate_json(case_of("case-1", entries).model_dump_json()) == case_of("case-1", entries)
