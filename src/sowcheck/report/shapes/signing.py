"""Who signed a paper, how, and what that is worth."""

from typing import Literal

from sowcheck.report.shapes.part import BoxShape, Part


class FieldChangeShape(Part):
    """A field of a form that was filled in, or changed, after a signature."""

    name: str
    before: str | None
    """null for a field that was empty when it was signed."""
    after: str | None


class SignatureShape(Part):
    """A digital signature of a file."""

    field: str
    signer: str | None
    organisation: str | None
    signed_at: str | None
    """ISO 8601."""
    time_attested: bool
    """Whether a time stamp authority says so, and not the signer's own clock."""
    holds: bool
    """Whether the file still says what was signed with it."""
    covers: Literal["whole_file", "revision", "part"]
    changes: Literal["none", "maintenance", "form_filling", "annotations", "other", "unknown"]
    """What was done to the file after it."""
    field_changes: tuple[FieldChangeShape, ...] = ()
    """What was done to the form after it."""
    lies_over: str | None = None
    """Words over which it was placed after others had signed them."""
    trust: Literal["trusted", "no_roots", "unknown_root", "expired", "revoked", "unfit"]
    reason: str | None
    """Why it does not hold, or why nobody vouches for it."""


class PartySignatureShape(Part):
    """A place to sign, whose it is, and how it was signed."""

    party: Literal["customer", "supplier"] | None
    way: Literal["digital", "envelope", "conformed", "drawn", "typed", "empty"]
    """A digital signature that holds; the stamp or certificate of a signing service; words such as "/s/"; ink or a
    picture; a name alone; nothing."""
    strength: Literal["proven", "claimed", "none"]
    """"proven" only for a digital signature that a trusted authority vouches for."""
    name: str | None
    """As printed."""
    signer: str | None
    """The name in the signature itself."""
    title: str | None
    date: str | None
    """ISO 8601; as the paper states it."""
    quote: str
    page: int | None
    boxes: tuple[BoxShape, ...]
    vouched_by: str | None
    """Who says so beside the paper's own words."""


class CertifiedSignerShape(Part):
    """Somebody whom a signing service asked to sign."""

    name: str
    email: str | None
    title: str | None
    organisation: str | None
    signed_at: str | None
    """ISO 8601, with an offset where the certificate states one; null if they have not signed."""


class CertificateShape(Part):
    """Pages on which a signing service certifies who signed; they state no terms."""

    service: Literal["docusign", "adobe_sign", "pandadoc", "dropbox_sign", "unknown"]
    envelope_id: str | None
    status: Literal["completed", "partially_signed", "sent", "declined", "voided", "expired", "unknown"]
    signers: tuple[CertifiedSignerShape, ...]
    documents: tuple[str, ...]
    """Names of the papers, as far as it states them."""
    document_pages: int | None
    """How many pages the papers have together."""
    time_zone: str | None
    page: int | None
    """Where it begins."""
    last_page: int | None
