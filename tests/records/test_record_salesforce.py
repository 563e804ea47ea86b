"""Salesforce and its CPQ: what an export says of a deal."""

from typing import Any

import pytest

from record_reading import Reader


def record(type_name: str, **fields: Any) -> dict[str, Any]:
    return {"attributes": {"type": type_name, "url": "/services/data/v64.0"}, **fields}


def query(*records: dict[str, Any]) -> dict[str, Any]:
    return {"totalSize": len(records), "done": True, "records": list(records)}


def product_line(total: float, *, services: bool | None = None, **fields: Any) -> dict[str, Any]:
    flag = {} if services is None else {"pse__IsServicesProductLine__c": services}
    return record("OpportunityLineItem", Quantity=1.0, UnitPrice=total, TotalPrice=total, **flag, **fields)


def quote_line(total: float, **fields: Any) -> dict[str, Any]:
    columns = {f"SBQQ__{name}__c": value for name, value in fields.items()}
    return record(
        "SBQQ__QuoteLine__c", SBQQ__Quantity__c=1.0, SBQQ__NetPrice__c=total, SBQQ__NetTotal__c=total, **columns
    )


def quote(*lines: dict[str, Any], **fields: Any) -> dict[str, Any]:
    columns = {f"SBQQ__{name}__c": value for name, value in fields.items()}
    return query(
        record("SBQQ__Quote__c", Name="Q-1", CurrencyIsoCode="USD", SBQQ__LineItems__r=query(*lines), **columns)
    )


def usd(amount: str) -> dict[str, str]:
    return {"amount": amount, "currency": "USD"}


def test_services_are_told_from_licences_and_only_they_are_summed(read: Reader) -> None:
    lines = query(
        product_line(172000.0, services=True, Description="Implementation"),
        product_line(12000.0, services=False, Description="Connector licence"),
    )
    found = read(query(record("Opportunity", Amount=184000.0, CurrencyIsoCode="USD", OpportunityLineItems=lines)))
    assert found.of("price.services_total") == [usd("172000.00")]
    assert found.of("price.grand_total") == [usd("184000.00")]
    assert found.paths("price.services_total") == ["records[0].OpportunityLineItems.records[0].TotalPrice"]
    assert len(found.of("price.lines")) == 2


@pytest.mark.parametrize(
    ("fields", "is_services"),
    [
        ({"ProductCode": "PS-BUILD"}, True),
        ({"ProductCode": "SUB-LIB"}, False),
        ({"ProductCode": "SUB-LIB", "Product2": {"Family": "Professional Services"}}, True),
        ({"ProductCode": "PS-BUILD", "Product2": {"Family": "Software"}}, False),
        ({"ProductCode": "SUB-LIB", "pse__IsServicesProductLine__c": True}, True),
        ({"Description": "Analytics subscription, 12 months"}, False),
        ({"Description": "Connector licence, 12 months"}, False),
        ({"Description": "Licence migration services"}, True),
        ({"Description": "Landing zone"}, True),
    ],
)
def test_a_line_is_services_by_flag_then_family_then_code_then_words(
    fields: dict[str, Any], is_services: bool, read: Reader
) -> None:
    found = read(query(record("Opportunity", OpportunityLineItems=query(product_line(500.0, **fields)))))
    assert bool(found.of("price.services_total")) is is_services


def test_an_opportunity_of_services_without_lines_states_the_services_total_itself(read: Reader) -> None:
    found = read(record("Opportunity", Amount=9000.0, CurrencyIsoCode="USD", pse__Is_Services_Opportunity__c=True))
    assert found.of("price.services_total") == [usd("9000.00")]


def test_an_amount_that_may_hold_licences_is_no_services_total(read: Reader) -> None:
    rolled_up = record("Opportunity", Amount=9000.0, pse__Is_Services_Opportunity__c=True, HasOpportunityLineItem=True)
    assert read(rolled_up).of("price.services_total") == []
    assert read(record("Opportunity", Amount=9000.0)).of("price.services_total") == []


