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
