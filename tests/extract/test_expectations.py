"""Assumptions in prose: what is estimated, expected, conceded, adjusted, or not provided."""

import pytest

from extract_builders import stated

FIELD = "scope.assumptions"
FIRMS = 'This Agreement is between Ostrava Foods Ltd (the "Client") and Bluefin Advisory LLC (the "Supplier").\n\n# Plan\n\n'


@pytest.mark.parametrize(
    "words",
    [
        "The dates of the depot visits are tentative and subject to change",
        "This schedule may change with the harvest",
        "The Supplier estimates that this audit will take nine weeks",
        "It is expected that each depot sends two clerks",
        "The start of the second audit is contingent upon the harvest report",
        "Training outside the plan is subject to the availability of trainers",
        "Core working hours shall be 8:00 to 16:00 local time",
        "The work will be carried out in three-week iterations",
        "A change of the label format may result in changes to the fees and the timeline",
        "The monthly fee shall be subject to appropriate adjustment for new depots",
        "Hours may be reallocated between depots provided that the total is kept",
        "No other scanners will be provided by the Client",
        "The Client will provide no translators",
        "No work on the labels will start before the deposit has arrived",
        "The launch date shall be after the Client has delivered the new scales",
        "The time spent on monthly summaries shall be deemed time worked on the audit",
        "There is no guarantee that any minimum number of calls will come in",
        "The new posters shall be based on the existing pictures of the stores",
        "The configuration of the scanners is the same as that of the spring audit",
        "Delayed delivery of the labels shall not be considered a breach provided that the Supplier told the Client in time",
        "Use of the portal in further stores is subject to the payment of additional fees",
    ],
)
def test_a_sentence_that_hedges_expects_or_adjusts_is_an_assumption(words: str) -> None:
    assert stated(FIRMS + words + ".", FIELD) == [words]


@pytest.mark.parametrize(
    ("words", "assumption"),
    [
        (
            "The Client acknowledges and agrees that there will be short outages of the scanners.",
            "there will be short outages of the scanners",
        ),
        (
            "Based on the current pallet counts, the Supplier will visit each depot twice.",
            "Based on the current pallet counts",
        ),
    ],
)
def test_what_is_conceded_and_what_a_plan_is_based_on_stand_without_the_rest(words: str, assumption: str) -> None:
    assert stated(FIRMS + words, FIELD) == [assumption]


@pytest.mark.parametrize(
    "words",
    [
        "The Client acknowledges that the Supplier owns the specifications under copyright law.",
        "The Client acknowledges that it shall keep the schedules in a safe.",
        "The parties shall negotiate in good faith an equitable adjustment of the fees.",
        "The Supplier is expected to follow the yard manual.",
        "Each offeror estimates that the audit will take nine weeks.",
    ],
)
def test_law_duties_and_bids_are_no_assumptions(words: str) -> None:
    assert stated(FIRMS + words, FIELD) == []


def test_facts_below_what_the_buyer_understands_are_assumptions() -> None:
    words = "It is understood by the Client that:\n\n- the scanner network is adequate for two shifts\n- the Supplier shall label pallets\n"
    assert stated(FIRMS + words, FIELD) == ["the scanner network is adequate for two shifts"]
