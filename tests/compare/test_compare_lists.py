"""Verdicts on the items of list fields."""

from decimal import Decimal

from compare_builders import (
    Fact,
    Paper,
    Records,
    compared,
    contradictions,
    found,
    line,
    milestone,
    money,
    outcomes,
    rate,
)
from sowcheck.core.items import Deliverable, Limit, StaffRole
from sowcheck.core.quantities import Duration, RecurringFee

LINES, CARD, STONES = "price.lines", "price.rate_card", "billing.milestones"
TOTAL = "price.services_total"


def lines(*pairs: tuple[str, str]) -> list[Fact]:
    return [(LINES, line(name, amount)) for name, amount in pairs]


def test_two_errors_that_cancel_out_are_two_mismatches() -> None:
    paper = Paper("sow", (TOTAL, money("300")), *lines(("Data platform", "200"), ("Analytics", "100")))
    records: Records = {"Quote": [(TOTAL, money("300")), *lines(("Analytics", "104"), ("Data platform", "196"))]}
    comparison = compared([paper], records)
    assert contradictions(comparison) == [("SC205", LINES, "Analytics"), ("SC205", LINES, "Data platform")]
    assert outcomes(comparison, TOTAL) == ["match"]


def test_one_line_of_the_order_form_stands_for_four_of_the_quote() -> None:
    parts = lines(("Discovery", "10"), ("Platform", "20"), ("Products", "30"), ("Enablement", "40"))
    papers = [
        Paper("sow", (TOTAL, money("100")), *parts),
        Paper("order_form", (TOTAL, money("100")), *lines(("Services as per statement of work", "100"))),
    ]
    comparison = compared(papers, {"Quote": [(TOTAL, money("100")), *parts]})
    assert set(outcomes(comparison, LINES)) == {"match"}
    assert not comparison.discrepancies


def test_one_line_of_the_record_stands_for_several_of_the_paper() -> None:
    paper = Paper("sow", (TOTAL, money("100")), *lines(("Discovery", "10"), ("Platform", "20"), ("Products", "70")))
    comparison = compared([paper], {"Order": [(TOTAL, money("100")), *lines(("SOW 7 implementation", "100"))]})
    assert not comparison.discrepancies


def test_two_breakdowns_of_one_sum_are_no_finding() -> None:
    paper = Paper("sow", *lines(("Discovery", "11"), ("Platform", "20")))
    comparison = compared([paper], {"Quote": lines(("Consulting", "13"), ("Engineering", "18"))})
    assert not comparison.discrepancies


def test_a_line_that_a_quote_splits_by_role_is_compared_as_a_whole() -> None:
    paper = Paper("sow", *lines(("Forecast models", "73800"), ("Deployment", "37920")))
    split = lines(
        ("Forecast models - Build (Data scientist)", "52800"),
        ("Forecast models - Build (Lead consultant)", "21000"),
        ("Deployment - Pipelines (ML engineer)", "37920"),
    )
    assert not compared([paper], {"Quote": split}).discrepancies
    short = [*split[:1], *lines(("Forecast models - Build (Lead consultant)", "18000")), split[2]]
    (flagged,) = compared([paper], {"Quote": short}).discrepancies
    assert (flagged.key, flagged.exposure.amount) == ("Forecast models", Decimal(-3000))


def test_an_item_that_the_record_lacks_is_flagged_by_name_and_worth() -> None:
    paper = Paper("sow", *lines(("Design", "50"), ("Consent center", "13800")))
    (flagged,) = compared([paper], {"Quote": lines(("Design", "50"))}).discrepancies
    assert (flagged.code, flagged.key, flagged.exposure.amount) == ("SC303", "Consent center", Decimal(-13800))


def test_an_item_that_one_of_two_records_lacks_is_flagged() -> None:
    own = lines(("Design", "50"), ("Build", "13800"))
    comparison = compared([Paper("sow", *own)], {"Quote": own, "Opportunity": own[:1]})
    assert [each.key for each in found(comparison, "SC303")] == ["Build"]
    assert "no such Salesforce opportunity" in found(comparison, "SC303")[0].message


