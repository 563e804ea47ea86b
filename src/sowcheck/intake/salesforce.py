"""Change events of Salesforce (Change Data Capture): what changed in which records.

An event says which fields changed, not what the record holds now. One event may speak of several records that changed alike;
a gap event, or an id with an asterisk, says that Salesforce does not know what changed.
"""

import datetime as dt
from collections.abc import Iterator
from typing import Literal

from pydantic import BaseModel, Field

from sowcheck.core.incoming import Incoming, IncomingKind
from sowcheck.records.ids import salesforce_id

_DEAL = "Opportunity"


class _Header(BaseModel):
    """What is needed of `ChangeEventHeader`."""

    entity: str = Field(alias="entityName", max_length=100)
    records: list[str] = Field(alias="recordIds", min_length=1, max_length=1000)
    change: str = Field(alias="changeType")
    transaction: str = Field(alias="transactionKey", max_length=100)
    sequence: int = Field(alias="sequenceNumber")
    committed: int = Field(alias="commitTimestamp", ge=0, le=4_102_444_800_000)
    changed: list[str] = Field(alias="changedFields", default_factory=list)


class _Payload(BaseModel):
    header: _Header = Field(alias="ChangeEventHeader")
    won: bool | None = Field(alias="IsWon", default=None)


class ChangeEvent(BaseModel):
    """The outer frame of an event."""

    payload: _Payload


def incoming_of(event: ChangeEvent) -> Iterator[Incoming]:
    """One for each record that the event speaks of."""
    header = event.payload.header
    for record in dict.fromkeys(header.records):
        # Where too much changed at once, a prefix with an asterisk stands in place of ids.
        subject = salesforce_id(record)
        yield Incoming(
            source=f"/salesforce/{header.entity}",
            id=f"{header.transaction}:{header.sequence}:{record}",
            system="salesforce",
            kind=_kind(header, event.payload.won) if subject else "gap",
            subject=subject,
            at=dt.datetime.fromtimestamp(header.committed / 1000, dt.UTC),
            changed=tuple(header.changed),
        )


def _kind(header: _Header, won: bool | None) -> IncomingKind:
    if header.change.startswith("GAP_"):
        return "gap"
    if header.entity != _DEAL:
        return "other"
    if header.change == "DELETE":
        return "deal_deleted"
    # Over some channels, fields that did not change come along empty: only `changedFields` can be trusted.
    says_won: Literal[True, False] = won is True and (header.change == "CREATE" or "IsWon" in header.changed)
    return "deal_won" if says_won else "deal_changed"
