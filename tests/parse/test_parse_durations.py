"""Lengths of time."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sowcheck.core.quantities import Duration
from sowcheck.parse.durations import find_durations


def durations(text: str) -> list[tuple[int, str]]:
    return [(found.value.count, found.value.unit) for found in find_durations(text)]


@pytest.mark.parametrize(
    ("written", "count", "unit"),
    [
        ("thirty (30) days", 30, "day"),
        ("(30) days", 30, "day"),
        ("5 business days", 5, "business_day"),
        ("20 Working Days", 20, "business_day"),
        ("two banking days", 2, "business_day"),
        ("three (3) months", 3, "month"),
        ("one-year", 1, "year"),
        ("twelve (12)-month", 12, "month"),
        ("two weeks", 2, "week"),
        ("18 months", 18, "month"),
        ("36-month", 36, "month"),
        ("sixty calendar days", 60, "day"),
        ("ten consecutive business days", 10, "business_day"),
        ("6 [six] months", 6, "month"),
        ("24 hours", 24, "hour"),
        ("one fortnight", 2, "week"),
        ("1.5 years", 18, "month"),
        ("3 month(s)", 3, "month"),
        ("two quarters", 2, "quarter"),
        ("30 jours", 30, "day"),
        ("10 jours ouvrables", 10, "business_day"),
        ("12 Monate", 12, "month"),
        ("15 Arbeitstagen", 15, "business_day"),
        ("6 maanden", 6, "month"),
    ],
)
def test_each_written_form_is_one_find(written: str, count: int, unit: str) -> None:
    text = f"the period of {written}, as agreed"
    [found] = find_durations(text)
    assert (found.value.count, found.value.unit) == (count, unit)
    assert found.words(text) == written


@pytest.mark.parametrize(
    "text",
    [
        "18 years of age",
        "24 hours a day",
        "40 hours per week",
        "five days a week",
        "from 0800 hours to 17.00 hours",
        "daily",
        "day 30",
        "milestone 3\tmonths",
        "3 monthly reports",
    ],
)
def test_ages_frequencies_and_times_are_no_durations(text: str) -> None:
    assert durations(text) == []


def test_a_contradiction_gives_both_values_over_one_span() -> None:
    found = find_durations("about six [4] months")
    assert [(each.value.count, each.start, each.end) for each in found] == [(6, 6, 20), (4, 6, 20)]


def test_an_article_counts_one_where_a_length_is_meant() -> None:
    assert durations("within a month") == [(1, "month")]
    assert durations("a term of a year") == [(1, "year")]
    assert durations("$500 a month") == []


@given(
    st.integers(1, 400),
    st.sampled_from(["hour", "day", "week", "month", "quarter", "year"]),
    st.sampled_from(["{} {}s", "{}-{}", "({}) {}s", "{}\u00a0{}(s)"]),
)
def test_a_written_length_is_found_again(count: int, unit: str, form: str) -> None:
    text = f"It lasts {form.format(count, unit)} in all."
    [found] = find_durations(text)
    assert found.value == Duration.model_validate({"count": count, "unit": unit})
    assert [each.value for each in find_durations(found.words(text))] == [found.value]
