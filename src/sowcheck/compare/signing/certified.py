"""Which certificate vouches for which paper: by the file that holds both, by the stamp, by name, or because no other is left."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sowcheck.compare.papers.paper import Paper
from sowcheck.core.executions import Certificate, CertifiedSigner, EnvelopeStamp, PartySignature
from sowcheck.extract.vouching import signer_of_certificate
from sowcheck.segment.signing.stamps import envelope_key

_SUFFIX = re.compile(r"\.(?:pdf|docx?|txt|md|html?)$", re.IGNORECASE)


class Certified(NamedTuple):
    """A paper and a certificate about it."""

    paper: Paper
    certificate: Certificate
    holder: Paper
    """The file in which the certificate stands."""

    @property
    def called(self) -> str:
        """The certificate as a sentence calls it, with its place."""
        page = f"page {self.certificate.page}" if self.certificate.page else ""
        where = ", ".join(part for part in (self.holder.name, page) if part)
        envelope = f" of envelope {self.certificate.envelope_id}" if self.certificate.envelope_id else ""
        return f"the certificate{envelope} ({where})"

    @property
    def stamps(self) -> tuple[EnvelopeStamp, ...]:
        """The stamps on the paper's pages."""
        return self.paper.execution.stamps

    @property
    def is_of_its_envelope(self) -> bool:
        """Whether the paper bears the stamp of the certificate's envelope."""
        return _is_stamped(self.paper, self.certificate)

    def signer(self, signature: PartySignature) -> CertifiedSigner | None:
        """Whom of the certificate a signature of the paper is by; None if nobody is."""
        return signer_of_certificate(signature, self.certificate)


def certified(papers: Sequence[Paper]) -> tuple[Certified, ...]:
    """Every certificate of the case with each paper that it is about."""
    found: list[Certified] = []
    held = [(holder, each) for holder in papers for each in holder.execution.certificates]
    # A certificate that a stamp points to counts before one that is taken for a paper's because no other is left.
    for holder, certificate in held:
        found += (Certified(paper, certificate, holder) for paper in _sure(papers, holder, certificate))
    known = {id(each.certificate) for each in found}
    vouched = {id(each.paper) for each in found}
    for holder, certificate in held:
        left = [paper for paper in papers if _is_paper(paper) and id(paper) not in vouched]
        if id(certificate) not in known and len(left) == 1:
            found.append(Certified(left[0], certificate, holder))
    return tuple(found)


def _sure(papers: Sequence[Paper], holder: Paper, certificate: Certificate) -> Iterator[Paper]:
    for paper in papers:
        if _is_paper(paper) and (
            paper is holder
            or _is_stamped(paper, certificate)
            or (not paper.execution.stamps and _names(certificate, paper))
        ):
            yield paper


def _is_paper(paper: Paper) -> bool:
    """Whether the file holds more than a certificate."""
    return not paper.execution.is_certificate_alone


def _is_stamped(paper: Paper, certificate: Certificate) -> bool:
    own = envelope_key(certificate.envelope_id or "")
    return bool(own) and any(envelope_key(stamp.id) == own for stamp in paper.execution.stamps)


def _names(certificate: Certificate, paper: Paper) -> bool:
    own = _SUFFIX.sub("", paper.name).casefold()
    return any(_SUFFIX.sub("", name).casefold() == own for name in certificate.documents)
