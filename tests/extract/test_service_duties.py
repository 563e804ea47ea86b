"""An agreement without deliverables delivers services: duties of service, kinds that it enumerates, headings that name them."""

import pytest

from extract_builders import stated

PARTIES = 'This Agreement is between Ostrava Foods Ltd (the "Client") and Bluefin Advisory LLC (the "Supplier").\n\n'


def names(words: str) -> list[str]:
    """The names of the deliverables that some words state."""
    found = stated(PARTIES + words, "scope.deliverables")
    return [str(item["name"]) for item in found if isinstance(item, dict)]


@pytest.mark.parametrize(
    ("words", "services"),
    [
        ("The Supplier shall host the ordering portal of the stores.", ["host the ordering portal of the stores"]),
        (
            "The Supplier shall use reasonable efforts to repair the scales of each store.",
            ["repair the scales of each store"],
        ),
        (
            "The Supplier is responsible for translating the labels into Czech.",
            ["translating the labels into Czech"],
        ),
        (
            "The Services will include updates of price lists, calls to new growers and visits to the mills.",
            ["updates of price lists", "calls to new growers", "visits to the mills"],
        ),
        ("The Supplier shall provide support by telephone.", ["support by telephone"]),
        (
            "As part of its work, the Supplier shall provide to the Client as soon as available:\n\n"
            "- patches of the portal\n- new editions of the handbook\n",
            ["patches of the portal", "new editions of the handbook"],
        ),
    ],
)
def test_what_the_supplier_keeps_running_or_mends_is_delivered(words: str, services: list[str]) -> None:
    assert names("# Services\n\n" + words) == services


@pytest.mark.parametrize(
    "words",
    [
        "The Supplier shall maintain accurate books and records.",
        "The Supplier shall perform the Services with due care.",
        "The Supplier's project manager shall coordinate the visits to the stores.",
        "The Supplier shall answer each call within two hours.",
        "The Supplier is responsible for preventing any breach of its policies.",
        "The Supplier shall not host the ordering portal.",
    ],
)
def test_how_the_supplier_behaves_is_no_service(words: str) -> None:
    assert names("# Services\n\n" + words) == []


def test_a_service_in_a_clause_of_law_is_none() -> None:
    assert names("# Confidentiality\n\nThe Supplier shall monitor the visits to the archive.") == []


def test_headings_side_by_side_name_the_services_of_their_clauses() -> None:
    words = (
        "# Services\n\n## Telephone Support\n\nThe Supplier shall be at hand for the stores at night.\n\n"
        "## Scale Calibration Services\n\nThe Supplier shall come to each store in spring.\n\n"
        "## Suspension of Services\n\nThe Supplier shall tell the Client before it stops.\n"
    )
    assert names(words) == ["Telephone Support", "Scale Calibration Services"]


def test_named_deliverables_are_all_that_is_delivered() -> None:
    words = (
        "# Deliverables\n\n- stock audit report\n- price list\n\n# Work\n\nThe Supplier shall host the ordering portal."
    )
    assert names(words) == ["stock audit report", "price list"]
