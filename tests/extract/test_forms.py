"""A blank form bound into an agreement states none of its terms; a form that is filled in does."""

import pytest

from extract_builders import stated

AGREEMENT = (
    "# Services Agreement\n\n"
    'This Agreement is between Ostrava Foods Ltd (the "Client") and Bluefin Advisory LLC (the "Supplier").\n\n'
    "The Supplier shall host the stock portal of the Client and answer the calls of its stores in the night.\n\n"
    "Fees are invoiced quarterly.\n\n"
)
FORM = (
    "EXHIBIT C\n\n{title}\n\nThis order is made on [date] between the parties.\n\nThe price is {price}.\n\n"
    "The Client reimburses travel expenses at cost.\n"
)
TITLES = ["FORM OF STATEMENT OF WORK", "Sample SOW", "Work Order Template", "FORM OF CHANGE ORDER"]


@pytest.mark.parametrize("title", TITLES)
def test_a_blank_form_states_no_terms(title: str) -> None:
    paper = AGREEMENT + FORM.format(title=title, price="________")
    assert stated(paper, "expense.policy") == []
    assert stated(paper, "billing.frequency") == ["quarterly"]


def test_a_form_that_is_filled_in_states_its_terms() -> None:
    paper = AGREEMENT + FORM.format(title="FORM OF STATEMENT OF WORK", price="EUR 9,000").replace(
        "[date]", "4 May 2027"
    )
    assert stated(paper, "expense.policy") == ["at_cost"]


def test_the_next_exhibit_is_read_again() -> None:
    paper = (
        AGREEMENT + FORM.format(title="FORM OF SOW", price="________") + "\nEXHIBIT D\n\nPrices are exclusive of VAT.\n"
    )
    assert stated(paper, "expense.policy") == []
    assert stated(paper, "price.tax_treatment") == ["exclusive"]


def test_the_instructions_of_a_form_state_no_pricing_model() -> None:
    assert (
        stated(AGREEMENT + "Price: [insert hourly rates with a maximum or a fixed price]\n", "price.pricing_model")
        == []
    )
