"""A record that says a thing twice in two roles is held to the role that agrees; two claims of one role are two claims."""

import pytest

from compare_builders import Fact, Paper, compared, day, found, line, money, outcomes
from sowcheck.core.quantities import Duration

CUSTOMER, FREQUENCY, START = "customer.legal_name", "billing.frequency", "schedule.start_date"
LINE: Fact = ("price.lines", line("Build", "60"))


def test_the_one_who_is_billed_may_be_another_than_the_account() -> None:
    names = [(CUSTOMER, "Norrland Bank AB"), (CUSTOMER, "Fakturacenter Nord AB")]
    text = "Invoices go to Fakturacenter Nord AB, 90110 Umeå."
    comparison = compared([Paper("sow", (CUSTOMER, "Norrland Bank AB"), text=text)], {"Quote": names})
    assert outcomes(comparison, CUSTOMER) == ["match"]
    assert not found(comparison, "SC203")


def test_an_account_that_no_paper_knows_is_wrong_though_the_one_who_is_billed_is_right() -> None:
    names = [(CUSTOMER, "Vinterhamn Holding AS"), (CUSTOMER, "Norrland Bank AB")]
    (flagged,) = found(compared([Paper("sow", (CUSTOMER, "Norrland Bank AB"))], {"Quote": names}), "SC203")
    assert flagged.record_value == "Vinterhamn Holding AS"


def test_two_spellings_of_one_name_are_one() -> None:
    names = [(CUSTOMER, "Norrland Banken AB"), (CUSTOMER, "Norrland Bank AB")]
    assert outcomes(compared([Paper("sow", (CUSTOMER, "Norrland Bank AB"))], {"Quote": names}), CUSTOMER) == ["match"]


def test_no_name_that_agrees_is_a_mismatch() -> None:
    names = [(CUSTOMER, "Norrland Bank AB"), (CUSTOMER, "Fakturacenter Nord AB")]
    (flagged,) = found(compared([Paper("sow", (CUSTOMER, "Vinterhamn Holding AS"))], {"Quote": names}), "SC203")
    assert len(flagged.record_values) == 2


def test_another_record_with_another_name_is_a_claim_of_its_own() -> None:
    records = {"Account": [(CUSTOMER, "Norrland Bank AB")], "Quote": [(CUSTOMER, "Vinterhamn Holding AS")]}
    (flagged,) = found(compared([Paper("sow", (CUSTOMER, "Norrland Bank AB"))], records), "SC203")
    assert flagged.record_value == "Vinterhamn Holding AS"


def test_a_header_that_agrees_speaks_for_a_line_that_does_not() -> None:
    records = {"Quote": [(FREQUENCY, "monthly")], "QuoteLine": [LINE, (FREQUENCY, "quarterly")]}
    assert outcomes(compared([Paper("sow", (FREQUENCY, "monthly"))], records), FREQUENCY) == ["match"]
    lines = {"QuoteLine": [LINE, (FREQUENCY, "quarterly")]}
    assert outcomes(compared([Paper("sow", (FREQUENCY, "monthly"))], lines), FREQUENCY) == ["mismatch"]


def papers_of_work_and_subscription() -> list[Paper]:
    product: Fact = ("price.lines", line("Annual subscription", "60"))
    return [Paper("sow", (FREQUENCY, "milestone")), Paper("order_form", (FREQUENCY, "annual"), product)]


def test_a_line_of_a_subscription_does_not_speak_for_a_header_that_bills_the_work_wrongly() -> None:
    records = {"Quote": [(FREQUENCY, "monthly")], "QuoteLine": [LINE, (FREQUENCY, "annual")]}
    (flagged,) = found(compared(papers_of_work_and_subscription(), records), "SC204")
    assert flagged.record_value == "monthly"
    right = {"Quote": [(FREQUENCY, "milestone")], "QuoteLine": [LINE, (FREQUENCY, "annual")]}
    assert outcomes(compared(papers_of_work_and_subscription(), right), FREQUENCY) == ["match"]


def test_a_header_of_the_work_does_not_speak_for_a_line_of_a_subscription_that_is_billed_wrongly() -> None:
    records = {"Quote": [(FREQUENCY, "milestone")], "QuoteLine": [LINE, (FREQUENCY, "quarterly")]}
    (flagged,) = found(compared(papers_of_work_and_subscription(), records), "SC204")
    assert flagged.record_value == "quarterly"


def test_a_line_speaks_for_a_header_where_the_papers_state_nothing_else() -> None:
    records = {"Quote": [(FREQUENCY, "milestone")], "QuoteLine": [LINE, (FREQUENCY, "annual")]}
    comparison = compared(papers_of_work_and_subscription()[1:], records)
    assert outcomes(comparison, FREQUENCY) == ["match"]


@pytest.mark.parametrize(("months", "verdict"), [(36, "match"), (38, "match"), (24, "mismatch")])
def test_a_line_may_run_for_as_long_as_a_paper_prices_it(months: int, verdict: str) -> None:
    term = "schedule.duration"
    fee: Fact = ("price.lines", line("Managed service", "450", quantity="36", unit="month", unit_price="12.5"))
    paper = Paper("sow", (term, Duration(count=38, unit="month")), fee)
    records = {"QuoteLine": [fee, (term, Duration(count=months, unit="month"))]}
    assert outcomes(compared([paper], records), term) == [verdict]


def test_a_header_runs_for_as_long_as_the_engagement_whatever_its_lines_are_priced_over() -> None:
    term = "schedule.duration"
    fee: Fact = ("price.lines", line("Managed service", "450", quantity="36", unit="month", unit_price="12.5"))
    paper = Paper("sow", (term, Duration(count=38, unit="month")), fee)
    records = {"Quote": [(term, Duration(count=36, unit="month"))], "QuoteLine": [fee]}
    assert outcomes(compared([paper], records), term) == ["mismatch"]


def test_two_headers_that_differ_are_two_claims() -> None:
    records = {"Opportunity": [(START, day("2026-06-01"))], "Quote": [(START, day("2026-07-01"))]}
    (flagged,) = found(compared([Paper("sow", (START, day("2026-06-01")))], records), "SC202")
    assert flagged.record_value == "2026-07-01"


def test_two_totals_are_two_claims() -> None:
    total = "price.services_total"
    records = {"Quote": [(total, money("100")), (total, money("110"))]}
    (flagged,) = found(compared([Paper("sow", (total, money("100")))], records), "SC201")
    assert flagged.record_value == {"amount": "110", "currency": "EUR"}
