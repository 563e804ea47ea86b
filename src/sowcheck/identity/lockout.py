"""How long nobody may try another password: for a user longer with each failure, for a client's address until its time is over.

The wait for a user ends by itself, and an administrator's new password ends it at once: whoever keeps guessing keeps nobody out
for good. Many people may share one address, which is therefore allowed more, and is not kept out longer the more it tries.
"""

import datetime as dt
import hashlib
import ipaddress

from sowcheck.core.identities import Failures, Tries

FREE = 5
"""Failures before the first wait."""
ADDRESS_FREE = 50
"""Failures from one address within its time."""
ADDRESS_TIME = dt.timedelta(minutes=15)
_FIRST = dt.timedelta(minutes=1)
_LONGEST = dt.timedelta(hours=1)
_FORGOTTEN = dt.timedelta(hours=24)


def locked_until(failures: Failures) -> dt.datetime | None:
    """The moment from which the next password may be tried; None if none has to be waited for."""
    if failures.count < FREE or failures.last is None:
        return None
    wait = min(_FIRST * (1 << min(failures.count - FREE, 10)), _LONGEST)
    return failures.last + wait


def is_locked(failures: Failures, now: dt.datetime) -> bool:
    """Whether the next password has to wait."""
    until = locked_until(failures)
    return until is not None and now < until


def failed(failures: Failures, now: dt.datetime) -> Failures:
    """With one failure more; after a day without any they are forgotten."""
    stale = failures.last is not None and now - failures.last > _FORGOTTEN
    return Failures(count=1 if stale else failures.count + 1, last=now)


def address_key(address: str) -> str:
    """What an address is counted under: a network of the new protocol counts as one, since one machine owns all of it."""
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return _digest(address)
    if isinstance(known, ipaddress.IPv6Address):
        if known.ipv4_mapped:
            return _digest(str(known.ipv4_mapped))
        return _digest(str(ipaddress.ip_network((known, 64), strict=False)))
    return _digest(str(known))


def is_over(tries: Tries, now: dt.datetime) -> bool:
    """Whether these attempts no longer count."""
    return now - tries.began >= ADDRESS_TIME


def is_crowded(tries: Tries | None, now: dt.datetime) -> bool:
    """Whether an address has to wait until its time is over."""
    return tries is not None and not is_over(tries, now) and tries.count >= ADDRESS_FREE


def tried(tries: Tries | None, now: dt.datetime) -> Tries:
    """With one attempt more."""
    if tries is None or is_over(tries, now):
        return Tries(count=1, began=now)
    return Tries(count=tries.count + 1, began=tries.began)


def _digest(address: str) -> str:
    return hashlib.sha256(address.encode()).hexdigest()
