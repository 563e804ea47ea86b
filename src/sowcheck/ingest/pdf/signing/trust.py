"""Who vouches for a signer: the user's trusted roots, and what the file brings along of its certificates.

Certificates and revocation lists that lie in the file are evidence against a signer, and bridges to a root that the user
trusts; they never are such a root. Nothing is fetched.
"""

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from asn1crypto import crl, ocsp, pem, x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.ades.report import AdESFailure, AdESIndeterminate, AdESSubIndic
from pyhanko.sign.general import NonexistentAttributeError, find_unique_cms_attribute
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko.sign.validation.errors import NoDSSFoundError
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko.sign.validation.status import PdfSignatureStatus
from pyhanko_certvalidator import ValidationContext

from sowcheck.core.signatures import Trust
from sowcheck.errors import UsageError

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
_FOR_SIGNING = KeyUsageConstraints(key_usage={"non_repudiation", "digital_signature"})
"""One of the two uses that signing services ask of a certificate is enough."""
_ARCHIVE = "adobe_revocation_info_archival"


class Evidence(NamedTuple):
    """What the file brings along about certificates."""

    certificates: tuple[x509.Certificate, ...] = ()
    crls: tuple[crl.CertificateList, ...] = ()
    ocsps: tuple[ocsp.OCSPResponse, ...] = ()


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

    def context(self, evidence: Evidence, moment: dt.datetime | None = None) -> ValidationContext:
        """A fresh context: what one signature brings along must not vouch for another.

        Args:
            evidence: Of the file.
            moment: At which certificates must have been good; None for now.
        """
        return ValidationContext(
            trust_roots=self.certificates,
            allow_fetching=False,
            other_certs=evidence.certificates,
            crls=evidence.crls,
            ocsps=evidence.ocsps,
            moment=moment,
            # A list that was made later tells what was revoked at that moment too.
            retroactive_revinfo=moment is not None,
        )


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


def evidence_of(reader: PdfFileReader) -> Evidence:
    """What the file's security store holds."""
    try:
        store = DocumentSecurityStore.read_dss(reader)
    except NoDSSFoundError:
        return Evidence()
    return Evidence(
        tuple(store.load_certs()),
        tuple(crl.CertificateList.load(each.get_object().data) for each in store.crls),
        tuple(ocsp.OCSPResponse.load(each.get_object().data) for each in store.ocsps),
    )


def _with_archive(evidence: Evidence, embedded: EmbeddedPdfSignature) -> Evidence:
    """With what the signature itself archives."""
    try:
        archive = find_unique_cms_attribute(embedded.signer_info["signed_attrs"], _ARCHIVE)
    except NonexistentAttributeError:
        return evidence
    return evidence._replace(
        crls=(*evidence.crls, *(archive["crl"] or ())), ocsps=(*evidence.ocsps, *(archive["ocsp"] or ()))
    )


def validated(embedded: EmbeddedPdfSignature, roots: TrustRoots, evidence: Evidence) -> PdfSignatureStatus:
    """The signature's status: now, or where a trusted time stamp shows when it was made, at that moment.

    A certificate that has expired, or was revoked, since then was good when it was used.
    """
    evidence = _with_archive(evidence, embedded)
    status = _status(embedded, roots, evidence)
    stamped = stamped_at(status)
    if status.trusted or stamped is None or trust_of(status, roots) not in ("expired", "revoked"):
        return status
    then = _status(embedded, roots, evidence, stamped)
    return then if then.trusted else status


def _status(
    embedded: EmbeddedPdfSignature, roots: TrustRoots, evidence: Evidence, moment: dt.datetime | None = None
) -> PdfSignatureStatus:
    return validate_pdf_signature(
        embedded,
        roots.context(evidence, moment),
        ts_validation_context=roots.context(evidence),
        key_usage_settings=_FOR_SIGNING,
    )


def stamped_at(status: PdfSignatureStatus) -> dt.datetime | None:
    """The moment that a trusted time stamp authority attests."""
    stamp = status.timestamp_validity
    return stamp.timestamp if stamp and stamp.valid and stamp.intact and stamp.trusted else None


def trust_of(status: PdfSignatureStatus, roots: TrustRoots) -> Trust:
    """Whether anybody vouches for the signer, else why not."""
    if status.trusted:
        return "trusted"
    if status.revoked:
        return "revoked"
    if status.signing_cert.self_signed != "no":
        return "unknown_root" if roots.certificates else "no_roots"
    found = _TRUST.get(status.trust_problem_indic, "unknown_root") if status.trust_problem_indic else "unknown_root"
    return "no_roots" if found == "unknown_root" and not roots.certificates else found
