"""Dynamics 365: OData rows with labels beside codes."""

from typing import Any

import pytest

from record_reading import Reader
from sowcheck.core.values import to_json

LABEL = "@OData.Community.Display.V1.FormattedValue"
GUID = "5c7e1f20-8d41-f011-bec2-7c1e5251b9a4"


def row(entity_set: str, **columns: Any) -> dict[str, Any]:
    return {"@odata.context": f"https://x.example/$metadata#{entity_set}/$entity", "@odata.etag": 'W/"1"', **columns}


def labelled(**columns: tuple[Any, str]) -> dict[str, Any]:
    pairs: dict[str, Any] = {}
    for name, (value, label) in columns.items():
        pairs |= {name: value, f"{name}{LABEL}": label}
    return pairs


def line(amount: float, **columns: Any) -> dict[str, Any]:
    return {
        "salesorderdetailid": GUID,
        "productdescription": "Build",
        "quantity": 1.0,
        "priceperunit": amount,
        "extendedamount": amount,
        **columns,
    }


def test_labels_say_what_codes_and_lookups_mean(read: Reader) -> None:
    found = read(
        row(
            "quotes",
            quoteid="2E90B6D7-9C2C-F111-88B3-7C1E5252813D",
            quotenumber="QUO-1",
            _opportunityid_value=GUID.upper(),
            totalamount=460800.0,
            expireson="2026-05-31",
            revisionnumber=1,
            **labelled(
                _customerid_value=(GUID, "Bellefont Verrerie SA"),
                _transactioncurrencyid_value=(GUID, "Euro"),
                paymenttermscode=(3, "Net 45"),
                statecode=(2, "Won"),
                _msdyn_contractorganizationalunitid_value=(GUID, "Stroomzicht Advies NV"),
            ),
        )
    )
    assert found.record.object == "quote"
    assert found.record.record_id == "2e90b6d7-9c2c-f111-88b3-7c1e5252813d"
    assert found.of("deal.opportunity_id") == [GUID]
    assert found.of("customer.legal_name") == ["Bellefont Verrerie SA"]
    assert found.of("supplier.legal_name") == ["Stroomzicht Advies NV"]
    assert found.of("price.currency") == ["EUR"]
    assert found.of("billing.payment_terms_days") == [45]
    assert found.of("price.grand_total") == [{"amount": "460800.00", "currency": "EUR"}]
    assert found.of("quote.status") == ["accepted"]
    assert found.of("quote.is_primary") == [True]
    assert "doc.version" not in found.fields  # the revision is the quote's, not the paper's
    raw = {value.field: value.raw for value in found.values}
    assert raw["billing.payment_terms_days"] == "3 (Net 45)"


def test_a_code_without_its_label_is_read_by_the_picklist(read: Reader) -> None:
    found = read(row("opportunities", opportunityid=GUID, statecode=1))
    assert found.of("deal.is_won") == [True]
    assert read(row("salesorders", salesorderid=GUID, paymenttermscode=4)).of("billing.payment_terms_days") == [60]
    assert read(row("salesorders", salesorderid=GUID, paymenttermscode=9)).record.unmapped == ("paymenttermscode",)


def test_a_lookup_without_its_label_names_nobody(read: Reader) -> None:
    found = read(row("salesorders", salesorderid=GUID, _customerid_value=GUID, _transactioncurrencyid_value=GUID))
    assert found.of("customer.legal_name") == []
    assert found.of("price.currency") == []
    assert found.record.unmapped == ("_customerid_value", "_transactioncurrencyid_value")


def test_an_expanded_currency_has_its_code(read: Reader) -> None:
    found = read(
        row("salesorders", salesorderid=GUID, totalamount=5.0, transactioncurrencyid={"isocurrencycode": "DKK"})
    )
    assert found.of("price.grand_total") == [{"amount": "5.00", "currency": "DKK"}]


def test_each_line_of_a_contract_has_its_pricing_model(read: Reader) -> None:
    lines = [line(268000.0, msdyn_billingmethod=192350001, msdyn_billingstartdate="2026-02-02"),
             line(39500.0, **labelled(msdyn_billingmethod=(192350000, "Time and Material"))), line(1.0, msdyn_billingmethod=192350001)]  # fmt: skip
    found = read(row("salesorders(order_details())", salesorderid=GUID, order_details=lines))
    assert found.of("price.pricing_model") == ["fixed_fee", "time_and_materials", "fixed_fee"]
    assert found.paths("price.pricing_model")[1] == "order_details[1].msdyn_billingmethod"
    assert found.of("billing.start_date") == ["2026-02-02"]
    assert found.of("price.services_total") == [{"amount": "307501.00", "currency": "XXX"}]
    assert found.paths("price.services_total") == ["sum of order_details[0-2].extendedamount"]


def test_a_line_that_counts_months_states_a_monthly_fee(read: Reader) -> None:
    months = {**line(433800.0), "quantity": 36.0, "priceperunit": 12050.0, f"_uomid_value{LABEL}": "Month"}
    found = read(
        row(
            "salesorders",
            salesorderid=GUID,
            order_details=[months],
            **labelled(_transactioncurrencyid_value=(GUID, "Euro")),
        )
    )
    assert found.of("price.recurring_fee") == [{"amount": "12050.00", "currency": "EUR", "per": "month"}]
    assert found.of("price.lines") == [
        {
            "description": "Build",
            "quantity": "36",
            "unit": "month",
            "unit_price": "12050.00",
            "amount": "433800.00",
            "currency": "EUR",
        }
    ]