def test_an_org_of_one_currency_states_amounts_without_a_currency(read: Reader) -> None:
    found = read(query(record("Opportunity", Amount=510000.0, OpportunityLineItems=query(product_line(510000.0)))))
    assert found.of("price.currency") == []
    assert found.of("price.grand_total") == [{"amount": "510000.00", "currency": "XXX"}]
    assert "currency" not in found.items("price.lines")[0]


def test_yen_have_no_decimals(read: Reader) -> None:
    found = read(record("Opportunity", Amount=510000.0, CurrencyIsoCode="JPY"))
    assert found.of("price.grand_total") == [{"amount": "510000", "currency": "JPY"}]


def test_an_id_of_15_characters_is_that_of_18(read: Reader) -> None:
    found = read(record("SBQQ__Quote__c", Name="Q-1", SBQQ__Opportunity2__c="a0p61000002NUmo"))
    assert found.of("deal.opportunity_id") == ["a0p61000002NUmoAAG"]


def test_a_cpq_quote_states_its_terms(read: Reader) -> None:
    found = read(
        quote(
            quote_line(68400.0, ProductName="Discovery", ProductFamily="Professional Services", ChargeType="One-Time"),
            Status="Approved",
            Primary=True,
            Uncalculated=False,
            PaymentTerms="Net 45",
            BillingFrequency="Invoice Plan",
            StartDate="2026-04-06",
            EndDate="2026-10-30",
            ExpirationDate="2026-04-15",
            SubscriptionTerm=7.0,
            CustomerDiscount=5.0,
            BillingName="Quillmoor Dental Group, Inc.",
            NetAmount=68400.0,
        )
    )
    expected: dict[str, list[Any]] = {
        "quote.number": ["Q-1"],
        "quote.status": ["approved"],
        "quote.is_primary": [True],
        "quote.calculated": [True],
        "quote.expiration_date": ["2026-04-15"],
        "billing.payment_terms_days": [45],
        "billing.frequency": ["milestone"],
        "schedule.start_date": ["2026-04-06"],
        "schedule.end_date": ["2026-10-30"],
        "schedule.duration": [{"count": 7, "unit": "month"}],
        "price.discount_pct": ["5"],
        "customer.legal_name": ["Quillmoor Dental Group, Inc."],
        "price.currency": ["USD"],
    }
    assert {field: found.of(field) for field in expected} == expected


@pytest.mark.parametrize(
    ("terms", "days"), [("Net30", 30), ("Net 60", 60), ("15", 15), ("Due on receipt", 0), ("2/10 net 30", 30)]
)
def test_payment_terms_are_net_days_however_the_picklist_spells_them(terms: str, days: int, read: Reader) -> None:
    assert read(quote(PaymentTerms=terms)).of("billing.payment_terms_days") == [days]


def test_a_picklist_value_without_a_meaning_is_listed_and_not_guessed(read: Reader) -> None:
    found = read(quote(PaymentTerms="As per frame agreement", BillingFrequency="Biennial"))
    assert found.of("billing.payment_terms_days") == []
    assert found.of("billing.frequency") == []
    assert found.record.unmapped == ("records[0].SBQQ__PaymentTerms__c", "records[0].SBQQ__BillingFrequency__c")


def test_an_option_is_no_part_of_the_price_and_keeps_its_own(read: Reader) -> None:
    found = read(
        quote(
            quote_line(1000.0, ProductName="Build"),
            {**quote_line(9500.0, ProductName="Hypercare", Optional=True), "SBQQ__NetTotal__c": 0.0},
        )
    )
    assert found.of("price.services_total") == [usd("1000.00")]
    assert [item["description"] for item in found.items("price.lines")] == ["Build"]
    option = {
        "description": "Hypercare",
        "quantity": "1",
        "unit_price": "9500.00",
        "amount": "9500.00",
        "currency": "USD",
    }
    assert found.of("price.optional_lines") == [option]


