"""Exclusions in prose: work that the supplier is freed from, that is kept for later, or that errors of others cause."""

import pytest

from extract_builders import stated

FIELD = "scope.exclusions"
FIRMS = 'This Agreement is between Ostrava Foods Ltd (the "Client") and Bluefin Advisory LLC (the "Supplier").\n\n# Work\n\n'


@pytest.mark.parametrize(
    "words",
    [
        "The Supplier shall not be required to move any machine",
        "The Supplier has no obligation to translate the labels",
        "The Supplier is not responsible for cleaning the silos",
        "The Supplier will not install sensors in the cold store",
        "The pallet scanner app will run on tablets for phase 1 but will later run on phones",
        "Only the northern depots are connected in phase 1",
        "Any additional training services need a separate written agreement",
        "Nothing in this agreement obliges the Supplier to watch the gates at night",
        "Support is limited to the portal and not the scales of the stores",
    ],
)
def test_work_that_the_supplier_is_freed_from_is_excluded(words: str) -> None:
    assert stated(FIRMS + words + ".", FIELD) == [words]


@pytest.mark.parametrize(
    "words",
    [
        "The Supplier shall not disclose the recipes.",
        "The Supplier shall not be responsible for delays of the carrier.",
        "The Supplier is not liable for lost profits.",
        "The Client is not responsible for the tools of the Supplier.",
        "The Supplier shall, at no cost to the Client, replace a broken sensor.",
        "The Supplier shall not provide the recipes without the consent of the Client.",
    ],
)
def test_a_ban_a_liability_and_what_the_buyer_need_not_do_are_no_exclusions(words: str) -> None:
    assert stated(FIRMS + words, FIELD) == []


def test_items_below_what_the_supplier_need_not_do_are_excluded() -> None:
    words = "The Supplier will not be required to handle any of the following:\n\n- Host the label archive\n- Print labels\n"
    assert stated(FIRMS + words, FIELD) == ["Host the label archive", "Print labels"]


def test_an_exclusion_ends_where_a_suggestion_begins() -> None:
    words = "Printing is not included in this contract, but we suggest a yearly plan for it."
    assert stated(FIRMS + words, FIELD) == ["Printing is not included in this contract"]


def test_errors_caused_by_the_buyer_are_excluded() -> None:
    words = "The Supplier corrects errors provided that the error is not caused by changes of the Client."
    assert stated(FIRMS + words, FIELD) == ["provided that the error is not caused by changes of the Client"]


def test_actions_that_share_their_object_are_one_exclusion() -> None:
    words = "The scope of the services is limited to the portal, and does not include tuning, testing or repair of other machines."
    assert stated(FIRMS + words, FIELD) == ["tuning, testing or repair of other machines"]


def test_things_that_stand_alone_are_excluded_one_by_one() -> None:
    words = "The Supplier does not provide spare scanners, label paper or ink ribbons."
    assert stated(FIRMS + words, FIELD) == ["spare scanners", "label paper", "ink ribbons"]


def test_a_firm_without_a_defined_term_goes_by_the_first_word_of_its_name() -> None:
    paper = (
        'This Hosting Agreement is made by Ostrava Foods Ltd (the "Client") and Bluefin Advisory LLC.\n\n# Work\n\n'
        "Bluefin shall host the portal.\n\nBluefin does not provide phone lines to the stores."
    )
    assert stated(paper, FIELD) == ["Bluefin does not provide phone lines to the stores"]


def test_what_is_mended_at_an_extra_charge_is_no_part_of_the_work() -> None:
    words = "The Supplier may charge its usual rates for repairs that result from:\n\n- scales left in the rain\n- labels of other makers\n"
    assert stated(FIRMS + words, FIELD) == ["scales left in the rain", "labels of other makers"]
