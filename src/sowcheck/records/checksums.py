"""Lists of SHA-256 hashes: what `sha256sum` writes, and tables of file names and hashes that document stores export.

Whoever keeps the signed file vouches for it by its hash, without giving it away: a document store, a colleague, the page of
a certificate.
"""

import re
from collections.abc import Iterator

from sowcheck.core.envelopes import Envelope, EnvelopeDocument
from sowcheck.records.entities import Cell, Entity
from sowcheck.records.esign.envelope import FILE
from sowcheck.records.esign.files import plain_key, stated_hash
from sowcheck.records.mapping import SystemMapping
from sowcheck.records.payload import Json, Table

_HASHES = frozenset({"sha256", "sha256hash", "sha256checksum", "checksumsha256", "hashsha256"})
_NAMES = frozenset({"name", "file", "filename", "document", "documentname", "path"})
_FOLDERS = re.compile(r".*[\\/]")


def recognise(payload: Json | Table, _system: SystemMapping) -> bool:
    """Whether the payload is a table with a column of SHA-256 hashes and little else that tells of a deal."""
    if not isinstance(payload, Table):
        return False
    hashes, _ = _columns(payload)
    return hashes is not None and all(stated_hash(row[hashes]) for row in payload.rows) and bool(payload.rows)


def read(payload: Json | Table, _system: SystemMapping) -> tuple[Entity, ...]:
    """One record, and a file of it for each hash."""
    files = tuple(
        Entity(FILE, each.name, each.path, {"sha256": Cell("sha256", each.path, each.sha256)})
        for each in _documents(payload)
    )
    return (Entity("List", None, "", {}, files),)


def envelope(payload: Json | Table) -> Envelope:
    """The list as an envelope of which nothing but the files is known."""
    return Envelope(id=None, state="completed", status="listed", documents=tuple(_documents(payload)))


def _documents(payload: Json | Table) -> Iterator[EnvelopeDocument]:
    assert isinstance(payload, Table)
    hashes, names = _columns(payload)
    assert hashes is not None
    for number, row in enumerate(payload.rows, start=1):
        name = _FOLDERS.sub("", row[names]) if names is not None else ""
        yield EnvelopeDocument(
            name=name or None, sha256=stated_hash(row[hashes]), hash_of="statement", path=f"line {number}"
        )


def _columns(table: Table) -> tuple[int | None, int | None]:
    """Places of the hash and of the name."""
    keys = [plain_key(column) for column in table.columns]
    hashes = next((place for place, key in enumerate(keys) if key in _HASHES), None)
    return hashes, next((place for place, key in enumerate(keys) if key in _NAMES), None)
