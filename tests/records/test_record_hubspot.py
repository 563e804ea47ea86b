"""HubSpot: objects whose every property is text."""

from typing import Any

import pytest

from record_reading import Reader


def item(**properties: str | None) -> dict[str, Any]:
    return {"id": "77", "properties": properties, "createdAt": "2026-05-04T18:11:09.000Z", "archived": False}


def line(**properties: str | None) -> dict[str, Any]:
    return item(**{"hs_line_item_currency_code": "CAD", **properties})


def batch(*items: dict[str, Any]) -> dict[str, Any]:
    return {"status": "COMPLETE", "results": list(items)}


def cad(amount: str) -> dict[str, str]:
    return {"amount": amount, "currency": "CAD"}


def test_a_deal_states_its_amount_and_whether_it_is_won(read: Reader) -> None:
    found = read(item(dealname="Deal", amount="922350", deal_currency_code="GBP", closedate="2026-05-11T15:47:12.402Z",
                      hs_is_closed_won="true", dealstage="41207733", dealtype="newbusiness"))  # fmt: skip
    assert found.record.object == "deal"
    assert found.of("deal.opportunity_id") == ["77"]
    assert found.of("deal.is_won") == [True]
    assert found.of("deal.type") == ["new"]
    assert found.of("deal.close_date") == ["2026-05-11"]
    assert found.of("price.grand_total") == [{"amount": "922350.00", "currency": "GBP"}]
    assert found.paths("price.grand_total") == ["properties.amount"]


def test_only_a_known_stage_says_whether_a_deal_is_won(read: Reader) -> None:
    assert read(item(dealname="Deal", dealstage="closedwon")).of("deal.is_won") == [True]
    unknown = read(item(dealname="Deal", dealstage="41207733"))
    assert unknown.of("deal.is_won") == []
    assert unknown.record.unmapped == ("properties.dealstage",)


def test_a_quote_states_its_terms(read: Reader) -> None:
    found = read(item(hs_quote_number="20260611-150311902", hs_quote_amount="336000", hs_currency="CAD", hs_status="APPROVED",
                      hs_expiration_date="2026-07-15T03:59:59.999Z", hs_net_payment_terms="30",
                      hs_contract_effective_start_date="2026-07-01"))  # fmt: skip
    assert found.record.object == "quote"
    assert found.of("quote.expiration_date") == ["2026-07-14"]
    assert found.of("billing.payment_terms_days") == [30]
    assert found.of("doc.effective_date") == ["2026-07-01"]
    assert found.of("quote.status") == ["approved"]


@pytest.mark.parametrize(
    ("done", "status"), [("2", "completed"), ("1", "partially_signed"), ("0", "unsigned"), ("3", "completed")]
)
def test_signatures_are_counted(done: str, status: str, read: Reader) -> None:
    found = read(item(hs_quote_number="1", hs_esign_num_signers_required="2", hs_esign_num_signers_completed=done))
    assert found.of("doc.signature_status") == [status]


def test_roles_sold_by_the_day_are_rates_and_lines(read: Reader) -> None:
    found = read(
        batch(
            line(
                name="Delivery Manager",
                hs_sku="DDP-DM-DAY",
                description="Day rate, excluding VAT",
                quantity="110",
                price="815",
                amount="89650",
            )
        )
    )
    assert found.of("price.rate_card") == [{"role": "Delivery Manager", "per": "day", **cad("815.00")}]
    assert found.of("staffing.roles") == [{"role": "Delivery Manager"}]
    assert found.of("price.services_total") == [cad("89650.00")]
    assert found.of("price.lines") == [
        {"description": "Delivery Manager", "quantity": "110", "unit": "day", "unit_price": "815.00", **cad("89650.00")}
    ]
    assert "price.estimated_hours" not in found.fields


