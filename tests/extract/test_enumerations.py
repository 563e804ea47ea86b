"""Enumerations in prose come apart only if their parts are parallel."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sowcheck.extract.lists.grammar.enumerations import split


def parts(words: str) -> list[str]:
    """The words of the parts."""
    return [words[start:end] for start, end in split(words)]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("hosting, printing and data entry", ["hosting", "printing", "data entry"]),
        (
            "the mobile app, the hosting, and the migration of old claims",
            ["the mobile app", "the hosting", "the migration of old claims"],
        ),
        (
            "(i) the assets module, (ii) trading partners, or (iii) network equipment",
            ["the assets module", "trading partners", "network equipment"],
        ),
        (
            "stage design; purchase of credits; and changes to gates.",
            ["stage design", "purchase of credits", "changes to gates"],
        ),
        ("that the site is open and that the team has badges", ["the site is open", "the team has badges"]),
        ("a plan by June 22, 2026, a report and a guide", ["a plan by June 22, 2026", "a report", "a guide"]),
        (
            "review, testing of systems whose owner agreed, or certification",
            ["review", "testing of systems whose owner agreed", "certification"],
        ),
        ("to install sensors nor to operate the model", ["to install sensors", "to operate the model"]),
    ],
)
def test_parallel_parts_come_apart(words: str, expected: list[str]) -> None:
    assert parts(words) == expected


@pytest.mark.parametrize(
    "words",
    [
        "the search and replacement of parts",
        "data cleansing",
        "install or calibrate sensors",
        "five rounds, including two on site",
        "",
    ],
)
def test_what_is_no_enumeration_stays_whole(words: str) -> None:
    assert parts(words) == []


@given(st.text(alphabet="abc ,;()and that12\n", max_size=120))
def test_parts_lie_inside_the_words_in_order_and_never_overlap(words: str) -> None:
    places = split(words)
    assert all(0 <= start < end <= len(words) for start, end in places)
    assert all(before[1] <= after[0] for before, after in pairwise(places))