@pytest.mark.parametrize(
    ("frequency", "term", "total", "fee"),
    [
        ("Annual", 12, 38500.0, {"amount": "38500.00", "currency": "USD", "per": "year"}),
        ("Annual", None, 38500.0, {"amount": "38500.00", "currency": "USD", "per": "year"}),
        ("Annual", 36, 90000.0, {"amount": "30000.00", "currency": "USD", "per": "year"}),
        ("Monthly", 12, 12000.0, {"amount": "1000.00", "currency": "USD", "per": "month"}),
        ("Quarterly", 12, 10000.0, {"amount": "2500.00", "currency": "USD", "per": "quarter"}),
        ("Monthly", 7, 10000.0, {"amount": "1428.57", "currency": "USD", "per": "month"}),
        ("Monthly", None, 12000.0, None),
    ],
)
def test_a_recurring_line_states_what_falls_due_each_period(
    frequency: str, term: int | None, total: float, fee: dict[str, str] | None, read: Reader
) -> None:
    line = quote_line(
        total, ProductName="Library", ChargeType="Recurring", BillingFrequency=frequency, SubscriptionTerm=term
    )
    assert read(quote(line)).of("price.recurring_fee") == ([fee] if fee else [])


def test_a_recurring_line_without_a_term_has_that_of_its_quote(read: Reader) -> None:
    line = quote_line(12000.0, ProductName="Library", ChargeType="Recurring", BillingFrequency="Monthly")
    assert read(quote(line, SubscriptionTerm=12)).of("price.recurring_fee") == [
        {"amount": "1000.00", "currency": "USD", "per": "month"}
    ]


def test_a_subscription_is_no_services_and_its_term_is_not_the_schedule(read: Reader) -> None:
    line = quote_line(109800.0, ProductName="Accelerator", ChargeType="Recurring", BillingFrequency="Annual", BillingType="Advance",
                      StartDate="2026-06-01", EndDate="2027-05-31", SubscriptionTerm=12)  # fmt: skip
    found = read(quote(quote_line(5000.0, ProductName="Build"), line))
    assert found.of("price.services_total") == [usd("5000.00")]
    assert found.of("billing.timing") == ["advance"]
    assert "schedule.end_date" not in found.fields


def test_a_managed_service_that_recurs_is_services(read: Reader) -> None:
    line = quote_line(
        24000.0,
        ProductName="Support desk",
        ProductFamily="Managed Services",
        ChargeType="Recurring",
        BillingFrequency="Monthly",
        SubscriptionTerm=12,
    )
    assert read(quote(line)).of("price.services_total") == [usd("24000.00")]


def test_a_role_sold_by_the_hour_is_a_rate_a_role_and_hours(read: Reader) -> None:
    lines = (
        record("SBQQ__QuoteLine__c", SBQQ__ProductName__c="Solution Architect", SBQQ__ProductCode__c="PS-SA-HR",
               SBQQ__Quantity__c=120.0, SBQQ__NetPrice__c=210.0, SBQQ__NetTotal__c=25200.0),
        record("SBQQ__QuoteLine__c", SBQQ__ProductName__c="Developer (hourly rate)", SBQQ__Quantity__c=300.0,
               SBQQ__NetPrice__c=150.0, SBQQ__NetTotal__c=45000.0),
    )  # fmt: skip
    found = read(quote(*lines))
    assert found.of("price.rate_card") == [
        {"role": "Solution Architect", "amount": "210.00", "currency": "USD", "per": "hour"},
        {"role": "Developer", "amount": "150.00", "currency": "USD", "per": "hour"},
    ]
    assert found.of("staffing.roles") == [
        {"role": "Solution Architect", "hours": "120"},
        {"role": "Developer", "hours": "300"},
    ]
    assert found.of("price.estimated_hours") == ["420"]
    assert found.of("price.services_total") == [usd("70200.00")]