def test_an_item_that_no_paper_has_is_flagged_once_for_all_records() -> None:
    own = lines(("Design", "50"))
    extra = lines(("Design", "50"), ("Agile coach", "15200"))
    comparison = compared([Paper("sow", *own)], {"Quote": extra, "Opportunity": extra})
    (flagged,) = comparison.discrepancies
    assert (flagged.code, flagged.key, len(flagged.record_values)) == ("SC312", "Agile coach", 2)


def test_an_item_that_a_paper_excludes_is_flagged_with_the_exclusion() -> None:
    paper = Paper("sow", *lines(("Web care", "50")), ("scope.exclusions", "paid social management and advertising"))
    comparison = compared([paper], {"Quote": lines(("Web care", "50"), ("Paid social management", "1150"))})
    assert "the SOW excludes" in found(comparison, "SC312")[0].message


def test_an_item_whose_line_stands_in_the_text_was_not_extracted_and_is_no_finding() -> None:
    paper = Paper("sow", *lines(("Design", "50")), text="Hypercare, four weeks\t2,000.00")
    comparison = compared([paper], {"Quote": lines(("Design", "50"), ("Hypercare", "2000"))})
    assert outcomes(comparison, LINES) == ["match", "not_evaluated"]


def test_a_price_that_the_paper_does_not_break_down_may_be_broken_down_by_the_quote() -> None:
    comparison = compared([Paper("sow", (TOTAL, money("100")))], {"Q": [(TOTAL, money("100")), *lines(("A", "100"))]})
    assert outcomes(comparison, LINES) == ["document_silent"]
    assert not comparison.discrepancies


def test_an_option_of_the_record_alone_is_no_finding_but_one_of_the_paper_is_hidden_scope() -> None:
    option = ("price.optional_lines", line("Extended hypercare", "9500"))
    other = ("price.optional_lines", line("Retest", "100"))
    assert not compared([Paper("sow")], {"Quote": [option]}).discrepancies
    comparison = compared([Paper("sow", other)], {"Quote": [option]})
    assert [(each.code, each.key) for each in comparison.discrepancies] == [("SC303", "Retest")]


def test_a_change_order_adds_lines_that_the_record_must_have() -> None:
    before = Paper("sow", (TOTAL, money("100")), *lines(("Design", "60"), ("Build", "40")))
    after = Paper("change_order", (TOTAL, money("130")), *lines(("Third site", "30")))
    comparison = compared([before, after], {"Order": [(TOTAL, money("130")), *lines(("Implementation", "100"))]})
    assert [(each.code, each.key) for each in comparison.discrepancies] == [("SC303", "Third site")]


def test_a_change_order_replaces_the_milestone_that_it_restates() -> None:
    before = Paper("sow", (STONES, milestone("M1 Design", "60")), (STONES, milestone("M2 Go-live", "40")))
    after = Paper("change_order", (STONES, milestone("M2 Go-live, with interface", "70")))
    stale: list[Fact] = [(STONES, milestone("M1 Design", "60")), (STONES, milestone("M2 Go-live", "40"))]
    comparison = compared([before, after], {"Schedule": stale})
    assert contradictions(comparison) == [("SC205", STONES, "M2 Go-live, with interface")]


def test_a_wrong_rate_costs_its_units() -> None:
    paper = Paper(
        "sow", (CARD, rate("Architect", "985")), (LINES, line("Architect", "54175", quantity="55", unit="day"))
    )
    records: Records = {
        "Line": [(CARD, rate("Architect", "935")), (LINES, line("Architect", "51425", quantity="55", unit="day"))],
    }
    comparison = compared([paper], records)
    # The line is wrong by just what the rate is: one finding, not two.
    (flagged,) = comparison.discrepancies
    assert (flagged.field, flagged.exposure.amount) == (CARD, Decimal("-2750.00"))


def test_the_units_of_a_rate_come_from_the_staffing_where_no_line_has_them() -> None:
    role = StaffRole(role="Architect", hours=Decimal(80))
    paper = Paper("sow", (CARD, rate("Architect", "1000")), ("staffing.roles", role))
    assert found(compared([paper], {"L": [(CARD, rate("Architect", "990"))]}), "SC205")[0].exposure.amount == Decimal(
        -100
    )
    hourly = Paper("sow", (CARD, rate("Architect", "100", "hour")), ("staffing.roles", role))
    records: Records = {"L": [(CARD, rate("Architect", "99", "hour"))]}
    assert found(compared([hourly], records), "SC205")[0].exposure.amount == Decimal(-80)