def test_a_retainer_is_a_fee_each_month_and_a_total_over_its_term(read: Reader) -> None:
    found = read(batch(line(name="Monthly Retainer, 160 h", quantity="1", price="28000.00", amount="28000.00",
                            recurringbillingfrequency="monthly", hs_term_in_months="12",
                            hs_recurring_billing_start_date="2026-08-01")))  # fmt: skip
    assert found.of("price.recurring_fee") == [{"per": "month", **cad("28000.00")}]
    assert found.of("price.services_total") == [cad("336000.00")]
    assert found.of("schedule.duration") == [{"count": 12, "unit": "month"}]
    assert found.of("billing.start_date") == ["2026-08-01"]
    assert found.of("billing.frequency") == ["monthly"]
    assert found.of("price.lines") == [
        {
            "description": "Monthly Retainer, 160 h",
            "quantity": "12",
            "unit": "month",
            "unit_price": "28000.00",
            **cad("336000.00"),
        }
    ]
    assert "price.rate_card" not in found.fields


def test_a_retainer_without_a_term_has_no_total(read: Reader) -> None:
    found = read(
        batch(line(name="Retainer", quantity="1", price="500", amount="500", recurringbillingfrequency="monthly"))
    )
    assert found.of("price.services_total") == []
    assert found.of("price.recurring_fee") == [{"per": "month", **cad("500.00")}]


def test_a_rate_without_a_quantity_is_a_rate_alone(read: Reader) -> None:
    found = read(
        batch(
            line(
                name="Overage hours (per hour, as used)", hs_sku="DE-OVR-H", quantity="0", price="185.00", amount="0.00"
            )
        )
    )
    assert found.of("price.rate_card") == [{"role": "Overage hours", "per": "hour", **cad("185.00")}]
    assert not found.fields & {"price.lines", "staffing.roles", "price.estimated_hours"}


def test_an_optional_line_counts_nowhere(read: Reader) -> None:
    found = read(batch(line(name="Build", quantity="1", price="100", amount="100"),
                       line(name="Retest", quantity="1", price="50", amount="50", hs_is_optional="true")))  # fmt: skip
    assert found.of("price.services_total") == [cad("100.00")]
    assert len(found.of("price.optional_lines")) == 1


def test_the_discount_that_all_lines_share_is_the_deals(read: Reader) -> None:
    both = [
        line(name=name, quantity="1", price="100", amount="90", hs_discount_percentage="10")
        for name in ("Design", "Build")
    ]
    assert read(batch(*both)).of("price.discount_pct") == ["10"]
    other = line(name="Test", quantity="1", price="100", amount="100")
    assert read(batch(*both, other)).of("price.discount_pct") == []


def test_a_company_names_the_customer(read: Reader) -> None:
    found = read(item(name="Tansy Hill Foods", domain="tansyhill.example", industry="RETAIL"))
    assert found.record.object == "company"
    assert found.of("customer.legal_name") == ["Tansy Hill Foods"]


def test_a_list_of_objects_is_read_one_by_one(read: Reader) -> None:
    found = read(
        [item(dealname="Deal", amount="5", deal_currency_code="EUR"), item(name="Client Ltd", domain="client.example")]
    )
    assert found.of("customer.legal_name") == ["Client Ltd"]
    assert found.paths("price.grand_total") == ["[0].properties.amount"]


def test_a_word_where_a_number_belongs_is_listed(read: Reader) -> None:
    found = read(item(dealname="Deal", amount="TBD", deal_currency_code="EUR"))
    assert found.of("price.grand_total") == []
    assert found.record.unmapped == ("properties.amount",)


def test_a_term_may_be_an_iso_period(read: Reader) -> None:
    found = read(batch(line(name="Retainer", quantity="1", price="500", amount="500", recurringbillingfrequency="monthly",
                            hs_recurring_billing_period="P1Y6M")))  # fmt: skip
    assert found.of("schedule.duration") == [{"count": 18, "unit": "month"}]
    assert found.of("price.services_total") == [cad("9000.00")]


def test_tax_on_a_quote_is_taken_off_its_amount(read: Reader) -> None:
    found = read(item(hs_quote_number="Q-1", hs_currency="CAD", hs_quote_amount="113", hs_tax_amount="13"))
    assert found.of("price.grand_total") == [cad("100.00")]
