"""The one door to pyHanko: digital signatures of a PDF, checked without the network.

A signature that is intact, valid and trusted can still stand in a file to which somebody has added words afterwards, so
what was appended is compared with the revision that was signed.
"""

import io
import logging
from collections.abc import Sequence

from asn1crypto import pem, x509
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.ades.report import AdESFailure, AdESIndeterminate, AdESSubIndic
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.general import CMSStructuralError
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from sowcheck.core.signatures import Changes, Cover, DigitalSignature, Trust
from sowcheck.errors import UsageError

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
_TRUST: dict[AdESSubIndic, Trust] = {
    AdESFailure.REVOKED: "revoked",
    AdESIndeterminate.REVOKED_NO_POE: "revoked",
    AdESIndeterminate.REVOKED_CA_NO_POE: "revoked",
    AdESFailure.NOT_YET_VALID: "expired",
    AdESIndeterminate.NOT_YET_VALID: "expired",
    AdESIndeterminate.EXPIRED: "expired",
    AdESIndeterminate.OUT_OF_BOUNDS_NO_POE: "expired",
    AdESIndeterminate.OUT_OF_BOUNDS_NOT_REVOKED: "expired",
    AdESIndeterminate.CHAIN_CONSTRAINTS_FAILURE: "unfit",
    AdESIndeterminate.SIG_CONSTRAINTS_FAILURE: "unfit",
}
_UNTRUSTED: dict[Trust, str] = {
    "no_roots": "no trusted roots are configured, so nobody vouches for the signer",
    "unknown_root": "the chain of certificates does not end at a trusted root",
    "expired": "a certificate of the chain is out of its period of validity, and no time stamp shows that it was in it",
    "revoked": "a certificate of the chain was revoked",
    "unfit": "the certificate is not meant for signing documents",
}


class TrustRoots:
    """The authorities that the user trusts."""

    def __init__(self, files: Sequence[bytes] = ()) -> None:
        """Reads certificates.

        Args:
            files: contents of certificate files, PEM (one or several certificates) or DER.

        Raises:
            UsageError: one of them is no certificate.
        """
        self.certificates = [certificate for data in files for certificate in _certificates(data)]

    def context(self) -> ValidationContext:
        """A fresh context: what one signature brings along must not vouch for another."""
        return ValidationContext(trust_roots=self.certificates, allow_fetching=False)


def _certificates(data: bytes) -> list[x509.Certificate]:
    try:
        if not pem.detect(data):
            return [_loaded(data)]
        return [_loaded(der) for kind, _, der in pem.unarmor(data, multiple=True) if kind == "CERTIFICATE"]
    except (ValueError, TypeError) as error:
        raise UsageError(
            f"a file of trusted roots holds no certificate: {error}", hint="Give certificates as PEM or DER files."
        ) from error


def _loaded(der: bytes) -> x509.Certificate:
    certificate = x509.Certificate.load(der)
    assert certificate.subject.human_friendly is not None  # read now, so that a damaged one is noticed here
    return certificate


def check_signatures(data: bytes, fields: Sequence[str], roots: TrustRoots) -> tuple[DigitalSignature, ...]:
    """Every signature of the PDF in `data`, in the order in which they were made.

    Args:
        data: the file's bytes.
        fields: names of the fields that hold a signature value: one that cannot be found or checked does not hold.
        roots: who may vouch for signers.
    """
    try:
        embedded = PdfFileReader(io.BytesIO(data), strict=False).embedded_regular_signatures
        found = [_checked(signature, roots) for signature in embedded]
    except _MALFORMED as error:
        return tuple(_unchecked(name, error) for name in fields)
    known = {signature.field for signature in found}
    return (
        *found,
        *(_unchecked(name, ValueError("it is not linked to the form")) for name in fields if name not in known),
    )


def _checked(embedded: EmbeddedPdfSignature, roots: TrustRoots) -> DigitalSignature:
    try:
        status = validate_pdf_signature(embedded, roots.context())
        return _described(embedded, status, roots)
    except _MALFORMED as error:
        return _unchecked(str(embedded.field_name), error)


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
    stamp = status.timestamp_validity
    attested = bool(stamp and stamp.valid and stamp.intact and stamp.trusted)
    moment = stamp.timestamp if stamp and attested else status.signer_reported_dt
    trust = _trust(status, roots)
    found = DigitalSignature(
        field=str(embedded.field_name),
        signer=_text(subject.get("common_name")),
        organisation=_text(subject.get("organization_name")),
        email=_text(subject.get("email_address")) or _address(status.signing_cert),
        issuer=_text(status.signing_cert.issuer.native.get("common_name")),
        signed_at=moment.isoformat() if moment else None,
        time_attested=attested,
        intact=status.intact and status.valid,
        covers=_COVERS.get(status.coverage, "part") if status.coverage else "part",
        changes=_CHANGES[status.modification_level] if status.modification_level is not None else "unknown",
        permitted=bool(status.docmdp_ok),
        trust=trust,
    )
    return found.model_copy(update={"reason": _why_not(found) or _UNTRUSTED.get(trust)})


def _trust(status: PdfSignatureStatus, roots: TrustRoots) -> Trust:
    if status.trusted:
        return "trusted"
    if status.revoked:
        return "revoked"
    found = _TRUST.get(status.trust_problem_indic, "unknown_root") if status.trust_problem_indic else "unknown_root"
    return "no_roots" if found == "unknown_root" and not roots.certificates else found


def _why_not(found: DigitalSignature) -> str | None:
    if not found.intact:
        return "the bytes that it covers are not those that were signed"
    if found.covers == "part":
        return "it covers only a part of the file"
    if not found.holds:
        return "the file was changed after it in a way that can alter what the paper says"
    return None


def _address(certificate: x509.Certificate) -> str | None:
    """The first e-mail address among the other names of a certificate's owner."""
    names = certificate.subject_alt_name_value or ()
    return next((str(name.native) for name in names if name.name == "rfc822_name"), None)


def _text(value: object) -> str | None:
    """A name of a certificate; several of one kind are joined."""
    if isinstance(value, list):
        value = ", ".join(str(part) for part in value)
    return str(value).strip() or None if value is not None else None
