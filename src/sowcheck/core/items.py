"""The items of list fields (shapes of the annotation guide): a document states one fact for each."""

import datetime as dt
from decimal import Decimal
from typing import Literal

from sowcheck.core.noun import Noun
from sowcheck.core.quantities import Currency, RatePeriod

PartyRole = Literal["customer", "supplier"]
MilestoneTrigger = Literal[
    "signature",
    "calendar",
    "milestone_completed",
    "milestone_accepted",
    "deliverable_submitted",
    "go_live",
    "usage",
]


class Signatory(Noun):
    """Who signs for a party."""

    party: PartyRole
    name: str | None = None
    title: str | None = None
    date: dt.date | None = None
    """Day of the signature."""


class RateLine(Noun):
    """What one role costs for each hour, day, week or month."""

    role: str
    amount: Decimal
    currency: Currency
    per: RatePeriod


class PriceLine(Noun):
    """A priced line that is neither a rate nor a milestone."""

    description: str
    quantity: Decimal | None = None
    unit: str | None = None
    unit_price: Decimal | None = None
    amount: Decimal | None = None
    currency: Currency | None = None


class Milestone(Noun):
    """An event that makes a part of the price due."""

    name: str
    amount: Decimal | None = None
    currency: Currency | None = None
    percent: Decimal | None = None
    """Percent points of the price."""
    due: dt.date | str | None = None
    """A date, or the document's own words ("Week 6")."""
    trigger: MilestoneTrigger | None = None


class Deliverable(Noun):
    """A thing to be handed over."""

    name: str
    due: str | None = None
    """As the document says it, or an ISO date."""


class System(Noun):
    """A named system to connect to, migrate from or integrate with."""

    system: str


class Limit(Noun):
    """A counted bound on the scope ("up to 5 reports")."""

    metric: str
    max: Decimal | str
    """A range stays as written ("4-5")."""


class StaffRole(Noun):
    """A role in the team."""

    role: str
    count: int | None = None
    """People in the role."""
    hours: Decimal | None = None
    """Hours for the whole engagement."""
    person: str | None = None


class KeyPerson(Noun):
    """A person or role that may not be replaced freely."""

    role: str | None = None
    person: str | None = None


Item = Signatory | RateLine | PriceLine | Milestone | Deliverable | System | Limit | StaffRole | KeyPerson
