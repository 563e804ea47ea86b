"""Webhooks of HubSpot: a list of up to 100 changes of single properties."""

import datetime as dt
from collections.abc import Collection

from pydantic import BaseModel, Field

from sowcheck.core.incoming import Incoming, IncomingKind

_TYPES = {"0-2": "company", "0-3": "deal", "0-8": "line_item", "0-14": "quote"}
"""How newer apps name what may belong to a deal."""
_WON = "hs_is_closed_won"
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
        crm="hubspot",
        object=_object(change),
        at=dt.datetime.fromtimestamp(change.occurred / 1000, dt.UTC),
        changed=(change.property,) if change.property else (),
    )


def _object(change: Change) -> str | None:
    """What changed; None for what belongs to no deal."""
    of = change.type.partition(".")[0]
    found = _TYPES.get(change.object_type or "") if of == "object" else of
    return found if found in _TYPES.values() else None


def _kind(change: Change, won_stages: Collection[str]) -> IncomingKind:
    of, what = _object(change), change.type.partition(".")[2]
    if of != "deal":
        return "record_changed" if of else "other"
    if what in ("deletion", "privacyDeletion"):
        return "deal_deleted"
    if change.property == "dealstage" and change.value is not None:
        return "deal_won" if change.value.casefold() in won_stages else "deal_lost"
    if change.property == _WON and change.value is not None:
        return "deal_won" if change.value == "true" else "deal_lost"
    return "deal_changed"
