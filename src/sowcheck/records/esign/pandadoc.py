"""PandaDoc: documents of the API, and webhook events of one."""

from collections.abc import Iterator

from sowcheck.core.envelopes import Envelope, EnvelopeDocument, EnvelopeState, Recipient
from sowcheck.records.entities import Cell, Entity, text_of
from sowcheck.records.esign.envelope import an_object, as_entity, first_text, recipient, rows_of, state_of
from sowcheck.records.esign.files import Object, hash_in, whole_number
from sowcheck.records.mapping import SystemMapping
from sowcheck.records.paths import below
from sowcheck.records.payload import Json, Table

_STATES: dict[str, EnvelopeState] = {
    "completed": "completed",
    "paid": "completed",
    "waiting_pay": "completed",
    "draft": "under_way",
    "uploaded": "under_way",
    "sent": "under_way",
    "viewed": "under_way",
    "waiting_approval": "under_way",
    "approved": "under_way",
    "external_review": "under_way",
    "declined": "declined",
    "rejected": "declined",
    "voided": "voided",
    "cancelled": "voided",
    "expired": "expired",
}


def recognise(payload: Json | Table, _system: SystemMapping) -> bool:
    """Whether the payload is a document, or events of one."""
    return _document(payload) is not None


def read(payload: Json | Table, _system: SystemMapping) -> tuple[Entity, ...]:
    """The document, as the last of its events says.

    Raises:
        Problem: it has no status.
    """
    path, document = _found(payload)
    more = {
        key: Cell(key, below(path, f"metadata.{key}"), value)
        for key, value in (an_object(document.get("metadata")) or {}).items()
    }
    total = an_object(document.get("grand_total"))
    if total:
        more |= {
            f"grand_total.{key}": Cell(f"grand_total.{key}", below(path, f"grand_total.{key}"), value)
            for key, value in total.items()
        }
    return (as_entity("Document", path, envelope(payload), below(path, "id"), more),)


def envelope(payload: Json | Table) -> Envelope:
    """The document as an envelope of one paper."""
    path, document = _found(payload)
    status = text_of(document.get("status")).removeprefix("document.")
    recipients = tuple(_recipients(document, path))
    declined = next((each.declined_reason for each in recipients if each.declined_reason), None)
    return Envelope(
        id=first_text(document, "id"),
        state=state_of(status, _STATES),
        status=status,
        reason=first_text(document, "decline_reason", "void_reason") or declined,
        subject=first_text(document, "name"),
        completed_at=first_text(document, "date_completed"),
        recipients=recipients,
        documents=tuple(_documents(document, path)),
    )


def _recipients(document: Object, path: str) -> Iterator[Recipient]:
    for index, row in rows_of(document.get("recipients")):
        if text_of(row.get("recipient_type")).upper() not in ("", "SIGNER"):
            continue
        signed = row.get("has_completed") is True
        named = " ".join(text_of(row.get(part)) for part in ("first_name", "last_name"))
        yield recipient(
            row,
            below(path, f"recipients[{index}]"),
            name=named,
            role=row.get("role"),
            status="completed" if signed else None,
            signed=signed,
            at=row.get("signature_date") or row.get("completed_date") or row.get("completed_at"),
        )


def _documents(document: Object, path: str) -> Iterator[EnvelopeDocument]:
    name, found = first_text(document, "name"), hash_in(document, path)
    if not name and not found:
        return
    yield EnvelopeDocument(
        id=first_text(document, "id"),
        name=name,
        pages=whole_number(document.get("pages")),
        size=found.size if found else None,
        sha256=found.sha256 if found else None,
        hash_of=found.of if found else None,
        path=found.path if found else below(path, "name"),
    )


def _found(payload: Json | Table) -> tuple[str, Object]:
    found = _document(payload)
    assert found is not None
    return found


def _document(payload: Json | Table) -> tuple[str, Object] | None:
    if isinstance(payload, list):
        events = [(f"[{index}].data", an_object(row.get("data"))) for index, row in rows_of(payload)]
        documents = [(path, data) for path, data in events if data is not None and _is_pandadoc(data)]
        return documents[-1] if documents and len(documents) == len(payload) else None
    if not isinstance(payload, dict):
        return None
    data = an_object(payload.get("data"))
    if data is not None and _is_pandadoc(data):
        return "data", data
    return ("", payload) if _is_pandadoc(payload) else None


def _is_pandadoc(document: Object) -> bool:
    return text_of(document.get("status")).startswith("document.") and "id" in document
