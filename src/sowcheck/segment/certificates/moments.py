"""Moments as certificates write them: "5/8/2026 9:14:02 AM", "2026-05-08 - 4:21:00 PM GMT", "08 May 2026 16:21:00 UTC"."""

import re
from typing import NamedTuple

from sowcheck.parse.conventions import Conventions, decide
from sowcheck.parse.dates import find_dates

_TIME = re.compile(
    r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2}))?(?:\s?(?P<half>[AP])\.?M\b\.?)?"
    r"(?:\s?(?P<zone>(?:UTC|GMT)?[+-]\d{1,2}:?\d{2}|UTC|GMT|Z\b))?",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\s*(?:[-–|,@]|at|T)?\s*", re.IGNORECASE)
_FORMAT = re.compile(r"\b(?P<first>MM|DD)\s?[/.-]\s?(?:DD|MM)\s?[/.-]\s?YYYY\b")
_HALF = re.compile(r"\d\s?[AP]\.?M\b", re.IGNORECASE)


class Moment(NamedTuple):
    """A day with its time of day."""

    iso: str
    """ISO 8601; without an offset where the words state none."""
    start: int
    end: int


def order_of(words: str) -> Conventions:
    """Whether 5/8/2026 is a day of May: as the certificate says, as its clock suggests, or as its other dates show."""
    stated = _FORMAT.search(words)
    if stated:
        return Conventions(day_first=stated["first"].upper() == "DD")
    return Conventions(day_first=False) if _HALF.search(words) and not decide(words).day_first else decide(words)


def moments_in(words: str, conventions: Conventions) -> list[Moment]:
    """Every date with a time of day behind it, left to right."""
    found: list[Moment] = []
    for date in find_dates(words, conventions):
        if "T" in words[date.start : date.end]:
            found.append(Moment(words[date.start : date.end], date.start, date.end))
            continue
        between = _BETWEEN.match(words, date.end)
        time = _TIME.match(words, between.end() if between else date.end)
        clock = clock_of(time) if time else None
        if time and clock:
            found.append(Moment(f"{date.value.isoformat()}T{clock}", date.start, time.end()))
    return found


def time_in(words: str) -> str | None:
    """The first time of day, as ISO 8601 writes it."""
    time = _TIME.search(words)
    return clock_of(time) if time else None


def clock_of(time: re.Match[str]) -> str | None:
    """A time of day as ISO 8601 writes it; None if no clock shows it."""
    hour, minute, second = int(time["hour"]), int(time["minute"]), int(time["second"] or 0)
    if time["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if time["half"].upper() == "P" else 0)
    if hour > 23 or minute > 59 or second > 59:
        return None
    return f"{hour:02}:{minute:02}:{second:02}{_offset(time['zone'])}"


def _offset(zone: str | None) -> str:
    if not zone:
        return ""
    number = re.search(r"([+-])(\d{1,2}):?(\d{2})", zone)
    return f"{number[1]}{int(number[2]):02}:{number[3]}" if number else "+00:00"
