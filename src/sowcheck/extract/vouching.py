"""What the certificate of a signing service adds to signatures on the paper: it vouches for those that are there."""

from sowcheck.core.executions import Certificate, CertifiedSigner, Execution, PartySignature
from sowcheck.parse.same_person import name_of_address, same_person


def vouched(execution: Execution, certificate: Certificate, where: str) -> Execution:
    """The execution of a paper, with each signature that a completed envelope's certificate confirms.

    An empty place stays empty, whatever a certificate says: it may be of another copy.

    Args:
        execution: Of the paper.
        certificate: About the paper.
        where: Where the certificate stands, such as "page 3".
    """
    if certificate.status != "completed":
        return execution
    envelope = f" of envelope {certificate.envelope_id}" if certificate.envelope_id else ""
    by = f"the certificate{envelope} ({where})"
    signatures = [
        each.model_copy(update={"way": "envelope", "vouched_by": by}) if _is_confirmed(each, certificate) else each
        for each in execution.signatures
    ]
    return execution.model_copy(update={"signatures": tuple(signatures)})


def signer_of_certificate(signature: PartySignature, certificate: Certificate) -> CertifiedSigner | None:
    """Whom of the certificate a signature is by; None if nobody is."""
    names = [name for name in (signature.name, signature.signer) if name]
    for signer in certificate.signers:
        known = [signer.name, *([name_of_address(signer.email)] if signer.email else [])]
        if any(same_person(name, other) for name in names for other in known):
            return signer
    return None


def _is_confirmed(signature: PartySignature, certificate: Certificate) -> bool:
    if signature.way in ("empty", "digital"):
        return False
    signer = signer_of_certificate(signature, certificate)
    return signer is not None and signer.has_signed
