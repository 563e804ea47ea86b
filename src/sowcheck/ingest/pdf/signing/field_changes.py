"""What was done to form fields after a signature.

The standard lets anybody fill in fields after somebody has signed, so that a signature stays valid when the price in a field
is replaced by another one, or when only the drawing of a field is. Both are found by comparing the fields of the revision
that was signed with those of the file.
"""

import hashlib
from collections.abc import Iterator

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.rw_common import PdfHandler
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

from sowcheck.core.signatures import FieldChange
from sowcheck.ingest.pdf.signing.objects import entry, resolved

_MOST_FIELDS = 2_000
_DEEPEST = 12
_MOST_OBJECTS = 400
"""Of one drawing; an ordinary one has five."""
_LONGEST = 200

Field = tuple[str, str]
"""The value as text, and a digest of the drawing."""


def changed_fields(reader: PdfFileReader, embedded: EmbeddedPdfSignature) -> tuple[FieldChange, ...]:
    """Fields whose value or drawing is not what it was when the signature was made, in the order of the form."""
    if embedded.signed_revision >= reader.total_revisions - 1:
        return ()
    before = _fields(reader.get_historical_resolver(embedded.signed_revision))
    after = _fields(reader)
    changes = []
    for name, (value, drawing) in after.items():
        if name not in before or before[name] == (value, drawing):
            continue
        old = before[name][0]
        if old or value:
            changes.append(FieldChange(name=name, before=old[:_LONGEST] or None, after=value[:_LONGEST] or None))
    return tuple(changes)


def _fields(handler: PdfHandler) -> dict[str, Field]:
    form = entry(handler.root, "/AcroForm")
    found: dict[str, Field] = {}
    if isinstance(form, generic.DictionaryObject):
        for name, field in _walk(entry(form, "/Fields"), "", 0):
            found[name] = (_text(entry(field, "/V")), _drawn(field))
            if len(found) >= _MOST_FIELDS:
                break
    return found


def _walk(fields: object, prefix: str, depth: int) -> Iterator[tuple[str, generic.DictionaryObject]]:
    """The fields that hold a value, with their full names; signature fields are left out."""
    if not isinstance(fields, generic.ArrayObject) or depth > _DEEPEST:
        return
    for each in fields:
        field = resolved(each)
        if not isinstance(field, generic.DictionaryObject) or entry(field, "/FT") == "/Sig":
            continue
        own = _text(entry(field, "/T"))
        name = f"{prefix}.{own}" if prefix and own else own or prefix
        kids = entry(field, "/Kids")
        if isinstance(kids, generic.ArrayObject) and any(_is_field(resolved(kid)) for kid in kids):
            yield from _walk(kids, name, depth + 1)
        else:
            yield name, field


def _is_field(kid: object) -> bool:
    return isinstance(kid, generic.DictionaryObject) and "/T" in kid


def _text(value: object) -> str:
    match value:
        case generic.ArrayObject():
            return ", ".join(_text(resolved(each)) for each in value)
        case generic.NameObject():
            return "" if value == "/Off" else str(value).removeprefix("/")
        case generic.TextStringObject() | generic.ByteStringObject():
            return str(value).strip()
        case generic.StreamObject():
            return value.data.decode("utf-8", "replace").strip()
        case _:
            return "" if value is None else str(value)


def _drawn(field: generic.DictionaryObject) -> str:
    """A digest of how the field and its widgets are drawn."""
    digest = hashlib.sha256()
    kids = entry(field, "/Kids")
    widgets = [field, *(kids if isinstance(kids, generic.ArrayObject) else ())]
    left = [_MOST_OBJECTS]
    for widget in map(resolved, widgets):
        if isinstance(widget, generic.DictionaryObject):
            appearance = entry(widget, "/AP")
            _add(
                digest,
                entry(appearance, "/N") if isinstance(appearance, generic.DictionaryObject) else None,
                left,
                0,
            )
            digest.update(_text(entry(widget, "/AS")).encode())
    return digest.hexdigest()


def _add(digest: "hashlib._Hash", value: object, left: list[int], depth: int) -> None:
    """Everything that an object is made of, in an order that does not depend on the file."""
    left[0] -= 1
    if left[0] < 0 or depth > _DEEPEST:
        return
    if isinstance(value, generic.StreamObject):
        digest.update(b"stream" + value.encoded_data)
    if isinstance(value, generic.DictionaryObject):
        for key in sorted(set(value) - {"/Length", "/Parent", "/P"}):
            digest.update(key.encode())
            _add(digest, resolved(value.raw_get(key)), left, depth + 1)
    elif isinstance(value, generic.ArrayObject):
        digest.update(b"[")
        for each in value:
            _add(digest, resolved(each), left, depth + 1)
    else:
        digest.update(str(value).encode("utf-8", "replace") + b";")
