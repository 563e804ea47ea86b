"""E-sign services: what DocuSign Connect, Adobe Acrobat Sign and PandaDoc say of the envelope that a paper was signed in.

An envelope is executed when its status says *completed* (or *signed*, as Adobe calls that): a recipient who has signed is
not enough. Whose signature a date is, the recipient's role says.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from sowcheck.records.entities import Cell, Entity, text_of
from sowcheck.records.mapping import SystemMapping
from sowcheck.records.paths import below
from sowcheck.records.payload import Json, Table
from sowcheck.records.problems import Problem
from sowcheck.segment.roles import role_in

_SIGNED = frozenset({"completed", "signed", "approved", "accepted"})
"""What a recipient's status says when the recipient has done everything."""
_VERSION = re.compile(r"(?<![A-Za-z])v(?:er(?:sion)?)?[ ._-]?(?P<version>\d+(?:\.\d+)*)(?!\w|\.\d)", re.IGNORECASE)
_HINT = "Save the event or the answer of the service as it is."

Object = dict[str, Json]


class Signer(NamedTuple):
    """Somebody who has to sign."""

    name: str
    role: str
    """As the service calls it: "Client signer"."""
    status: str
    date: Json
    path: str


class Envelope(NamedTuple):
    """What the three services have in common."""

    object: str
    id: Json
    path: str
    status: Json
    signers: tuple[Signer, ...]
    documents: tuple[tuple[str, str], ...]
    """Name and path of each paper in it."""
    more: dict[str, Cell]


def recognise_docusign(payload: Json | Table, _system: SystemMapping) -> bool:
    """Whether the payload is a Connect event or an envelope of the REST API."""
    return isinstance(payload, dict) and _docusign_summary(payload) is not None


def recognise_adobe_sign(payload: Json | Table, _system: SystemMapping) -> bool:
    """Whether the payload is a webhook with its agreement."""
    return isinstance(payload, dict) and _object(payload.get("agreement")) is not None and "event" in payload


def recognise_pandadoc(payload: Json | Table, _system: SystemMapping) -> bool:
    """Whether the payload is a document, or events of one."""
    return _pandadoc_document(payload) is not None


def read_docusign(payload: Json | Table, _system: SystemMapping) -> tuple[Entity, ...]:
    """The envelope.

    Raises:
        Problem: it has no status.
    """
    assert isinstance(payload, dict)
    found = _docusign_summary(payload)
    assert found is not None
    path, summary = found
    signers = tuple(
        Signer(
            text_of(row.get("name")),
            text_of(row.get("roleName")),
            text_of(row.get("status")),
            row.get("signedDateTime"),
            below(path, f"recipients.signers[{index}]"),
        )
        for index, row in _rows((_object(summary.get("recipients")) or {}).get("signers"))
    )
    documents = tuple(
        (text_of(row.get("name")), below(path, f"envelopeDocuments[{index}].name"))
        for index, row in _rows(summary.get("envelopeDocuments"))
        if row.get("type") != "summary"
    )
    fields = (_object(summary.get("customFields")) or {}).get("textCustomFields")
    more = {
        text_of(row.get("name")): Cell(
            text_of(row.get("name")), below(path, f"customFields.textCustomFields[{index}].value"), row.get("value")
        )
        for index, row in _rows(fields)
        if text_of(row.get("name"))
    }
    envelope = Envelope("Envelope", summary.get("envelopeId"), path, summary.get("status"), signers, documents, more)
    return (_entity(envelope),)


def read_adobe_sign(payload: Json | Table, _system: SystemMapping) -> tuple[Entity, ...]:
    """The agreement.

    Raises:
        Problem: it has no status.
    """
    assert isinstance(payload, dict)
    agreement = _object(payload["agreement"])
    assert agreement is not None
    sets = (_object(agreement.get("participantSetsInfo")) or {}).get("participantSets")
    signers = tuple(
        Signer(
            text_of(member.get("name")),
            text_of(row.get("label")) or text_of(row.get("name")),
            text_of(row.get("status")),
            None,
            f"agreement.participantSetsInfo.participantSets[{index}].memberInfos[{place}]",
        )
        for index, row in _rows(sets)
        if text_of(row.get("role")).upper() in ("SIGNER", "DELEGATE_TO_SIGNER", "CERTIFIED_RECIPIENT")
        for place, member in _rows(row.get("memberInfos"))
    )
    name = text_of(agreement.get("name"))
    documents = ((name, "agreement.name"),) if name else ()
    envelope = Envelope("Agreement", agreement.get("id"), "agreement", agreement.get("status"), signers, documents, {})
    return (_entity(envelope),)


