"""Acceptance criteria outside an acceptance clause: standards of work products, and what acceptance rests on."""

import pytest

from extract_builders import stated

FIELD = "acceptance.criteria"
FIRMS = 'This Agreement is between Ostrava Foods Ltd (the "Client") and Bluefin Advisory LLC (the "Supplier").\n\n# Work\n\n'


@pytest.mark.parametrize(
    "words",
    [
        "The label software must comply with the Ostrava print guidelines",
        "Each weekly report shall meet all of the requirements of the cold chain manual",
        "The scanner app must be compatible with the handhelds of the depots",
        "The Supplier shall ensure that the portal is free from broken links",
        "Acceptance of the pallet plans will be contingent on the approval of the yard master",
        "The Supplier shall perform the audits to the satisfaction of the Client",
        "The Supplier is expected to pass every inspection of the yard master",
        "The finished files must meet the print standards of the Client",
        "The last release goes live once all load tests are passed",
    ],
)
def test_a_standard_that_work_must_meet_is_a_criterion(words: str) -> None:
    assert stated(FIRMS + words + ".", FIELD) == [words]


@pytest.mark.parametrize(
    "words",
    [
        "The Supplier shall comply with all applicable laws.",
        "The portal will be accessible to the Supplier on weekdays.",
        "The Client must comply with the Ostrava print guidelines.",
        "The Supplier warrants that the software shall be free from defects.",
        "The software need not comply with the Ostrava print guidelines.",
    ],
)
def test_obeying_the_law_access_and_warranties_are_no_criteria(words: str) -> None:
    assert stated(FIRMS + words, FIELD) == []


def test_each_sentence_of_a_cell_of_standards_is_a_criterion_and_the_method_of_review_is_none() -> None:
    table = (
        "# Quality\n\n| Result | Performance standard | Acceptable quality level |\n|---|---|---|\n"
        "| Labels | Every label shows its lot. No label is smudged. | At most 2 misprints in 1,000 |\n"
        "| Plans | Plans follow the yard manual | Combination of manual review and sampling |\n"
    )
    assert stated(FIRMS + table, FIELD) == [
        "Every label shows its lot",
        "No label is smudged",
        "At most 2 misprints in 1,000",
        "Plans follow the yard manual",
    ]


def test_what_rejected_work_fails_to_conform_to_is_a_criterion() -> None:
    words = "If a deliverable does not materially conform to the label specifications, the Client may reject it."
    assert stated(FIRMS + words, FIELD) == ["materially conform to the label specifications"]
