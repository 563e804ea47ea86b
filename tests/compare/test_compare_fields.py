"""Verdicts on fields with one value, and on the price as a whole."""

from decimal import Decimal

import pytest

from compare_builders import POLICY, Fact, Paper, Records, compared, contradictions, day, found, line, money, outcomes
from sowcheck.core.documents import Revision
from sowcheck.core.policy import FieldPolicy
from sowcheck.core.quantities import Duration, Percent, RecurringFee

TERMS = "billing.payment_terms_days"
TOTAL = "price.services_total"


def monthly(amount: str, per: str = "month") -> RecurringFee:
    return RecurringFee.model_validate({"amount": amount, "currency": "EUR", "per": per})


def test_a_match_is_a_verdict_and_no_discrepancy() -> None:
    comparison = compared([Paper("sow", (TERMS, 30))], {"Quote": [(TERMS, 30)]})
    assert outcomes(comparison, TERMS) == ["match"]
    assert not comparison.discrepancies


def test_a_mismatch_names_both_values_and_its_days() -> None:
    comparison = compared([Paper("sow", (TERMS, 45))], {"Quote": [(TERMS, 30)]})
    (flagged,) = comparison.discrepancies
    assert (flagged.code, flagged.kind, flagged.severity, flagged.owner) == (
        "SC202",
        "value_mismatch",
        "high",
        "finance",
    )
    assert (flagged.document_value, flagged.record_value, flagged.exposure.days) == (45, 30, -15)
    assert flagged.message == (
        "Payment terms: the SOW says Net 45, Salesforce quote R-1 says Net 30; "
        "nothing in the documents supports the record's value."
    )
    assert (flagged.assumptions, flagged.record_values) == (("doc-1.a4",), ("rec-1.v0",))


def test_after_a_mismatch_the_text_is_searched_for_the_value_of_the_record() -> None:
    paper = Paper("sow", ("schedule.end_date", day("2026-12-18")), text="Formerly planned for 30 November 2026.")
    comparison = compared([paper], {"Quote": [("schedule.end_date", day("2026-11-30"))]})
    assert "the record's value also stands in the SOW" in comparison.discrepancies[0].message


def test_a_deleted_tracked_change_is_found_as_the_source_of_the_record() -> None:
    deleted = Revision(kind="deleted", text="3 August 2026", before=0)
    paper = Paper("sow", ("schedule.start_date", day("2026-08-17")), revisions=[deleted])
    comparison = compared([paper], {"Quote": [("schedule.start_date", day("2026-08-03"))]})
    assert "a tracked change of the SOW" in found(comparison, "SC202")[0].message


def test_every_disagreeing_record_is_listed_in_one_discrepancy() -> None:
    records: Records = {"Opportunity": [(TERMS, 30)], "Quote": [(TERMS, 60)], "Order": [(TERMS, 45)]}
    comparison = compared([Paper("sow", (TERMS, 45))], records)
    (flagged,) = comparison.discrepancies
    assert flagged.record_value == [30, 60]
    assert flagged.exposure.days in (-15, 15)


def test_two_documents_against_the_record_raise_the_severity() -> None:
    papers = [Paper("sow", (TERMS, 45)), Paper("order_form", (TERMS, 45))]
    assert found(compared(papers, {"Quote": [(TERMS, 30)]}), "SC202")[0].severity == "blocker"


def test_an_unsure_reading_raises_the_severity() -> None:
    comparison = compared([Paper("sow", (TERMS, 45), confidence=0.6)], {"Quote": [(TERMS, 30)]})
    assert comparison.discrepancies[0].severity == "blocker"


def test_a_large_deal_raises_the_severity_but_not_that_of_hidden_scope() -> None:
    facts: list[Fact] = [(TOTAL, money("2000000")), (TERMS, 45), ("expense.cap", money("500"))]
    comparison = compared([Paper("sow", *facts)], {"Quote": [(TERMS, 30), (TOTAL, money("2000000"))]})
    assert {each.code: each.severity for each in comparison.discrepancies} == {"SC202": "blocker", "SC301": "high"}


