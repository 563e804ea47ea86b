"""The papers of an envelope: their names, and the SHA-256 of each that the payload carries or vouches for.

A payload that was asked for its documents carries them as base64; others state a hash. Neither is ever opened here: bytes are
only hashed.
"""

import base64
import binascii
import hashlib
import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from sowcheck.records.entities import text_of
from sowcheck.records.paths import below
from sowcheck.records.payload import Json

Object = dict[str, Json]

_HASH_NAMES = frozenset({"sha256", "sha256hash", "documenthash", "contenthash", "filehash", "documentsha256", "hash"})
"""Names under which services state a hash, in lower case without punctuation."""
_HEX = re.compile(r"(?:sha-?256[:=\s]*)?([0-9a-f]{64})", re.IGNORECASE)
_BYTES_NAMES = frozenset({"pdfbytes", "documentbase64", "document", "filebase64", "content", "pdf", "base64"})
_BEGINNINGS = (b"%PDF-", b"PK\x03\x04")
"""What PDF and DOCX files begin with, so that nothing else is taken for a file."""


class Hash(NamedTuple):
    """The SHA-256 of a file, and how it is known."""

    sha256: str
    of: Literal["file", "statement"]
    path: str
    size: int | None = None


def hash_in(row: Object, path: str) -> Hash | None:
    """The hash of the paper that an object of a payload is about: of its bytes, or as a key of it states."""
    pairs = [*_pairs(row, path)]
    for name, value, place in pairs:
        if name in _BYTES_NAMES and (data := decoded(value)) is not None:
            return Hash(hashlib.sha256(data).hexdigest(), "file", place, len(data))
    for name, value, place in pairs:
        if name in _HASH_NAMES and (found := stated_hash(value)) is not None:
            return Hash(found, "statement", place)
    return None


def _pairs(row: Object, path: str) -> Iterator[tuple[str, Json, str]]:
    """Keys in lower case without punctuation, with value and path; also of a list of names and values."""
    for key, value in row.items():
        yield plain_key(key), value, below(path, key)
    for key in ("documentFields", "fields", "metadata"):
        rows = row.get(key)
        if isinstance(rows, dict):
            for name, value in rows.items():
                yield plain_key(name), value, below(path, f"{key}.{name}")
        for index, each in enumerate(rows if isinstance(rows, list) else ()):
            if isinstance(each, dict) and isinstance(each.get("name"), str):
                yield plain_key(each["name"]), each.get("value"), below(path, f"{key}[{index}].value")


def plain_key(key: str) -> str:
    """The name of a key without its punctuation and case.

    >>> plain_key("document_hash"), plain_key("SHA-256")
    ('documenthash', 'sha256')
    """
    return re.sub(r"[^a-z0-9]", "", key.casefold())


def decoded(value: Json) -> bytes | None:
    """The bytes of a PDF or DOCX file written as base64; None for anything else."""
    if not isinstance(value, str):
        return None
    try:
        data = base64.b64decode("".join(value.split()), validate=True)
    except (binascii.Error, ValueError):
        return None
    return data if data.startswith(_BEGINNINGS) else None


def stated_hash(value: Json) -> str | None:
    """A SHA-256 as it is usually written, in lower case.

    >>> stated_hash("SHA256: " + "AB" * 32) == "ab" * 32, stated_hash("d41d8cd9")
    (True, None)
    """
    found = _HEX.fullmatch(text_of(value).strip()) if isinstance(value, str) else None
    return found[1].lower() if found else None


def whole_number(value: Json) -> int | None:
    """A count of pages or bytes, as a number or as text; of a list, how many it holds."""
    if isinstance(value, list):
        return len(value) or None
    text = text_of(value).strip() if isinstance(value, int | str) and not isinstance(value, bool) else ""
    return int(text) if text.isdigit() and len(text) < 12 else None
