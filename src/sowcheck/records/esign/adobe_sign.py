"""Adobe Acrobat Sign: webhooks that carry their agreement."""

from collections.abc import Iterator

from sowcheck.core.envelopes import Envelope, EnvelopeDocument, EnvelopeState, Recipient
from sowcheck.records.entities import Entity, text_of
from sowcheck.records.esign.envelope import SIGNED, an_object, as_entity, first_text, recipient, rows_of, state_of
from sowcheck.records.esign.files import Object, hash_in, whole_number
from sowcheck.records.mapping import SystemMapping
from sowcheck.records.payload import Json, Table

_STATES: dict[str, EnvelopeState] = {
    "signed": "completed",
    "approved": "completed",
    "accepted": "completed",
    "form_filled": "completed",
    "delivered": "completed",
    "out_for_signature": "under_way",
    "out_for_approval": "under_way",
    "out_for_acceptance": "under_way",
    "out_for_delivery": "under_way",
    "out_for_form_filling": "under_way",
    "in_process": "under_way",
    "authoring": "under_way",
    "draft": "under_way",
    "prefill": "under_way",
    "cancelled": "voided",
    "aborted": "voided",
    "recalled": "voided",
    "rejected": "declined",
    "expired": "expired",
}
_REFUSED: dict[str, EnvelopeState] = {"AGREEMENT_REJECTED": "declined", "AGREEMENT_EXPIRED": "expired"}
"""Events that say why an agreement was cancelled, where its status alone does not."""
_ROLES = ("SIGNER", "DELEGATE_TO_SIGNER", "CERTIFIED_RECIPIENT", "ELECTRONIC_SEALER", "NOTARY_SIGNER")
_PATH = "agreement"


def recognise(payload: Json | Table, _system: SystemMapping) -> bool:
    """Whether the payload is a webhook with its agreement."""
    return isinstance(payload, dict) and an_object(payload.get("agreement")) is not None and "event" in payload


def read(payload: Json | Table, _system: SystemMapping) -> tuple[Entity, ...]:
    """The agreement.

    Raises:
        Problem: it has no status.
    """
    return (as_entity("Agreement", _PATH, envelope(payload), f"{_PATH}.id", {}),)


def envelope(payload: Json | Table) -> Envelope:
    """The agreement as an envelope."""
    assert isinstance(payload, dict)
    agreement = payload["agreement"]
    status = text_of(agreement.get("status")).strip()
    state = state_of(status, _STATES)
    if state == "voided":
        state = _REFUSED.get(text_of(payload.get("event")), state)
    return Envelope(
        id=first_text(agreement, "id"),
        state=state,
        status=status,
        reason=first_text(payload, "actionReason", "comment") if state in ("declined", "voided") else None,
        subject=first_text(agreement, "name"),
        completed_at=first_text(payload, "eventDate") if state == "completed" else None,
        recipients=tuple(_recipients(agreement, payload)),
        documents=tuple(_documents(agreement)),
    )


def _recipients(agreement: Object, payload: Object) -> Iterator[Recipient]:
    """Members of the sets that sign; when one signed, only the event of that signature says."""
    sets = (an_object(agreement.get("participantSetsInfo")) or {}).get("participantSets")
    acted = text_of(payload.get("participantUserEmail")).casefold()
    completed = "COMPLETED" in text_of(payload.get("event"))
    for index, row in rows_of(sets):
        if text_of(row.get("role")).upper() not in _ROLES:
            continue
        status = text_of(row.get("status")).strip()
        for place, member in rows_of(row.get("memberInfos")):
            signed = status.casefold() in SIGNED
            own = acted and acted == text_of(member.get("email")).casefold()
            yield recipient(
                member,
                f"{_PATH}.participantSetsInfo.participantSets[{index}].memberInfos[{place}]",
                name=member.get("name"),
                role=row.get("label") or row.get("name"),
                status=status,
                signed=signed,
                at=payload.get("eventDate") if signed and own and completed else None,
            )


def _documents(agreement: Object) -> Iterator[EnvelopeDocument]:
    """The papers; the signed file is one PDF of all of them."""
    listed = rows_of((an_object(agreement.get("documentsInfo")) or {}).get("documents"))
    signed = an_object(agreement.get("signedDocumentInfo")) or {}
    found = hash_in(signed, f"{_PATH}.signedDocumentInfo")
    name = first_text(agreement, "name")
    if found or len(listed) != 1:
        pages = sum(whole_number(row.get("numPages")) or 0 for _, row in listed) or None
        if name or found:
            yield EnvelopeDocument(
                id=first_text(signed, "id"),
                name=name,
                pages=pages,
                size=found.size if found else None,
                sha256=found.sha256 if found else None,
                hash_of=found.of if found else None,
                path=found.path if found else f"{_PATH}.name",
            )
        return
    index, row = listed[0]
    yield EnvelopeDocument(
        id=first_text(row, "id"),
        name=first_text(row, "name", "label") or name,
        pages=whole_number(row.get("numPages")),
        path=f"{_PATH}.documentsInfo.documents[{index}].name",
    )