def test_the_policy_changes_severity_and_owner_of_a_field() -> None:
    lighter = POLICY.model_copy(update={"fields": {TERMS: FieldPolicy(severity="low", owner="legal")}})
    comparison = compared([Paper("sow", (TERMS, 45))], {"Quote": [(TERMS, 30)]}, lighter)
    assert (comparison.discrepancies[0].severity, comparison.discrepancies[0].owner) == ("low", "legal")


def test_what_no_record_holds_is_hidden_scope_and_never_a_blocker() -> None:
    comparison = compared([Paper("sow", ("price.nte_cap", money("9000")))], {"Quote": [("quote.number", "Q-1")]})
    (flagged,) = found(comparison, "SC301")
    assert (flagged.kind, flagged.severity, outcomes(comparison, "price.nte_cap")) == (
        "missing_in_record",
        "high",
        ["record_silent"],
    )
    assert "no record holds it" in flagged.message


def test_the_identity_of_the_paper_is_no_hidden_scope() -> None:
    comparison = compared([Paper("sow", ("doc.effective_date", day("2026-05-01")))])
    assert outcomes(comparison, "doc.effective_date") == ["record_silent"]
    assert outcomes(comparison, "doc.signatories") == ["record_silent"]
    assert not comparison.discrepancies


def test_a_record_that_no_paper_supports_is_flagged() -> None:
    comparison = compared([Paper("sow")], {"Quote": [("expense.cap", money("5000"))]})
    assert contradictions(comparison) == [("SC311", "expense.cap", None)]
    assert outcomes(comparison, "expense.cap") == ["document_silent"]


def test_a_record_whose_value_stands_in_the_text_is_not_evaluated() -> None:
    paper = Paper("sow", text="Expenses are limited to EUR 5,000.00 in all.")
    comparison = compared([paper], {"Quote": [("expense.cap", money("5000"))]})
    assert outcomes(comparison, "expense.cap") == ["not_evaluated"]
    assert not comparison.discrepancies


@pytest.mark.parametrize(
    "fact",
    [
        ("billing.timing", "advance"),
        ("travel.required", True),
        ("price.discount_pct", Percent(points=Decimal(0))),
        ("price.recurring_fee", RecurringFee(amount=Decimal(0), currency="EUR", per="month")),
        ("quote.number", "Q-1"),
        ("doc.version", "3"),
        ("billing.start_date", day("2026-05-01")),
    ],
)
def test_what_systems_fill_in_by_themselves_is_no_claim(fact: Fact) -> None:
    comparison = compared([Paper("sow")], {"Quote": [fact]})
    assert outcomes(comparison, fact[0]) == ["document_silent"]
    assert not comparison.discrepancies


def test_a_deal_may_bill_services_and_a_subscription_in_two_rhythms() -> None:
    lines = [("price.lines", line("Build", "50000")), ("price.lines", line("Library, annual subscription", "9000"))]
    paper = Paper("order_form", ("billing.frequency", "milestone"), ("billing.frequency", "annual"), *lines)
    records: Records = {
        "Quote": [("billing.frequency", "milestone"), *lines],
        "QuoteLine": [("billing.frequency", "annual")],
    }
    comparison = compared([paper], records)
    assert outcomes(comparison, "billing.frequency") == ["match"]
    assert not comparison.discrepancies


