"""Records of the systems, and envelopes of the signing services."""

from typing import Literal

from pydantic import JsonValue

from sowcheck.report.shapes.part import Part


class RecipientShape(Part):
    """Somebody who has to sign an envelope."""

    name: str
    email: str | None
    role: str | None
    status: str | None
    has_signed: bool
    signed_at: str | None
    declined_reason: str | None


class EnvelopeDocumentShape(Part):
    """One paper of an envelope."""

    id: str | None
    name: str | None
    pages: int | None
    size: int | None
    """Bytes."""
    sha256: str | None
    """null if the payload holds neither the file nor its hash."""
    hash_of: Literal["file", "statement"] | None
    """Whether the hash was worked out from the file in the payload, or is stated by it."""


class EnvelopeShape(Part):
    """What an e-sign service says of one signing."""

    id: str | None
    state: Literal["completed", "under_way", "declined", "voided", "expired", "unknown"]
    status: str
    """As the service writes it."""
    reason: str | None
    """Why it was declined or voided."""
    subject: str | None
    completed_at: str | None
    recipients: tuple[RecipientShape, ...]
    documents: tuple[EnvelopeDocumentShape, ...]


class RecordShape(Part):
    """One file of records."""

    id: str
    name: str
    system: str
    object: str
    record_id: str | None
    sha256: str
    unmapped: tuple[str, ...] = ()
    """Paths that hold a value nobody has mapped to a field."""
    envelope: EnvelopeShape | None = None
    """Of an e-sign service: who had to sign what; null of every other record."""


class RecordValueShape(Part):
    """A field's value in a system."""

    id: str
    field: str
    value: JsonValue
    record: str
    """Id of the record."""
    system: str
    object: str
    record_id: str | None
    path: str
    raw: str
    """The value as the payload writes it."""
