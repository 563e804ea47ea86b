"""Numbers in digits and words."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sowcheck.parse.conventions import Conventions
from sowcheck.parse.numbers import find_numbers, number_words, parse_number, read_digits

POINT = Conventions(decimal_mark=".")
COMMA = Conventions(decimal_mark=",", day_first=True)


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("twenty-three", "23"),
        ("Twenty Three", "23"),
        ("one hundred and eighty-four thousand", "184000"),
        ("nine thousand five hundred", "9500"),
        ("one and one-half", "1.5"),
        ("half", "0.5"),
        ("one-half", "0.5"),
        ("nineteen hundred ninety-nine", "1999"),
        ("a hundred", "100"),
        ("onehundred and ninety-four", "194"),
        ("TWO MILLION, ONE HUNDRED THOUSAND", "2100000"),
        ("zero", "0"),
    ],
)
def test_number_words_are_read(words: str, number: str) -> None:
    assert number_words(words) == Decimal(number)


@pytest.mark.parametrize("words", ["", "someone", "often", "five six", "nine lives", "hundred", "and", "thousand"])
def test_other_words_are_no_number(words: str) -> None:
    assert number_words(words) is None


@pytest.mark.parametrize(
    ("written", "point", "comma"),
    [
        ("1,234.56", "1234.56", "1234.56"),
        ("1.234,56", "1234.56", "1234.56"),
        ("1,234", "1234", "1.234"),
        ("1.234", "1.234", "1234"),
        ("12,50", "12.50", "12.50"),
        ("12.50", "12.50", "12.50"),
        ("12,34,567", "1234567", "1234567"),
        ("1.234.567", "1234567", "1234567"),
        ("184 000", "184000", "184000"),
        ("184\u00a0000,50", "184000.50", "184000.50"),
        ("1'250.50", "1250.50", "1250.50"),
        ("0.305", "0.305", "0.305"),
        (".06", "0.06", "0.06"),
    ],
)
def test_only_a_single_group_of_three_is_read_by_convention(written: str, point: str, comma: str) -> None:
    assert read_digits(written, ".") == Decimal(point)
    assert read_digits(written, ",") == Decimal(comma)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("up to five (5) reports", ["5"]),
        ("5 (five) days", ["5"]),
        ("six [4] months", ["6", "4"]),
        ("1-1/2 and 1 1/2 and 1½", ["1.5", "1.5", "1.5"]),
        ("1.5 million or 184k", ["1500000", "184000"]),
        ("a 5m cable", ["5"]),
        ("section 3.2.1, version v2.5, 24/7", []),
        ("room A12", []),
    ],
)
def test_numbers_in_text(text: str, numbers: list[str]) -> None:
    assert [found.value for found in find_numbers(text, POINT)] == [Decimal(number) for number in numbers]


def test_a_whole_cell_may_be_negative() -> None:
    assert parse_number("(1.250,00)", COMMA) == Decimal("-1250.00")
    assert parse_number("-12", POINT) == Decimal("-12")
    assert parse_number("12 apples", POINT) is None


def spelt(number: int) -> str:
    """The number in English words."""
    units = [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
    ]
    units += ["seventeen", "eighteen", "nineteen"]
    tens = ["_", "_", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
    if number < 20:
        return units[number]
    if number < 100:
        return tens[number // 10] + (f"-{units[number % 10]}" if number % 10 else "")
    for size, name in ((1_000_000, "million"), (1_000, "thousand"), (100, "hundred")):
        if number >= size:
            rest = f" {'and ' if size == 100 else ''}{spelt(number % size)}" if number % size else ""
            return f"{spelt(number // size)} {name}{rest}"
    raise AssertionError(number)


@given(st.integers(0, 999_999_999))
def test_every_spelt_number_is_read_back(number: int) -> None:
    assert number_words(spelt(number)) == number
    assert number_words(spelt(number).upper().replace("-", " ")) == number


@given(st.decimals(0, 10**9, places=2))
def test_grouped_digits_are_read_back_in_both_formats(number: Decimal) -> None:
    english = f"{number:,.2f}"
    assert read_digits(english, ".") == number
    assert read_digits(english.translate(str.maketrans(",.", ".,")), ",") == number