def test_the_dates_of_lines_give_the_schedule_where_the_header_does_not(read: Reader) -> None:
    lines = query(
        product_line(1.0, services=True, ServiceDate="2026-07-06"),
        product_line(1.0, services=True, ServiceDate="2026-06-01"),
        product_line(1.0, services=False, ServiceDate="2026-01-01"),
    )
    found = read(query(record("Opportunity", OpportunityLineItems=lines)))
    assert found.of("schedule.start_date") == ["2026-06-01"]
    assert found.paths("schedule.start_date") == ["records[0].OpportunityLineItems.records[1].ServiceDate"]


def test_the_quote_model_is_read_like_the_query(read: Reader) -> None:
    header = record("SBQQ__Quote__c", Name="Q-7", CurrencyIsoCode="USD", SBQQ__PaymentTerms__c="Net 30")
    lines = [quote_line(700.0, ProductName="Build"), quote_line(300.0, ProductName="Test")]
    model = {
        "record": header,
        "lineItems": [{"record": line, "key": number} for number, line in enumerate(lines)],
        "netTotal": 1000.0,
    }
    found = read(model)
    assert found.record.object == "SBQQ__Quote__c"
    assert found.of("price.services_total") == [usd("1000.00")]
    assert found.paths("price.lines") == [
        "lineItems[0].record.SBQQ__NetTotal__c",
        "lineItems[1].record.SBQQ__NetTotal__c",
    ]
    assert found.paths("price.services_total") == ["sum of lineItems[0-1].record.SBQQ__NetTotal__c"]


def test_lines_of_an_optional_group_are_options(read: Reader) -> None:
    header = record("SBQQ__Quote__c", Name="Q-7", CurrencyIsoCode="USD")
    group = {"key": 9, "record": record("SBQQ__QuoteLineGroup__c", SBQQ__Optional__c=True)}
    model = {
        "record": header,
        "lineItems": [
            {"record": quote_line(700.0, ProductName="Build")},
            {"record": quote_line(300.0, ProductName="Extra"), "parentGroupKey": 9},
        ],
        "lineItemGroups": [group],
    }
    found = read(model)
    assert found.of("price.services_total") == [usd("700.00")]
    assert len(found.of("price.optional_lines")) == 1


def test_of_several_quotes_the_primary_one_counts(read: Reader) -> None:
    quotes = [
        record("SBQQ__Quote__c", Name="Q-1", SBQQ__Primary__c=False, SBQQ__PaymentTerms__c="Net 60"),
        record("SBQQ__Quote__c", Name="Q-2", SBQQ__Primary__c=True, SBQQ__PaymentTerms__c="Net 30"),
    ]
    found = read(query(*quotes))
    assert found.of("quote.number") == ["Q-2"]
    assert found.of("billing.payment_terms_days") == [30]
    assert found.record.unmapped == ("records[0]",)


def test_of_several_quote_documents_the_newest_signed_one_counts(read: Reader) -> None:
    documents = [
        record("SBQQ__QuoteDocument__c", SBQQ__Version__c=2.0, SBQQ__SignatureStatus__c="Signed"),
        record("SBQQ__QuoteDocument__c", SBQQ__Version__c=10.0, SBQQ__SignatureStatus__c="Signed"),
        record("SBQQ__QuoteDocument__c", SBQQ__Version__c=11.0, SBQQ__SignatureStatus__c="Revoked"),
    ]
    found = read(query(*documents))
    assert found.of("doc.version") == ["10"]
    assert found.of("doc.signature_status") == ["completed"]
    assert found.record.unmapped == ("records[0]", "records[2]")


