"""A case whose core terms nobody could compare does not look like one that agrees."""

import pytest

from compare_builders import POLICY, Fact, Paper, compared, day, found, line, money, outcomes, rate
from sowcheck.core.policy import CorePolicy
from sowcheck.core.quantities import RecurringFee

TOTAL, TERMS, CUSTOMER, END = (
    "price.services_total",
    "billing.payment_terms_days",
    "customer.legal_name",
    "schedule.end_date",
)


def monthly(amount: str) -> RecurringFee:
    return RecurringFee.model_validate({"amount": amount, "currency": "EUR", "per": "month"})


def named(papers: list[Paper], records: list[Fact]) -> set[str]:
    """Core terms that the case-level finding names."""
    flagged = found(compared(papers, {"Quote": records}), "SC903")
    assert len(flagged) <= 1
    value = flagged[0].record_value if flagged else {}
    assert isinstance(value, dict)
    return set(value)


def test_a_core_term_of_the_record_that_the_papers_do_not_state_blocks_once_for_the_case() -> None:
    comparison = compared([Paper("sow")], {"Quote": [(TERMS, 30), (CUSTOMER, "Norrland Bank AB")]})
    (flagged,) = found(comparison, "SC903")
    assert (flagged.kind, flagged.field, flagged.severity) == ("not_comparable", "doc.coverage", "blocker")
    assert flagged.record_value == {TERMS: 30, CUSTOMER: "Norrland Bank AB"}
    assert "payment terms (Salesforce quote R-1 says Net 30)" in flagged.message
    assert len(flagged.record_values) == 2


def test_words_that_were_not_read_as_a_term_block_without_any_claim_about_it() -> None:
    paper = Paper("sow", text="Norrland Bank AB pays each invoice within 30 days of receipt.")
    comparison = compared([paper], {"Quote": [(TERMS, 30), (CUSTOMER, "Norrland Bank AB")]})
    assert outcomes(comparison, TERMS) == outcomes(comparison, CUSTOMER) == ["not_evaluated"]
    assert [(each.code, each.field) for each in comparison.discrepancies] == [("SC903", "doc.coverage")]


def test_a_term_that_was_compared_is_not_named_whether_it_agrees_or_not() -> None:
    assert named([Paper("sow", (TERMS, 30))], [(TERMS, 30)]) == set()
    assert named([Paper("sow", (TERMS, 45))], [(TERMS, 30)]) == set()


def test_a_term_that_no_record_states_is_not_named() -> None:
    assert named([Paper("sow", (TERMS, 30))], [("deal.is_won", True)]) == set()
    assert named([Paper("sow")], [("legal.governing_law", "Sweden"), (TOTAL, money("0"))]) == set()


def test_a_paper_that_contradicts_itself_on_a_core_term_leaves_it_open() -> None:
    paper = Paper("sow", (END, day("2026-10-01")), (END, day("2026-10-03")))
    assert named([paper], [(END, day("2026-10-01"))]) == {END}


@pytest.mark.parametrize(
    ("facts", "records", "open_"),
    [
        pytest.param([], [(TOTAL, money("90"))], True, id="no price at all"),
        pytest.param([], [("price.grand_total", money("90"))], True, id="a header alone"),
        pytest.param([(TOTAL, money("90"))], [(TOTAL, money("90"))], False, id="the total agrees"),
        pytest.param([("price.lines", line("Build", "60"))], [(TOTAL, money("90"))], True, id="a part of the price"),
        pytest.param(
            [("price.recurring_fee", monthly("10"))],
            [("price.recurring_fee", monthly("10")), (TOTAL, money("90"))],
            False,
            id="the fee stands for the price",
        ),
        pytest.param(
            [("price.pricing_model", "time_and_materials"), ("price.rate_card", rate("Engineer", "900"))],
            [("price.rate_card", rate("Engineer", "900")), (TOTAL, money("90"))],
            False,
            id="rates stand for the price of work by the hour",
        ),
        pytest.param(
            [("price.pricing_model", "fixed_fee"), ("price.rate_card", rate("Engineer", "900"))],
            [("price.rate_card", rate("Engineer", "900")), (TOTAL, money("90"))],
            True,
            id="rates do not stand for a fixed price",
        ),
    ],
)
def test_the_price_must_have_been_compared_in_some_form(facts: list[Fact], records: list[Fact], open_: bool) -> None:
    assert (TOTAL in named([Paper("sow", *facts)], records)) is open_


def test_the_policy_says_which_terms_are_core_and_how_grave_it_is() -> None:
    policy = POLICY.model_copy(update={"core": CorePolicy(fields=("warranty.period",), severity="high")})
    comparison = compared([Paper("sow")], {"Quote": [(TERMS, 30)]}, policy)
    assert not found(comparison, "SC903")
    mild = POLICY.model_copy(update={"core": CorePolicy(severity="high")})
    assert [each.severity for each in found(compared([Paper("sow")], {"Quote": [(TERMS, 30)]}, mild), "SC903")] == [
        "high"
    ]


@pytest.mark.parametrize(
    ("papers", "recognised"),
    [
        pytest.param([Paper("msa"), Paper("proposal", (TOTAL, money("9")))], False, id="terms and an offer"),
        pytest.param([Paper("other")], False, id="a paper without a price"),
        pytest.param([Paper("other", (TOTAL, money("9")))], True, id="any paper with a price"),
        pytest.param([Paper("msa", ("price.rate_card", rate("Engineer", "9")))], True, id="an agreement with rates"),
        pytest.param([Paper("msa"), Paper("change_order")], True, id="a change order"),
    ],
)
def test_a_case_needs_a_paper_that_can_be_a_contract(papers: list[Paper], recognised: bool) -> None:
    flagged = found(compared(papers), "SC904")
    assert bool(flagged) is not recognised
    assert all((each.severity, each.kind) == ("blocker", "not_comparable") for each in flagged)
