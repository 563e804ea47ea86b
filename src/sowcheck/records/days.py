"""Calendar days from what systems write: dates, and moments in UTC that stand for a day somewhere else."""

import datetime as dt
import re
from typing import Literal

from sowcheck.records.payload import Json

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_PERIOD = re.compile(r"P(?:(\d{1,2})Y)?(?:(\d{1,3})M)?")
_EPOCH_MILLISECONDS = re.compile(r"-?\d{12,14}")

Edge = Literal["first_day", "last_day"] | None


def read_day(value: Json, edge: Edge = None) -> dt.date | None:
    """The day that a value means, or None if it is no date.

    A moment is the day it has in UTC, with three exceptions, because the offset of the portal or user is not exported:
    the last second before an hour, half hour or quarter ("22:59:59.999Z") is the end of a day in the zone where it is
    midnight then, and belongs to the day that it ends; a `first_day` late in the evening is the morning of the next day
    east of Greenwich; a `last_day` in the small hours is the evening before in the Americas.

    >>> read_day("2026-07-15T03:59:59.999Z")
    datetime.date(2026, 7, 14)
    """
    text = str(value).strip() if isinstance(value, str | int) and not isinstance(value, bool) else ""
    if _DATE.fullmatch(text):
        return _date(text)
    moment = _moment(text)
    if moment is None:
        return None
    try:
        return _day(moment.astimezone(dt.UTC), edge)
    except OverflowError:
        return None


def read_months(value: Json) -> int | None:
    """The months of an ISO 8601 period, such as P1Y6M; None for anything else."""
    match = _PERIOD.fullmatch(value.strip()) if isinstance(value, str) else None
    return int(match[1] or 0) * 12 + int(match[2] or 0) or None if match else None


def _date(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None


def _moment(text: str) -> dt.datetime | None:
    """ISO 8601, with or without a colon in the offset, or milliseconds since 1970; without an offset it is UTC."""
    try:
        if _EPOCH_MILLISECONDS.fullmatch(text):
            return dt.datetime.fromtimestamp(int(text) / 1000, dt.UTC)
        if not re.match(r"\d{4}-\d{2}-\d{2}[T ]", text):
            return None
        moment = dt.datetime.fromisoformat(text)
    except (ValueError, OverflowError, OSError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)


def _day(moment: dt.datetime, edge: Edge) -> dt.date:
    if moment.second == 59 and moment.minute in (14, 29, 44, 59):
        # Zones reach from UTC-10 (Hawaii) to UTC+13 (Auckland in summer), so an end of day at or before 09:59 UTC is the
        # evening before in the west, and a later one is the same day in the east.
        return moment.date() - dt.timedelta(days=1 if moment.hour < 10 else 0)
    if edge == "first_day" and moment.hour >= 20:
        return moment.date() + dt.timedelta(days=1)
    if edge == "last_day" and moment.hour <= 4:
        return moment.date() - dt.timedelta(days=1)
    return moment.date()
