"""Comparators: what counts as equal, what as different, and what cannot be known."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare_builders import CONTEXT, day, line, milestone, money, rate
from sowcheck.compare.values.comparators import compare_values
from sowcheck.compare.values.difference import Relation
from sowcheck.core.fields import FIELDS
from sowcheck.core.items import Deliverable, KeyPerson, Limit, Signatory, StaffRole, System
from sowcheck.core.quantities import Duration, Interest, Money, Percent, RecurringFee
from sowcheck.core.values import Value

WITH_TOTAL = CONTEXT.model_copy(update={"services_total": Decimal(100000), "start": day("2026-03-02")})


def fee(amount: str, per: str) -> RecurringFee:
    return RecurringFee.model_validate({"amount": amount, "currency": "EUR", "per": per})


def lasting(count: int, unit: str) -> Duration:
    return Duration.model_validate({"count": count, "unit": unit})


def interest(percent: str, per: str) -> Interest:
    return Interest.model_validate({"percent": percent, "per": per})


EQUAL: list[tuple[str, Value, Value]] = [
    ("price.services_total", money("184000"), money("184000.01")),
    ("price.services_total", money("184000"), money("184000", "XXX")),
    ("price.recurring_fee", fee("12500", "month"), fee("150000", "year")),
    ("price.recurring_fee", fee("12500", "month"), fee("37500", "quarter")),
    ("price.discount_pct", Percent(points=Decimal(5)), Percent(points=Decimal("5.1"))),
    ("billing.deposit", Percent(points=Decimal(20)), money("20000")),
    ("billing.late_interest", interest("1", "month"), interest("12", "year")),
    ("billing.late_interest", interest("1", "month"), interest("12.68", "year")),
    ("schedule.duration", lasting(12, "month"), lasting(1, "year")),
    ("schedule.duration", lasting(4, "quarter"), lasting(12, "month")),
    ("schedule.duration", lasting(2, "week"), lasting(14, "day")),
    ("acceptance.review_period", lasting(5, "business_day"), lasting(1, "week")),
    ("schedule.duration", lasting(26, "week"), lasting(6, "month")),
    ("schedule.start_date", day("2026-04-01"), day("2026-04-01")),
    ("billing.payment_terms_days", 30, 30),
    ("price.estimated_hours", Decimal(1000), Decimal(1019)),
    ("acceptance.deemed", True, True),
    ("customer.legal_name", "Aster & Voss Ltd.", "ASTER AND VOSS LIMITED"),
    ("msa.reference", "Master Agreement No. MSA-00412 dated 14 October 2025", "MSA-00412"),
    ("msa.reference", "Framework Services Agreement", "the Framework Services Agreement"),
    ("doc.version", "v4", "4.0"),
    ("doc.version", "Version 2.1", "2.1"),
    ("price.currency", "EUR", "EUR"),
    ("quote.number", "Q-00822", "q 00822"),
    ("quote.number", "Q-00822, valid until 15 July 2026", "Q-00822"),
    ("price.pricing_model", "milestone_based", "fixed_fee"),
    ("price.pricing_model", "time_and_materials_nte", "time_and_materials"),
    ("expense.policy", "at_cost_capped", "at_cost"),
    ("legal.governing_law", "State of New York", "New York law"),
    ("legal.liability_cap", "two times the fees", "Two times the fees."),
    ("price.rate_card", rate("Architect", "1000", "day"), rate("Architect", "125", "hour")),
    ("price.lines", line("Build", "500"), line("Build", "500.00")),
    (
        "price.lines",
        line("Care", "2400", quantity="12", unit="month", unit_price="200"),
        line("Care", "200", unit_price="200"),
    ),
    ("price.lines", line("Ticket", unit_price="95"), line("Ticket", unit_price="95")),
    ("price.lines", line("Seats", quantity="4"), line("Seats", quantity="4")),
    ("billing.milestones", milestone("M1", "30000", percent="30"), milestone("M1", "30000")),
    ("billing.milestones", milestone("M1", percent="30"), milestone("M1", "30000")),
    ("billing.milestones", milestone("M1", "10800", percent="40"), milestone("M1", percent="40")),
    ("scope.integrations", System(system="SAP ECC 6.0"), System(system="sap ecc 6.0")),
    ("scope.limits", Limit(metric="reports", max=Decimal(5)), Limit(metric="reports", max=Decimal("5.0"))),
    ("scope.limits", Limit(metric="reports", max="4-5"), Limit(metric="reports", max="4-5")),
    ("scope.deliverables", Deliverable(name="Plan"), Deliverable(name="Plan", due="2026-05-01")),
    ("staffing.roles", StaffRole(role="Lead", count=1), StaffRole(role="Lead", hours=Decimal(80))),
    ("staffing.key_personnel", KeyPerson(role="Lead", person="Ana Ruiz"), KeyPerson(role="Lead")),
    ("doc.signatories", Signatory(party="customer", name="Ana Ruiz"), Signatory(party="customer", name="ANA RUIZ")),
]
DIFFERENT: list[tuple[str, Value, Value]] = [
    ("price.services_total", money("184000"), money("184000.02")),
    ("price.services_total", money("184000"), money("184000", "USD")),
    ("price.recurring_fee", fee("12500", "month"), fee("12050", "month")),
    ("price.recurring_fee", fee("12500", "month"), fee("12500", "quarter")),
    ("price.recurring_fee", fee("12500", "month"), RecurringFee(amount=Decimal(12500), currency="USD", per="month")),
    ("price.recurring_fee", fee("1000", "week"), fee("5000", "month")),
    ("price.discount_pct", Percent(points=Decimal(5)), Percent(points=Decimal("5.2"))),
    ("billing.deposit", Percent(points=Decimal(20)), money("25000")),
    ("billing.late_interest", interest("1", "month"), interest("1", "year")),
    ("schedule.duration", lasting(12, "month"), lasting(13, "month")),
    ("schedule.duration", lasting(26, "week"), lasting(8, "month")),
    ("acceptance.review_period", lasting(10, "business_day"), lasting(10, "day")),
    ("schedule.start_date", day("2026-04-01"), day("2026-04-02")),
    ("billing.payment_terms_days", 45, 30),
    ("price.estimated_hours", Decimal(1000), Decimal(1030)),
    ("acceptance.deemed", True, False),
    ("customer.legal_name", "Aster & Voss Ltd.", "Aster & Voss Holdings Ltd."),
    ("msa.reference", "Agreement No. MSA-00412", "MSA-00413"),
    ("doc.version", "2.1", "2.0"),
    ("price.currency", "CAD", "USD"),
    ("quote.number", "Q-00822", "Q-00823"),
    ("price.pricing_model", "fixed_fee", "time_and_materials"),
    ("price.pricing_model", "milestone_based", "retainer"),
    ("expense.policy", "included_in_fee", "at_cost"),
    ("legal.governing_law", "State of New York", "State of Delaware"),
    ("price.rate_card", rate("Architect", "1000", "day"), rate("Architect", "999", "day")),
    ("price.rate_card", rate("Architect", "1000", "day"), rate("Architect", "200", "hour")),
    ("price.lines", line("Build", "500"), line("Build", "501")),
    (
        "price.lines",
        line("Care", "9600", unit="month"),
        line("Care", "110400", quantity="12", unit="month", unit_price="9200"),
    ),
    ("price.lines", line("Seats", quantity="4"), line("Seats", quantity="5")),
    ("billing.milestones", milestone("M1", "30000"), milestone("M1", "30100")),
    ("billing.milestones", milestone("M1", "30000", "2026-05-01"), milestone("M1", "30000", "2026-05-02")),
    ("billing.milestones", milestone("M1", percent="30"), milestone("M1", percent="40")),
    ("billing.milestones", milestone("M1", percent="30"), milestone("M1", "31000")),
    ("scope.integrations", System(system="SAP ECC"), System(system="Oracle EBS")),
    ("scope.limits", Limit(metric="reports", max=Decimal(5)), Limit(metric="reports", max=Decimal(6))),
    ("scope.limits", Limit(metric="reports", max="4-5"), Limit(metric="reports", max=Decimal(5))),
    ("scope.deliverables", Deliverable(name="Plan", due="2026-05-01"), Deliverable(name="Plan", due="2026-05-09")),
    ("staffing.roles", StaffRole(role="Lead", count=1), StaffRole(role="Lead", count=2)),
    ("staffing.roles", StaffRole(role="Lead", hours=Decimal(80)), StaffRole(role="Lead", hours=Decimal(100))),
    ("staffing.roles", StaffRole(role="Lead", person="Ana Ruiz"), StaffRole(role="Lead", person="Bo Lund")),
    ("staffing.key_personnel", KeyPerson(role="Lead", person="Ana Ruiz"), KeyPerson(role="Lead", person="Bo Lund")),
    ("doc.signatories", Signatory(party="customer", name="Ana Ruiz"), Signatory(party="customer", name="Bo Lund")),
]
UNKNOWN: list[tuple[str, Value, Value]] = [
    ("price.recurring_fee", fee("1000", "week"), fee("4350", "month")),
    ("warranty.period", lasting(13, "week"), lasting(3, "month")),
    ("msa.reference", "Master Agreement between the parties", "00004127"),
    ("price.pricing_model", "mixed", "fixed_fee"),
    ("expense.policy", "per_msa", "at_cost"),
    ("legal.liability_cap", "two times the fees paid", "the fees payable in one year"),
    ("price.rate_card", rate("Architect", "1000", "day"), rate("Architect", "130", "hour")),
    ("price.rate_card", rate("Architect", "1000", "day"), rate("Architect", "5000", "week")),
    ("price.lines", line("Build", "500"), line("Build", unit_price="500")),
    ("billing.milestones", milestone("M1"), milestone("M1")),
    ("scope.deliverables", Deliverable(name="Plan", due="end of May"), Deliverable(name="Plan", due="2026-05-29")),
    ("price.lines", line("Build", "500"), "Build"),
]


@pytest.mark.parametrize(("field", "one", "two"), EQUAL)
def test_two_ways_to_say_the_same_are_equal(field: str, one: Value, two: Value) -> None:
    assert compare_values(FIELDS[field], one, two, WITH_TOTAL).relation is Relation.EQUAL


@pytest.mark.parametrize(("field", "one", "two"), DIFFERENT)
def test_different_values_give_a_difference(field: str, one: Value, two: Value) -> None:
    assert compare_values(FIELDS[field], one, two, WITH_TOTAL).relation is Relation.DIFFERENT


@pytest.mark.parametrize(("field", "one", "two"), UNKNOWN)
def test_values_without_one_measure_are_neither_equal_nor_different(field: str, one: Value, two: Value) -> None:
    outcome = compare_values(FIELDS[field], one, two, WITH_TOTAL)
    assert outcome.relation is Relation.UNKNOWN
    assert outcome.reason


@pytest.mark.parametrize(("field", "one", "two"), [*EQUAL, *DIFFERENT, *UNKNOWN])
def test_what_is_equal_does_not_depend_on_the_order(field: str, one: Value, two: Value) -> None:
    forward = compare_values(FIELDS[field], one, two, WITH_TOTAL)
    backward = compare_values(FIELDS[field], two, one, WITH_TOTAL)
    assert forward.relation is backward.relation


@pytest.mark.parametrize(("field", "value", "_other"), [*EQUAL, *DIFFERENT])
def test_every_value_is_equal_to_itself(field: str, value: Value, _other: Value) -> None:
    assert compare_values(FIELDS[field], value, value, WITH_TOTAL).is_equal


AMOUNTS = st.decimals(min_value=Decimal("0.01"), max_value=Decimal(10_000_000), places=2)
PERIODS = st.sampled_from(["week", "month", "quarter", "year"])
UNITS = st.sampled_from(["hour", "day", "business_day", "week", "month", "quarter", "year"])


@given(AMOUNTS, AMOUNTS)
def test_money_is_compared_the_same_from_either_side(one: Decimal, two: Decimal) -> None:
    row = FIELDS["price.services_total"]
    left, right = Money(amount=one, currency="EUR"), Money(amount=two, currency="EUR")
    forward, backward = compare_values(row, left, right, CONTEXT), compare_values(row, right, left, CONTEXT)
    assert forward.relation is backward.relation
    assert forward.is_equal == (abs(one - two) <= Decimal("0.01"))
    if forward.differs:
        assert forward.exposure.amount == two - one
        assert backward.exposure.amount == one - two


@given(st.decimals(min_value=1000, max_value=1_000_000, places=2), st.lists(AMOUNTS, min_size=2, max_size=6))
def test_a_larger_gap_in_money_is_never_less_severe(base: Decimal, gaps: list[Decimal]) -> None:
    order = ["medium", "high", "blocker"]
    row = FIELDS["price.services_total"]
    stated = Money(amount=base, currency="EUR")
    ranks = []
    for gap in sorted(gaps):
        outcome = compare_values(row, stated, Money(amount=base + gap, currency="EUR"), CONTEXT)
        ranks.append(-1 if outcome.is_equal else order.index(outcome.severity or ""))
    assert ranks == sorted(ranks)


@given(AMOUNTS, PERIODS, AMOUNTS, PERIODS)
def test_fees_are_compared_the_same_from_either_side(one: Decimal, per: str, two: Decimal, other: str) -> None:
    row = FIELDS["price.recurring_fee"]
    left, right = fee(str(one), per), fee(str(two), other)
    assert compare_values(row, left, right, CONTEXT).relation is compare_values(row, right, left, CONTEXT).relation
    assert compare_values(row, left, left, CONTEXT).is_equal


@given(st.integers(1, 400), UNITS, st.integers(1, 400), UNITS)
def test_durations_are_compared_the_same_from_either_side(one: int, unit: str, two: int, other: str) -> None:
    left, right = lasting(one, unit), lasting(two, other)
    for field, context in (("schedule.duration", WITH_TOTAL), ("warranty.period", CONTEXT)):
        forward = compare_values(FIELDS[field], left, right, context)
        assert forward.relation is compare_values(FIELDS[field], right, left, context).relation
        assert compare_values(FIELDS[field], left, left, context).is_equal


@given(st.decimals(min_value=1, max_value=20000, places=1), st.decimals(min_value=1, max_value=20000, places=1))
def test_hours_are_compared_the_same_from_either_side(one: Decimal, two: Decimal) -> None:
    row = FIELDS["price.estimated_hours"]
    assert compare_values(row, one, two, CONTEXT).relation is compare_values(row, two, one, CONTEXT).relation


@given(st.text(min_size=1, max_size=40), st.text(min_size=1, max_size=40))
def test_names_and_texts_are_compared_the_same_from_either_side(one: str, two: str) -> None:
    for field in ("customer.legal_name", "msa.reference", "quote.number", "legal.governing_law", "doc.version"):
        row = FIELDS[field]
        assert compare_values(row, one, two, CONTEXT).relation is compare_values(row, two, one, CONTEXT).relation
        assert not compare_values(row, one, one, CONTEXT).differs or field == "customer.legal_name"


@pytest.mark.parametrize(
    ("recorded", "severity"),
    [("99500", "medium"), ("99000", "medium"), ("98900", "high"), ("95000", "high"), ("94900", "blocker")],
)
def test_money_is_graded_by_its_share(recorded: str, severity: str) -> None:
    outcome = compare_values(FIELDS["price.services_total"], money("100000"), money(recorded), CONTEXT)
    assert outcome.severity == severity


def test_a_small_share_of_a_large_sum_is_a_blocker_above_the_amount_of_the_policy() -> None:
    outcome = compare_values(FIELDS["price.services_total"], money("5000000"), money("4989999"), CONTEXT)
    assert outcome.severity == "blocker"


@pytest.mark.parametrize(
    ("recorded", "severity", "days"),
    [("2026-04-08", "low", 7), ("2026-04-09", "medium", 8), ("2026-05-01", "medium", 30), ("2026-02-28", "high", -32)],
)
def test_days_are_graded_and_signed(recorded: str, severity: str, days: int) -> None:
    outcome = compare_values(FIELDS["schedule.start_date"], day("2026-04-01"), day(recorded), CONTEXT)
    assert (outcome.severity, outcome.exposure.days) == (severity, days)


def test_a_wrong_rate_blocks_only_where_the_price_comes_from_rates() -> None:
    by_hour = CONTEXT.model_copy(update={"pricing_model": "time_and_materials"})
    one, two = rate("Architect", "1000"), rate("Architect", "950")
    assert compare_values(FIELDS["price.rate_card"], one, two, CONTEXT).severity == "high"
    assert compare_values(FIELDS["price.rate_card"], one, two, by_hour).severity == "blocker"


def test_a_share_of_an_unknown_total_says_nothing() -> None:
    outcome = compare_values(FIELDS["billing.deposit"], Percent(points=Decimal(20)), money("20000"), CONTEXT)
    assert outcome.relation is Relation.UNKNOWN


def test_a_share_may_be_one_of_a_part_where_another_part_recurs() -> None:
    recurring = WITH_TOTAL.model_copy(update={"has_recurring_fee": True})
    outcome = compare_values(
        FIELDS["billing.milestones"], milestone("M1", percent="40"), milestone("M1", "10800"), recurring
    )
    assert outcome.relation is Relation.UNKNOWN


def test_the_exposure_of_a_fee_is_that_of_the_whole_term() -> None:
    three_years = CONTEXT.model_copy(update={"months": Decimal(36)})
    outcome = compare_values(FIELDS["price.recurring_fee"], fee("12500", "month"), fee("12050", "month"), three_years)
    assert outcome.exposure.amount == Decimal("-16200.00")