def test_a_governing_contract_gives_its_number_and_not_its_dates(read: Reader) -> None:
    contract = record(
        "Contract", ContractNumber="00004127", StartDate="2024-09-09", CustomerSignedDate="2024-09-01", ContractTerm=36
    )
    found = read(contract)
    assert found.fields == {"msa.reference"}
    own = read({**contract, "SBQQ__Quote__c": "a0qHs000004XyP1IAK"})
    assert own.of("doc.customer_signed_date") == ["2024-09-01"]
    assert own.of("schedule.duration") == [{"count": 36, "unit": "month"}]


def test_an_order_states_its_purchase_order_and_signatures(read: Reader) -> None:
    item = record(
        "OrderItem", Quantity=2.0, UnitPrice=50.0, TotalPrice=100.0, Product2={"Name": "Workshop"}, EndDate="2026-09-30"
    )
    order = record(
        "Order",
        PoNumber="PO-77",
        TotalAmount=100.0,
        CurrencyIsoCode="USD",
        CustomerAuthorizedDate="2026-05-01",
        OrderItems=query(item),
    )
    found = read(query(order))
    assert found.of("customer.po_number") == ["PO-77"]
    assert found.of("doc.customer_signed_date") == ["2026-05-01"]
    assert found.of("price.services_total") == [usd("100.00")]
    assert found.of("schedule.end_date") == ["2026-09-30"]


def test_a_standard_quote_is_taken_before_tax(read: Reader) -> None:
    fields = {
        "QuoteNumber": "00000123",
        "Status": "Accepted",
        "CurrencyIsoCode": "USD",
        "GrandTotal": 119.0,
        "TotalPrice": 100.0,
        "Tax": 19.0,
    }
    line = record("QuoteLineItem", Quantity=1.0, UnitPrice=100.0, TotalPrice=100.0, Product2={"Name": "Workshop"})
    found = read(record("Quote", **fields, QuoteLineItems=query(line)))
    assert found.of("price.grand_total") == [usd("100.00")]
    assert found.of("quote.status") == ["accepted"]


def test_a_quote_term_is_recognised_and_listed(read: Reader) -> None:
    found = read(record("SBQQ__QuoteTerm__c", SBQQ__Type__c="Modified", SBQQ__Body__c="Payment on success only"))
    assert found.values == ()
    assert "SBQQ__Body__c" in found.record.unmapped


def test_html_in_a_description_is_its_text(read: Reader) -> None:
    found = read(quote(quote_line(10.0, Description="<p>Design &amp; <b>build</b></p>")))
    assert [item["description"] for item in found.items("price.lines")] == ["Design & build"]


def test_a_csv_export_of_lines_is_read_by_its_api_names(read: Reader) -> None:
    table = (
        "Id,OpportunityId,ProductCode,Description,Quantity,UnitPrice,TotalPrice,CurrencyIsoCode,pse__IsServicesProductLine__c\n"
        '00kHs00002mNoPqIAK,006Hs00001LkQ3aIAF,PS-IMPL,"Implementation, fixed fee",1,172000.00,172000.00,USD,true\n'
        "00kHs00002mNoPrIAK,006Hs00001LkQ3aIAF,SW-CONN,Connector,1,12000.00,12000.00,USD,false\n"
    )
    found = read(table, name="anything.txt")
    assert found.record.system == "salesforce"
    assert found.record.object == "OpportunityLineItem"
    assert found.of("price.services_total") == [usd("172000.00")]
    assert found.of("price.currency") == ["USD"]


def test_a_csv_export_of_quotes_needs_no_id(read: Reader) -> None:
    table = "Name,SBQQ__PaymentTerms__c,SBQQ__StartDate__c,SBQQ__Account__r.Name,SBQQ__Notes__c\nQ-9,Net 30,2026-06-01,Fjordline Freight,\n"
    found = read(table)
    assert found.record.object == "SBQQ__Quote__c"
    assert found.of("billing.payment_terms_days") == [30]
    assert found.of("customer.legal_name") == ["Fjordline Freight"]
    assert found.record.unmapped == ()


