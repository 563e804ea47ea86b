"""Who has signed a paper, how that shows, and what signing services say of it."""

import datetime as dt
from typing import Literal

from sowcheck.core.items import PartyRole
from sowcheck.core.noun import Noun
from sowcheck.core.spans import Box, Quote, Span

SigningWay = Literal["digital", "envelope", "conformed", "drawn", "typed", "empty"]
"""How a signature is made.

`digital`: a digital signature that holds; `envelope`: the stamp or the certificate of a signing service; `conformed`: words
that stand for a signature ("/s/ Ann Okoro", "(signed)"); `drawn`: a picture or ink in the place to sign; `typed`: a name
alone, apart from the printed one; `empty`: a place to sign with nothing in it.
"""

Strength = Literal["proven", "claimed", "none"]
"""What a signature is worth as evidence. `proven`: a trusted authority vouches for a digital signature. `claimed`: whoever
made the file says so; anybody can type, draw or paste it. `none`: nothing was signed."""

EnvelopeStatus = Literal["completed", "partially_signed", "sent", "declined", "voided", "expired", "unknown"]
"""How far the signing of an envelope has come, as its certificate says."""

Service = Literal["docusign", "adobe_sign", "pandadoc", "dropbox_sign", "unknown"]


class EnvelopeStamp(Noun):
    """The id of an envelope, as a signing service stamps it on the pages of a paper."""

    service: Service
    id: str
    """As written on the page."""
    span: Span
    """Its first place in the text."""


class CertifiedSigner(Noun):
    """Somebody who was asked to sign, as a certificate lists them."""

    name: str
    email: str | None = None
    title: str | None = None
    organisation: str | None = None
    signed_at: str | None = None
    """ISO 8601, with the offset or zone where the certificate states it; None if nobody signed."""
    span: Span

    @property
    def has_signed(self) -> bool:
        """Whether the certificate says when they signed."""
        return self.signed_at is not None


class Certificate(Noun):
    """The pages on which a signing service certifies who signed an envelope. They state no terms of a contract."""

    service: Service
    envelope_id: str | None
    status: EnvelopeStatus
    signers: tuple[CertifiedSigner, ...] = ()
    documents: tuple[str, ...] = ()
    """Names of the papers in the envelope, as far as it states them."""
    document_pages: int | None = None
    """How many pages the papers have together, without the certificate."""
    time_zone: str | None = None
    """The zone of its times, as it states it."""
    span: Span
    page: int | None = None
    """1-based page on which it begins; None for formats without pages."""
    last_page: int | None = None


class PartySignature(Noun):
    """A place to sign, whose it is, and how it was signed."""

    party: PartyRole | None
    way: SigningWay
    strength: Strength
    name: str | None = None
    """The printed name."""
    signer: str | None = None
    """The name in the signature itself, where it has one that can be read."""
    title: str | None = None
    date: dt.date | None = None
    """Day of the signature as the paper states it."""
    quote: Quote
    """The words of the signature; of one without words those of the place to sign."""
    page: int | None = None
    boxes: tuple[Box, ...] = ()
    """Where the signature stands."""
    vouched_by: str | None = None
    """Who says so beside the paper's own words, such as "the certificate of envelope 5C1F0E3A, page 12"."""


class Execution(Noun):
    """All that a file shows of its signing."""

    signatures: tuple[PartySignature, ...] = ()
    """In the order of the text."""
    stamps: tuple[EnvelopeStamp, ...] = ()
    """Each envelope id once."""
    certificates: tuple[Certificate, ...] = ()
    is_certificate_alone: bool = False
    """Whether the file is nothing but the certificate of a signing service."""
