"""The time that figures speak of, and the clock by which they count."""

import datetime as dt
from typing import NamedTuple

from sowcheck.core.service_levels import ServiceLevels
from sowcheck.gate.working_time import counted_hours, local_day


class Period(NamedTuple):
    """Whole local days, from one to another."""

    first: dt.date
    last: dt.date
    """Belongs to it."""
    now: dt.datetime
    """When it is looked at: what is still to come is not counted."""
    levels: ServiceLevels

    def has(self, moment: dt.datetime) -> bool:
        """Whether a moment lies in it."""
        return self.has_day(self.day(moment))

    def has_day(self, day: dt.date) -> bool:
        """Whether a day lies in it."""
        return self.first <= day <= self.last

    def day(self, moment: dt.datetime) -> dt.date:
        """The local day of a moment."""
        return local_day(moment, self.levels)

    def hours(self, start: dt.datetime, end: dt.datetime) -> float:
        """Hours that count between two moments."""
        return counted_hours(start, end, self.levels)
