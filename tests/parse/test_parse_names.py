"""Names of organisations."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sowcheck.parse.names import same_name_score, strip_legal_form

FORMS = [
    "Inc.", "Inc", "LLC", "L.L.C.", "Ltd", "Ltd.", "Limited", "plc", "GmbH", "GmbH & Co. KG", "AG", "S.A.", "SA", "SAS", "B.V.",
    "BV", "N.V.", "ASA", "AB", "Oy", "Pty Ltd", "Pty. Ltd.", "LLP", "L.P.", "Corp.", "Corporation", "SE", "S.p.A.", "SpA",
    "S.r.l.", "Sp. z o.o.", "Pvt Ltd", "Pte. Ltd.", "K.K.", "ApS", "A/S", "S.A. de C.V.", "Kft.", "s.r.o.", "Ltée",
]  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
def test_each_legal_form_ends_a_name(form: str) -> None:
    name = f"Blue Harbour Data, {form}"
    assert strip_legal_form(name) == "Blue Harbour Data"
    assert same_name_score(name, "BLUE HARBOUR DATA") == 1.0


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Acme Inc", "ACME, Incorporated"),
        ("Établissements Moulin SAS", "Etablissements Moulin"),
        ("Smith & Sons", "Smith and Sons Ltd."),
        ("The Acme Group, L.P.", "Acme Group"),
        ("O\u2019Brien Data LLC", "O'Brien Data"),
        ("DataWorks", "Data Works, Inc."),
    ],
)
def test_spellings_of_one_name_score_one(first: str, second: str) -> None:
    assert same_name_score(first, second) == 1.0


def test_different_names_score_below_a_likely_match() -> None:
    assert same_name_score("Acme", "Acme Holdings Europe") < 0.8
    assert same_name_score("Foo LLC", "Bar LLC") < 0.5
    assert same_name_score("", "Acme") == 0.0
    assert 0.85 < same_name_score("Northwind Traders", "Nordwind Traders") < 1.0


@given(st.text(max_size=30), st.text(max_size=30))
def test_the_score_is_symmetric_and_within_bounds(first: str, second: str) -> None:
    score = same_name_score(first, second)
    assert 0.0 <= score <= 1.0
    assert score == same_name_score(second, first)