def test_the_rhythm_of_a_licence_that_no_paper_sells_says_nothing_about_the_services() -> None:
    paper = Paper("sow", ("billing.frequency", "milestone"), (TOTAL, money("50000")))
    records: Records = {
        "Quote": [(TOTAL, money("50000"))],
        "Quote#L1": [("price.lines", line("Build", "50000")), ("billing.frequency", "milestone")],
        "Quote#L2": [("price.lines", line("Sign-on connector", "9600")), ("billing.frequency", "annual")],
    }
    comparison = compared([paper], records)
    assert outcomes(comparison, "billing.frequency") == ["match"]
    wrong = {**records, "Quote#L1": [("price.lines", line("Build", "50000")), ("billing.frequency", "annual")]}
    assert outcomes(compared([paper], wrong), "billing.frequency") == ["mismatch"]
    alone = {**records, "Quote#L1": [("price.lines", line("Build", "50000"))]}
    assert outcomes(compared([paper], alone), "billing.frequency") == ["not_evaluated"]


def test_weeks_against_months_without_a_start_are_left_to_a_person() -> None:
    facts: list[Fact] = [("warranty.period", Duration(count=13, unit="week"))]
    comparison = compared([Paper("sow", *facts)], {"Quote": [("warranty.period", Duration(count=3, unit="month"))]})
    assert outcomes(comparison, "warranty.period") == ["incomparable"]
    assert contradictions(comparison) == [("SC902", "warranty.period", None)]


def test_a_contract_number_anywhere_in_the_paper_proves_the_reference() -> None:
    paper = Paper("sow", ("msa.reference", "Master Agreement between the parties"), text="Contract No. 00004127")
    comparison = compared([paper], {"Quote": [("msa.reference", "00004127")]})
    assert outcomes(comparison, "msa.reference") == ["match"]
    other = compared([paper], {"Quote": [("msa.reference", "00004999")]})
    assert outcomes(other, "msa.reference") == ["incomparable"]


def test_another_party_and_another_currency_have_codes_of_their_own() -> None:
    paper = Paper("sow", ("customer.legal_name", "Aster SAS"), ("price.currency", "CAD"), (TOTAL, money("100", "CAD")))
    records: Records = {
        "Quote": [("customer.legal_name", "Boreal NV"), ("price.currency", "USD"), (TOTAL, money("100", "USD"))],
    }
    comparison = compared([paper], records)
    assert contradictions(comparison) == [
        ("SC203", "customer.legal_name", None),
        ("SC206", "price.currency", None),
        ("SC206", TOTAL, None),
    ]


# --- the price as a whole ----------------------------------------------------------------------------------------------


def test_headers_that_hold_a_subscription_are_compared_with_services_and_subscription() -> None:
    paper = Paper("sow", (TOTAL, money("494000")), ("price.lines", line("Library, annual subscription", "38500")))
    records: Records = {"Opportunity": [("price.grand_total", money("532500")), (TOTAL, money("494000"))]}
    comparison = compared([paper], records)
    assert outcomes(comparison, TOTAL) == ["match"]
    assert outcomes(comparison, "price.grand_total") == ["match"]


def test_totals_that_agree_do_not_hide_services_that_differ() -> None:
    paper = Paper("sow", (TOTAL, money("414000")), ("price.lines", line("Accelerator subscription", "96000")))
    records: Records = {"Quote": [("price.grand_total", money("510000")), (TOTAL, money("400200"))]}
    comparison = compared([paper], records)
    assert outcomes(comparison, "price.grand_total") == ["match"]
    (flagged,) = found(comparison, "SC201")
    assert (flagged.field, flagged.severity, flagged.exposure.amount) == (TOTAL, "blocker", Decimal(-13800))


def test_a_header_that_differs_from_all_that_is_sold_is_flagged() -> None:
    paper = Paper("sow", (TOTAL, money("414000")), ("price.lines", line("Accelerator subscription", "96000")))
    comparison = compared([paper], {"Quote": [("price.grand_total", money("500000"))]})
    assert [(each.field, each.exposure.amount) for each in found(comparison, "SC201")] == [
        ("price.grand_total", Decimal(-10000))
    ]


def test_a_stated_grand_total_is_compared_with_the_headers() -> None:
    paper = Paper("order_form", (TOTAL, money("100")), ("price.grand_total", money("150")))
    assert outcomes(compared([paper], {"Q": [("price.grand_total", money("150"))]}), "price.grand_total") == ["match"]
    silent = compared([paper], {"Q": [(TOTAL, money("100"))]})
    assert outcomes(silent, "price.grand_total") == ["record_silent"]


