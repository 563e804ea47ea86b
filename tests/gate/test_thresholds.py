"""Which deals take further approvals, and the sentence that says why."""

from collections.abc import Sequence
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare_builders import POLICY, Fact, Paper, compared, money
from sowcheck.core.approval_rules import ApprovalRule, Currencies, Standard
from sowcheck.core.clauses import ClausePlace
from sowcheck.core.policy import Policy
from sowcheck.core.quantities import Duration, Percent, RecurringFee
from sowcheck.core.records import RecordValue
from sowcheck.core.values import Value
from sowcheck.gate.readiness import required_approvals
from sowcheck.gate.thresholds import Deal, reasons

TOTAL, FEE, MARGIN, INDUSTRY = (
    "price.services_total",
    "price.recurring_fee",
    "price.assumed_margin_pct",
    "deal.industry",
)
EUROS = POLICY.model_copy(update={"currencies": Currencies(base="EUR", rates={"USD": Decimal("0.5")})})
OVER = ApprovalRule(roles=("finance",), when="over_value", amount=Decimal(100))


def recorded(*facts: Fact) -> list[RecordValue]:
    return [
        RecordValue(
            id=f"r-{number}",
            field=field,
            value=value,
            record="rec-1",
            system="salesforce",
            object="Opportunity",
            record_id=None,
            path=field,
            raw="",
        )
        for number, (field, value) in enumerate(facts, start=1)
    ]


def deal(facts: Sequence[Fact] = (), values: Sequence[Fact] = (), clauses: Sequence[ClausePlace] = ()) -> Deal:
    document, assumptions = Paper("sow", *facts).built("doc-1")
    return Deal([document.model_copy(update={"clauses": tuple(clauses)})], assumptions, recorded(*values), ())


def why(rule: ApprovalRule, made: Deal, policy: Policy = POLICY) -> str:
    return " ".join(reasons(rule, made, policy))


def fee(amount: int) -> Value:
    return RecurringFee(amount=Decimal(amount), currency="EUR", per="month")


@pytest.mark.parametrize(
    ("facts", "values", "words"),
    [
        ([(TOTAL, money("99"))], [], ""),
        ([(TOTAL, money("100"))], [], "The price of EUR 100.00 reaches EUR 100.00."),
        ([], [(TOTAL, money("100"))], "reaches EUR 100.00"),
        ([(TOTAL, money("150", "USD"))], [], ""),
        ([(TOTAL, money("200", "USD"))], [], "The price of USD 200.00 (EUR 100) reaches"),
        ([(TOTAL, money("1", "NOK"))], [], "no rate from NOK to EUR"),
        ([(TOTAL, money("1", "XXX"))], [], "no rate from no stated currency to EUR"),
        ([(FEE, fee(9))], [], "EUR 108.00 reaches"),
        ([(FEE, fee(8))], [], ""),
        ([(FEE, fee(8)), ("schedule.duration", Duration(count=24, unit="month"))], [], "EUR 192.00 reaches"),
        ([], [], ""),
    ],
)
def test_a_price_is_measured_in_the_currency_of_the_policy(facts: list[Fact], values: list[Fact], words: str) -> None:
    said = why(OVER, deal(facts, values), EUROS)
    assert words in said
    assert bool(said) is bool(words)


def test_without_a_currency_figures_are_compared() -> None:
    assert "in whatever currency" in why(OVER, deal([(TOTAL, money("100", "NOK"))]))
    assert why(OVER, deal([(TOTAL, money("99", "NOK"))])) == ""


