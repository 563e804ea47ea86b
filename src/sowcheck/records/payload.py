"""A record file's bytes as a payload: a JSON value, or a table of text cells. Numbers are Decimal, never float."""

import csv
import io
import json
import re
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from sowcheck.errors import UnreadableInput
from sowcheck.ingest.files import opened_file

Json = Any
"""None, bool, int, Decimal, str, list or dict, as `json` builds it."""

_LARGEST = 16 * 1024 * 1024
"""Bytes of one record file."""
_MOST_VALUES = 300_000
"""Values of one record file: each takes many times more memory than its few characters."""
_DEEPEST = 100
_EXPORT_HINT = "Export the record again as JSON (or as CSV with API names in the header) and give that file."
_CHECKSUM = re.compile(
    r"(?P<hash>[0-9a-f]{64})(?:[ \t]+\*?(?P<name>.+))?|SHA2?-?256 ?\((?P<other>.+)\) ?= ?(?P<equal>[0-9a-f]{64})",
    re.IGNORECASE,
)
_MOST_CHECKSUMS = 1_000
_LARGE_HINT = "A deal's records are far smaller; export only this deal."
_STARTS_JSON = re.compile(r"\s*[\[{]")


@dataclass(frozen=True)
class Table:
    """A CSV file: the header and the rows, every cell as text."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    delimiter: str


class _Refused(ValueError):
    """Something that JSON allows but that would lose a value."""


_NO_TEXT = (b"PK\x03\x04", b"%PDF-", b"\xd0\xcf\x11\xe0")
"""What DOCX, XLSX and ZIP, PDF, and old Office files begin with."""


def bytes_of(path: Path) -> bytes:
    """The bytes of a record file; of one that is too large no more than `load` needs to see that it is.

    Raises:
        UnreadableInput: it cannot be opened, or is no file.
    """
    with opened_file(path) as stream:
        try:
            return stream.read(_LARGEST + 1)
        except OSError as error:
            reason = f"cannot be read ({error.strerror})"
            raise UnreadableInput(path, reason, hint="Check the path of --record.") from error


def load(path: Path, data: bytes) -> Json | Table:
    """The payload in the bytes of a file.

    Raises:
        UnreadableInput: empty, too large, not UTF-8, broken JSON (names line and column), broken CSV (names the row).
    """
    if len(data) > _LARGEST:
        raise UnreadableInput(path, f"holds more than {_LARGEST >> 20} MB", hint=_LARGE_HINT)
    text = _decoded(path, data)
    if not text.strip():
        raise UnreadableInput(path, "is empty", hint=_EXPORT_HINT)
    if _STARTS_JSON.match(text):
        return _json(path, text)
    return _checksums(text) or _table(path, text)


def _decoded(path: Path, data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if data.startswith(_NO_TEXT):
            reason = "this is no export of CRM or CPQ, but a document, a workbook or an archive"
            raise UnreadableInput(path, reason, hint=f"Name a document before --record. {_EXPORT_HINT}") from error
        bad = data[error.start] if error.start < len(data) else 0
        reason = f"is not UTF-8 text (byte 0x{bad:02x} at offset {error.start})"
        raise UnreadableInput(path, reason, hint="Save or export the file as UTF-8.") from error


def _refuse_many(path: Path, most: int) -> None:
    if most > _MOST_VALUES:
        raise UnreadableInput(path, f"holds more than {_MOST_VALUES:,} values", hint=_LARGE_HINT)


def _json(path: Path, text: str) -> Json:
    # Before anything is made of them: a billion brackets would fill memory.
    _refuse_many(path, sum(map(text.count, ",[{")))
    try:
        payload = json.loads(text, parse_float=Decimal, parse_constant=_no_constant, object_pairs_hook=_no_duplicates)
        _check(payload)
    except json.JSONDecodeError as error:
        cut = error.pos >= len(text.rstrip()) or error.msg.startswith("Unterminated string")
        what = "is cut off" if cut else f"is not JSON ({error.msg})"
        reason = f"{what} at line {error.lineno}, column {error.colno}"
        raise UnreadableInput(path, reason, hint=_EXPORT_HINT) from error
    except _Refused as error:
        raise UnreadableInput(path, str(error), hint=_EXPORT_HINT) from error
    except RecursionError as error:
        raise UnreadableInput(path, f"is nested more than {_DEEPEST} levels deep", hint=_EXPORT_HINT) from error
    except ValueError as error:  # a whole number of more digits than Python reads
        raise UnreadableInput(path, f"holds a number that cannot be read ({error})", hint=_EXPORT_HINT) from error
    return payload


def _no_constant(name: str) -> Json:
    raise _Refused(f"holds {name}, which is not a number")


def _no_duplicates(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    """JSON lets a key occur twice and parsers keep the last: a value would be lost without a word."""
    made = dict(pairs)
    if len(made) < len(pairs):
        twice = Counter(name for name, _ in pairs).most_common(1)[0][0]
        raise _Refused(f"names {twice!r} twice in one object")
    return made


def _check(payload: Json) -> None:
    """Refuses what a report could not show: text that is not Unicode (half a surrogate pair), bottomless nesting."""
    level = [payload]
    for _ in range(_DEEPEST):
        below: list[Json] = []
        for value in level:
            if isinstance(value, dict):
                below.extend(value)
                below.extend(value.values())
            elif isinstance(value, list):
                below.extend(value)
            elif isinstance(value, str) and not _is_unicode(value):
                raise _Refused("holds half a surrogate pair, which is not text")
        if not below:
            return
        level = below
    raise _Refused(f"is nested more than {_DEEPEST} levels deep")


def _is_unicode(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _checksums(text: str) -> Table | None:
    """The lines of `sha256sum`, of the BSDs' `sha256`, or a lone hash; None for any other text."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    found = [_CHECKSUM.fullmatch(line) for line in lines[:_MOST_CHECKSUMS]]
    if len(lines) > _MOST_CHECKSUMS or not all(found):
        return None
    rows = tuple((each["name"] or each["other"] or "", each["hash"] or each["equal"]) for each in found if each)
    return Table(("name", "sha256"), rows, " ")


