"""Hours that count are the hours of the policy's calendar, and the inverse of its deadlines."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sowcheck.core.service_levels import ServiceLevels
from sowcheck.gate.deadlines import _later
from sowcheck.gate.working_time import counted_hours, local_day

FRIDAY = dt.datetime(2026, 6, 5, 20, tzinfo=dt.UTC)
OSLO = ServiceLevels(weekends=False, time_zone="Europe/Oslo", days_off=(dt.date(2026, 6, 8),))
ALWAYS = ServiceLevels()


@pytest.mark.parametrize(
    ("start", "hours_later", "levels", "counted"),
    [
        (FRIDAY, 3, ALWAYS, 3),
        (FRIDAY, 72, ALWAYS, 72),
        # Friday ends at 22:00 UTC in Oslo; Saturday, Sunday and the Monday off do not count.
        (FRIDAY, 2, OSLO, 2),
        (FRIDAY, 3, OSLO, 2),
        (FRIDAY, 24 * 3 + 2, OSLO, 2),
        (FRIDAY, 24 * 4, OSLO, 24),
    ],
)
def test_weekends_and_days_off_do_not_count_where_the_policy_says_so(
    start: dt.datetime, hours_later: float, levels: ServiceLevels, counted: float
) -> None:
    assert counted_hours(start, start + dt.timedelta(hours=hours_later), levels) == pytest.approx(counted)


def test_the_day_on_which_the_clocks_change_has_an_hour_less() -> None:
    before, after = dt.datetime(2026, 3, 28, 23, tzinfo=dt.UTC), dt.datetime(2026, 3, 29, 22, tzinfo=dt.UTC)
    levels = ServiceLevels(weekends=True, time_zone="Europe/Oslo", days_off=(dt.date(2026, 3, 28),))
    assert counted_hours(before - dt.timedelta(hours=5), after, levels) == pytest.approx(23)


def test_a_day_is_the_local_one() -> None:
    assert local_day(dt.datetime(2026, 6, 1, 23, 30, tzinfo=dt.UTC), OSLO) == dt.date(2026, 6, 2)


def test_time_does_not_run_backwards() -> None:
    assert counted_hours(FRIDAY, FRIDAY - dt.timedelta(hours=1), ALWAYS) == 0


@given(
    start=st.datetimes(dt.datetime(2026, 1, 1), dt.datetime(2026, 12, 1), timezones=st.just(dt.UTC)),  # noqa: DTZ001
    hours=st.decimals(min_value="0.1", max_value=400, places=1),
    levels=st.sampled_from([ALWAYS, OSLO, ServiceLevels(weekends=False, time_zone="America/New_York")]),
)
def test_until_a_deadline_as_many_hours_count_as_it_gives(
    start: dt.datetime, hours: Decimal, levels: ServiceLevels
) -> None:
    assert counted_hours(start, _later(start, hours, levels), levels) == pytest.approx(float(hours))