@pytest.mark.parametrize(
    ("facts", "values", "words"),
    [
        ([(TOTAL, money("90", "GBP"))], [(TOTAL, money("95"))], "The prices are in EUR and GBP, and the policy"),
        ([(TOTAL, money("90", "GBP")), (FEE, fee(1))], [], "between them: that counts as 100 or more."),
        ([(TOTAL, money("90", "GBP"))], [(TOTAL, money("95", "GBP"))], ""),
        ([(TOTAL, money("90", "GBP"))], [(TOTAL, money("95", "XXX"))], ""),
        ([(TOTAL, money("90", "GBP"))], [(TOTAL, money("100"))], "reaches 100, in whatever currency."),
    ],
)
def test_figures_in_several_currencies_are_not_compared_without_rates(
    facts: list[Fact], values: list[Fact], words: str
) -> None:
    said = why(OVER, deal(facts, values))
    assert words in said
    assert bool(said) is bool(words)


def test_the_currency_of_a_rule_goes_before_that_of_the_policy() -> None:
    dollars = OVER.model_copy(update={"currency": "USD"})
    assert why(dollars, deal([(TOTAL, money("49"))]), EUROS) == ""
    assert "(USD 100) reaches USD 100.00" in why(dollars, deal([(TOTAL, money("50"))]), EUROS)


def test_an_unknown_price_counts_as_over_where_the_policy_says_so() -> None:
    assert "Nothing states" in why(OVER.model_copy(update={"unknown": True}), deal())


LOW = ApprovalRule(roles=("finance",), when="under_margin", percent=Decimal(20))


@pytest.mark.parametrize(
    ("facts", "values", "words"),
    [
        ([], [], ""),
        ([], [(MARGIN, Percent(points=Decimal(20)))], ""),
        ([], [(MARGIN, Percent(points=Decimal("19.9")))], "The assumed margin of 19.9 % is below 20 %."),
        ([], [(MARGIN, Percent(points=Decimal(30))), (MARGIN, Percent(points=Decimal(5)))], "5 % is below"),
        (
            [(TOTAL, money("80"))],
            [(TOTAL, money("100")), (MARGIN, Percent(points=Decimal(30)))],
            "At the price that was signed, the assumed margin of 30 % comes to 12.5 %, below 20 %.",
        ),
        (
            [(TOTAL, money("800", "NOK"))],
            [(TOTAL, money("100")), (MARGIN, Percent(points=Decimal(30)))],
            "At the price that was signed, NOK 800.00, the margin counts as below 20 %: "
            "the policy has no rate from EUR to NOK.",
        ),
        (
            [(TOTAL, money("100", "XXX"))],
            [(TOTAL, money("100")), (MARGIN, Percent(points=Decimal(30)))],
            "the policy has no rate from EUR to no stated currency",
        ),
        ([(TOTAL, money("100", "XXX"))], [(TOTAL, money("100", "XXX")), (MARGIN, Percent(points=Decimal(30)))], ""),
    ],
)
def test_a_margin_below_the_floor_is_told(facts: list[Fact], values: list[Fact], words: str) -> None:
    said = why(LOW, deal(facts, values))
    assert words in said
    assert bool(said) is bool(words)


@pytest.mark.parametrize(("signed", "words"), [("200", ""), ("160", "comes to 12.5 %, below 20 %")])
def test_a_margin_at_a_price_in_another_currency_is_told_by_the_rate(signed: str, words: str) -> None:
    made = deal([(TOTAL, money(signed, "USD"))], [(TOTAL, money("100")), (MARGIN, Percent(points=Decimal(30)))])
    said = why(LOW, made, EUROS)
    assert words in said
    assert bool(said) is bool(words)


def test_an_unknown_margin_counts_as_below_where_the_policy_says_so() -> None:
    assert "No record says what the work costs" in why(LOW.model_copy(update={"unknown": True}), deal())


def test_a_regulated_engagement_is_told_by_industry_clause_or_term() -> None:
    rule = ApprovalRule(
        roles=("legal",),
        when="regulated",
        industries=("insurance",),
        clauses=("data_residency",),
        fields=("staffing.certifications",),
    )
    assert why(rule, deal(values=[(INDUSTRY, "other")])) == ""
    assert why(rule, deal(values=[(INDUSTRY, "insurance")])) == "The customer's industry is insurance."
    place = ClausePlace(number="12", heading="Privacy", kind="data_residency", probability=0.9)
    assert why(rule, deal(clauses=[place])).endswith("has a clause on data residency: Privacy.")
    assert why(rule, deal(clauses=[place.model_copy(update={"kind": "tax"})])) == ""
    assert "certifications: “SC clearance”" in why(rule, deal([("staffing.certifications", "SC clearance")]))


