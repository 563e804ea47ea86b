"""A paper against the certificates of signing services: the same envelope, completed, and signed by the same people."""

from sowcheck.compare.sides.facts import Facts
from sowcheck.compare.sides.findings import Findings
from sowcheck.compare.signing.certified import Certified, certified
from sowcheck.compare.values.wording import joined
from sowcheck.core.executions import EnvelopeStatus

_STATUS, _ENVELOPE, _SIGNATORIES = "doc.signature_status", "doc.envelope_id", "doc.signatories"
_ENDED: dict[EnvelopeStatus, str] = {
    "declined": "was declined",
    "voided": "was voided",
    "expired": "has expired",
    "sent": "is not completed",
    "partially_signed": "is not completed",
}


def check_certificates(facts: Facts, findings: Findings) -> None:
    """Note where a paper and a certificate about it do not fit."""
    pairs = certified(facts.papers)
    for pair in pairs:
        matched = any(other.paper is pair.paper and other.is_of_its_envelope for other in pairs)
        if pair.stamps and pair.certificate.envelope_id and not pair.is_of_its_envelope and not matched:
            _other_envelope(findings, pair)
            continue
        _not_completed(findings, pair)
        _other_signers(findings, pair)
    _other_pages(findings, pairs)


def _other_envelope(findings: Findings, pair: Certified) -> None:
    stamp = pair.stamps[0]
    page = pair.paper.document.page_of(stamp.span.start)
    findings.flag(
        "SC111",
        _ENVELOPE,
        f"Envelope: {pair.paper.name} is stamped with envelope {stamp.id}{f' (page {page})' if page else ''}, and "
        f"{pair.called} is of another one.",
        key=pair.paper.name,
        document_value={"stamp": stamp.id, "certificate": pair.certificate.envelope_id},
        assumptions=pair.paper.of(_ENVELOPE),
    )


def _not_completed(findings: Findings, pair: Certified) -> None:
    """An envelope that was declined, voided or left open; that an open paper lacks signatures is a finding of its own."""
    ended = _ENDED.get(pair.certificate.status)
    is_open = pair.certificate.status in ("sent", "partially_signed")
    looks_signed = "completed" in pair.paper.signature_statuses
    if ended is None or (is_open and not looks_signed and pair.paper.signature_statuses):
        return
    waiting = [each.name for each in pair.certificate.signers if not each.has_signed]
    missing = f"; {joined(waiting)} {'have' if len(waiting) > 1 else 'has'} not signed" if waiting else ""
    looks = "looks signed by both sides, but" if looks_signed else "is not executed:"
    findings.flag(
        "SC112",
        _STATUS,
        f"Signature status: {pair.paper.title} {looks} {pair.called} says that the envelope {ended}{missing}.",
        key=pair.paper.name,
        severity="blocker",
        document_value=pair.certificate.status,
        assumptions=pair.paper.of(_STATUS),
    )


def _other_signers(findings: Findings, pair: Certified) -> None:
    """People who sign the paper and are not among those whom the certificate lists."""
    if not pair.certificate.signers:
        return
    listed = joined([each.name for each in pair.certificate.signers])
    for signature in pair.paper.execution.signatures:
        name = signature.name or signature.signer
        if not name or pair.signer(signature):
            continue
        page = f", page {signature.page}" if signature.page else ""
        party = f" for the {signature.party}" if signature.party else ""
        findings.flag(
            "SC113",
            _SIGNATORIES,
            f"Signatories: in {pair.paper.name}{page} {name} signs{party}, and {pair.called} lists {listed}.",
            key=name,
            severity="high" if signature.way == "envelope" else "medium",
            document_value={"paper": name, "certificate": [each.name for each in pair.certificate.signers]},
            assumptions=pair.paper.of(_SIGNATORIES),
        )


def _other_pages(findings: Findings, pairs: tuple[Certified, ...]) -> None:
    """A certificate that counts other pages than all papers of its envelope have together."""
    for certificate in {id(pair.certificate): pair.certificate for pair in pairs}.values():
        own = [pair for pair in pairs if pair.certificate is certificate]
        if certificate.document_pages is None or any(not pair.paper.document.pages for pair in own):
            continue
        counted = sum(_own_pages(pair) for pair in own)
        if counted == certificate.document_pages:
            continue
        names = joined([pair.paper.name for pair in own])
        more = counted > certificate.document_pages
        have = "have" if len(own) > 1 else "has"
        findings.flag(
            "SC111",
            _ENVELOPE,
            f"Envelope: {names} {have} {_pages(counted)}, and {own[0].called} counts {certificate.document_pages}"
            f"{'' if more else '; a part of what was signed may be missing'}.",
            key=own[0].paper.name,
            severity="high" if more else "medium",
            document_value={"paper": counted, "certificate": certificate.document_pages},
            assumptions=[each for pair in own for each in pair.paper.of(_ENVELOPE)],
        )


def _own_pages(pair: Certified) -> int:
    """Pages of the paper without those of certificates in its file."""
    closed = {
        number
        for each in pair.paper.execution.certificates
        if each.page
        for number in range(each.page, (each.last_page or each.page) + 1)
    }
    return len(pair.paper.document.pages) - len(closed)


def _pages(count: int) -> str:
    return f"{count} page{'' if count == 1 else 's'}"
