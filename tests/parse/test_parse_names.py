"""Names of organisations."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sowcheck.parse.names import find_legal_names, same_name_score, strip_legal_form

FORMS = [
    "Inc.", "Inc", "LLC", "L.L.C.", "Ltd", "Ltd.", "Limited", "plc", "GmbH", "GmbH & Co. KG", "AG", "S.A.", "SA", "SAS", "B.V.",
    "BV", "N.V.", "ASA", "AB", "Oy", "Pty Ltd", "Pty. Ltd.", "LLP", "L.P.", "Corp.", "Corporation", "SE", "S.p.A.", "SpA",
    "S.r.l.", "Sp. z o.o.", "Pvt Ltd", "Pte. Ltd.", "K.K.", "ApS", "A/S", "S.A. de C.V.", "Kft.", "s.r.o.", "Ltée",
]  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
def test_each_legal_form_ends_a_name(form: str) -> None:
    name = f"Blue Harbour Data, {form}"
    text = f"made between {name} (the “Client”) and another"
    assert [found.value for found in find_legal_names(text)] == [name]
    assert strip_legal_form(name) == "Blue Harbour Data"
    assert same_name_score(name, "BLUE HARBOUR DATA") == 1.0


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "Delta (North) Power, LLC and Établissements Moulin SAS",
            ["Delta (North) Power, LLC", "Établissements Moulin SAS"],
        ),
        ("with the Bank of New Ely Corporation, a Delaware corporation", ["Bank of New Ely Corporation"]),
        ("between Acme Company Limited, and", ["Acme Company Limited"]),
        ("BETWEEN ACME INC. AND BETA LLC", ["ACME INC.", "BETA LLC"]),
        ("the accounts of Acme LLC.", ["Acme LLC"]),
        ("Services Agreement Between Acme Wireless, LLC", ["Acme Wireless, LLC"]),
        ("Data Norge AS, Oslo", ["Data Norge AS"]),
        ("The Company shall deliver", []),
        ("Expenses The Company shall bear", []),
        ("THIS AGREEMENT AS AMENDED", []),
        ("LIABILITY OF EITHER PARTY SHALL BE LIMITED TO FEES", []),
        ("Philadelphia, PA 19103 and Las Vegas, NV 89101", []),
        ("the Limited Warranty", []),
        ("under the Statement of Work. Company agrees", []),
    ],
)
def test_names_in_text(text: str, names: list[str]) -> None:
    assert [found.value for found in find_legal_names(text)] == names


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
