"""Messages of DocuSign Connect: what became of an envelope. The event tells, not the status, which may be later already."""

import datetime as dt

from pydantic import BaseModel, Field

from sowcheck.core.incoming import Incoming, IncomingKind

# That documents are purged from DocuSign undoes no signature: it is a change like any other.
_KINDS: dict[str, IncomingKind] = {
    "envelope-completed": "envelope_completed",
    "envelope-declined": "envelope_stopped",
    "envelope-voided": "envelope_stopped",
}


class _Data(BaseModel):
    account: str = Field(alias="accountId", max_length=100)
    envelope: str | None = Field(alias="envelopeId", default=None, max_length=100)
    """None for a template or another thing that nobody signs."""


class Connect(BaseModel):
    """What is needed of a message."""

    event: str = Field(max_length=100)
    generated: dt.datetime = Field(alias="generatedDateTime")
    data: _Data


def incoming_of(message: Connect) -> Incoming:
    """What the message says; sent again after a failure it is the same."""
    envelope = message.data.envelope
    ours = envelope is not None and message.event.startswith(("envelope-", "recipient-"))
    return Incoming(
        source=f"/docusign/{message.data.account}",
        id=f"{envelope}:{message.event}:{message.generated.isoformat()}",
        system="docusign",
        kind=_KINDS.get(message.event, "envelope_changed") if ours else "other",
        subject=envelope and envelope.lower(),
        at=message.generated,
    )
