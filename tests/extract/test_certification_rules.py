"""What the supplier and its people must hold or pass: certifications, accreditations, clearances, checks."""

import pytest

from extract_builders import stated

PARTIES = (
    "This Statement of Work is between Alder Bank plc (the “Client”) and Birch Consulting Ltd (the “Supplier”).\n\n"
)
FIELD = "staffing.certifications"


@pytest.mark.parametrize(
    ("words", "held"),
    [
        ("The Lead Engineer shall hold a current Elmsoft Certified Builder certification.",
         ["Elmsoft Certified Builder certification"]),
        ("Our lead holds the CISSP, our tester the OSCP.", ["CISSP", "OSCP"]),
        ("All personnel will complete HIPAA training and a ten-year criminal background check.",
         ["HIPAA training", "ten-year criminal background check"]),
        ("The engagement of personnel is contingent on a satisfactory background check.", ["satisfactory background check"]),
        ("The Supplier keeps its ISO/IEC 27001 certificate valid.", ["ISO/IEC 27001 certificate"]),
        ("The Client requires the services of FedRAMP accredited 3PAOs.", ["FedRAMP accredited 3PAOs"]),
        ("Clearances: Working with Children Check, for visits to schools\n", ["Working with Children Check"]),
    ],
)  # fmt: skip
def test_what_must_be_held_or_passed_is_a_certification(words: str, held: list[str]) -> None:
    assert stated(PARTIES + words, FIELD) == held


@pytest.mark.parametrize(
    "words",
    [
        "The Supplier shall send a certificate of insurance.",
        "The books are inspected by an independent certified public accountant.",
        "The Supplier shall keep copies of background screening documentation.",
        "The change goes to assessment by a Third Party Assessment Organization.",
        "The staff may receive training directly from the Supplier at its normal training fees.",
        "The Client gives notice by certified mail.",
    ],
)
def test_papers_that_nobody_on_the_team_must_hold(words: str) -> None:
    assert stated(PARTIES + words, FIELD) == []
