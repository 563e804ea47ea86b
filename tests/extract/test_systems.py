"""Systems to connect to: proper names behind verbs of connecting, beside interfaces and in use."""

import pytest

from extract_builders import stated

PARTIES = (
    'This Statement of Work is between Ostrava Foods Ltd (the "Client") and Bluefin Advisory LLC (the "Supplier").\n\n'
)


def systems(words: str) -> list[str]:
    """The names of the systems that some words state."""
    found = stated(PARTIES + "# Work\n\n" + words, "scope.integrations")
    return [str(item["system"]) for item in found if isinstance(item, dict)]


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("Drivers confirm each tour through the Rialto API.", ["Rialto"]),
        ("The site has Tradepoint.com integration for vouchers.", ["Tradepoint.com"]),
        ("The start page shows news, offers and Chirper feeds.", ["Chirper"]),
        (
            "The dashboard reads a file through the DepotHub Application Program Interface (API).",
            ["DepotHub Application Program Interface (API)"],
        ),
        ("The map is powered by NorthMap.", ["NorthMap"]),
        (
            "The Supplier connects the shop to Brookstock for stock and orders and to Mailwren for letters.",
            ["Brookstock", "Mailwren"],
        ),
        (
            "The Supplier will connect the collector, with read-only credentials, to your Veridian tenant and to Logwell.",
            ["Veridian", "Logwell"],
        ),
        (
            "The services interoperate with the Merlin core banking system, for which the desk triages calls, and with the HelpNow instance.",
            ["Merlin core banking system", "HelpNow"],
        ),
        ("Score data are returned to Chartwell through the Client's Routewise engine.", ["Chartwell", "Routewise"]),
    ],
)
def test_named_systems_are_found_by_grammar(words: str, names: list[str]) -> None:
    assert systems(words) == names


def test_a_name_in_use_counts_if_the_paper_writes_it_more_than_once() -> None:
    words = "Users pay by card via Kestrel Gateway. Refunds are booked in Kestrel Gateway as well."
    assert systems(words) == ["Kestrel Gateway"]
    assert systems("Users pay by card via Kestrel Gateway.") == []


def test_the_fullest_name_of_a_system_counts() -> None:
    words = "Times come from the Northwind API. Tours are planned with the Northwind Maps API."
    assert systems(words) == ["Northwind Maps"]


@pytest.mark.parametrize(
    "words",
    [
        "The prototype has a REST API and a JSON feed.",
        "Analytics integration and other integrations follow later.",
        "The site is fed by a Ruby on Rails backend.",
        "Payment under this Agreement is made via Giro Bank Transfer.",
        "Candidates must have experience with the Rialto API.",
        "The hub interfaces with other Suppliers on site.",
    ],
)
def test_technologies_people_and_contract_words_are_no_systems(words: str) -> None:
    assert systems(words) == []
