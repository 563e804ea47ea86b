"""Columns are settled by arithmetic and by what their cells hold; headers break ties and name periods and currencies."""

import pytest
from pydantic import JsonValue

from extract_builders import stated

PARTIES = (
    'This Statement of Work is between Ostrava Foods Ltd (the "Client") and Bluefin Advisory LLC (the "Supplier").\n\n'
)


def table(header: str, *rows: str) -> str:
    """A Markdown table below a neutral heading."""
    ruling = "|".join("---" for _ in header.split("|"))
    lines = [f"| {header} |", f"|{ruling}|", *(f"| {row} |" for row in rows)]
    return PARTIES + "# Commercial part\n\n" + "\n".join(lines) + "\n"


def lines_of(text: str) -> list[dict[str, JsonValue]]:
    """The priced lines that a text states."""
    return [line for line in stated(text, "price.lines") if isinstance(line, dict)]


def test_the_column_that_is_the_product_of_two_others_is_the_amount() -> None:
    text = table(
        "Grade | Daily charge | Days planned | Forecast",
        "Lead | £1,100 | 30 | £33,000",
        "Modeller | £800 | 12 | £9,600",
    )
    assert [(line["description"], line["unit_price"], line["amount"], line["unit"]) for line in lines_of(text)] == [
        ("Lead", "1100.00", "33000.00", "day"),
        ("Modeller", "800.00", "9600.00", "day"),
    ]


def test_a_table_with_a_daily_price_is_also_a_rate_card() -> None:
    text = table(
        "Grade | Daily charge | Days planned | Forecast",
        "Lead | £1,100 | 30 | £33,000",
        "Modeller | £800 | 12 | £9,600",
    )
    assert stated(text, "price.rate_card") == [
        {"role": "Lead", "amount": "1100.00", "currency": "GBP", "per": "day"},
        {"role": "Modeller", "amount": "800.00", "currency": "GBP", "per": "day"},
    ]


def test_days_are_no_hours_of_a_role() -> None:
    text = table(
        "Grade | Daily charge | Days planned | Forecast",
        "Lead | £1,100 | 30 | £33,000",
        "Modeller | £800 | 12 | £9,600",
    )
    assert [role.get("hours") for role in stated(text, "staffing.roles") if isinstance(role, dict)] == [None, None]


def test_hours_of_a_rate_table_are_the_hours_of_the_roles() -> None:
    text = table(
        "Function | CHF per hour | Hours | CHF", "Architect | 210.00 | 40 | 8'400.00", "Tester | 150.00 | 20 | 3'000.00"
    )
    assert stated(text, "staffing.roles") == [{"role": "Architect", "hours": "40"}, {"role": "Tester", "hours": "20"}]


@pytest.mark.parametrize(
    "header", ["Line | Material | Order qty | Price | Net value", "Pos. | Designation | Qty | Each | Extended"]
)
def test_serial_numbers_are_never_the_description(header: str) -> None:
    text = table(
        header,
        "00010 | Data model | 4 | USD 500.00 | USD 2,000.00",
        "00020 | Load jobs | 3 | USD 700.00 | USD 2,100.00",
    )
    assert [(line["description"], line["amount"]) for line in lines_of(text)] == [
        ("Data model", "2000.00"),
        ("Load jobs", "2100.00"),
    ]


def test_product_codes_are_never_the_description() -> None:
    text = table(
        "Product | Description | Fee",
        "BF-ASSESS | Assessment of the estate | USD 2,000.00",
        "BF-MOVE | Move of the estate | USD 9,000.00",
    )
    assert [line["description"] for line in lines_of(text)] == ["Assessment of the estate", "Move of the estate"]