def test_a_header_stands_for_the_services_where_nothing_else_is_sold() -> None:
    comparison = compared([Paper("sow", (TOTAL, money("348000")))], {"Deal": [("price.grand_total", money("336000"))]})
    assert [(each.field, each.exposure.amount) for each in found(comparison, "SC201")] == [(TOTAL, Decimal(-12000))]


def test_a_header_is_left_out_where_the_lines_say_what_else_it_holds() -> None:
    records: Records = {
        "Quote": [
            ("price.grand_total", money("184000")),
            (TOTAL, money("172000")),
            ("price.lines", line("Build", "172000")),
            ("price.lines", line("Connector licence", "12000")),
        ]
    }
    comparison = compared([Paper("sow", (TOTAL, money("184000")))], records)
    (flagged,) = found(comparison, "SC201")
    assert flagged.record_value == {"amount": "172000", "currency": "EUR"}


def test_a_header_that_the_lines_do_not_explain_is_flagged_with_them() -> None:
    records: Records = {
        "Deal": [("price.grand_total", money("922350"))],
        "Lines": [(TOTAL, money("744775")), ("price.lines", line("Work", "744775"))],
    }
    comparison = compared([Paper("sow", (TOTAL, money("768625")))], records)
    assert found(comparison, "SC201")[0].record_value == [
        {"amount": "744775", "currency": "EUR"},
        {"amount": "922350", "currency": "EUR"},
    ]


def test_a_total_that_no_record_holds_is_hidden_scope() -> None:
    assert outcomes(compared([Paper("sow", (TOTAL, money("100")))]), TOTAL) == ["record_silent"]


def test_a_total_that_the_papers_only_imply_is_a_match_or_cannot_be_known() -> None:
    lines = [("price.lines", line("Build", "60")), ("price.lines", line("Test", "40"))]
    assert outcomes(compared([Paper("sow", *lines)], {"Q": [(TOTAL, money("100"))]}), TOTAL) == ["match"]
    assert outcomes(compared([Paper("sow", *lines)], {"Q": [(TOTAL, money("90"))]}), TOTAL) == ["incomparable"]
    fee = Paper("sow", ("price.recurring_fee", monthly("10")), ("schedule.duration", Duration(count=12, unit="month")))
    assert outcomes(compared([fee], {"Q": [(TOTAL, money("120"))]}), TOTAL) == ["match"]
    assert ("SC311", TOTAL, None) in contradictions(compared([Paper("sow")], {"Q": [(TOTAL, money("90"))]}))


# --- billing that starts late ------------------------------------------------------------------------------------------


def test_billing_that_starts_after_the_services_is_flagged() -> None:
    paper = Paper("sow", ("schedule.start_date", day("2026-07-01")))
    late = compared([paper], {"Line": [("billing.start_date", day("2026-08-01"))]})
    assert [(each.field, each.exposure.days) for each in found(late, "SC202")] == [("billing.start_date", 31)]
    assert outcomes(compared([paper], {"L": [("billing.start_date", day("2026-07-01"))]}), "billing.start_date") == [
        "match"
    ]


def test_a_later_line_may_start_later_than_the_first() -> None:
    paper = Paper("sow", ("schedule.start_date", day("2026-07-01")))
    starts = [("billing.start_date", day("2026-09-01")), ("billing.start_date", day("2026-07-01"))]
    assert not found(compared([paper], {"Lines": starts}), "SC202")


# --- which paper prevails ----------------------------------------------------------------------------------------------