def test_records_without_attributes_are_known_by_their_ids(read: Reader) -> None:
    found = read([{"Id": "006Hs00001LkQ3aIAF", "IsWon": True}])
    assert found.record.object == "Opportunity"
    assert found.of("deal.is_won") == [True]


def test_the_answer_of_the_command_line_tool_is_unwrapped(read: Reader) -> None:
    found = read({"status": 0, "result": query(record("Opportunity", Amount=5.0)), "warnings": []})
    assert found.of("price.grand_total") == [{"amount": "5.00", "currency": "XXX"}]


def test_a_field_that_nobody_mapped_is_listed_and_bookkeeping_is_not(read: Reader) -> None:
    found = read(
        record(
            "Opportunity",
            Id="006Hs00001LkQ3aIAF",
            Amount=5.0,
            NTE_Cap__c=9.0,
            Empty__c=None,
            SystemModstamp="2026-01-01T00:00:00Z",
        )
    )
    assert found.record.unmapped == ("NTE_Cap__c",)


def test_usual_custom_fields_are_read_and_a_value_without_a_meaning_is_listed(read: Reader) -> None:
    found = read(
        record(
            "Opportunity", Payment_Terms__c="Net 45", Project_End_Date__c="2026-12-18", Pricing_Model__c="Our own way"
        )
    )
    assert found.of("billing.payment_terms_days") == [45]
    assert found.of("schedule.end_date") == ["2026-12-18"]
    assert found.record.unmapped == ("Pricing_Model__c",)


@pytest.mark.parametrize(
    ("type_name", "fields"),
    [
        ("Quote", {"GrandTotal": 124.0, "Tax": 19.0, "ShippingHandling": 5.0}),
        ("Order", {"GrandTotalAmount": 119.0, "TotalTaxAmount": 19.0}),
    ],
)
def test_a_grand_total_is_taken_without_its_tax(type_name: str, fields: dict[str, float], read: Reader) -> None:
    found = read(query(record(type_name, CurrencyIsoCode="USD", **fields)))
    assert found.of("price.grand_total") == [usd("100.00")]


@pytest.mark.parametrize(
    ("lines", "margin"),
    [
        ([quote_line(100.0, UnitCost=70.0), quote_line(100.0, UnitCost=50.0)], ["40"]),
        ([quote_line(100.0, UnitCost=70.0), quote_line(100.0)], []),
        ([quote_line(100.0, UnitCost=70.0), quote_line(900.0, ProductFamily="Software")], ["30"]),
        ([quote_line(100.0, UnitCost=70.0), quote_line(50.0, Optional=True, UnitCost=1.0)], ["30"]),
        ([quote_line(100.0, UnitCost=120.0)], ["-20"]),
        ([quote_line(0.0, UnitCost=120.0)], []),
    ],
    ids=["two lines", "a cost is missing", "software is no service", "an option is not sold", "a loss", "no price"],
)
def test_the_margin_is_what_costs_leave_of_the_services(
    read: Reader, lines: list[dict[str, Any]], margin: list[str]
) -> None:
    assert read(quote(*lines)).of("price.assumed_margin_pct") == margin


def test_a_margin_that_the_opportunity_states_is_taken(read: Reader) -> None:
    assert read(query(record("Opportunity", Id="1", Assumed_Margin__c=31.5))).of("price.assumed_margin_pct") == ["31.5"]


@pytest.mark.parametrize(("said", "meant"), [("Insurance", ["insurance"]), ("Retail", ["other"]), ("Guild", [])])
def test_the_customers_industry_is_one_of_the_dictionary(read: Reader, said: str, meant: list[str]) -> None:
    found = read(query(record("Opportunity", Account=record("Account", Name="A", Industry=said))))
    assert found.of("deal.industry") == meant
    assert bool(found.record.unmapped) is not bool(meant)