def test_a_role_that_is_missing_is_flagged_in_the_rate_card_alone() -> None:
    roles = ("Architect", "Tester")
    paper = Paper(
        "sow",
        *((CARD, rate(role, "900")) for role in roles),
        *((LINES, line(role, "9000", quantity="10", unit="day")) for role in roles),
        *(("staffing.roles", StaffRole(role=role)) for role in roles),
    )
    records: Records = {
        "Line": [
            (CARD, rate("Architect", "900")),
            (LINES, line("Architect", "9000", quantity="10", unit="day")),
            ("staffing.roles", StaffRole(role="Architect")),
        ]
    }
    comparison = compared([paper], records)
    assert [(each.code, each.field, each.key) for each in comparison.discrepancies] == [("SC303", CARD, "Tester")]


def test_a_role_with_another_quantity_is_a_finding_beside_its_rate() -> None:
    paper = Paper(
        "sow", (CARD, rate("Architect", "1000")), (LINES, line("Architect", "10000", quantity="10", unit="day"))
    )
    records: Records = {
        "L": [(CARD, rate("Architect", "900")), (LINES, line("Architect", "8100", quantity="9", unit="day"))]
    }
    assert {each.field for each in compared([paper], records).discrepancies} == {CARD, LINES}


def test_a_list_that_no_record_holds_is_one_discrepancy() -> None:
    items: list[Fact] = [("scope.deliverables", Deliverable(name=f"Report {number}")) for number in "ABCDE"]
    (flagged,) = compared([Paper("sow", *items)], {"Q": [("quote.number", "Q")]}).discrepancies
    assert (flagged.code, flagged.key) == ("SC302", None)
    assert "Report A, Report B, Report C and 2 more" in flagged.message
    assert isinstance(flagged.document_value, list)


def test_milestones_that_no_paper_has_are_flagged_unless_their_amounts_stand_there() -> None:
    records: Records = {"Schedule": [(STONES, milestone("Signature", "500")), (STONES, milestone("Acceptance", "700"))]}
    assert contradictions(compared([Paper("sow")], records)) == [("SC311", STONES, None)]
    text = "EUR 500.00 on signature and EUR 700.00 on acceptance"
    assert not compared([Paper("sow", text=text)], records).discrepancies


def test_milestones_of_two_papers_are_judged_once() -> None:
    stone: Fact = (STONES, milestone("Signature of this SOW", "10800", percent="40"))
    share: Fact = (STONES, milestone("signature", percent="40"))
    total: Fact = (TOTAL, money("477000"))
    papers = [Paper("sow", total, stone), Paper("order_form", total, share)]
    comparison = compared(papers, {"S": [total, (STONES, milestone("Signature of SOW", "10800"))]})
    assert not comparison.discrepancies


BASE = [("Design signed off", "310000"), ("Trial accepted", "310000"), ("Handover", "186000")]
ADDED = ("Feed barge interface", "220000")


def stones_of(*figures: tuple[str, str]) -> list[Fact]:
    return [(STONES, milestone(name, amount)) for name, amount in figures]


def test_a_milestone_is_missing_though_all_that_a_change_order_adds_is_booked() -> None:
    base = Paper("sow", (TOTAL, money("806000")), *stones_of(*BASE))
    order = Paper("change_order", (TOTAL, money("1026000")), *stones_of(ADDED))
    without = {"Schedule": [(TOTAL, money("1026000")), *stones_of(BASE[0], BASE[2], ADDED)]}
    assert [each.key for each in found(compared([base, order], without), "SC303")] == ["Trial accepted"]
    whole = {"Schedule": [(TOTAL, money("1026000")), *stones_of(*BASE, ADDED)]}
    assert not contradictions(compared([base, order], whole))