def _table(path: Path, text: str) -> Table:
    delimiter = _delimiter(text)
    _refuse_many(path, text.count(delimiter) + text.count("\n") + text.count("\r"))
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise UnreadableInput(path, f"is neither JSON nor CSV ({error})", hint=_EXPORT_HINT) from error
    numbered = [(number, row) for number, row in enumerate(rows, start=1) if any(cell.strip() for cell in row)]
    if not numbered:
        raise UnreadableInput(path, "holds empty cells only", hint=_EXPORT_HINT)
    header_number, header = numbered[0]
    columns = tuple(cell.strip() for cell in header)
    if len(columns) < 2:
        raise UnreadableInput(path, "is neither JSON nor a CSV table", hint=_EXPORT_HINT)
    _check_header(path, columns, header_number)
    for number, row in numbered[1:]:
        if len(row) != len(columns):
            reason = f"row {number} has {len(row)} cells where the header has {len(columns)}"
            raise UnreadableInput(path, reason, hint='Quote cells that hold the delimiter ("...") and export again.')
    return Table(columns, tuple(tuple(cell.strip() for cell in row) for _, row in numbered[1:]), delimiter)


def _check_header(path: Path, columns: tuple[str, ...], number: int) -> None:
    times = Counter(column.casefold() for column in columns)
    for column in columns:
        if not column:
            raise UnreadableInput(path, f"row {number}: a column has no name", hint="Name every column or remove it.")
        if times[column.casefold()] > 1:
            reason = f"row {number}: the header names {column!r} twice"
            raise UnreadableInput(path, reason, hint="Remove or rename one of the two columns.")


def _delimiter(text: str) -> str:
    """The most frequent of the usual delimiters in the header line; a sniffer would guess from the cells."""
    header = text.lstrip().splitlines()[0]
    return max((",", ";", "\t", "|"), key=header.count)
