"""A value is proven only if its quote, read alone, gives the same value again."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sowcheck.core.items import Milestone, RateLine
from sowcheck.core.quantities import Duration, Money, Percent
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
    ("acceptance.deemed", True, "It is deemed accepted.", True),
    ("acceptance.deemed", True, "Silence shall not be deemed acceptance.", False),
    ("schedule.start_date", dt.date(2027, 3, 1), "It starts on March 1, 2027.", True),
    ("schedule.start_date", dt.date(2027, 1, 3), "It starts on March 1, 2027.", False),
    ("warranty.period", Duration(count=30, unit="day"), "for thirty (30) days", True),
    ("warranty.period", Duration(count=30, unit="business_day"), "for thirty (30) days", False),
    ("price.discount_pct", Percent(points=Decimal(8)), "a discount of 8 percent", True),
    ("customer.legal_name", "Ostrava Foods Ltd", "between Ostrava Foods Ltd and another", True),
    ("customer.legal_name", "Ostrava Foods Ltd", "between Ostrava Goods Ltd and another", False),
    ("price.currency", "USD", "the fee is $100", False),
    ("price.currency", "EUR", "the fee is EUR 100", True),
    ("price.rate_card", RateLine(role="Tester", amount=Decimal("800.00"), currency="USD", per="day"), "Tester $800.00", True),
    ("price.rate_card", RateLine(role="Tester", amount=Decimal("800.00"), currency="USD", per="day"), "Tester $880.00", False),
    ("billing.milestones", Milestone(name="Go-live", due=dt.date(2027, 3, 1)), "Go-live on 1 April 2027", False),
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
