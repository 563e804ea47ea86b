"""A paper may call itself anything: its own name reads like "SOW"."""

import pytest

from extract_builders import stated


@pytest.mark.parametrize("name", ["SoS", "Call-Off", "Authorization", "Annexure"])
def test_a_term_of_the_paper_by_its_own_name_is_found(name: str) -> None:
    paper = (
        f"This Statement of Services (“{name}”) is between Ostrava Foods Ltd (the “Client”) and Bluefin Advisory LLC (the “Supplier”).\n\n"
        f"The {name} ends on 30 September 2027.\n\nThe price of the {name} is EUR 12,000.00.\n"
    )
    assert stated(paper, "schedule.end_date") == ["2027-09-30"]
    assert stated(paper, "price.services_total") == [{"amount": "12000.00", "currency": "EUR"}]