def test_the_statement_of_work_prevails_over_the_order_form() -> None:
    papers = [Paper("order_form", (TERMS, 30)), Paper("sow", (TERMS, 45))]
    comparison = compared(papers, {"Quote": [(TERMS, 30)]})
    assert contradictions(comparison) == [("SC202", TERMS, None), ("SC402", TERMS, None)]
    assert found(comparison, "SC402")[0].document_value == {"sow.txt": 45, "order_form.txt": 30}
    assert "the SOW prevails" in found(comparison, "SC402")[0].message


@pytest.mark.parametrize(
    "clause",
    [
        "If there is a conflict, this Order Form prevails over the Statement of Work.",
        "In the event of a conflict between the SOW and the Order Form, the Order Form shall prevail.",
        "The following order of precedence applies: (1) the Order Form; (2) the Statement of Work; (3) the MSA.",
    ],
)
def test_the_papers_may_say_that_the_order_form_prevails(clause: str) -> None:
    papers = [Paper("sow", (TERMS, 45)), Paper("order_form", (TERMS, 30), text=clause)]
    assert outcomes(compared(papers, {"Quote": [(TERMS, 30)]}), TERMS) == ["match"]


def test_papers_that_each_claim_to_prevail_leave_the_value_open() -> None:
    papers = [
        Paper("sow", (TERMS, 45), text="This SOW prevails over the Order Form."),
        Paper("order_form", (TERMS, 30), text="This Order Form prevails over the SOW."),
    ]
    comparison = compared(papers, {"Quote": [(TERMS, 45)]})
    assert outcomes(comparison, TERMS) == ["incomparable"]
    assert "each claims to prevail" in found(comparison, "SC402")[0].message
    assert comparison.superseded == ()


def test_a_change_order_replaces_what_it_states_and_that_is_no_conflict() -> None:
    before = Paper("sow", (TERMS, 30), (TOTAL, money("268000")), ("schedule.end_date", day("2026-07-31")))
    after = Paper("change_order", (TOTAL, money("307500")), ("schedule.end_date", day("2026-09-25")))
    records: Records = {"Q": [(TERMS, 30), (TOTAL, money("307500")), ("schedule.end_date", day("2026-09-25"))]}
    comparison = compared([before, after], records)
    assert [outcomes(comparison, field) for field, _ in records["Q"]] == [["match"]] * 3
    assert not comparison.discrepancies


def test_a_change_order_may_state_its_increment_alone() -> None:
    before = Paper("sow", (TOTAL, money("268000")))
    after = Paper("change_order", (TOTAL, money("39500")), quoting={TOTAL: "The Charges increase by EUR 39,500.00"})
    comparison = compared([before, after], {"Q": [(TOTAL, money("307500"))]})
    assert outcomes(comparison, TOTAL) == ["match"]
    lowered = Paper("change_order", (TOTAL, money("39500")), quoting={TOTAL: "The Charges are now EUR 39,500.00"})
    assert outcomes(compared([before, lowered], {"Q": [(TOTAL, money("39500"))]}), TOTAL) == ["match"]


def test_a_change_order_that_repeats_the_old_value_means_the_new_one() -> None:
    before = Paper("sow", (TOTAL, money("268000")))
    after = Paper("change_order", (TOTAL, money("268000")), (TOTAL, money("39500")), (TOTAL, money("307500")))
    comparison = compared([before, after], {"Q": [(TOTAL, money("307500"))]})
    assert outcomes(comparison, TOTAL) == ["match"]
    assert not comparison.discrepancies


def test_a_change_order_with_two_new_totals_contradicts_itself() -> None:
    before = Paper("sow", (TOTAL, money("1240000")))
    after = Paper(
        "change_order",
        ("price.lines", line("Third site", "220000")),
        (TOTAL, money("1470000")),
        (TOTAL, money("1460000")),
    )
    comparison = compared([before, after], {"Q": [(TOTAL, money("1460000"))]})
    assert contradictions(comparison) == [("SC401", TOTAL, None)]
    assert found(comparison, "SC401")[0].document_value == [
        {"amount": "1460000", "currency": "EUR"},
        {"amount": "1470000", "currency": "EUR"},
    ]
