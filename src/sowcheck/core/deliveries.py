"""A message to another system: what is sent to whom, and how far it has come."""

import datetime as dt
from typing import Literal

from sowcheck.core.noun import Noun

DeliveryState = Literal["pending", "delivered", "dead"]
"""`dead`: nobody sends it any more, until somebody asks for it."""


class Delivery(Noun):
    """One event on its way to one subscriber."""

    id: str
    """The same for one event and subscriber, however often it is made."""
    subscription: str
    """Name of the subscriber."""
    sequence: int
    """Of the line of the audit that it tells; deliveries of a case go out in this order."""
    event: str
    """Id of the event, by which a receiver knows one that it has already."""
    type: str
    case: str | None
    body: str
    """The event as it is sent, each time the same."""
    state: DeliveryState = "pending"
    made: dt.datetime
    next: dt.datetime
    """Not to be sent before."""
    attempts: int = 0
    """Since it was made, or asked for again."""
    begun: dt.datetime | None = None
    """The first of these attempts."""
    last: dt.datetime | None = None
    """The latest attempt."""
    status: int | None = None
    """HTTP status of the latest answer; None without one."""
    problem: str | None = None
    """Why the latest attempt failed, in words."""
    done: dt.datetime | None = None
    """When it was delivered, or given up."""
    claimed: dt.datetime | None = None
    """Until then somebody is at it."""


class Subscriber(Noun):
    """How far a subscriber has come."""

    name: str
    cursor: int
    """The last line of the audit of which deliveries were made."""
    paced: dt.datetime | None = None
    """What was sent already takes up its share of the rate until then."""
    stopped: dt.datetime | None = None
    """Since when nothing is sent to it, because it said that it is gone; None for one that takes messages."""
