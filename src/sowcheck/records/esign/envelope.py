"""What the services have in common: an envelope, as a noun and as the record that the mapping translates.

An envelope is executed when its status says *completed* (or *signed*, as Adobe calls that): a recipient who has signed is
not enough. Whose signature a date is, the recipient's role says.
"""

import re
from collections.abc import Mapping, Sequence

from sowcheck.core.envelopes import Envelope, EnvelopeDocument, EnvelopeState, Recipient
from sowcheck.records.entities import Cell, Entity, text_of
from sowcheck.records.esign.files import Hash, Object
from sowcheck.records.paths import below
from sowcheck.records.payload import Json
from sowcheck.records.problems import Problem
from sowcheck.segment.roles import role_in

SIGNED = frozenset({"completed", "signed", "approved", "accepted", "form_filled", "autoresponded"})
"""What a recipient's status says when the recipient has done everything."""
_VERSION = re.compile(r"(?<![A-Za-z])v(?:er(?:sion)?)?[ ._-]?(?P<version>\d+(?:\.\d+)*)(?!\w|\.\d)", re.IGNORECASE)
_HINT = "Save the event or the answer of the service as it is."
FILE = "File"
"""Object name of a paper of which the payload tells the hash."""


def recipient(row: Object, path: str, *, name: Json, role: Json, status: Json, signed: bool, at: Json) -> Recipient:
    """Somebody who has to sign."""
    called = text_of(role).strip()
    return Recipient(
        name=" ".join(text_of(name).split()),
        email=text_of(row.get("email")).strip() or None,
        role=called or None,
        party=role_in(called) if called else None,
        status=text_of(status).strip() or None,
        has_signed=signed,
        signed_at=text_of(at).strip() or None,
        declined_reason=first_text(row, "declinedReason", "decline_reason", "declined_reason", "rejectReason"),
        path=path,
    )


def paper(row: Object, path: str, *, found: Hash | None, pages: int | None, size: int | None) -> EnvelopeDocument:
    """One paper of the envelope."""
    return EnvelopeDocument(
        id=first_text(row, "documentId", "id", "uuid"),
        name=first_text(row, "name", "label", "filename", "file_name"),
        pages=pages,
        size=found.size if found and found.size is not None else size,
        sha256=found.sha256 if found else None,
        hash_of=found.of if found else None,
        path=found.path if found else below(path, "name"),
    )


def state_of(status: Json, states: Mapping[str, EnvelopeState]) -> EnvelopeState:
    """What a service's word for the state of an envelope means."""
    return states.get(text_of(status).strip().casefold(), "unknown")


def as_entity(kind: str, path: str, envelope: Envelope, id_path: str, more: dict[str, Cell]) -> Entity:
    """The envelope as a record with cells for the mapping.

    Raises:
        Problem: it has no status.
    """
    if not envelope.status:
        raise Problem(f"the {kind.lower()} has no status", hint=_HINT)
    cells = {
        **more,
        "status": Cell("status", below(path, "status"), _status(envelope)),
        "envelope_id": Cell("envelope_id", id_path, envelope.id),
        **_dates(envelope.recipients),
        **_version(envelope.documents),
    }
    files = tuple(_file(document) for document in envelope.documents if document.sha256)
    return Entity(kind, envelope.id, path, cells, files if envelope.state == "completed" else ())


def _file(document: EnvelopeDocument) -> Entity:
    """A paper whose hash is known; that of one which is not signed yet says nothing of the signed file."""
    cell = Cell("sha256", document.path, document.sha256)
    return Entity(FILE, document.id, document.path, {"sha256": cell})


def _status(envelope: Envelope) -> str:
    """The envelope's status; of one that is under way, whether somebody has signed already."""
    has_signed = any(each.has_signed for each in envelope.recipients)
    return "partly signed" if has_signed and envelope.state == "under_way" else envelope.status


def _dates(recipients: Sequence[Recipient]) -> dict[str, Cell]:
    """The day on which each party signed last, where the roles tell the parties apart."""
    dates: dict[str, Cell] = {}
    for each in recipients:
        if each.party and each.signed_at and each.has_signed:
            known = dates.get(f"{each.party}_signed")
            if known is None or text_of(known.value) < each.signed_at:
                name = f"{each.party}_signed"
                dates[name] = Cell(name, each.path, each.signed_at, label=each.name or None)
    return dates


def _version(documents: Sequence[EnvelopeDocument]) -> dict[str, Cell]:
    """The version that the names of the papers state, if they state one."""
    named = [(found["version"], each.path) for each in documents if (found := _VERSION.search(each.name or ""))]
    if len({version for version, _ in named}) != 1:
        return {}
    version, path = named[0]
    return {"version": Cell("version", path, version)}


def first_text(row: Object, *names: str) -> str | None:
    """What the first of the keys that hold a text says."""
    return next((text for name in names if (text := " ".join(text_of(row.get(name)).split()))), None)


def an_object(value: Json) -> Object | None:
    """The value, if it is an object."""
    return value if isinstance(value, dict) else None


def rows_of(value: Json) -> list[tuple[int, Object]]:
    """The objects of a list with their places."""
    return [(index, row) for index, row in enumerate(value) if isinstance(row, dict)] if isinstance(value, list) else []
