"""What a discrepancy says, and where the documents are searched for the record's value."""

from decimal import Decimal

import pytest

from compare_builders import Fact, Paper, compared, day, found, line, milestone, money, rate
from sowcheck.compare.values.wording import say, say_source
from sowcheck.core.documents import Revision
from sowcheck.core.items import Deliverable, KeyPerson, Limit, Milestone, PriceLine, Signatory, StaffRole, System
from sowcheck.core.quantities import Duration, Interest, Percent, RecurringFee
from sowcheck.core.values import Value


@pytest.mark.parametrize(
    ("value", "field", "words"),
    [
        (money("1234567.5"), "", "EUR 1,234,567.50"),
        (money("10", "XXX"), "", "10.00"),
        (RecurringFee(amount=Decimal(12500), currency="EUR", per="month"), "", "EUR 12,500.00 a month"),
        (Percent(points=Decimal("7.50")), "", "7.5 %"),
        (Interest(percent=Decimal(1), per="month"), "", "1 % a month"),
        (Duration(count=1, unit="week"), "", "1 week"),
        (Duration(count=10, unit="business_day"), "", "10 business days"),
        (True, "", "yes"),
        (False, "", "no"),
        (45, "billing.payment_terms_days", "Net 45"),
        (45, "", "45"),
        (Decimal("2870.0"), "", "2,870"),
        (day("2026-04-06"), "", "2026-04-06"),
        ("time_and_materials", "price.pricing_model", "time and materials"),
        ("Acme Ltd", "customer.legal_name", "“Acme Ltd”"),
        ("EUR", "price.currency", "EUR"),
        ("x " * 100, "legal.liability_cap", "“" + ("x " * 60)[:119].rstrip() + "…”"),
        (rate("Architect", "100", "hour"), "", "EUR 100.00 an hour"),
        (line("Seats", "96000", quantity="4", unit_price="24000"), "", "EUR 96,000.00 (4 x EUR 24,000.00)"),
        (line("Ticket", unit_price="95"), "", "EUR 95.00 each"),
        (PriceLine(description="Ticket"), "", "Ticket"),
        (milestone("Go-live", "10", "2026-05-01"), "", "EUR 10.00, due 2026-05-01"),
        (milestone("Go-live", percent="25"), "", "25 %"),
        (Milestone(name="Go-live", due="week 6"), "", "due week 6"),
        (Milestone(name="Go-live"), "", "Go-live"),
        (Deliverable(name="Plan", due="2026-05-01"), "", "Plan, due 2026-05-01"),
        (Deliverable(name="Plan"), "", "Plan"),
        (System(system="SAP"), "", "SAP"),
        (Limit(metric="reports", max=Decimal(5)), "", "5"),
        (Limit(metric="reports", max="4-5"), "", "4-5"),
        (StaffRole(role="Lead", count=2, hours=Decimal(80), person="Ana"), "", "Lead, 2 people, 80 hours, Ana"),
        (KeyPerson(role="Lead", person="Ana"), "", "Ana, Lead"),
        (Signatory(party="customer", name="Ana", title="CEO", date=day("2026-05-01")), "", "Ana, CEO, 2026-05-01"),
    ],
)
def test_a_value_reads_like_a_sentence(value: Value, field: str, words: str) -> None:
    assert say(value, field) == words


@pytest.mark.parametrize(
    ("system", "kind", "record_id", "words"),
    [
        ("salesforce", "SBQQ__QuoteLine__c", "a0rKj000002cYmRIAU", "Salesforce CPQ quote line"),
        ("dynamics365", "salesorders", None, "Dynamics 365 contract"),
        ("hubspot", "deal", "29410557318", "HubSpot deal 29410557318"),
        ("netsuite", "Custom_Record__c", None, "netsuite custom record"),
    ],
)
def test_a_source_is_named_without_database_keys(system: str, kind: str, record_id: str | None, words: str) -> None:
    assert say_source(system, kind, record_id) == words


@pytest.mark.parametrize(
    ("field", "stated", "recorded", "text"),
    [
        ("price.nte_cap", money("100"), money("300"), "a former ceiling of EUR 300.00"),
        ("price.discount_pct", Percent(points=Decimal(5)), Percent(points=Decimal("7.5")), "a rebate of 7.50 per cent"),
        ("warranty.period", Duration(count=30, unit="day"), Duration(count=90, unit="day"), "within ninety (90) days"),
        (
            "acceptance.review_period",
            Duration(count=5, unit="business_day"),
            Duration(count=9, unit="business_day"),
            "9 working days",
        ),
        ("billing.payment_terms_days", 45, 30, "Terms: net 30"),
        ("customer.legal_name", "Aster Ltd", "Boreal Works NV", "on behalf of Boreal Works NV"),
        ("price.lines", line("Build", "10"), line("Build", "20"), "once EUR 20.00"),
        ("billing.milestones", milestone("Go-live", "10"), milestone("Go-live", "20"), "once EUR 20.00"),
        ("price.rate_card", rate("Lead", "10"), rate("Lead", "20"), "once EUR 20.00"),
    ],
)
def test_the_text_is_searched_for_the_value_of_the_record(
    field: str, stated: Value, recorded: Value, text: str
) -> None:
    records: dict[str, list[Fact]] = {"Q": [(field, recorded)]}
    with_text = compared([Paper("sow", (field, stated), text=text)], records)
    without = compared([Paper("sow", (field, stated))], records)
    assert any("the record's value also stands in the SOW" in each.message for each in with_text.discrepancies)
    assert any("nothing in the documents supports" in each.message for each in without.discrepancies)


def test_a_choice_is_not_searched_for() -> None:
    comparison = compared([Paper("sow", ("travel.required", True))], {"Q": [("travel.required", False)]})
    assert "supports" not in found(comparison, "SC204")[0].message


def test_a_tracked_deletion_may_hold_the_amount_of_the_record() -> None:
    deleted = Revision(kind="deleted", text="EUR 300.00", before=0)
    paper = Paper("sow", ("price.nte_cap", money("100")), revisions=[deleted])
    assert (
        "a tracked change of the SOW"
        in found(compared([paper], {"Q": [("price.nte_cap", money("300"))]}), "SC201")[0].message
    )
