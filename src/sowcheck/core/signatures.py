"""Digital signatures of a file: what each one covers, whether it still holds, and whom its certificate names."""

from typing import Literal

from sowcheck.core.noun import Noun

Changes = Literal["none", "maintenance", "form_filling", "annotations", "other", "unknown"]
"""What was done to the file after a signature. `maintenance`: time stamps and proofs of validity. `form_filling`: fields were
filled in and further signatures made. `other`: anything that can change what the paper says."""

Cover = Literal["whole_file", "revision", "part"]
"""`revision`: the whole file as it was when it was signed; more was appended later."""

Trust = Literal["trusted", "no_roots", "unknown_root", "expired", "revoked", "unfit"]
"""Whether the chain of certificates ends at a root that the user trusts. `no_roots`: the user names none. `unfit`: the
certificate is not meant for signing."""


class FieldChange(Noun):
    """A field of a form that was filled in, or changed, after a signature."""

    name: str
    before: str | None
    """None for a field that was empty when it was signed."""
    after: str | None

    @property
    def alters(self) -> bool:
        """Whether it says something else than what was signed; a field that was empty said nothing."""
        return self.before is not None


class DigitalSignature(Noun):
    """A signature value in a file, checked without the network."""

    field: str
    """Name of the signature field."""
    signer: str | None
    """Common name in the certificate; None if it could not be read."""
    organisation: str | None = None
    email: str | None = None
    issuer: str | None = None
    """Who vouches for the signer."""
    signed_at: str | None = None
    """ISO 8601."""
    time_attested: bool = False
    """Whether a time stamp authority says so, and not the signer's own clock."""
    intact: bool
    """The bytes that it covers are those that were signed, and the signature was made with the certificate's key."""
    covers: Cover
    changes: Changes
    """What was done to the file after it."""
    permitted: bool
    """Whether the signature allows the changes that followed."""
    field_changes: tuple[FieldChange, ...] = ()
    """What was done to the form after it."""
    lies_over: str | None = None
    """Words of the page over which it was placed after others had signed them; None for a place without figures."""
    trust: Trust
    reason: str | None = None
    """Why it does not hold, or could not be checked."""

    @property
    def holds(self) -> bool:
        """Whether the file still says what was signed with it; says nothing about who signed."""
        sound = self.intact and self.covers != "part" and self.permitted and self.changes not in ("other", "unknown")
        return sound and not any(each.alters for each in self.field_changes)
