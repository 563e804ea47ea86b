"""Webhooks of HubSpot: a list of up to 100 changes of properties, ties and mergers."""

import datetime as dt
from collections.abc import Collection, Iterator

from pydantic import BaseModel, Field

from sowcheck.core.incoming import Incoming, IncomingKind

_TYPES = {"0-2": "company", "0-3": "deal", "0-8": "line_item", "0-14": "quote"}
"""How newer apps name what may belong to a deal."""
_WON = "hs_is_closed_won"
_NONE: dict[tuple[int | None, str | None], None] = {(None, None): None}
MOST = 100


class Change(BaseModel):
    """What is needed of one change."""

    event: int = Field(alias="eventId")
    subscription: int = Field(alias="subscriptionId", default=0)
    portal: int = Field(alias="portalId")
    occurred: int = Field(alias="occurredAt", ge=0, le=4_102_444_800_000)
    type: str = Field(alias="subscriptionType", max_length=100)
    object: int | None = Field(alias="objectId", default=None)
    """None where two records are tied or untied, or become one."""
    object_type: str | None = Field(alias="objectTypeId", default=None)
    property: str | None = Field(alias="propertyName", default=None)
    value: str | None = Field(alias="propertyValue", default=None)
    tied: str = Field(alias="associationType", default="", max_length=100)
    """Such as DEAL_TO_LINE_ITEM."""
    start: int | None = Field(alias="fromObjectId", default=None)
    start_type: str | None = Field(alias="fromObjectTypeId", default=None)
    end: int | None = Field(alias="toObjectId", default=None)
    end_type: str | None = Field(alias="toObjectTypeId", default=None)
    primary: int | None = Field(alias="primaryObjectId", default=None)
    made: int | None = Field(alias="newObjectId", default=None)
    merged: list[int] = Field(alias="mergedObjectIds", default_factory=list, max_length=MOST)


def incoming_of(change: Change, won_stages: Collection[str]) -> Iterator[Incoming]:
    """One for each record that a change speaks of.

    Args:
        change: What HubSpot says.
        won_stages: The internal ids of the stages in which a deal is won.
    """
    for record, of in dict.fromkeys(_records(change)) or _NONE:
        # An event's id alone is not promised to be its own.
        which = record if record == change.object else f"{of}-{record}"
        yield Incoming(
            source=f"/hubspot/{change.portal}",
            id=f"{change.subscription}:{change.event}:{which}:{change.occurred}",
            system="hubspot",
            kind=_kind(change, of, won_stages),
            subject=None if record is None else str(record),
            crm="hubspot",
            object=of,
            at=dt.datetime.fromtimestamp(change.occurred / 1000, dt.UTC),
            changed=(change.property,) if change.property else (),
        )


def _records(change: Change) -> Iterator[tuple[int | None, str | None]]:
    """What changed, each with its type; None for a type that belongs to no deal."""
    of = change.type.partition(".")[0]
    of_its_own = _known(_TYPES.get(change.object_type or "") if of == "object" else of)
    for record in (change.object, change.primary, change.made, *change.merged):
        if record is not None:
            yield record, of_its_own
    start, _, end = change.tied.lower().partition("_to_")
    ends = ((change.start, change.start_type, start), (change.end, change.end_type, end))
    found = [(record, _TYPES.get(type_ or "") or _known(name)) for record, type_, name in ends if record is not None]
    # A person or a ticket that is tied to a deal changes no record that is read.
    if all(of for _, of in found):
        yield from found


def _known(of: str | None) -> str | None:
    return of if of in _TYPES.values() else None


def _kind(change: Change, of: str | None, won_stages: Collection[str]) -> IncomingKind:
    what = change.type.partition(".")[2]
    if of != "deal":
        return "record_changed" if of else "other"
    if what in ("deletion", "privacyDeletion"):
        return "deal_deleted"
    if change.property == "dealstage" and change.value is not None:
        return "deal_won" if change.value.casefold() in won_stages else "deal_lost"
    if change.property == _WON and change.value is not None:
        return "deal_won" if change.value == "true" else "deal_lost"
    return "deal_changed"
