"""What people are told of a place to sign: whose it is, who signed, how, and what that is worth."""

import datetime as dt

from sowcheck.core.words import SIGNING_WAYS, STRENGTHS, plain
from sowcheck.report.shapes.documents import DocumentShape
from sowcheck.report.shapes.signing import CertificateShape, PartySignatureShape
from sowcheck.report.wording import plural


def party_signature_in_words(signature: PartySignatureShape) -> str:
    """One place to sign in one line."""
    party = f"for the {signature.party}" if signature.party else "for a party that is not known"
    page = f" (page\N{NO-BREAK SPACE}{signature.page})" if signature.page else ""
    if signature.way == "empty":
        named = f" for {plain(signature.name)}" if signature.name else ""
        return f"not signed {party}: the place to sign{named} is empty{page}"
    who = ", ".join(plain(part) for part in (signature.name or signature.signer, signature.title) if part)
    by = f" by {who}" if who else ""
    when = f" on {signature.date}" if signature.date else ", without a date"
    vouched = f", {plain(signature.vouched_by)}" if signature.vouched_by else ""
    way = SIGNING_WAYS[signature.way]
    return f"signed {party}{by}{when}: {way}{vouched}; {STRENGTHS[signature.strength]}{page}"


def certificate_in_words(certificate: CertificateShape) -> str:
    """What a signing service certifies in one line."""
    page = f" (page\N{NO-BREAK SPACE}{certificate.page})" if certificate.page else ""
    envelope = f" of envelope {plain(certificate.envelope_id)}" if certificate.envelope_id else ""
    signers = "; ".join(
        f"{plain(each.name)} signed on {each.signed_at[:10]}"
        if each.signed_at
        else f"{plain(each.name)} has not signed"
        for each in certificate.signers
    )
    said = f": {signers}" if signers else ""
    return f"certificate{envelope}, {certificate.status.replace('_', ' ')}{said}; claimed, not proven{page}"


def gap_in_words(document: DocumentShape) -> tuple[str, ...]:
    """That the last signature and the day of effect differ, where both are known."""
    if not document.last_signed or not document.effective_date:
        return ()
    gap = (dt.date.fromisoformat(document.effective_date) - dt.date.fromisoformat(document.last_signed)).days
    if gap == 0:
        return ()
    days = plural(str(abs(gap)), "day")
    return (
        f"last signed on {document.last_signed}, {days} {'before' if gap > 0 else 'after'} it takes effect on "
        f"{document.effective_date}",
    )