def test_terms_beyond_the_standard_are_told() -> None:
    standards = {
        "billing.payment_terms_days": Standard(at_most=Decimal(45)),
        "warranty.period": Standard(at_least=Decimal(30)),
        "legal.governing_law": Standard(one_of=("Norway",)),
    }
    policy, rule = (
        POLICY.model_copy(update={"standards": standards}),
        ApprovalRule(roles=("legal",), when="nonstandard_terms"),
    )
    assert "Payment terms: Net 60 is more than" in why(rule, deal([("billing.payment_terms_days", 60)]), policy)
    assert why(rule, deal([("billing.payment_terms_days", 45)]), policy) == ""
    assert "less than the standard" in why(rule, deal([("warranty.period", Duration(count=2, unit="week"))]), policy)
    assert "none of the standard terms" in why(rule, deal([("legal.governing_law", "Texas")]), policy)
    assert why(rule, deal([("legal.governing_law", "norway")]), policy) == ""
    narrow = rule.model_copy(update={"fields": ("legal.*",)})
    assert why(narrow, deal([("billing.payment_terms_days", 60)]), policy) == ""


def test_a_role_that_two_rules_ask_for_has_both_reasons() -> None:
    rules = (ApprovalRule(roles=("finance",), when="always"), OVER.model_copy(update={"people": 2}))
    policy = POLICY.model_copy(update={"approvals": rules})
    (finance,) = required_approvals(deal([(TOTAL, money("100"))]), policy)
    assert (finance.role, finance.people, len(finance.because)) == ("finance", 2, 2)


rules = st.one_of(
    st.builds(lambda people: ApprovalRule(roles=("finance",), when="always", people=people), st.integers(1, 3)),
    st.builds(
        lambda amount, unknown: ApprovalRule(
            roles=("legal",), when="over_value", amount=Decimal(amount), unknown=unknown
        ),
        st.integers(1, 300),
        st.booleans(),
    ),
    st.builds(
        lambda floor: ApprovalRule(roles=("finance", "sales_ops"), when="under_margin", percent=Decimal(floor)),
        st.integers(1, 60),
    ),
)


@given(st.lists(rules, max_size=3), rules, st.integers(1, 400), st.sampled_from(["EUR", "USD", "NOK"]))
def test_a_further_rule_raises_and_never_lowers(
    some: list[ApprovalRule], one: ApprovalRule, price: int, currency: str
) -> None:
    made = deal([(TOTAL, money(str(price), currency))], [(MARGIN, Percent(points=Decimal(30)))])
    few = required_approvals(made, EUROS.model_copy(update={"approvals": tuple(some)}))
    more = {
        each.role: each.people
        for each in required_approvals(made, EUROS.model_copy(update={"approvals": (*some, one)}))
    }
    assert all(more.get(each.role, 0) >= each.people for each in few)
    assert all(each.because for each in few)


@given(st.integers(1, 400), st.integers(0, 200))
def test_a_higher_price_never_needs_fewer(price: int, more: int) -> None:
    lower, higher = (bool(reasons(OVER, deal([(TOTAL, money(str(each)))]), EUROS)) for each in (price, price + more))
    assert higher or not lower


def test_a_finding_of_a_severity_is_named() -> None:
    comparison = compared([Paper("sow", (TOTAL, money("100")))], {"Q": [(TOTAL, money("50"))]})
    made = deal([(TOTAL, money("100"))])._replace(discrepancies=comparison.discrepancies)
    assert why(ApprovalRule(roles=("finance",), when="severity:blocker"), made) == "Findings of severity blocker: d-1."
