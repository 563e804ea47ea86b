"""An envelope of an e-sign service: who had to sign which papers, who has, and what the signed files are."""

from typing import Literal

from sowcheck.core.items import PartyRole
from sowcheck.core.noun import Noun

EnvelopeState = Literal["completed", "under_way", "declined", "voided", "expired", "unknown"]
"""`completed`: everybody has signed. `voided`: taken back by its sender. `unknown`: a status of which nothing is known."""


class Recipient(Noun):
    """Somebody who has to sign."""

    name: str
    """Empty where the service knows an address alone."""
    email: str | None = None
    role: str | None = None
    """As the service calls it: "Client signer"."""
    party: PartyRole | None = None
    """Whom the role speaks of; None where it says nothing."""
    status: str | None = None
    """As the service writes it."""
    has_signed: bool
    signed_at: str | None = None
    """ISO 8601, as the service writes it."""
    declined_reason: str | None = None
    path: str
    """Where it stands in the payload."""


class EnvelopeDocument(Noun):
    """One paper of an envelope."""

    id: str | None = None
    """Within the envelope."""
    name: str | None
    pages: int | None = None
    size: int | None = None
    """Bytes."""
    sha256: str | None = None
    """In lower case; None if the payload holds neither the file nor its hash."""
    hash_of: Literal["file", "statement"] | None = None
    """`file`: worked out from the file that the payload carries. `statement`: the payload states it."""
    path: str
    """Where it stands in the payload; of a hash, where that stands."""


class Envelope(Noun):
    """What an e-sign service says of one signing."""

    id: str | None
    state: EnvelopeState
    status: str
    """As the service writes it."""
    reason: str | None = None
    """Why it was declined or voided, in the words of whoever did it."""
    subject: str | None = None
    completed_at: str | None = None
    recipients: tuple[Recipient, ...] = ()
    """Those who have to sign; whoever gets a copy is left out."""
    documents: tuple[EnvelopeDocument, ...] = ()
    """The papers; the service's own certificate is left out."""
