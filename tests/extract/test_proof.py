"""A value is proven only if its quote, read alone, gives the same value again."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sowcheck.core.items import Milestone, RateLine
from sowcheck.core.quantities import Duration, Money, Percent, RecurringFee
from sowcheck.core.values import Value
from sowcheck.extract.proof import prove
from sowcheck.parse.conventions import Conventions

HERE = Conventions(decimal_mark=".", day_first=False, currency="USD")
FEE = Money(amount=Decimal("150000.00"), currency="USD")

TABLE: list[tuple[str, Value, str, bool]] = [
    ("price.services_total", FEE, "The fee is $150,000.", True),
    ("price.services_total", FEE, "The fee is $120,000.", False),
    ("price.services_total", FEE, "The fee is one hundred fifty thousand dollars ($105,000).", False),
    ("billing.payment_terms_days", 30, "Invoices are payable net 30.", True),
    ("billing.payment_terms_days", 30, "Invoices are payable net 45.", False),
    ("price.tax_treatment", "inclusive", "Prices are inclusive of VAT.", True),
    ("price.tax_treatment", "inclusive", "Prices are exclusive of VAT.", False),
    ("price.tax_treatment", "inclusive", "The day rate is not inclusive of taxes or other fees.", False),
    ("price.tax_treatment", "exclusive", "The day rate is not inclusive of taxes or other fees.", True),
    ("billing.frequency", "milestone", "If the Supplier fails to achieve a milestone by its date, no payment is due.", False),
    ("billing.frequency", "milestone", "If the Supplier does not achieve a given milestone accepted by its date, the Buyer pays half.", False),
    ("price.rate_escalation_pct", Percent(points=Decimal(25)), "For further processors the licence fee shall be increased by 25%.", False),
    ("price.rate_escalation_pct", Percent(points=Decimal(3)), "The fees increase by 3% each year.", True),
    ("billing.frequency", "milestone", "Invoices are sent upon acceptance of each milestone.", True),
    ("acceptance.deemed", True, "It is deemed accepted.", True),
    ("acceptance.deemed", True, "Silence shall not be deemed acceptance.", False),
    ("schedule.start_date", dt.date(2027, 3, 1), "It starts on March 1, 2027.", True),
    ("schedule.start_date", dt.date(2027, 1, 3), "It starts on March 1, 2027.", False),
    ("warranty.period", Duration(count=30, unit="day"), "Defects are corrected for thirty (30) days.", True),
    ("warranty.period", Duration(count=30, unit="business_day"), "Defects are corrected for thirty (30) days.", False),
    ("warranty.period", Duration(count=30, unit="day"), "for thirty (30) days", False),
    ("warranty.period", Duration(count=30, unit="day"), "Defects are corrected; invoices are payable within thirty (30) days.", False),
    ("billing.payment_terms_days", 30, "Either party may terminate on thirty (30) days notice.", False),
    ("billing.payment_terms_days", 30, "Records are kept for thirty (30) days.", False),
    ("legal.termination_notice", Duration(count=30, unit="day"), "Either party may terminate on thirty (30) days notice.", True),
    ("legal.termination_notice", Duration(count=30, unit="day"), "It may terminate if a breach is not cured within thirty (30) days of notice.", False),
    ("schedule.duration", Duration(count=24, unit="week"), "The term is 24 weeks plus a term of 4 weeks for tests.", False),
    ("schedule.start_date", dt.date(2027, 3, 1), "This Agreement is entered into as of March 1, 2027.", False),
    ("schedule.end_date", dt.date(2027, 3, 1), "Proposals are due until no later than March 1, 2027; reply by March 1, 2027.", False),
    ("schedule.end_date", dt.date(2027, 3, 1), "The term runs from January 4, 2027 to March 1, 2027.", True),
    ("schedule.start_date", dt.date(2027, 3, 1), "The term runs from January 4, 2027 to March 1, 2027.", False),
    ("price.services_total", FEE, "Insurance of $150,000 is kept in force.", False),
    ("price.services_total", FEE, "Total transition\t150,000.00", False),
    ("expense.cap", FEE, "Travel expenses shall not exceed $150,000.", True),
    ("expense.cap", FEE, "The fees shall not exceed $150,000.", False),
    ("price.nte_cap", FEE, "Travel expenses shall not exceed $150,000.", False),
    ("price.recurring_fee", RecurringFee(amount=Decimal("500.00"), currency="USD", per="month"), "The fee is $500 per month.", True),
    ("price.recurring_fee", RecurringFee(amount=Decimal("500.00"), currency="USD", per="month"), "The fee is $500 a month per store.", False),
    ("price.recurring_fee", RecurringFee(amount=Decimal("500.00"), currency="USD", per="month"), "The fee is $500 per year.", False),
    ("price.pricing_model", "fixed_fee", "Fixed Fee.", False),
    ("change.process", "written", "This change order may be signed on paper.", False),
    ("price.discount_pct", Percent(points=Decimal(8)), "a discount of 8 percent", True),
    ("customer.legal_name", "Ostrava Foods Ltd", "between Ostrava Foods Ltd (the “Client”) and another", True),
    ("customer.legal_name", "Ostrava Foods Ltd", "between Ostrava Foods Ltd (the “Supplier”) and another", False),
    ("customer.legal_name", "Ostrava Foods Ltd", "between Ostrava Goods Ltd and another", False),
    ("price.currency", "USD", "the fee is $100", False),
    ("price.currency", "EUR", "the fee is EUR 100", True),
    ("price.rate_card", RateLine(role="Tester", amount=Decimal("800.00"), currency="USD", per="day"), "Tester\t$800.00 per day", True),
    ("price.rate_card", RateLine(role="Tester", amount=Decimal("800.00"), currency="USD", per="day"), "Tester\t$880.00 per day", False),
    ("price.rate_card", RateLine(role="Tester", amount=Decimal("800.00"), currency="USD", per="day"), "Tester\t$800.00", False),
    ("billing.milestones", Milestone(name="Go-live", due=dt.date(2027, 3, 1)), "Go-live on 1 April 2027", False),
    ("acceptance.review_period", Duration(count=6, unit="day"), "The acceptance test shall begin within six (6) days.", False),
    ("legal.termination_notice", Duration(count=2, unit="year"), "The warranties terminate two years from the notice of completion.", False),
]  # fmt: skip


@pytest.mark.parametrize(("field", "value", "quote", "proven"), TABLE, ids=[f"{f}: {q}" for f, _, q, _ in TABLE])
def test_only_words_that_give_the_value_prove_it(field: str, value: Value, quote: str, proven: bool) -> None:
    proof = prove(field, value, quote, HERE)
    assert (proof.status == "proven") is proven
    assert (proof.reason is None) is proven


amounts = st.integers(min_value=100, max_value=99_999_999).map(lambda cents: Decimal(cents) / 100)


@given(amounts, amounts)
def test_a_sum_is_proven_by_itself_and_by_no_other(stated: Decimal, claimed: Decimal) -> None:
    quote = f"The total fee is ${stated:,.2f} for the work."
    proof = prove("price.services_total", Money(amount=claimed.quantize(Decimal("0.01")), currency="USD"), quote, HERE)
    assert (proof.status == "proven") is (stated == claimed)


def test_the_header_of_a_table_says_for_what_a_rate_is_owed() -> None:
    rate = RateLine(role="Tester", amount=Decimal("800.00"), currency="USD", per="day")
    assert prove("price.rate_card", rate, "Tester\t$800.00", HERE, header="Role\tRate per day").status == "proven"
    assert prove("price.rate_card", rate, "Tester\t$800.00", HERE, header="Role\tRate per hour").status == "unproven"


@pytest.mark.parametrize("field", ["scope.exclusions", "legal.liability_cap", "staffing.skills"])
def test_the_documents_own_words_are_quoted_and_never_proven(field: str) -> None:
    assert prove(field, "data migration", "Data migration is out of scope.", HERE).status == "quoted"
    assert prove(field, "data migrations", "Data migration is out of scope.", HERE).status == "unproven"
    assert prove(field, "ata migration", "Data migration is out of scope.", HERE).status == "unproven"


days = st.integers(min_value=2, max_value=400)


@given(days, st.sampled_from(["Invoices are payable within {} days.", "Net {} days.", "Payment is due in {} days."]))
def test_days_to_pay_prove_no_other_field(count: int, sentence: str) -> None:
    quote = sentence.format(count)
    assert prove("billing.payment_terms_days", count, quote, HERE).status == "proven"
    for field in ("warranty.period", "legal.termination_notice", "acceptance.review_period", "schedule.duration"):
        assert prove(field, Duration(count=count, unit="day"), quote, HERE).status == "unproven"


def test_a_recital_proves_no_term() -> None:
    words = "WHEREAS, the previous agreement expired on March 1, 2027;"
    assert prove("schedule.end_date", dt.date(2027, 3, 1), words, HERE).status == "unproven"
    assert (
        prove("schedule.end_date", dt.date(2027, 3, 1), words.replace("WHEREAS, the previous", "This"), HERE).status
        == "proven"
    )
