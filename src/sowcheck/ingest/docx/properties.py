"""Title, author and dates of a Word file, and the digital signatures in its package."""

from sowcheck.core.documents import SignatureField
from sowcheck.ingest.docx.names import Element
from sowcheck.ingest.docx.package import Package

_CORE = {
    "title": "title",
    "creator": "author",
    "created": "created",
    "modified": "modified",
    "lastModifiedBy": "last_modified_by",
    "revision": "revision",
    "subject": "subject",
    "keywords": "keywords",
    "category": "category",
    "contentStatus": "status",
    "version": "version",
}
_EXTENDED = {"Application": "producer", "Company": "company"}
_SIGNATURES = "_xmlsignatures/"


def metadata(package: Package) -> dict[str, str]:
    """What the file says about itself; custom properties as "custom:<name>"."""
    found: dict[str, str] = {}
    for arrow in package.relationships("").values():
        if arrow.external or arrow.kind not in ("core-properties", "extended-properties", "custom-properties"):
            continue
        root = package.xml(arrow.target)
        for element in root if root is not None else ():
            name = _name(element, arrow.kind)
            value = "".join(str(part) for part in element.itertext()).strip()
            if name and value:
                found[name] = value
    return found


def signature_fields(package: Package, lines: list[tuple[str, str]]) -> tuple[SignatureField, ...]:
    """Signature lines, and digital signatures without a line; says nothing about their validity."""
    signatures = [_setup_id(package, name) for name in package.names() if _is_signature(name)]
    fields = [SignatureField(name=name, signed=bool(key) and key in signatures) for name, key in lines]
    known = {key for _, key in lines if key}
    loose = [key for key in signatures if key not in known]
    fields.extend(
        SignatureField(name=f"digital signature {index}", signed=True) for index, _ in enumerate(loose, start=1)
    )
    return tuple(fields)


def _name(element: Element, kind: str) -> str | None:
    if kind == "custom-properties":
        return f"custom:{element.get('name', '')}"
    local = str(element.tag).rpartition("}")[2]
    return _CORE.get(local) if kind == "core-properties" else _EXTENDED.get(local)


def _is_signature(name: str) -> bool:
    return name.lower().startswith(_SIGNATURES) and name.lower().endswith(".xml")


def _setup_id(package: Package, name: str) -> str:
    """The signature line that a digital signature fills; empty for an invisible one."""
    root = package.xml(name)
    if root is None:
        return ""
    return next((str(element.text or "") for element in root.iter("{*}SetupID")), "")
