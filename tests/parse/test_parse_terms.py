"""Payment terms."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sowcheck.parse.terms import find_net_days, find_payment_terms, parse_net_days


def net_days(text: str) -> list[int]:
    return [found.value for found in find_net_days(text)]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Net 30", 30),
        ("Net30", 30),
        ("NET 30 DAYS", 30),
        ("net thirty (30) days", 30),
        ("2/10 net 30", 30),
        ("2%10Net30", 30),
        ("2/10, n/45", 45),
        ("due on receipt", 0),
        ("Invoices are payable upon receipt of the invoice.", 0),
        ("Fees are payable immediately.", 0),
        ("Client will pay within thirty (30) days after receipt of a valid invoice.", 30),
        ("payable within 45 days of receipt", 45),
        ("thirty (30) days after Customer's receipt of the applicable invoice", 30),
        ("Payment due within 30 days", 30),
        ("Invoices are payable thirty (30) days net", 30),
        ("forty-five (45) days from the invoice date", 45),
        ("Payment terms are (30 days) after receipt of a correct invoice.", 30),
        ("Please pay each invoice within fourteen (14) days of its date.", 14),
        ("Customer shall pay such invoice in full within ten (10) days after its receipt", 10),
        ("Invoices are due 60 days from receipt.", 60),
        ("Payment terms: 30 days", 30),
        ("payment shall be made within two weeks of invoice", 14),
        ("zahlbar innerhalb von 30 Tagen nach Erhalt der Rechnung", 30),
        ("30 Tage netto", 30),
        ("paiement à 30 jours date de facture", 30),
        ("Paiement / Payment 45 jours date de facture", 45),
    ],
)
def test_each_phrase_gives_its_days(text: str, days: int) -> None:
    assert net_days(text) == [days]
    [found] = find_net_days(text)
    assert net_days(found.words(text)) == [days]


@pytest.mark.parametrize(
    "text",
    [
        "Customer may dispute an invoice within 10 days of receipt.",
        "either party may terminate on thirty (30) days notice",
        "Supplier will submit its invoice within 10 days of completion.",
        "accept or reject within 5 days of receipt",
        "the amounts paid in the twelve (12) month period before the claim",
        "interest on amounts unpaid 30 days past the due date",
        "net of taxes",
        "net 5%",
        "net 12 months",
        "net 1,000 units",
        "all sums become immediately due and payable",
        "all sums shall become due immediately",
        "payable upon receipt of the goods",
        "Postal code L4B 3N9",
    ],
)
def test_other_periods_are_no_payment_terms(text: str) -> None:
    assert net_days(text) == []


def test_business_days_are_found_but_are_no_net_days() -> None:
    text = "Client shall pay within 10 business days of receipt of the invoice."
    assert net_days(text) == []
    assert [found.value.unit for found in find_payment_terms(text)] == ["business_day"]


@pytest.mark.parametrize(
    ("value", "days"),
    [
        ("Net 45", 45),
        ("Net45", 45),
        ("NET_30", 30),
        ("net-60", 60),
        ("30", 30),
        ("30.0", 30),
        ("N30", 30),
        ("30 days", 30),
        ("45 Days Net", 45),
        ("Thirty (30) days", 30),
        ("2% 10, Net 30", 30),
        ("Due on Receipt", 0),
        ("Due upon receipt", 0),
        ("Immediate", 0),
        ("0", 0),
        ("EOM + 15", None),
        ("end of month + 15", None),
        ("10 business days", None),
        ("Prepaid", None),
        ("", None),
    ],
)
def test_a_whole_field(value: str, days: int | None) -> None:
    assert parse_net_days(value) == days


@given(
    st.integers(0, 365), st.sampled_from(["Net {}", "Net{}", "NET_{}", "net {} days", "{} days", "{}", "2/10 net {}"])
)
def test_every_picklist_spelling_is_read_back(days: int, form: str) -> None:
    assert parse_net_days(form.format(days)) == days
