"""Two readings of one file are held together line by line, then word by word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sowcheck.core.spans import Span
from sowcheck.ingest.alignment import align

TEXTS = st.lists(st.text(alphabet="ab 1.\t", max_size=12), max_size=6).map("\n".join)


@given(TEXTS, TEXTS)
def test_what_lies_between_edits_is_the_same_on_both_sides(text: str, other: str) -> None:
    place = other_place = 0
    for edit in align(text, other).edits:
        assert text[place : edit.text_start] == other[other_place : edit.source_start]
        place, other_place = edit.text_end, edit.source_end
    assert text[place:] == other[other_place:]


@given(TEXTS)
def test_a_text_is_itself(text: str) -> None:
    assert not list(align(text, text).edits)


@pytest.mark.parametrize(
    ("text", "other", "words", "found"),
    [
        ("Pay in 60 days.", "Pay in 30 days.", "60 days", "30 days"),
        ("Fee: 10.\nTerm: 60.\nEnd.", "Fee: 10.\nCap: 5.\nTerm: 30.\nEnd.", "Term: 60.", "Term: 30."),
        ("Architect\t1,400.00\nAnalyst\t900.00", "Architect\t1,200.00\nTester\t700.00\nAnalyst\t900.00", "Architect\t1,400.00", "Architect\t1,200.00"),
        ("A pays in 60 days.\nB follows.", "A pays in 30 days.\nThe cap is 5.\nB follows.", "A pays in 60 days.", "A pays in 30 days."),
    ],
    ids=["word", "line taken away before it", "row taken away after it", "line taken away after it"],
)  # fmt: skip
def test_a_changed_line_leads_to_its_other_form_and_no_further(text: str, other: str, words: str, found: str) -> None:
    start = text.index(words)
    place = align(text, other).to_source(Span(start=start, end=start + len(words)))
    assert other[slice(*place)] == found


def test_a_line_that_stands_on_one_side_only_leads_nowhere() -> None:
    start, end = align("One.\nTwo is new.\nThree.", "One.\nThree.").to_source(Span(start=5, end=16))
    assert start == end


def test_a_very_long_line_is_compared_as_a_whole() -> None:
    text, other = "a b " * 3000, "b a " * 3000
    assert len(align(text, other).edits) == 1


def test_of_a_thousand_changed_lines_each_leads_to_its_other_form() -> None:
    def lines(days: str, more: str) -> list[str]:
        return [f"Item {place} is due within {days} days of request {place}{more}" for place in range(1000)]

    text, other = lines("ten", "."), lines("five", " or notice.")
    del other[400:410], text[700:705]
    found = align("\n".join(text), "\n".join(other))
    start = "\n".join(text).index("Item 600 is")
    place = found.to_source(Span(start=start, end=start + len(text[600])))
    assert "\n".join(other)[slice(*place)] == "Item 600 is due within five days of request 600 or notice."
