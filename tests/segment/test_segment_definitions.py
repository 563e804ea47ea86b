"""Defined terms."""

import pytest

from sowcheck.segment.definitions import definitions


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("This Statement of Work (“SOW”) is made on 1 May (the “Effective Date”).", ["SOW", "Effective Date"]),
        ("“Services” means the work. “Fees” shall mean the price.", ["Services", "Fees"]),
        ("Belmar Corporation (hereinafter referred to as BELMAR) and others", ["BELMAR"]),
        ('a firm (hereinafter called as the "Developer"), a group', ["Developer"]),
        ("Bellerive SAS (ci-après le « Client »)", ["Client"]),
        ("Musterwerk GmbH (nachfolgend „Auftraggeber“ genannt)", ["Auftraggeber"]),
        ("Contoso Ltd (“Contoso”, “we” or “us”)", ["Contoso", "we", "us"]),
        ("He said “go on” and (see clause 4) left.", []),
    ],
)
def test_terms_are_found_where_they_are_defined(text: str, terms: list[str]) -> None:
    assert [definition.term for definition in definitions(text)] == terms


def test_a_definition_stands_on_its_words() -> None:
    text = "The work (the “Services”) begins."
    (definition,) = definitions(text)
    assert definition.span.of(text) == "(the “Services”)"


def test_a_term_defined_twice_counts_with_its_first_place() -> None:
    (definition,) = definitions("one (the “Fee”) and two (the “Fee”)")
    assert definition.span.start == 4
