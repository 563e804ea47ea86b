"""Service levels in prose: reaction times, service hours, intervals and failures, by whom they bind."""

import pytest

from extract_builders import stated

FIELD = "sla.targets"
FIRMS = (
    'This Agreement is between Ostrava Foods Ltd (the "Client") and Bluefin Advisory LLC (the "Supplier").\n\n'
    "# Operations\n\n"
)


@pytest.mark.parametrize(
    "words",
    [
        "The Supplier shall have an engineer on site within 48 hours of the call",
        "Any stop of the line must be addressed within a 10-, 20- or 30-day period depending on its grade",
        "The Supplier shall complete the label runs within 3 days of receiving the artwork",
        "The Supplier will maintain a 24 hour a day reporting desk for calls from the depots",
        "The Supplier shall be available for technical contact between the hours of 0700 and 1900",
        "The Supplier will scan the depot network monthly",
        "If an outage lasts more than four hours, the Supplier will provide a spare scanner line",
        "The notification shall be sent by e-mail within 12 hours of the stop",
        "The Services will be accessible to the depots eighteen hours a day, six days a week",
        "The Client shall receive a credit of one tenth of the monthly fees for each hour of interruption of the service",
    ],
)
def test_a_time_that_binds_the_supplier_is_a_service_level(words: str) -> None:
    assert stated(FIRMS + words + ".", FIELD) == [words]


@pytest.mark.parametrize(
    "words",
    [
        "The Client shall respond to each plan within 5 days.",
        "The Client will keep the gates open 24 hours a day for access.",
        "The Supplier shall respond to a change request within five business days.",
        "The Supplier shall correct a rejected Deliverable within ten days.",
        "The Supplier shall answer each invoice query within five days.",
        "Work outside the support hours is charged at 150 % of the rate.",
    ],
)
def test_times_of_the_buyer_of_changes_and_of_money_are_no_service_levels(words: str) -> None:
    assert stated(FIRMS + words, FIELD) == []
