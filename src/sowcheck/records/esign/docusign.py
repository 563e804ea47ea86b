"""DocuSign: Connect events (JSON) and envelopes of the REST API."""

from collections.abc import Iterator

from sowcheck.core.envelopes import Envelope, EnvelopeDocument, EnvelopeState, Recipient
from sowcheck.records.entities import Cell, Entity, text_of
from sowcheck.records.esign.envelope import (
    SIGNED,
    an_object,
    as_entity,
    first_text,
    paper,
    recipient,
    rows_of,
    state_of,
)
from sowcheck.records.esign.files import Object, hash_in, whole_number
from sowcheck.records.mapping import SystemMapping
from sowcheck.records.paths import below
from sowcheck.records.payload import Json, Table

_STATES: dict[str, EnvelopeState] = {
    "completed": "completed",
    "created": "under_way",
    "sent": "under_way",
    "delivered": "under_way",
    "signed": "under_way",
    "declined": "declined",
    "voided": "voided",
    "deleted": "voided",
    "timedout": "expired",
    "expired": "expired",
}
_SIGNERS = ("signers", "inPersonSigners", "witnesses", "notaries", "seals")
"""Recipients who have to sign; agents, editors and carbon copies only pass on or read."""
_NO_PAPER = frozenset({"summary", "certificate"})


def recognise(payload: Json | Table, _system: SystemMapping) -> bool:
    """Whether the payload is a Connect event or an envelope of the REST API."""
    return isinstance(payload, dict) and _summary(payload) is not None


def read(payload: Json | Table, _system: SystemMapping) -> tuple[Entity, ...]:
    """The envelope.

    Raises:
        Problem: it has no status.
    """
    path, summary = _found(payload)
    fields = (an_object(summary.get("customFields")) or {}).get("textCustomFields")
    more = {
        text_of(row.get("name")): Cell(
            text_of(row.get("name")), below(path, f"customFields.textCustomFields[{index}].value"), row.get("value")
        )
        for index, row in rows_of(fields)
        if text_of(row.get("name"))
    }
    return (as_entity("Envelope", path, envelope(payload), below(path, "envelopeId"), more),)


def envelope(payload: Json | Table) -> Envelope:
    """The envelope as a noun."""
    path, summary = _found(payload)
    status = text_of(summary.get("status")).strip()
    recipients = tuple(_recipients(summary, path))
    declined = next((each.declined_reason for each in recipients if each.declined_reason), None)
    return Envelope(
        id=first_text(summary, "envelopeId"),
        state=state_of(status, _STATES),
        status=status,
        reason=first_text(summary, "voidedReason", "declinedReason") or declined,
        subject=first_text(summary, "emailSubject"),
        completed_at=first_text(summary, "completedDateTime"),
        recipients=recipients,
        documents=tuple(_documents(summary, path)),
    )


def _recipients(summary: Object, path: str) -> Iterator[Recipient]:
    groups = an_object(summary.get("recipients")) or {}
    for group in _SIGNERS:
        for index, row in rows_of(groups.get(group)):
            status = text_of(row.get("status")).strip()
            yield recipient(
                row,
                below(path, f"recipients.{group}[{index}]"),
                name=row.get("signerName") or row.get("name") or row.get("fullName"),
                role=row.get("roleName"),
                status=status,
                signed=status.casefold() in SIGNED,
                at=row.get("signedDateTime"),
            )


def _documents(summary: Object, path: str) -> Iterator[EnvelopeDocument]:
    for index, row in rows_of(summary.get("envelopeDocuments")):
        kind, identity = text_of(row.get("type")).casefold(), text_of(row.get("documentId")).casefold()
        if kind in _NO_PAPER or identity in _NO_PAPER:
            continue
        place = below(path, f"envelopeDocuments[{index}]")
        pages, size = whole_number(row.get("pages")), whole_number(row.get("sizeBytes"))
        yield paper(row, place, found=hash_in(row, place), pages=pages, size=size)


def _found(payload: Json | Table) -> tuple[str, Object]:
    assert isinstance(payload, dict)
    found = _summary(payload)
    assert found is not None
    return found


def _summary(payload: Object) -> tuple[str, Object] | None:
    """The envelope, wherever the message carries it, with its path."""
    for path, holder in (("data.envelopeSummary", an_object(payload.get("data"))), ("envelopeSummary", payload)):
        summary = an_object((holder or {}).get("envelopeSummary"))
        if summary is not None:
            identity = summary.get("envelopeId") or (holder or {}).get("envelopeId")
            return path, {**summary, "envelopeId": identity}
    return ("", payload) if "envelopeId" in payload and "status" in payload else None
