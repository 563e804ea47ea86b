"""Rates and prices wherever a paper states them: sentences, schedules without rules, rows, labels."""

import pytest

from extract_builders import assumptions_of
from sowcheck.core.items import PriceLine, RateLine

PARTIES = 'This Services Agreement is between Tamarind Foods Inc (the "Client") and Larkspur Systems LLC (the "Supplier").\n\n'


def rates(words: str) -> list[tuple[str, str, str]]:
    """Role, sum and period of each rate."""
    items = [each.value for each in assumptions_of(PARTIES + words) if isinstance(each.value, RateLine)]
    return [(item.role, str(item.amount), item.per) for item in items]


def lines(words: str) -> list[tuple[str, str, str | None]]:
    """Description, sum and unit of each priced line."""
    items = [each.value for each in assumptions_of(PARTIES + words) if isinstance(each.value, PriceLine)]
    return [(item.description, str(item.amount or item.unit_price), item.unit) for item in items]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "(a) remote support as reasonably requested, at the rate of $110 per hour;",
            [("remote support", "110.00", "hour")],
        ),
        ("Hourly rate for repairs is $140.00.", [("repairs", "140.00", "hour")]),
        (
            "Such fee shall be $80 per hour for tape mounting and $190 per hour machine time.",
            [("tape mounting", "80.00", "hour"), ("machine time", "190.00", "hour")],
        ),
        (
            "An architect costs $210 per hour, a developer $160 per hour, and a tester $120 per hour.",
            [("architect", "210.00", "hour"), ("developer", "160.00", "hour"), ("tester", "120.00", "hour")],
        ),
        ("Extra hours are charged at $95 per hour.", [("Extra hours", "95.00", "hour")]),
        (
            "Change requests will be charged at a blended rate of USD 1,250 per day.",
            [("Change requests", "1250.00", "day")],
        ),
    ],
)
def test_a_rate_in_a_sentence_names_what_it_is_paid_for(sentence: str, expected: list[tuple[str, str, str]]) -> None:
    assert rates(f"# Charges\n\n{sentence}\n") == expected


def test_the_one_who_is_paid_a_rate_is_its_role() -> None:
    words = (
        "The Client will compensate the Engineer at the rate of $300 per hour for work that the Client has ordered.\n"
    )
    assert rates(words) == [("Engineer", "300.00", "hour")]


def test_a_fee_for_a_month_of_the_supplier_is_no_rate() -> None:
    assert rates("The Client shall pay Supplier a flat consulting rate of $14,000 per month.\n") == []


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "The Supplier reserves the right to charge a handling fee of $60 per parcel in such cases.",
            [("handling fee", "60.00", "parcel")],
        ),
        (
            "All visits are subject to a minimum call-out charge of $1,500.",
            [("minimum call-out charge", "1500.00", None)],
        ),
        ("Out-of-scope support is available at $85 per ticket.", [("Out-of-scope support", "85.00", "ticket")]),
        (
            "The Supplier shall charge the Client USD 2.10 per translated page.",
            [("translated page", "2.10", "translated page")],
        ),
    ],
)
def test_a_price_in_a_sentence_is_a_line(sentence: str, expected: list[tuple[str, str, str | None]]) -> None:
    assert lines(sentence + "\n") == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "The Supplier maintains insurance with a limit of $1,000,000 for each occurrence and a fee rider.",
        "The Supplier shall pay the escrow agent a set-up fee of $400.",
        "A late payment fee of $50 per day applies.",
        "The Client may pay a fee of up to $900 per seat.",
        "The total fixed fee is $90,000.",
        "A monthly fee of $3,000 per month is payable.",
    ],
)
def test_a_sum_that_prices_nothing_is_no_line(sentence: str) -> None:
    assert lines(sentence + "\n") == []
    assert rates(sentence + "\n") == []


def test_a_schedule_inherits_the_unit_of_its_header_and_the_currency_of_its_first_line() -> None:
    words = (
        "Schedule of charges\n\nPROGRAMMING SERVICES\tHOURLY RATE\n\n1. DESIGN\t$120.00\n\n2. CODING\t95.00\n\n"
        "3. TESTS:\n\nUNIT TESTS\t80.00 LOAD TESTS\t85.00\n\nMAILINGS\tUNIT RATE\n\n4. LETTER (PER SHEET)\t$ .08\n"
    )
    assert rates(words) == [
        ("DESIGN", "120.00", "hour"),
        ("CODING", "95.00", "hour"),
        ("TESTS: UNIT TESTS", "80.00", "hour"),
        ("TESTS: LOAD TESTS", "85.00", "hour"),
    ]
    assert lines(words) == [("LETTER (PER SHEET)", "0.08", "SHEET")]


