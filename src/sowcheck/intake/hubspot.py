"""Webhooks of HubSpot: a list of up to 100 changes of single properties."""

import datetime as dt
from collections.abc import Collection

from pydantic import BaseModel, Field

from sowcheck.core.incoming import Incoming, IncomingKind

_DEAL_TYPE = "0-3"
"""How newer apps name deals."""
MOST = 100


class Change(BaseModel):
    """What is needed of one change."""

    event: int = Field(alias="eventId")
    subscription: int = Field(alias="subscriptionId", default=0)
    portal: int = Field(alias="portalId")
    occurred: int = Field(alias="occurredAt", ge=0, le=4_102_444_800_000)
    type: str = Field(alias="subscriptionType", max_length=100)
    object: int = Field(alias="objectId")
    object_type: str | None = Field(alias="objectTypeId", default=None)
    property: str | None = Field(alias="propertyName", default=None)
    value: str | None = Field(alias="propertyValue", default=None)


def incoming_of(change: Change, won_stages: Collection[str]) -> Incoming:
    """One change.

    Args:
        change: What HubSpot says.
        won_stages: The internal ids of the stages in which a deal is won.
    """
    return Incoming(
        source=f"/hubspot/{change.portal}",
        # An event's id alone is not promised to be its own.
        id=f"{change.subscription}:{change.event}:{change.object}:{change.occurred}",
        system="hubspot",
        kind=_kind(change, won_stages),
        subject=str(change.object),
        at=dt.datetime.fromtimestamp(change.occurred / 1000, dt.UTC),
        changed=(change.property,) if change.property else (),
    )


def _kind(change: Change, won_stages: Collection[str]) -> IncomingKind:
    of, _, what = change.type.partition(".")
    if of != "deal" and not (of == "object" and change.object_type == _DEAL_TYPE):
        return "other"
    if what in ("deletion", "privacyDeletion"):
        return "deal_deleted"
    return "deal_won" if change.property == "dealstage" and change.value in won_stages else "deal_changed"
