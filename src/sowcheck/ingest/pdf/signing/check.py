"""Digital signatures of a PDF, each as far as it holds, and who vouches for it.

A signature that is intact, valid and trusted can still stand in a file to which somebody has added words afterwards, so
what was appended is compared with the revision that was signed.
"""

import io
import logging
from collections.abc import Sequence

from asn1crypto import x509
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.fields import enumerate_sig_fields
from pyhanko.sign.general import CMSStructuralError
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureCoverageLevel

from sowcheck.core.signatures import Changes, Cover, DigitalSignature, FieldChange, Trust
from sowcheck.ingest.pdf.places import LateSignatures
from sowcheck.ingest.pdf.signing.field_changes import changed_fields
from sowcheck.ingest.pdf.signing.late_places import placed_later
from sowcheck.ingest.pdf.signing.objects import resolved
from sowcheck.ingest.pdf.signing.trust import Evidence, TrustRoots, evidence_of, stamped_at, trust_of, validated

# What pyHanko finds stands in the signature's status; its own account of it, with tracebacks, would only alarm.
for _name in ("pyhanko", "pyhanko_certvalidator"):
    logging.getLogger(_name).setLevel(logging.CRITICAL)

_MALFORMED = (
    PdfError,
    SignatureValidationError,
    CMSStructuralError,
    ValueError,
    KeyError,
    TypeError,
    AttributeError,
    IndexError,
    RecursionError,
    OSError,
    NotImplementedError,
)
"""What pyHanko raises on files and signatures that break the standard."""

_COVERS: dict[SignatureCoverageLevel, Cover] = {
    SignatureCoverageLevel.ENTIRE_FILE: "whole_file",
    SignatureCoverageLevel.ENTIRE_REVISION: "revision",
}
_CHANGES: dict[ModificationLevel, Changes] = {
    ModificationLevel.NONE: "none",
    ModificationLevel.LTA_UPDATES: "maintenance",
    ModificationLevel.FORM_FILLING: "form_filling",
    ModificationLevel.ANNOTATIONS: "annotations",
    ModificationLevel.OTHER: "other",
}
_SHOWN = 3
"""Fields that a reason names."""
_UNTRUSTED: dict[Trust, str] = {
    "no_roots": "no trusted roots are configured, so nobody vouches for the signer",
    "unknown_root": "the chain of certificates does not end at a trusted root",
    "expired": "a certificate of the chain is out of its period of validity, and no time stamp shows that it was in it",
    "revoked": "a certificate of the chain was revoked",
    "unfit": "the certificate is not meant for signing documents",
}


def check_signatures(data: bytes, fields: Sequence[str], roots: TrustRoots) -> tuple[DigitalSignature, ...]:
    """Every signature of the PDF in `data`, in the order in which they were made; one that cannot be checked hides no other.

    Args:
        data: the file's bytes.
        fields: names of the fields that hold a signature value: one that cannot be found or checked does not hold.
        roots: who may vouch for signers.
    """
    try:
        reader = PdfFileReader(io.BytesIO(data), strict=False)
        held = list(enumerate_sig_fields(reader, filled_status=True))
    except _MALFORMED as error:
        return tuple(_unchecked(name, error) for name in fields)
    evidence = _evidence(reader)
    made = [_checked(reader, name, field, roots, evidence) for name, value, field in held if not _is_stamp(value)]
    made.sort(key=lambda each: each[0])
    missing = [name for name in fields if name not in {name for name, _, _ in held}]
    return (
        *(signature for _, signature in made),
        *(_unchecked(name, ValueError("it is not linked to the form")) for name in missing),
    )


def late_signatures(data: bytes) -> LateSignatures:
    """Where signatures were placed after the first of them was made; nowhere if the form cannot be read."""
    try:
        reader = PdfFileReader(io.BytesIO(data), strict=False)
        first = reader.embedded_regular_signatures[0]
        covered = [int(each) for each in first.byte_range]
        return LateSignatures(placed_later(reader, first.signed_revision), sum(covered[-2:]))
    except _MALFORMED:
        return LateSignatures({}, 0)


