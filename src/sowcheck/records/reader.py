"""A record file in, its record and typed values out. The one door of this package."""

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from sowcheck.core.envelopes import Envelope
from sowcheck.core.records import Record, RecordValue
from sowcheck.errors import UnreadableInput
from sowcheck.records import checksums, dynamics, hubspot, salesforce, services_quote
from sowcheck.records.entities import Entity
from sowcheck.records.esign import adobe_sign, docusign, pandadoc
from sowcheck.records.mapping import Mapping, SystemMapping, load_mapping
from sowcheck.records.payload import Json, Table, bytes_of, load
from sowcheck.records.problems import Problem
from sowcheck.records.refused import refusal
from sowcheck.records.selection import select
from sowcheck.records.translate import translate

_FORMATS = (
    "Salesforce query results, records, CPQ quote models and Data Loader CSV; HubSpot CRM v3 objects; Dynamics 365 OData "
    "rows; a services quote as CSV or JSON; envelopes of DocuSign, Adobe Acrobat Sign and PandaDoc; lists of SHA-256 hashes"
)


class Adapter(NamedTuple):
    """One system: how its payloads are recognised and taken apart."""

    system: str
    recognise: Callable[[Json | Table, SystemMapping], bool]
    read: Callable[[Json | Table, SystemMapping], tuple[Entity, ...]]
    envelope: Callable[[Json | Table], Envelope] | None = None
    """Of an e-sign service: the payload as an envelope."""


ADAPTERS = (
    Adapter("services_quote", services_quote.recognise, services_quote.read),
    Adapter("hubspot", hubspot.recognise, hubspot.read),
    Adapter("dynamics365", dynamics.recognise, dynamics.read),
    Adapter("salesforce", salesforce.recognise, salesforce.read),
    Adapter("docusign", docusign.recognise, docusign.read, docusign.envelope),
    Adapter("adobe_sign", adobe_sign.recognise, adobe_sign.read, adobe_sign.envelope),
    Adapter("checksums", checksums.recognise, checksums.read, checksums.envelope),
    Adapter("pandadoc", pandadoc.recognise, pandadoc.read, pandadoc.envelope),
)
"""Asked in this order; the first that recognises a payload reads it."""


def read_records(path: Path, record_id: str, mapping: Mapping | None = None) -> tuple[Record, tuple[RecordValue, ...]]:
    """The record of a file and the values that it states, recognised by content and not by name.

    Args:
        path: JSON or CSV as the system exports it.
        record_id: id of the record in the case, such as "rec-1"; its values are "rec-1.v1" and so on.
        mapping: of the tenant; the packaged one if None.

    Raises:
        UnreadableInput: the file is broken, incomplete, empty of records, or of a format that is not read.
    """
    mapping = mapping or load_mapping()
    data = bytes_of(path)
    payload = load(path, data)
    adapter = _adapter_for(payload, path, mapping)
    try:
        entities = adapter.read(payload, mapping.systems[adapter.system])
    except Problem as problem:
        raise UnreadableInput(path, problem.reason, hint=problem.hint) from problem
    _check_known(entities, path, mapping.systems[adapter.system])
    kept, left_out = select(entities, mapping.systems[adapter.system])
    reading = translate(kept, adapter.system, mapping)
    main = kept[0]
    record = Record(
        id=record_id,
        name=path.name,
        sha256=hashlib.sha256(data).hexdigest(),
        system=adapter.system,
        object=main.object,
        record_id=main.record_id
        if len(kept) == 1 or main.object not in mapping.systems[adapter.system].lines
        else None,
        unmapped=(*left_out, *reading.unmapped),
        envelope=adapter.envelope(payload) if adapter.envelope else None,
    )
    values = tuple(
        RecordValue(
            id=f"{record_id}.v{number}",
            field=found.field,
            value=found.value,
            record=record_id,
            system=adapter.system,
            object=found.object,
            record_id=found.record_id,
            path=found.path,
            raw=found.raw,
        )
        for number, found in enumerate(reading.found, start=1)
    )
    return record, values


def _adapter_for(payload: Json | Table, path: Path, mapping: Mapping) -> Adapter:
    known = refusal(payload)
    if known is not None:
        what, hint = known
        raise UnreadableInput(path, f"is {what}", hint=hint)
    for adapter in ADAPTERS:
        if adapter.recognise(payload, mapping.systems[adapter.system]):
            return adapter
    raise UnreadableInput(
        path, f"is no record format that is read ({_shape(payload)})", hint=f"These are read: {_FORMATS}."
    )


def _shape(payload: Json | Table) -> str:
    """The payload in a few words, for somebody who wonders what was exported."""
    match payload:
        case Table(columns=names):
            return f"CSV with the columns {_some(names)}"
        case dict():
            return f"a JSON object with {_some(tuple(payload))}" if payload else "an empty JSON object"
        case list():
            return f"a JSON list of {len(payload)}" if payload else "an empty JSON list"
        case _:
            return "a single JSON value"


def _some(names: tuple[str, ...]) -> str:
    shown = ", ".join(repr(name[:40]) for name in names[:6])
    return f"{shown}, ..." if len(names) > 6 else shown


def _check_known(entities: tuple[Entity, ...], path: Path, system: SystemMapping) -> None:
    """A file of objects that nobody has mapped says nothing of the deal."""
    if any(entity.object in system.objects for entity in entities):
        return
    names = ", ".join(sorted({entity.object for entity in entities})) or "nothing"
    known = ", ".join(sorted(system.objects))
    raise UnreadableInput(path, f"holds only {names}", hint=f"These are read: {known}. A mapping file can add others.")