def test_one_name_in_two_groups_of_a_schedule_is_two_rates() -> None:
    words = (
        "Schedule of charges\n\nSERVICES\tHOURLY RATE\n\nDURING THE TERM\n\n1. ADVICE\t$120.00\n\n"
        "AFTER TERMINATION\n\n2. ADVICE\t$120.00\n"
    )
    assert rates(words) == [
        ("ADVICE (DURING THE TERM)", "120.00", "hour"),
        ("ADVICE (AFTER TERMINATION)", "120.00", "hour"),
    ]


def test_dots_lead_from_a_name_to_its_price() -> None:
    words = (
        "# Charges\n\nHosting of the portal ........... $400.00 per month\n\nCertificate renewal ........... $90.00\n"
    )
    assert lines(words) == [("Hosting of the portal", "400.00", "month"), ("Certificate renewal", "90.00", None)]


def test_a_lead_names_the_unit_of_the_items_below() -> None:
    words = "The monthly fee for additional devices is as follows:\n\n1. each scanner $30,\n\n2. each terminal over 20 inches $45.\n"
    assert lines(words) == [("scanner", "30.00", "month"), ("terminal over 20 inches", "45.00", "month")]


def test_a_list_of_functions_that_names_prices_is_no_schedule_of_charges() -> None:
    words = "# Back end\n\n- Flat fees - $1 for each order through the app\n\n- Top sponsors - $750\n"
    assert lines(words) == []


def test_a_row_without_a_header_states_its_unit() -> None:
    words = "| Additional ticket | EUR 95.00 / ticket |\n|---|---|\n| Additional shop | EUR 85.00 / shop / month |\n"
    assert lines(words) == [("Additional ticket", "95.00", "ticket"), ("Additional shop", "85.00", "shop per month")]


def test_a_row_that_pays_a_person_is_a_line_with_the_person() -> None:
    words = (
        "# Payment\n\n| No. | Name | Function | Amount |\n|---|---|---|---|\n| 1. | Ms. Oona Brandt | Lead developer | USD 40,000.00 |\n"
        "| 2. | Mr. Pavel Iversen | Developer | USD 20,000.00 |\n"
    )
    assert lines(words) == [
        ("Ms. Oona Brandt Lead developer", "40000.00", None),
        ("Mr. Pavel Iversen Developer", "20000.00", None),
    ]


def test_charges_behind_one_label_are_lines() -> None:
    words = "| Item | Terms |\n|---|---|\n| Term | one year |\n| Charges | Hosting: EUR 400.00 per month. Set-up: EUR 900.00 once. |\n"
    assert lines(words) == [("Hosting", "400.00", "month"), ("Set-up", "900.00", None)]


def test_an_announcement_names_the_period_of_the_lines_below() -> None:
    words = (
        "3.1 The Client shall pay the Supplier for services rendered under this agreement on the basis of the following hourly rates:\n\n"
        "Principal Planner $245.00\n\nClerical $61.00\n"
    )
    assert rates(words) == [("Principal Planner", "245.00", "hour"), ("Clerical", "61.00", "hour")]


def test_a_name_that_holds_its_period_is_a_rate_without_it() -> None:
    words = "# Charges\n\nProgramming, per hour ......... $140.00\n\nOn-site training, per day ......... $1,200.00\n"
    assert rates(words) == [("Programming", "140.00", "hour"), ("On-site training", "1200.00", "day")]


def test_a_column_of_units_makes_the_amount_a_price_for_each() -> None:
    words = (
        "# Charges\n\n| Service | Unit | Monthly charge |\n|---|---|---|\n| Managed firewall | per site | £145.00 |\n"
        "| Night cover | fixed | £1,900.00 |\n"
    )
    assert lines(words) == [("Managed firewall", "145.00", "site per month"), ("Night cover", "1900.00", "fixed")]


def test_rates_of_a_list_behind_a_colon_name_their_roles() -> None:
    words = "Additional services are available at the following day rates: Architect £1,150; Network Engineer £820.\n"
    assert rates(words) == [("Architect", "1150.00", "day"), ("Network Engineer", "820.00", "day")]


def test_a_thing_that_costs_a_sum_a_month_is_a_line() -> None:
    words = "# Fees\n\nLicences for the content tool cost £22 per editor per month, and hosting is £310 a month.\n"
    assert lines(words) == [
        ("Licences for the content tool", "22.00", "editor per month"),
        ("hosting", "310.00", "month"),
    ]


def test_a_numbered_item_says_what_a_sum_is_paid_for() -> None:
    words = "1. The Client shall pay Supplier USD 7,000, for carrying out the load test of the portal.\n"
    assert lines(words) == [("load test of the portal", "7000.00", None)]
