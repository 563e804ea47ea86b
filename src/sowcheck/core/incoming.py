"""What another system says has happened, in one form whatever system says it."""

import datetime as dt
from typing import Annotated, Literal

from pydantic import Field

from sowcheck.core.noun import Noun

IncomingKind = Literal[
    "deal_won",
    "deal_changed",
    "deal_lost",
    "deal_deleted",
    "record_changed",
    "envelope_completed",
    "envelope_stopped",
    "envelope_changed",
    "gap",
    "other",
]
"""`deal_lost`: it is no longer won. `record_changed`: a quote, line or account that may belong to a deal. `envelope_stopped`: declined, voided or expired. `gap`: the sender lost track of what changed, so that everything named, or
everything there is, has to be looked up. `other`: of no concern here."""

Name = Annotated[str, Field(max_length=1000, pattern=r"^[^\x00]*$")]
"""No system gives longer ones, or such as databases do not take."""

ENVELOPE = "envelope"
"""In place of a system, in what an event about papers that are being signed is about."""
EVERYTHING = "*"
"""In place of an id, where a system cannot tell what changed."""


class News(Noun):
    """The latest of one kind that was heard about a deal or envelope."""

    at: dt.datetime
    """When it happened there."""
    changed: tuple[str, ...] = ()


class Incoming(Noun):
    """One thing that happened elsewhere. It is a hint to look the deal up, never the deal's data."""

    source: Name
    """Who says so, such as "/salesforce/Opportunity"."""
    id: Name
    """With `source`, the same for each delivery of the same event: an equal pair is a duplicate."""
    system: Literal["salesforce", "hubspot", "docusign", "cloudevents"]
    kind: IncomingKind
    subject: Name | None
    """Id of the deal, record or envelope; None where the sender cannot tell which."""
    crm: Name | None = None
    """The system that keeps the deal or record, such as "salesforce"; None for an envelope, or where nobody says."""
    at: dt.datetime | None
    """When it happened; deliveries may come in another order."""
    object: Name | None = None
    """What changed, as its system calls it, such as "Opportunity"; None where that is not told."""
    changed: Annotated[tuple[Name, ...], Field(max_length=5000)] = ()
    """Names of the fields that changed, as far as the sender says."""

    @property
    def about(self) -> str | None:
        """What it is about, with its system, as cases are linked with it; None where the sender cannot tell.

        A gap that names nothing is about everything in its system.
        """
        if self.subject is None:
            return f"{self.crm}:{EVERYTHING}" if self.is_about_everything else None
        return f"{ENVELOPE if self.kind.startswith('envelope') else self.crm or 'crm'}:{self.subject}"

    @property
    def is_about_everything(self) -> bool:
        """Whether the sender lost track, and cannot say of what in its system."""
        return self.kind == "gap" and self.subject is None and self.crm is not None
