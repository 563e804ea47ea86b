"""Dates and the document's conventions for them."""

import datetime as dt

import pytest
from babel.dates import format_date
from hypothesis import given
from hypothesis import strategies as st

from sowcheck.parse.conventions import Conventions
from sowcheck.parse.dates import find_dates

MONTH_FIRST = Conventions()
DAY_FIRST = Conventions(decimal_mark=",", day_first=True)


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("January 5, 2009", "2009-01-05"),
        ("5 January 2009", "2009-01-05"),
        ("5th Day of March, 2019", "2019-03-05"),
        ("26th day of March 2020", "2020-03-26"),
        ("1 st day of May, 2006", "2006-05-01"),
        ("first day of May, 2006", "2006-05-01"),
        ("twenty-sixth day of March 2020", "2020-03-26"),
        ("30t h day of March 2020", "2020-03-30"),
        ("January 1st, 2019", "2019-01-01"),
        ("09/24/2018", "2018-09-24"),
        ("24/09/2018", "2018-09-24"),
        ("2/7/08", "2008-02-07"),
        ("2/7/98", "1998-02-07"),
        ("2026-06-01", "2026-06-01"),
        ("2026/06/01", "2026-06-01"),
        ("2026-06-01T12:30:00.000Z", "2026-06-01"),
        ("01.06.2026", "2026-06-01"),
        ("12-May-2026", "2026-05-12"),
        ("12-May-26", "2026-05-12"),
        ("Sept. 5, 2020", "2020-09-05"),
        ("12 mai 2026", "2026-05-12"),
        ("1er juillet 2026", "2026-07-01"),
        ("31 décembre 2026", "2026-12-31"),
        ("12. März 2026", "2026-03-12"),
        ("3 maart 2026", "2026-03-03"),
        ("1 de julio de 2026", "2026-07-01"),
        ("4 giugno 2026", "2026-06-04"),
        ("MARCH 5, 2020", "2020-03-05"),
        ("June 1, '26", "2026-06-01"),
        ("3rd day of April, A.D. 2020", "2020-04-03"),
        ("5 mar 2000", "2000-03-05"),
        ("1 ago 2000", "2000-08-01"),
        ("29 February 2024", "2024-02-29"),
    ],
)
def test_each_written_form_is_found_with_all_its_words(written: str, date: str) -> None:
    text = f"It begins on {written} and goes on."
    [found] = find_dates(text, MONTH_FIRST)
    assert found.value == dt.date.fromisoformat(date)
    assert found.words(text) == written


@pytest.mark.parametrize(
    "text",
    [
        "June 2026",
        "31 February 2026",
        "02/30/2026",
        "29 February 2023",
        "section 1.2.10",
        "3.1.2010.4",
        "24/7/365",
        "the first of the month",
        "May 5",
        "12-14 weeks",
        "____ day of ____, 20__",
        "30 days ago 2026",
        "set 5, 2020",
    ],
)
def test_an_incomplete_or_impossible_date_is_none(text: str) -> None:
    assert find_dates(text, MONTH_FIRST) == []


def test_the_document_decides_an_ambiguous_order() -> None:
    assert [found.value for found in find_dates("02/03/2026", MONTH_FIRST)] == [dt.date(2026, 2, 3)]
    assert [found.value for found in find_dates("02/03/2026", DAY_FIRST)] == [dt.date(2026, 3, 2)]


@pytest.mark.parametrize("text", ["06/01/2026-05/31/2027", "2026-06-01/2027-05-31", "06/01/2026 to 05/31/2027"])
def test_a_range_gives_both_dates(text: str) -> None:
    assert [found.value for found in find_dates(text, MONTH_FIRST)] == [dt.date(2026, 6, 1), dt.date(2027, 5, 31)]


def test_a_part_above_twelve_overrules_the_document() -> None:
    assert [found.value for found in find_dates("24/09/2018", MONTH_FIRST)] == [dt.date(2018, 9, 24)]
    assert [found.value for found in find_dates("09/24/2018", DAY_FIRST)] == [dt.date(2018, 9, 24)]


@given(
    st.dates(dt.date(1970, 1, 1), dt.date(2069, 12, 31)),
    st.sampled_from(["en_US", "en_GB", "fr", "de", "nl", "es", "it", "sv", "da"]),
    st.sampled_from(["long", "medium"]),
)
def test_a_date_in_the_style_of_a_locale_is_found_again(date: dt.date, locale: str, width: str) -> None:
    written = format_date(date, width, locale)
    text = f"signed {written}; thereafter"
    found = find_dates(text, DAY_FIRST if locale != "en_US" else MONTH_FIRST)
    assert [each.value for each in found] == [date]
    assert [each.value for each in find_dates(found[0].words(text), DAY_FIRST)] == [date]


@given(st.dates(dt.date(1970, 1, 1), dt.date(2069, 12, 31)), st.sampled_from("/-."), st.booleans())
def test_a_numeric_date_is_read_in_the_documents_order(date: dt.date, mark: str, short: bool) -> None:
    year = f"{date.year % 100:02}" if short else str(date.year)
    european = mark.join((f"{date.day:02}", f"{date.month:02}", year))
    assert [each.value for each in find_dates(european, DAY_FIRST)] == [date]
    if mark != ".":
        american = mark.join((f"{date.month:02}", f"{date.day:02}", year))
        assert [each.value for each in find_dates(american, MONTH_FIRST)] == [date]
