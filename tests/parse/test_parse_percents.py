"""Percentages and interest."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sowcheck.parse.conventions import Conventions
from sowcheck.parse.percents import find_interest, find_percents

US = Conventions()


@pytest.mark.parametrize(
    ("written", "points"),
    [
        ("10%", "10"),
        ("10 percent", "10"),
        ("ten ( 10% ) percent", "10"),
        ("seventy percent (70%)", "70"),
        ("fifteen (15%) percent", "15"),
        ("five (5) percent", "5"),
        ("five (5%)", "5"),
        ("1-1/2%", "1.5"),
        ("one and one-half percent (1.5%)", "1.5"),
        ("7,5 %", "7.5"),
        ("2.5 per cent", "2.5"),
        ("50 %", "50"),
        ("10 Prozent", "10"),
        ("5 pour cent", "5"),
    ],
)
def test_each_written_form_is_one_find(written: str, points: str) -> None:
    text = f"a share of {written}; more"
    [found] = find_percents(text, US)
    assert found.value.points == Decimal(points)
    assert found.words(text) == written


@pytest.mark.parametrize("text", ["100 people", "ten ($10) dollars", "the percent of work", "[***]%", "five"])
def test_what_is_no_percentage(text: str) -> None:
    assert find_percents(text, US) == []


def test_words_and_figures_that_disagree_are_both_found() -> None:
    assert [found.value.points for found in find_percents("ten percent (15%)", US)] == [10, 15]


@given(st.decimals(0, 100, places=2), st.sampled_from(["{}%", "{} %", "{} percent", "{} per cent", "({}%)"]))
def test_a_written_percentage_is_found_again(points: Decimal, form: str) -> None:
    text = f"holds back {form.format(points)} until then"
    [found] = find_percents(text, US)
    assert found.value.points == points
    assert [each.value for each in find_percents(found.words(text), US)] == [found.value]


@pytest.mark.parametrize(
    ("text", "percent", "per", "words"),
    [
        ("at 1.5% per month, or less", "1.5", "month", "1.5% per month"),
        ("charges of 1-1/2% per month", "1.5", "month", "1-1/2% per month"),
        ("8 % p.a.", "8", "year", "8 % p.a."),
        ("12% per annum", "12", "year", "12% per annum"),
        ("eighteen percent (18%) per annum", "18", "year", "eighteen percent (18%) per annum"),
        ("a monthly rate of 1.5% then", "1.5", "month", "monthly rate of 1.5%"),
        ("interest at an annual interest rate of 8%", "8", "year", "annual interest rate of 8%"),
        ("1% of the outstanding balance per month", "1", "month", "1% of the outstanding balance per month"),
        ("2% monthly", "2", "month", "2% monthly"),
        ("4% a year above base rate", "4", "year", "4% a year"),
    ],
)
def test_interest_with_its_period(text: str, percent: str, per: str, words: str) -> None:
    [found] = find_interest(text, US)
    assert (found.value.percent, found.value.per) == (Decimal(percent), per)
    assert found.words(text) == words
    assert [each.value for each in find_interest(words, US)] == [found.value]


@pytest.mark.parametrize("text", ["10% of the fees", "50% of the monthly fee", "99% uptime", "20% due at signature"])
def test_a_share_is_no_interest(text: str) -> None:
    assert find_interest(text, US) == []
