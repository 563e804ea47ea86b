"""The generic services quote, as CSV and as JSON."""

import json

from record_reading import Reader

HEADER = "quote_number,version,currency,phase,task,role,seniority,location,qty,uom,unit_price,unit_cost,amount,optional,start,end\n"
ROWS = (
    "Q-1,2,AUD,1 Plan,Scope,Partner,Principal,Remote,3,day,2950.00,1480.00,8850.00,false,2026-08-03,2026-08-14\n"
    "Q-1,2,AUD,2 Assess,Network,Lead Consultant,Senior,Remote,14,day,2150.00,1120.00,30100.00,false,2026-08-17,2026-09-18\n"
    "Q-1,2,AUD,3 Report,Report,Partner,Principal,Remote,4,day,2950.00,1480.00,11800.00,false,2026-09-21,2026-10-16\n"
    "Q-1,2,AUD,4 Retest,Retest,Tester,Senior,On-site,6,day,1900.00,960.00,11400.00,true,2026-01-01,2027-01-01\n"
)
EXPECTED = {
    "quote.number": ["Q-1"],
    "price.currency": ["AUD"],
    "price.services_total": [{"amount": "50750.00", "currency": "AUD"}],
    "schedule.start_date": ["2026-08-03"],
    "schedule.end_date": ["2026-10-16"],
    "staffing.location_mode": ["remote"],
    "staffing.roles": [{"role": "Partner"}, {"role": "Lead Consultant"}],
    "price.rate_card": [
        {"role": "Partner", "amount": "2950.00", "currency": "AUD", "per": "day"},
        {"role": "Lead Consultant", "amount": "2150.00", "currency": "AUD", "per": "day"},
    ],
}


def test_a_csv_quote_states_lines_rates_roles_and_dates_without_its_options(read: Reader) -> None:
    found = read(HEADER + ROWS, name="export.csv")
    assert {field: found.of(field) for field in EXPECTED} == EXPECTED
    assert found.record.system == "services_quote"
    assert found.record.record_id == "Q-1"
    assert len(found.of("price.lines")) == 3
    assert found.of("price.optional_lines") == [
        {
            "description": "4 Retest - Retest (Tester)",
            "quantity": "6",
            "unit": "day",
            "unit_price": "1900.00",
            "amount": "11400.00",
            "currency": "AUD",
        }
    ]
    assert found.paths("price.services_total") == ["sum of rows[0-2].amount"]
    assert found.record.unmapped == ()
    assert "doc.version" not in found.fields  # the version is the quote's, not the paper's


def test_the_same_quote_as_json_says_the_same(read: Reader) -> None:
    names = HEADER.strip().split(",")
    rows = [dict(zip(names, row.split(","), strict=True)) for row in ROWS.strip().split("\n")]
    assert {field: read(rows).of(field) for field in EXPECTED} == EXPECTED
    head = {"quote_number": "Q-1", "version": 2, "currency": "AUD"}
    lines = [{name: value for name, value in row.items() if name not in head} for row in rows]
    nested = read(json.dumps({**head, "lines": lines}))
    assert {field: nested.of(field) for field in EXPECTED} == EXPECTED
    assert nested.paths("quote.number") == ["quote_number"]


def test_a_table_divided_by_semicolons_writes_decimals_with_a_comma(read: Reader) -> None:
    table = "quote_number;currency;role;qty;uom;unit_price;amount\nQ-1;EUR;Architekt;10,5;day;1.150,00;12.075,00\n"
    found = read(table)
    assert found.of("price.services_total") == [{"amount": "12075.00", "currency": "EUR"}]
    assert found.of("price.rate_card") == [{"role": "Architekt", "amount": "1150.00", "currency": "EUR", "per": "day"}]


def test_an_amount_that_is_not_written_is_quantity_times_price(read: Reader) -> None:
    table = "currency,role,qty,uom,unit_price\nEUR,Architect,10,hour,150\nEUR,Tester,20,hour,90\n"
    found = read(table)
    assert found.of("price.services_total") == [{"amount": "3300.00", "currency": "EUR"}]
    assert found.of("price.estimated_hours") == ["30"]
    assert found.paths("price.lines")[0] == "rows[0].qty x rows[0].unit_price"


def test_work_in_both_places_is_hybrid_and_an_unknown_place_says_nothing(read: Reader) -> None:
    table = "currency,role,qty,uom,unit_price,location\nEUR,Architect,1,day,900,On-site\nEUR,Tester,1,day,700,Remote\n"
    assert read(table).of("staffing.location_mode") == ["hybrid"]
    unknown = read(table + "EUR,Lead,1,day,800,Antwerp\n")
    assert unknown.of("staffing.location_mode") == []
    assert unknown.record.unmapped == ("rows[2].location",)


def test_a_role_with_two_rates_is_told_apart_by_seniority(read: Reader) -> None:
    table = (
        "currency,role,seniority,qty,uom,unit_price\nEUR,Consultant,Senior,1,day,900\nEUR,Consultant,Junior,1,day,700\n"
    )
    roles = [rate["role"] for rate in read(table).items("price.rate_card")]
    assert roles == ["Consultant (Senior)", "Consultant (Junior)"]


def test_a_monthly_price_without_a_role_is_a_fee(read: Reader) -> None:
    table = "currency,task,qty,uom,unit_price,amount\nEUR,Service desk,12,month,4000,48000\n"
    found = read(table)
    assert found.of("price.recurring_fee") == [{"amount": "4000.00", "currency": "EUR", "per": "month"}]
    assert "price.rate_card" not in found.fields


def test_a_person_priced_by_the_month_is_a_rate(read: Reader) -> None:
    table = "currency,role,qty,uom,unit_price,amount\nEUR,Project manager,12,month,14000,168000\n"
    found = read(table)
    assert found.of("price.rate_card") == [
        {"role": "Project manager", "amount": "14000.00", "currency": "EUR", "per": "month"}
    ]
    assert "price.recurring_fee" not in found.fields
