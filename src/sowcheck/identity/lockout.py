"""How long nobody may try another password for a user: longer with each failure, so that guessing leads nowhere."""

import datetime as dt

from sowcheck.core.identities import Failures

FREE = 5
"""Failures before the first wait."""
_FIRST = dt.timedelta(minutes=1)
_LONGEST = dt.timedelta(hours=1)
_FORGOTTEN = dt.timedelta(hours=24)


def locked_until(failures: Failures) -> dt.datetime | None:
    """The moment from which the next password may be tried; None if none has to be waited for."""
    if failures.count < FREE or failures.last is None:
        return None
    wait = min(_FIRST * (1 << min(failures.count - FREE, 10)), _LONGEST)
    return failures.last + wait


def failed(failures: Failures, now: dt.datetime) -> Failures:
    """With one failure more; after a day without any they are forgotten."""
    stale = failures.last is not None and now - failures.last > _FORGOTTEN
    return Failures(count=1 if stale else failures.count + 1, last=now)
