"""Two looks at a page: what they read differently is in doubt, and the numbers of clauses tell each other."""

import pytest

from sowcheck.ingest.ocr.found import SeenWord
from sowcheck.ingest.ocr.second import compared


def seen(text: str, x: float = 100, y: float = 100, confidence: float = 0.9, wide: float = 40) -> SeenWord:
    return SeenWord(text, x, y, x + wide, y + 10, y + 9, 10, confidence)


def both(first: str, second: str, one: float = 0.9, two: float = 0.9) -> tuple[str, str, float]:
    (word,) = compared([seen(first, confidence=one)], [seen(second, confidence=two)])
    return word.text, word.other, word.confidence


@pytest.mark.parametrize(
    ("first", "second", "text", "other"),
    [
        ("184,000.00", "184,000.00", "184,000.00", ""),
        ("184,000.00.", "184,000.00", "184,000.00.", ""),
        ("184,000.00", "164,000.00", "184,000.00", "164,000.00"),
        ("l84,OOO.00", "184,000.00", "184,000.00", "l84,OOO.00"),
        ("2-1", "2.1", "2.1", "2-1"),
        ("supplier", "suppller", "supplier", ""),
        ("EUR36", "EUR86", "EUR36", "EUR86"),
    ],
)
def test_a_figure_is_what_the_looks_make_most_likely_and_keeps_what_the_other_says(
    first: str, second: str, text: str, other: str
) -> None:
    assert both(first, second)[:2] == (text, other)


def test_the_surer_of_two_figures_is_taken() -> None:
    assert both("14,500", "14,600", 0.6, 0.95) == ("14,600", "14,500", 0.95)


def test_looks_that_agree_are_as_sure_as_the_surer() -> None:
    assert both("45", "45", 0.55, 0.95) == ("45", "", 0.95)


def test_a_figure_that_a_second_look_does_not_find_is_in_doubt() -> None:
    (word,) = compared([seen("45")], [])
    assert (word.text, word.other) == ("45", "?")


def test_what_only_the_second_look_finds_is_added_where_it_is_sure() -> None:
    first = [seen("The", 100), seen("fee", 150)]
    second = [
        seen("2.", 60, wide=12),
        seen("The", 100),
        seen("fee", 150),
        seen("ee", 300, confidence=0.3),
        seen("~", 400),
    ]
    assert [word.text for word in compared(first, second)] == ["The", "fee", "2."]


def clauses(*numbers: str) -> list[str]:
    """What becomes of numbers in the margin, each before a line of words."""
    first = []
    for row, number in enumerate(numbers):
        first += [seen(number, 50, 100 + 20 * row, wide=15), seen("words", 90, 100 + 20 * row)]
    return [word.text for word in compared(first, first) if word.x0 == 50]


def test_a_number_in_the_margin_with_the_digits_of_the_next_clause_is_that_clause() -> None:
    assert clauses("2.3", "24", "2:5", "2-6", "3", "31") == ["2.3", "2.4", "2.5", "2.6", "3", "3.1"]


def test_a_number_that_follows_no_clause_stays_as_it_was_read() -> None:
    assert clauses("2.3", "25", "1999") == ["2.3", "25", "1999"]


def test_a_number_inside_a_sentence_is_no_clause() -> None:
    line = [seen("24", 50, 120, wide=15), seen("users", 68, 120)]
    before = [seen("2.3", 50, 100, wide=15), seen("words", 90, 100)]
    assert [word.text for word in compared(before + line, before + line)] == ["2.3", "words", "24", "users"]