def read_pandadoc(payload: Json | Table, _system: SystemMapping) -> tuple[Entity, ...]:
    """The document, as the last of its events says.

    Raises:
        Problem: it has no status.
    """
    found = _pandadoc_document(payload)
    assert found is not None
    path, document = found
    signers = tuple(
        Signer(
            " ".join(text_of(row.get(part)) for part in ("first_name", "last_name")).strip(),
            text_of(row.get("role")),
            "completed" if row.get("has_completed") is True else "",
            row.get("signature_date") or row.get("completed_date"),
            below(path, f"recipients[{index}]"),
        )
        for index, row in _rows(document.get("recipients"))
        if text_of(row.get("recipient_type")).upper() in ("", "SIGNER")
    )
    name = text_of(document.get("name"))
    documents = ((name, below(path, "name")),) if name else ()
    more = {
        key: Cell(key, below(path, f"metadata.{key}"), value)
        for key, value in (_object(document.get("metadata")) or {}).items()
    }
    total = _object(document.get("grand_total"))
    if total:
        more |= {
            f"grand_total.{key}": Cell(f"grand_total.{key}", below(path, f"grand_total.{key}"), value)
            for key, value in total.items()
        }
    status = text_of(document.get("status")).removeprefix("document.")
    envelope = Envelope("Document", document.get("id"), path, status, signers, documents, more)
    return (_entity(envelope),)


def _docusign_summary(payload: Object) -> tuple[str, Object] | None:
    """The envelope, wherever the message carries it, with its path."""
    for path, holder in (("data.envelopeSummary", _object(payload.get("data"))), ("envelopeSummary", payload)):
        summary = _object((holder or {}).get("envelopeSummary"))
        if summary is not None:
            identity = summary.get("envelopeId") or (holder or {}).get("envelopeId")
            return path, {**summary, "envelopeId": identity}
    return ("", payload) if "envelopeId" in payload and "status" in payload else None


def _pandadoc_document(payload: Json | Table) -> tuple[str, Object] | None:
    if isinstance(payload, list):
        events = [(f"[{index}].data", _object(row.get("data"))) for index, row in _rows(payload)]
        documents = [(path, data) for path, data in events if data is not None and _is_pandadoc(data)]
        return documents[-1] if documents and len(documents) == len(payload) else None
    if not isinstance(payload, dict):
        return None
    data = _object(payload.get("data"))
    if data is not None and _is_pandadoc(data):
        return "data", data
    return ("", payload) if _is_pandadoc(payload) else None


def _is_pandadoc(document: Object) -> bool:
    return text_of(document.get("status")).startswith("document.") and "id" in document


def _entity(envelope: Envelope) -> Entity:
    if not text_of(envelope.status):
        raise Problem(f"the {envelope.object.lower()} has no status", hint=_HINT)
    cells = {
        **envelope.more,
        "status": Cell("status", below(envelope.path, "status"), _status(envelope)),
        **_dates(envelope.signers),
        **_papers(envelope.documents),
    }
    return Entity(envelope.object, text_of(envelope.id) or None, envelope.path, cells)


def _status(envelope: Envelope) -> str:
    """The envelope's status; of one that is under way, whether somebody has signed already."""
    status = text_of(envelope.status)
    has_signed = any(signer.status.casefold() in _SIGNED for signer in envelope.signers)
    return "partly signed" if has_signed and status.casefold() in _UNDER_WAY else status


_UNDER_WAY = frozenset({"sent", "delivered", "out_for_signature", "in_process", "viewed", "waiting_approval"})


def _dates(signers: Sequence[Signer]) -> dict[str, Cell]:
    """The day on which each party signed last, where the roles tell the parties apart."""
    dates: dict[str, Cell] = {}
    for signer in signers:
        party = role_in(signer.role)
        if party and text_of(signer.date) and signer.status.casefold() in _SIGNED:
            known = dates.get(f"{party}_signed")
            if known is None or text_of(known.value) < text_of(signer.date):
                dates[f"{party}_signed"] = Cell(f"{party}_signed", signer.path, signer.date, label=signer.name or None)
    return dates


def _papers(documents: Sequence[tuple[str, str]]) -> dict[str, Cell]:
    """The version that the names of the papers state, if they state one."""
    named = [(found["version"], path) for name, path in documents if (found := _VERSION.search(name))]
    if len({version for version, _ in named}) != 1:
        return {}
    version, path = named[0]
    return {"version": Cell("version", path, version)}


def _object(value: Json) -> Object | None:
    return value if isinstance(value, dict) else None


def _rows(value: Json) -> list[tuple[int, Object]]:
    """The objects of a list with their places."""
    return [(index, row) for index, row in enumerate(value) if isinstance(row, dict)] if isinstance(value, list) else []
