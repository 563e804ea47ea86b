"""How one document writes numbers, dates and currency."""

import pytest

from sowcheck.parse.conventions import decide, find_currency_evidence


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("Total 12.500,00 EUR and 1.234,56 EUR", ","),
        ("Total $12,500.00", "."),
        ("Prix 28 000,00 $", ","),
        ("Rabatt 7,5 %", ","),
        ("Fee EUR 12.500", ","),
        ("Fee EUR 12,500", "."),
        ("Honorar 950,50 NOK", ","),
        ("Honorar 12.500 NOK", ","),
        ("Honorar 12.500 CHF", ","),
        ("Fee 12,500 CAD", "."),
        ("Clause FAR 52.212 applies; call 703.605.257", "."),
        ("nothing here", "."),
    ],
)
def test_the_decimal_mark(text: str, mark: str) -> None:
    assert decide(text).decimal_mark == mark


@pytest.mark.parametrize(
    ("text", "day_first"),
    [
        ("from 24/09/2018 to 02/03/2019", True),
        ("from 09/24/2018 to 02/03/2019", False),
        ("Date (dd/mm/yyyy): 02/03/2019", True),
        ("Date (MM/DD/YYYY): 02/03/2019", False),
        ("dated 5 January 2019, ends 02/03/2020", True),
        ("dated January 5, 2019, ends 02/03/2020", False),
        ("The programme costs £500 plus VAT. Ends 02/03/2020", True),
        ("Acme LLC, Delaware. Ends 02/03/2020", False),
        ("as of the 5th day of March, 2019", False),
        ("", False),
    ],
)
def test_the_order_of_day_and_month(text: str, day_first: bool) -> None:
    assert decide(text).day_first is day_first


@pytest.mark.parametrize(
    ("text", "currency"),
    [
        ("Fee: $500", "USD"),
        ("All amounts are in Canadian dollars. Fee: $500, then $600", "CAD"),
        ("amounts are in CAD; $500", "CAD"),
        ("Fee AUD 500, then $600, $700", "AUD"),
        ("Price (EUR)\t500", "EUR"),
        ("Currency: GBP", "GBP"),
        ("£500 and £600, travel $50", "GBP"),
        ("Sydney, NSW. ABN 12 345. An Australian company. Fee $500", "AUD"),
        ("Delaware, California, New York. Sydney. Fee $500", "USD"),
        ("Oslo, Norge. Norsk lov. 500 kr", "NOK"),
        ("500 kr", None),
        ("All TRY statements are BAM", None),
        ("a Security Assessment Report (SAR), CAD drawings", None),
        ("nothing here", None),
    ],
)
def test_the_main_currency(text: str, currency: str | None) -> None:
    assert decide(text).currency == currency


def test_a_statement_about_another_cost_does_not_outweigh_the_documents_currency() -> None:
    text = "Customer pays cloud charges, in Singapore dollars. All amounts are in US Dollars. Fee $500."
    assert decide(text).currency == "USD"


def test_the_clearest_evidence_comes_first() -> None:
    text = "Fee $500. All amounts are in Canadian dollars."
    evidence = find_currency_evidence(text)
    assert evidence[0].words(text) == "All amounts are in Canadian dollars"
    assert [found.value for found in evidence] == ["CAD", "CAD"]
    assert evidence[1].words(text) == "$500"
