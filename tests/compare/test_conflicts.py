"""Contradictions inside one paper and between two."""

from decimal import Decimal

import pytest

from compare_builders import Fact, Paper, compared, contradictions, day, found, line, milestone, money, outcomes
from sowcheck.core.items import KeyPerson, Limit, StaffRole
from sowcheck.core.quantities import Duration

CAP, TERMS, STONES = "price.nte_cap", "billing.payment_terms_days", "billing.milestones"


def limit(metric: str, most: int) -> Fact:
    return ("scope.limits", Limit(metric=metric, max=Decimal(most)))


def test_a_paper_with_two_ceilings_contradicts_itself_even_where_the_record_has_one_of_them() -> None:
    comparison = compared(
        [Paper("sow", (CAP, money("790000")), (CAP, money("795000")))], {"Q": [(CAP, money("790000"))]}
    )
    (flagged,) = comparison.discrepancies
    assert (flagged.code, flagged.field, flagged.exposure.amount) == ("SC401", CAP, Decimal(5000))
    assert outcomes(comparison, CAP) == ["incomparable"]


def test_a_record_that_has_neither_of_two_values_is_a_mismatch_too() -> None:
    comparison = compared([Paper("sow", (CAP, money("790")), (CAP, money("795")))], {"Q": [(CAP, money("900"))]})
    assert {each.code for each in comparison.discrepancies} == {"SC201", "SC401"}


def test_a_field_that_may_have_several_values_is_no_contradiction() -> None:
    facts: list[Fact] = [
        ("warranty.period", Duration(count=30, unit="day")),
        ("warranty.period", Duration(count=1, unit="year")),
    ]
    assert not contradictions(compared([Paper("sow", *facts)]))


def test_words_and_figures_that_differ_are_found_in_the_text() -> None:
    words = "limited to nine thousand five hundred dollars ($9,000.00)"
    paper = Paper("sow", ("expense.cap", money("9000", "USD")), quoting={"expense.cap": words})
    (flagged,) = found(compared([paper]), "SC403")
    assert (flagged.field, flagged.exposure.amount) == ("expense.cap", Decimal(-500))
    assert "in words" in flagged.message


def test_words_and_figures_that_were_both_read_are_flagged_once() -> None:
    words = "limited to nine thousand five hundred dollars ($9,000.00)"
    facts: list[Fact] = [("expense.cap", money("9500", "USD")), ("expense.cap", money("9000", "USD"))]
    comparison = compared([Paper("sow", *facts, quoting={"expense.cap": words})])
    assert contradictions(comparison) == [("SC403", "expense.cap", None)]


def test_words_and_figures_of_a_line_are_flagged_with_its_name() -> None:
    words = "Build: one hundred dollars ($110.00)"
    paper = Paper("sow", ("price.lines", line("Build", "110")), quoting={"price.lines": words})
    assert contradictions(compared([paper])) == [("SC403", "price.lines", "Build")]


def test_an_amount_that_nobody_read_is_no_finding_whatever_its_words() -> None:
    assert not contradictions(compared([Paper("sow", text="insurance of one million dollars ($2,000,000)")]))


def test_two_papers_that_differ_contradict_each_other() -> None:
    comparison = compared([Paper("sow", (TERMS, 14)), Paper("order_form", (TERMS, 30))])
    assert contradictions(comparison) == [("SC402", TERMS, None)]
    assert found(comparison, "SC402")[0].exposure.days == 16


def test_two_papers_that_share_a_value_do_not() -> None:
    papers = [
        Paper("sow", ("expense.cap", money("9500")), ("expense.cap", money("9000"))),
        Paper("order_form", ("expense.cap", money("9500"))),
    ]
    assert contradictions(compared(papers)) == [("SC401", "expense.cap", None)]


def test_each_paper_has_an_effective_date_of_its_own() -> None:
    papers = [
        Paper("sow", ("doc.effective_date", day("2026-05-04"))),
        Paper("order_form", ("doc.effective_date", day("2026-05-09"))),
    ]
    assert not contradictions(compared(papers))


def test_a_master_agreement_is_a_conflict_on_payment_terms_only() -> None:
    agreement = Paper("msa", (TERMS, 60), ("legal.termination_notice", Duration(count=90, unit="day")), executed=False)
    paper = Paper("sow", (TERMS, 30), ("legal.termination_notice", Duration(count=30, unit="day")))
    assert contradictions(compared([paper, agreement])) == [("SC402", TERMS, None)]


def test_two_statements_of_work_are_called_by_their_file_names() -> None:
    papers = [Paper("sow", (TERMS, 14), name="one.pdf"), Paper("sow", (TERMS, 30), name="two.pdf")]
    message = found(compared(papers), "SC402")[0].message
    assert "one.pdf says" in message
    assert "two.pdf says" in message


@pytest.mark.parametrize(
    ("one", "two", "conflict"),
    [
        (
            limit("unused hours rolled over to the following month", 32),
            limit("Unused hours carried forward to the next month", 40),
            True,
        ),
        (limit("usability testing rounds", 5), limit("participants in each round of usability testing", 8), False),
        (limit("training sessions", 5), limit("training sessions", 5), False),
        ((STONES, milestone("Go-live", "10")), (STONES, milestone("Go-live", "11")), True),
        ((STONES, milestone("Sprint 1 accepted", "10")), (STONES, milestone("Sprint 2 accepted", "11")), False),
    ],
)
def test_one_item_with_two_values_is_a_contradiction(one: Fact, two: Fact, conflict: bool) -> None:
    assert bool(found(compared([Paper("sow", one, two)]), "SC401")) is conflict