def test_a_change_order_that_bills_the_whole_price_replaces_every_milestone() -> None:
    base = Paper("sow", (TOTAL, money("806000")), *stones_of(*BASE))
    new = [("First half", "500000"), ("Second half", "526000")]
    order = Paper("change_order", (TOTAL, money("1026000")), *stones_of(*new))
    comparison = compared([base, order], {"Schedule": [(TOTAL, money("1026000")), *stones_of(*new)]})
    assert not found(comparison, "SC303")


FEE: Fact = ("price.recurring_fee", RecurringFee(amount=Decimal(500), currency="EUR", per="month"))


def test_a_share_is_one_of_the_total_of_its_own_paper_also_where_fees_recur() -> None:
    sow = Paper(
        "sow",
        (TOTAL, money("100000")),
        *[(STONES, milestone(n, percent=p)) for n, p in (("A1 Plan", "40"), ("A2 Run", "60"))],
    )
    form = Paper("order_form", FEE)
    right = {"S": [(STONES, milestone("A1 Plan", "40000")), (STONES, milestone("A2 Run", "60000"))]}
    wrong = {"S": [(STONES, milestone("A1 Plan", "60000")), (STONES, milestone("A2 Run", "40000"))]}
    assert outcomes(compared([sow, form], right), STONES) == ["match", "match"]
    assert outcomes(compared([sow, form], wrong), STONES) == ["mismatch", "mismatch"]
    assert [each.exposure.amount for each in found(compared([sow, form], wrong), "SC205")] == [20000, -20000]


def test_a_share_may_be_one_of_the_total_without_the_fees_that_recur() -> None:
    months: Fact = ("schedule.duration", Duration(count=12, unit="month"))
    shares: list[Fact] = [(STONES, milestone("A1 Plan", percent="40")), (STONES, milestone("A2 Run", percent="60"))]
    sow = Paper("sow", (TOTAL, money("106000")), FEE, months, *shares)
    right = {"S": [(STONES, milestone("A1 Plan", "40000")), (STONES, milestone("A2 Run", "60000"))]}
    assert outcomes(compared([sow], right), STONES) == ["match", "match"]
    wrong = {"S": [(STONES, milestone("A1 Plan", "41000")), (STONES, milestone("A2 Run", "60000"))]}
    assert outcomes(compared([sow], wrong), STONES) == ["mismatch", "match"]


def test_a_share_of_a_price_that_nobody_states_is_said_to_be_incomparable() -> None:
    sow = Paper("sow", (STONES, milestone("A1 Plan", percent="40", due="2026-06-01")))
    comparison = compared([sow], {"S": [(STONES, milestone("A1 Plan", "40000", due="2026-06-01"))]})
    assert outcomes(comparison, STONES) == ["incomparable"]
    (flagged,) = found(comparison, "SC902")
    assert (flagged.field, flagged.key) == (STONES, "A1 Plan")


def test_a_limit_that_differs_is_flagged_with_the_name_of_the_paper() -> None:
    paper = Paper("sow", ("scope.limits", Limit(metric="stores", max=Decimal(58))))
    comparison = compared([paper], {"Q": [("scope.limits", Limit(metric="magasins (stores)", max=Decimal(64)))]})
    assert contradictions(comparison) == [("SC205", "scope.limits", "stores")]


def test_an_item_that_cannot_be_compared_is_incomparable() -> None:
    item = Deliverable(name="Plan", due="end of May")
    other = Deliverable(name="Plan", due="2026-05-29")
    comparison = compared([Paper("sow", ("scope.deliverables", item))], {"Q": [("scope.deliverables", other)]})
    assert outcomes(comparison, "scope.deliverables") == ["incomparable"]


def test_a_recurring_fee_that_is_wrong_with_its_line_is_one_finding() -> None:
    def fee(amount: str) -> Fact:
        return ("price.recurring_fee", RecurringFee(amount=Decimal(amount), currency="EUR", per="year"))

    paper = Paper("order_form", fee("96000"), *lines(("Accelerator subscription", "96000")))
    comparison = compared([paper], {"Line": [fee("109800"), *lines(("Accelerator", "109800"))]})
    assert [each.field for each in comparison.discrepancies] == [LINES]
    assert outcomes(comparison, "price.recurring_fee") == ["mismatch"]
