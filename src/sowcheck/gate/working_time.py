"""How much time that counts lies between two moments, by the calendar of the policy's service levels."""

import datetime as dt
from zoneinfo import ZoneInfo

from sowcheck.core.service_levels import ServiceLevels


def counted_hours(start: dt.datetime, end: dt.datetime, levels: ServiceLevels) -> float:
    """Hours from `start` to `end` without weekends and days off, where the policy leaves these out; never below zero."""
    if end <= start:
        return 0.0
    if levels.weekends and not levels.days_off:
        return (end - start).total_seconds() / 3600
    zone, total, moment = ZoneInfo(levels.time_zone), dt.timedelta(), start.astimezone(dt.UTC)
    while moment < end:
        day = local_day(moment, levels)
        midnight = dt.datetime.combine(day + dt.timedelta(days=1), dt.time(), zone).astimezone(dt.UTC)
        until = min(midnight, end)
        if counts(day, levels):
            total += until - moment
        moment = until
    return total.total_seconds() / 3600


def local_day(moment: dt.datetime, levels: ServiceLevels) -> dt.date:
    """The day that it is at a moment, where the policy's days begin and end."""
    return moment.astimezone(ZoneInfo(levels.time_zone)).date()


def counts(day: dt.date, levels: ServiceLevels) -> bool:
    """Whether the hours of a day count."""
    return day not in levels.days_off and (levels.weekends or day.weekday() < 5)