def test_the_last_of_many_contradictions_under_one_name_says_that_there_are_more() -> None:
    stones = [(STONES, milestone("Design complete", str(1000 * number))) for number in range(1, 26)]
    told = [each.message for each in found(compared([Paper("sow", *stones)]), "SC401")]
    assert len(told) == 20
    assert sum(message.endswith("EUR 21,000.00; not compared: 4 more of that name.") for message in told) == 1
    few = [each.message for each in found(compared([Paper("sow", *stones[:21])]), "SC401")]
    assert len(few) == 20
    assert not any("not compared" in message for message in few)


def test_a_limit_that_two_papers_state_differently_is_a_conflict() -> None:
    papers = [Paper("sow", limit("stores", 58)), Paper("order_form", limit("magasins (stores)", 64))]
    assert contradictions(compared(papers)) == [("SC402", "scope.limits", "stores")]


def test_a_transposed_milestone_is_one_finding_though_the_sum_is_wrong_too() -> None:
    total: Fact = ("price.services_total", money("494000"))
    first: Fact = (STONES, milestone("Milestone 1 - Design", "321100"))
    papers = [
        Paper("sow", total, first, (STONES, milestone("Milestone 2 - Platform", "172900"))),
        Paper("order_form", total, first, (STONES, milestone("Milestone 2 - Platform", "179200"))),
    ]
    comparison = compared(papers)
    assert contradictions(comparison) == [("SC402", STONES, "Milestone 2 - Platform")]
    assert found(comparison, "SC402")[0].exposure.amount == Decimal(6300)


def test_milestones_of_one_code_are_one_whatever_their_names() -> None:
    papers = [
        Paper("sow", (STONES, milestone("M5 Go-live", "10"))),
        Paper("order_form", (STONES, milestone("M5 Final", "12"))),
    ]
    assert contradictions(compared(papers)) == [("SC402", STONES, "M5 Go-live")]


def test_two_rhythms_in_a_paper_without_products_contradict_each_other() -> None:
    facts: list[Fact] = [("billing.frequency", "monthly"), ("billing.frequency", "quarterly")]
    assert contradictions(compared([Paper("sow", *facts)])) == [("SC401", "billing.frequency", None)]
    product: Fact = ("price.lines", line("Annual licence", "10"))
    assert not contradictions(compared([Paper("sow", *facts, product)]))


def test_two_papers_may_bill_services_and_a_product_differently() -> None:
    product: Fact = ("price.lines", line("Annual licence", "10"))
    one, other = (
        Paper("sow", ("billing.frequency", "monthly")),
        Paper("order_form", ("billing.frequency", "annual"), product),
    )
    assert not contradictions(compared([one, other]))
    plain = Paper("order_form", ("billing.frequency", "quarterly"))
    assert contradictions(compared([one, plain])) == [("SC402", "billing.frequency", None)]


def test_key_personnel_and_team_name_one_person_for_a_role() -> None:
    key: Fact = ("staffing.key_personnel", KeyPerson(role="Project Manager", person="Ana Ruiz"))
    same: Fact = ("staffing.roles", StaffRole(role="Project Manager", person="Ana Ruiz"))
    other: Fact = ("staffing.roles", StaffRole(role="Project Manager", person="Bo Lund"))
    many: Fact = ("staffing.roles", StaffRole(role="Project Manager", person="Bo Lund", count=2))
    assert not contradictions(compared([Paper("sow", key, same)]))
    assert not contradictions(compared([Paper("sow", key, many)]))
    assert contradictions(compared([Paper("sow", key, other)])) == [
        ("SC401", "staffing.key_personnel", "Project Manager")
    ]


@pytest.mark.parametrize("field", ["customer.legal_name", "supplier.legal_name"])
def test_a_change_order_with_another_party_contradicts_what_it_amends(field: str) -> None:
    paper = Paper("sow", (field, "Nordlys Havbruk AS"))
    other = Paper("change_order", (field, "Linden Havbruk AS"))
    assert contradictions(compared([paper, other])) == [("SC402", field, None)]
    longer = Paper("change_order", (field, "Nordlys Havbruk Holding AS"))
    assert contradictions(compared([paper, longer])) == [("SC402", field, None)]


def test_a_change_order_may_call_a_party_by_a_part_of_its_name() -> None:
    papers = [
        Paper("sow", ("customer.legal_name", "Nordlys Havbruk AS")),
        Paper("change_order", ("customer.legal_name", "Nordlys")),
    ]
    assert not contradictions(compared(papers))


@pytest.mark.parametrize(
    ("field", "one", "other", "severity"),
    [
        ("staffing.location_mode", "onsite", "remote", "high"),
        ("staffing.location_mode", "hybrid", "remote", "medium"),
        ("staffing.location_mode", "onsite", "hybrid", "medium"),
        ("travel.required", True, False, "high"),
    ],
)
def test_two_papers_that_want_the_team_in_different_places_contradict_each_other(
    field: str, one: object, other: object, severity: str
) -> None:
    comparison = compared([Paper("sow", (field, one)), Paper("order_form", (field, other))])
    (flagged,) = found(comparison, "SC402")
    assert (flagged.field, flagged.severity) == (field, severity)
    assert not contradictions(compared([Paper("sow", (field, one)), Paper("order_form", (field, one))]))