def test_where_every_quantity_is_one_the_last_of_the_equal_columns_is_the_amount() -> None:
    text = table(
        "Item | Service | Qty | Unit fee | Extended",
        "1 | Design | 1 | $5,000.00 | $5,000.00",
        "2 | Build | 1 | $9,000.00 | $9,000.00",
    )
    assert [(line["quantity"], line["unit_price"], line["amount"]) for line in lines_of(text)] == [
        ("1", "5000.00", "5000.00"),
        ("1", "9000.00", "9000.00"),
    ]


def test_the_headers_say_which_factor_is_the_quantity_where_both_are_bare_numbers() -> None:
    text = table(
        "Particulars | Months | Rate (INR) | Value (INR)",
        "Set-up | 1 | 400000 | 400000",
        "Helpdesk | 24 | 150000 | 3600000",
    )
    assert [(line["quantity"], line["unit_price"]) for line in lines_of(text)] == [
        ("1", "400000.00"),
        ("24", "150000.00"),
    ]


@pytest.mark.parametrize(
    ("header", "currency"), [("Total EUR", "EUR"), ("CHF", "CHF"), ("Value (INR)", "INR"), ("Amount in £", "GBP")]
)
def test_the_currency_of_a_header_is_that_of_its_bare_numbers(header: str, currency: str) -> None:
    text = table(f"Package | {header}", "Concept | 1200.00", "Training | 3400.00")
    assert [line["currency"] for line in lines_of(text)] == [currency, currency]


def test_a_row_that_only_names_a_sum_is_no_line() -> None:
    text = table(
        "Service | Qty | Price | Total",
        "Design | 2 | $500.00 | $1,000.00",
        "Build | 4 | $500.00 | $2,000.00",
        "Order value | | | $3,000.00",
    )
    assert len(lines_of(text)) == 2


@pytest.mark.parametrize("header", ["Event | Share | Amount", "Payment event | % | Sum", "Event | Part | Payment"])
def test_events_with_shares_are_milestones_whatever_the_header_says(header: str) -> None:
    text = PARTIES + (
        "# Fee\n\nThe fee is invoiced upon the following events:\n\n"
        f"| {header} |\n|---|---|---|\n| Signature of this SOW | 30% | $3,000.00 |\n| Approval of the design | 45% | $4,500.00 |\n"
        "| Production cutover | 25% | $2,500.00 |\n"
    )
    found = [(m["name"], m["percent"], m["trigger"]) for m in stated(text, "billing.milestones") if isinstance(m, dict)]
    assert found == [
        ("Signature of this SOW", "30", "signature"),
        ("Approval of the design", "45", "milestone_accepted"),
        ("Production cutover", "25", "go_live"),
    ]
    assert stated(text, "price.lines") == []


def test_sums_with_events_in_prose_are_milestones() -> None:
    words = "The build is billed in two parts: $60,000 when the Client approves the design, and $70,000 when Release 1 goes live."
    found = [(m["amount"], m["trigger"]) for m in stated(PARTIES + words, "billing.milestones") if isinstance(m, dict)]
    assert found == [("60000.00", "milestone_accepted"), ("70000.00", "go_live")]


def test_cells_below_a_header_that_names_criteria_are_criteria() -> None:
    text = table(
        "Deliverable | Due | Acceptance criterion",
        "Plan | 4 May 2027 | Every workload has an owner",
        "Platform | 9 July 2027 | The benchmark score is at least 90%",
    )
    assert stated(text, "acceptance.criteria") == ["Every workload has an owner", "The benchmark score is at least 90%"]


def test_the_steps_of_a_graduated_price_are_prices_of_what_the_header_counts() -> None:
    text = table(
        "Monthly calls answered | Fee", "Up to 4,000 | EUR 300", "4,001 to 9,000 | EUR 650", "Over 9,000 | EUR 1,100"
    )
    lines = lines_of(text)
    assert [line.get("amount") for line in lines] == [None, None, None]
    assert [line["unit_price"] for line in lines] == ["300.00", "650.00", "1100.00"]
    assert lines[1]["description"] == "Monthly calls answered: 4,001 to 9,000"
