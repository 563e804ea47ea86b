"""What becomes of a delivery after an attempt, and when a subscriber may be sent the next. Pure: time comes in."""

import datetime as dt
import hashlib
from typing import NamedTuple

from sowcheck.core.deliveries import Delivery

LIFE = dt.timedelta(hours=24)
"""How long a delivery is tried from its first attempt on."""
LEASE = dt.timedelta(seconds=60)
"""How long whoever sends has it to themselves: longer than any attempt lasts. Once it is over, another may send."""
_WAITS = tuple(dt.timedelta(seconds=each) for each in (5, 30, 120, 300, 600, 1200, 1800, 3600))
"""Before each further attempt; the last one again and again."""
_JITTER = 0.2
"""How much a wait is drawn out or cut short, so that not everything comes back at one moment."""
_PATIENCE = dt.timedelta(hours=6)
"""The longest wait that a receiver may ask for."""
_GONE = 410
_PASSING = frozenset({408, 425, 429})
"""Statuses below 500 that say "later" and not "never"."""


class Outcome(NamedTuple):
    """How an attempt ended."""

    status: int | None
    """HTTP status; None without an answer."""
    problem: str | None = None
    """Why there was no answer."""
    retry_after: dt.timedelta | None = None
    """How long the receiver asks to be left alone."""

    @property
    def is_taken(self) -> bool:
        """Whether the receiver has it."""
        return self.status is not None and 200 <= self.status < 300

    @property
    def is_gone(self) -> bool:
        """Whether the receiver wants nothing any more."""
        return self.status == _GONE

    @property
    def may_pass(self) -> bool:
        """Whether another attempt makes sense."""
        return self.status is None or self.status >= 500 or self.status in _PASSING

    @property
    def words(self) -> str:
        """For people."""
        if self.problem is not None or self.status is None:
            return self.problem or "no answer"
        moved = ", a redirect, which is never followed" if 300 <= self.status < 400 else ""
        return f"HTTP {self.status}{moved}"


def claimed(delivery: Delivery, now: dt.datetime) -> Delivery:
    """A delivery that is about to be sent. The attempt counts even if the sender dies over it."""
    return delivery.model_copy(
        update={
            "attempts": delivery.attempts + 1,
            "begun": delivery.begun or now,
            "last": now,
            "claimed": now + LEASE,
        }
    )


def after(delivery: Delivery, outcome: Outcome, now: dt.datetime) -> Delivery:
    """A delivery once an attempt has ended: delivered, dead, or to be tried again later."""
    assert delivery.begun is not None
    tried: dict[str, object] = {"claimed": None, "status": outcome.status}
    if outcome.is_taken:
        return delivery.model_copy(update={**tried, "state": "delivered", "problem": None, "done": now})
    tried["problem"] = outcome.words
    if not outcome.may_pass or now - delivery.begun >= LIFE:
        return delivery.model_copy(update={**tried, "state": "dead", "done": now})
    return delivery.model_copy(update={**tried, "next": min(now + _wait(delivery, outcome), delivery.begun + LIFE)})


def again(delivery: Delivery, now: dt.datetime) -> Delivery:
    """A delivery that somebody asks for again: it has its whole life before it. Who is at it already goes on alone."""
    return delivery.model_copy(update={"state": "pending", "next": now, "attempts": 0, "begun": None, "done": None})


def paced(until: dt.datetime | None, per_minute: int, now: dt.datetime) -> dt.datetime | None:
    """What a subscriber's pace is after one more message; None if it may not be sent one yet.

    A quarter of a minute's messages may go out at once; those that follow are spaced so that no minute has more than allowed.

    Args:
        until: Its pace before; None for one that was never sent anything.
        per_minute: The most in any minute.
        now: When it is to be sent.
    """
    at_once = max(1, per_minute // 4)
    spacing = dt.timedelta(minutes=1) / (per_minute - at_once + 1)
    if until is not None and until - (at_once - 1) * spacing > now:
        return None
    return max(until or now, now) + spacing


def _wait(delivery: Delivery, outcome: Outcome) -> dt.timedelta:
    wait = _WAITS[min(delivery.attempts, len(_WAITS)) - 1] * (1 + _JITTER * _spread(delivery))
    return max(wait, min(outcome.retry_after or wait, _PATIENCE))


def _spread(delivery: Delivery) -> float:
    """From -1 to 1, another for each delivery and attempt, and always the same for both."""
    digest = hashlib.sha256(f"{delivery.id}.{delivery.attempts}".encode()).digest()
    return int.from_bytes(digest[:4]) / 0xFFFFFFFF * 2 - 1