def _is_stamp(value: object) -> bool:
    """Whether a field holds the time stamp of an authority, by which nobody signs."""
    stamp = resolved(value)
    return isinstance(stamp, generic.DictionaryObject) and "/Type" in stamp and stamp["/Type"] == "/DocTimeStamp"


def _evidence(reader: PdfFileReader) -> Evidence:
    """What the file brings along of certificates; a store that cannot be read is none."""
    try:
        return evidence_of(reader)
    except _MALFORMED:
        return Evidence()


def _checked(
    reader: PdfFileReader, name: str, field: generic.DictionaryObject, roots: TrustRoots, evidence: Evidence
) -> tuple[int, DigitalSignature]:
    """A signature with the number of the revision that it closes."""
    try:
        embedded = EmbeddedPdfSignature(reader, field, name)
        found = _described(embedded, validated(embedded, roots, evidence), roots)
        if found.holds:
            found = found.model_copy(update={"field_changes": changed_fields(reader, embedded)})
        reason = _why_not(found) or _UNTRUSTED.get(found.trust)
        return embedded.signed_revision, found.model_copy(update={"reason": reason})
    except _MALFORMED as error:
        return reader.total_revisions, _unchecked(name, error)


def _unchecked(field: str, error: Exception) -> DigitalSignature:
    return DigitalSignature(
        field=field,
        signer=None,
        intact=False,
        covers="part",
        changes="unknown",
        permitted=False,
        trust="unknown_root",
        reason=f"it cannot be checked: {' '.join(str(error).split()) or type(error).__name__}",
    )


def _described(embedded: EmbeddedPdfSignature, status: PdfSignatureStatus, roots: TrustRoots) -> DigitalSignature:
    subject = status.signing_cert.subject.native
    attested = stamped_at(status)
    moment = attested or status.signer_reported_dt
    return DigitalSignature(
        field=str(embedded.field_name),
        signer=_text(subject.get("common_name")),
        organisation=_text(subject.get("organization_name")),
        email=_text(subject.get("email_address")) or _address(status.signing_cert),
        issuer=_text(status.signing_cert.issuer.native.get("common_name")),
        signed_at=moment.isoformat() if moment else None,
        time_attested=attested is not None,
        intact=status.intact and status.valid,
        covers=_COVERS.get(status.coverage, "part") if status.coverage else "part",
        changes=_CHANGES[status.modification_level] if status.modification_level is not None else "unknown",
        permitted=bool(status.docmdp_ok),
        trust=trust_of(status, roots),
    )


def _why_not(found: DigitalSignature) -> str | None:
    if not found.intact:
        return "the bytes that it covers are not those that were signed"
    if found.covers == "part":
        return "it covers only a part of the file"
    if altered := [each for each in found.field_changes if each.alters]:
        return f"the form was changed after it: {'; '.join(map(_said, altered[:_SHOWN]))}"
    if not found.holds:
        return "the file was changed after it in a way that can alter what the paper says"
    return None


def _said(change: FieldChange) -> str:
    """Such as "the field “Price” from “EUR 10” to “EUR 20”"."""
    if change.before == change.after:
        return f"the field “{change.name}” is drawn anew, its value is “{change.after}” still"
    return f"the field “{change.name}” from “{change.before}” to “{change.after or ''}”"


def _address(certificate: x509.Certificate) -> str | None:
    """The first e-mail address among the other names of a certificate's owner."""
    names = certificate.subject_alt_name_value or ()
    return next((str(name.native) for name in names if name.name == "rfc822_name"), None)


def _text(value: object) -> str | None:
    """A name of a certificate; several of one kind are joined."""
    if isinstance(value, list):
        value = ", ".join(str(part) for part in value)
    return str(value).strip() or None if value is not None else None