def test_tax_is_no_part_of_a_lines_amount(read: Reader) -> None:
    taxed = {**line(119.0), "tax": 19.0, "priceperunit": 100.0}
    found = read(row("salesorders", salesorderid=GUID, order_details=[taxed]))
    assert found.of("price.services_total") == [{"amount": "100.00", "currency": "XXX"}]
    assert found.paths("price.services_total") == ["order_details[0].extendedamount - order_details[0].tax"]


def test_a_schedule_of_values_is_milestones(read: Reader) -> None:
    milestones = [
        {"msdyn_contractlinescheduleofvalueid": GUID, "msdyn_name": "M1 Design", "msdyn_milestonedate": "2026-02-27", "msdyn_amount": 53600.0},
        {"msdyn_contractlinescheduleofvalueid": GUID, "msdyn_name": "M2 Build", "msdyn_milestonedate": "2026-04-10T00:00:00Z", "msdyn_amount": 67000.0},
    ]  # fmt: skip
    found = read(
        {"@odata.context": "https://x.example/$metadata#msdyn_contractlinescheduleofvalues", "value": milestones}
    )
    assert [to_json(value.value) for value in found.values] == [
        {"name": "M1 Design", "amount": "53600.00", "due": "2026-02-27"},
        {"name": "M2 Build", "amount": "67000.00", "due": "2026-04-10"},
    ]
    assert [value.path for value in found.values] == ["value[0]", "value[1]"]


def test_a_project_states_its_schedule(read: Reader) -> None:
    found = read(
        row(
            "msdyn_projects",
            msdyn_projectid=GUID,
            msdyn_scheduledstart="2026-06-30T22:00:00Z",
            msdyn_scheduledend="2029-06-30T15:00:00Z",
        )
    )
    assert found.of("schedule.start_date") == ["2026-07-01"]
    assert found.of("schedule.end_date") == ["2029-06-30"]


@pytest.mark.parametrize("key", ["quoteid", "salesorderid", "opportunityid", "msdyn_projectid"])
def test_a_row_without_context_is_known_by_its_key(key: str, read: Reader) -> None:
    found = read({key: GUID, "totalamount": 5.0})
    assert found.record.system == "dynamics365"
    assert found.record.record_id == GUID


def test_a_cap_has_a_column_of_its_own(read: Reader) -> None:
    found = read(row("salesorders", salesorderid=GUID, msdyn_nottoexceedlimit=90000.0))
    assert found.of("price.nte_cap") == [{"amount": "90000.00", "currency": "XXX"}]


def test_role_prices_of_a_project_are_its_rate_card(read: Reader) -> None:
    prices = [
        {"msdyn_resourcecategorypricelevelid": GUID, "msdyn_price": price,
         **labelled(_msdyn_resourcecategory_value=(GUID, role), _msdyn_unit_value=(GUID, "Hour"), _transactioncurrencyid_value=(GUID, "Euro"))}
        for role, price in (("Architect", 150.0), ("Developer", 120.0))
    ]  # fmt: skip
    found = read({"@odata.context": "https://x.example/$metadata#msdyn_resourcecategorypricelevels", "value": prices})
    assert found.of("price.rate_card") == [
        {"role": "Architect", "amount": "150.00", "currency": "EUR", "per": "hour"},
        {"role": "Developer", "amount": "120.00", "currency": "EUR", "per": "hour"},
    ]
    assert found.fields == {"price.currency", "price.rate_card"}


def test_lines_of_an_opportunity_are_summed(read: Reader) -> None:
    products = [
        {
            "opportunityproductid": GUID,
            "productdescription": "Build",
            "quantity": 1.0,
            "priceperunit": 5.0,
            "extendedamount": 5.0,
        }
    ]
    found = read(row("opportunities", opportunityid=GUID, product_opportunities=products))
    assert found.of("price.services_total") == [{"amount": "5.00", "currency": "XXX"}]


def test_the_total_is_taken_before_tax_and_freight(read: Reader) -> None:
    order = row("salesorders", salesorderid=GUID, totalamount=124.0, totaltax=19.0, freightamount=5.0)
    found = read(order)
    assert found.of("price.grand_total") == [{"amount": "100.00", "currency": "XXX"}]
    assert found.paths("price.grand_total") == ["totalamount - totaltax - freightamount"]
    assert found.record.unmapped == ()
    assert read(row("quotes", quoteid=GUID, totalamount=100.0, totaltax=0.0)).paths("price.grand_total") == [
        "totalamount"
    ]


def test_a_total_with_a_tax_that_is_no_number_is_listed_and_not_guessed(read: Reader) -> None:
    found = read(row("quotes", quoteid=GUID, totalamount=119.0, totaltax="nineteen"))
    assert found.of("price.grand_total") == []
    assert "totalamount" in found.record.unmapped


def test_a_total_before_freight_is_read_where_it_is_all_there_is(read: Reader) -> None:
    found = read(row("quotes", quoteid=GUID, totalamountlessfreight=100.0))
    assert found.of("price.grand_total") == [{"amount": "100.00", "currency": "XXX"}]
