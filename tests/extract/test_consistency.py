"""Facts of one document that cannot both be meant."""

from extract_builders import assumptions_of, stated

PARTIES = (
    'This Statement of Work is between Ostrava Foods Ltd (the "Client") and Bluefin Advisory LLC (the "Supplier").\n\n'
)


def test_a_system_that_is_connected_to_is_no_skill() -> None:
    words = "The Supplier will integrate the portal with NetSuite.\n\nThe Supplier's consultants must have experience in NetSuite and Python."
    assert [item["system"] for item in stated(PARTIES + words, "scope.integrations") if isinstance(item, dict)] == [
        "NetSuite"
    ]
    assert stated(PARTIES + words, "staffing.skills") == ["Python"]


def test_expenses_at_cost_are_capped_if_the_cap_stands_elsewhere() -> None:
    words = "The Client reimburses reasonable travel expenses at cost.\n\nLimits\n\nTravel expenses shall not exceed EUR 1,800.00."
    (policy,) = [found for found in assumptions_of(PARTIES + words) if found.field == "expense.policy"]
    assert policy.value == "at_cost_capped"


def test_a_pricing_model_is_proven_only_where_a_label_names_it() -> None:
    by_sentence, by_label = (
        next(found for found in assumptions_of(PARTIES + words) if found.field == "price.pricing_model")
        for words in ("The services are provided for a fixed price of EUR 40,000.", "Pricing model: fixed price")
    )
    assert by_sentence.proof.status == "quoted"
    assert by_label.proof.status == "proven"


def test_a_law_that_is_named_by_an_adjective_is_quoted() -> None:
    (law,) = [
        found for found in assumptions_of(PARTIES + "Norwegian law applies.") if found.field == "legal.governing_law"
    ]
    assert (law.value, law.proof.status) == ("Norwegian law", "quoted")


def test_a_change_order_repeats_the_price_of_what_it_changes() -> None:
    words = """# Change Order 2

| Item | Amount |
|---|---|
| Fixed price of the Statement of Work | EUR 90,000.00 |
| This change | EUR 12,500.00 |
| Fixed price after this change | EUR 102,500.00 |
"""
    assert stated(words, "price.services_total") == [{"amount": "102500.00", "currency": "EUR"}]
    lines = [line for line in stated(words, "price.lines") if isinstance(line, dict)]
    assert all("Statement of Work" not in str(line["description"]) for line in lines)


def test_a_row_that_states_a_rate_proves_no_line_of_the_price() -> None:
    words = """# Statement of Work

| Role | Days | Rate per day | Amount |
|---|---|---|---|
| Solution Architect | 10 | EUR 1,200.00 | EUR 12,000.00 |
| Tester | 20 | EUR 800.00 | EUR 16,000.00 |
"""
    found = assumptions_of(words)
    assert {each.proof.status for each in found if each.field == "price.rate_card"} == {"proven"}
    assert "proven" not in {each.proof.status for each in found if each.field == "price.lines"}
