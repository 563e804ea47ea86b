"""A record that says a thing twice in two roles is held to the role that agrees; two claims of one role are two claims."""

from compare_builders import Fact, Paper, compared, day, found, line, money, outcomes

CUSTOMER, FREQUENCY, START = "customer.legal_name", "billing.frequency", "schedule.start_date"
LINE: Fact = ("price.lines", line("Build", "60"))


def test_the_one_who_is_billed_may_be_another_than_the_account() -> None:
    names = [(CUSTOMER, "Norrland Bank AB"), (CUSTOMER, "Fakturacenter Nord AB")]
    comparison = compared([Paper("sow", (CUSTOMER, "Norrland Bank AB"))], {"Quote": names})
    assert outcomes(comparison, CUSTOMER) == ["match"]
    assert not found(comparison, "SC203")


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


def test_two_headers_that_differ_are_two_claims() -> None:
    records = {"Opportunity": [(START, day("2026-06-01"))], "Quote": [(START, day("2026-07-01"))]}
    (flagged,) = found(compared([Paper("sow", (START, day("2026-06-01")))], records), "SC202")
    assert flagged.record_value == "2026-07-01"


def test_two_totals_are_two_claims() -> None:
    total = "price.services_total"
    records = {"Quote": [(total, money("100")), (total, money("110"))]}
    (flagged,) = found(compared([Paper("sow", (total, money("100")))], records), "SC201")
    assert flagged.record_value == {"amount": "110", "currency": "EUR"}
