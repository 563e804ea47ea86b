"""Change events of Salesforce (Change Data Capture): what changed in which records.

An event says which fields changed, not what the record holds now. One event may speak of several records that changed alike;
a gap event, an id with an asterisk or the empty id says that Salesforce does not know what changed.
"""

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence

from pydantic import BaseModel, Field

from sowcheck.core.incoming import Incoming, IncomingKind
from sowcheck.records.ids import salesforce_id

_DEAL = "Opportunity"
_EMPTY = "000000000000000AAA"
"""In place of ids, where one transaction changed more than Salesforce tells (an overflow event)."""
MOST = 1000
"""Records that are told one by one. What changes more of them at once makes a gap: every deal may be among them."""
_BITMAP = re.compile(r"(?:\d+-)?0x[0-9A-Fa-f]*")
"""Fields as the Pub/Sub API names them: by their places in a schema that is not sent along."""
_FLAGS = ("IsWon", "IsClosed", "ForecastCategory")


class _Header(BaseModel):
    """What is needed of `ChangeEventHeader`."""

    entity: str = Field(alias="entityName", max_length=100)
    records: list[str] = Field(alias="recordIds", min_length=1)
    change: str = Field(alias="changeType")
    transaction: str = Field(alias="transactionKey", max_length=100)
    sequence: int = Field(alias="sequenceNumber")
    committed: int = Field(alias="commitTimestamp", ge=0, le=4_102_444_800_000)
    changed: list[str] = Field(alias="changedFields", default_factory=list)

    @property
    def is_unnamed(self) -> bool:
        """Whether fields changed that are not told by name."""
        return any(_BITMAP.fullmatch(each) for each in self.changed)


class _Payload(BaseModel):
    header: _Header = Field(alias="ChangeEventHeader")
    won: bool | None = Field(alias="IsWon", default=None)
    closed: bool | None = Field(alias="IsClosed", default=None)
    forecast: str | None = Field(alias="ForecastCategory", default=None, max_length=100)


def is_change_event(body: object) -> bool:
    """Whether a body is one, in a frame or bare."""
    return _payload(body) is not None


def incoming_of(body: object) -> Iterator[Incoming]:
    """One for each record that the event speaks of.

    Raises:
        ValidationError: the event is not whole.
    """
    payload = _Payload.model_validate(_payload(body))
    header = payload.header
    records = dict.fromkeys(header.records)
    for record in records if len(records) <= MOST else (_EMPTY,):
        # Where too much changed at once, a prefix with an asterisk or the empty id stands in place of ids.
        named = salesforce_id(record)
        subject = None if named == _EMPTY else named
        said = Incoming(
            source=f"/salesforce/{header.entity}",
            id=f"{header.transaction}:{header.sequence}:{record}",
            system="salesforce",
            kind=_kind(payload) if subject else "gap",
            subject=subject,
            crm="salesforce",
            object=header.entity,
            at=dt.datetime.fromtimestamp(header.committed / 1000, dt.UTC),
            changed=() if header.is_unnamed else tuple(header.changed),
        )
        yield said
        if header.is_unnamed and said.kind in ("deal_won", "deal_lost"):
            # Terms may have changed together with the state.
            yield said.model_copy(update={"kind": "deal_changed", "id": f"{said.id}:fields"})


def _payload(body: object) -> object:
    """What the event says: the Streaming API has it in `payload`, some of its clients in `data` as well, Pub/Sub bare."""
    for name in ("data", "payload"):
        body = body.get(name, body) if isinstance(body, Mapping) else None
    return body if isinstance(body, Mapping) and "ChangeEventHeader" in body else None


def _kind(payload: _Payload) -> IncomingKind:
    header = payload.header
    if header.change.startswith("GAP_"):
        return "gap"
    if header.entity != _DEAL:
        return "record_changed"
    if header.change == "DELETE":
        return "deal_deleted"
    match _is_won(payload):
        case True:
            return "deal_won"
        case False:
            return "deal_lost"
        case None:
            return "deal_changed"


def _is_won(payload: _Payload) -> bool | None:
    """Whether the deal became won, or is not or no longer; None if the event does not speak of it.

    Over some channels, fields that did not change come along empty: only `changedFields` can be trusted. Where IsWon is not
    among them, as is usual, a closed deal is won if it counts in the forecast, and lost if it is left out.
    """
    header = payload.header
    told: Sequence[str] = header.changed if header.change == "UPDATE" and not header.is_unnamed else _FLAGS
    if "IsWon" in told and payload.won is not None:
        return payload.won if payload.won or header.change == "UPDATE" else None
    if "IsClosed" not in told or payload.closed is None:
        return None
    if not payload.closed:
        return False if header.change == "UPDATE" else None
    return {"Closed": True, "Omitted": False}.get(payload.forecast or "")
