"""What a check leaves for people to decide and sign: findings and fields, each with the hash of what it says."""

from sowcheck.core.discrepancies import Exposure
from sowcheck.core.fields import Owner, Severity
from sowcheck.core.noun import Noun
from sowcheck.core.policy import SignOffPolicy

Sha256 = str
"""64 hexadecimal digits."""


class Finding(Noun):
    """A discrepancy as people decide on it."""

    fingerprint: Sha256
    """Of what it says and of the evidence on both sides: a decision holds for it, however often the case is checked."""
    discrepancy: str
    """Its id in the report, such as "d-3"."""
    code: str
    field: str
    key: str | None
    severity: Severity
    owner: Owner
    message: str
    exposure: Exposure = Exposure()
    """What it may cost."""
    blocks: bool
    """Keeps the gate shut until people have settled it."""


class RequiredApproval(Noun):
    """A role that must sign, and how many different people in it."""

    role: Owner
    people: int = 1
    because: tuple[str, ...] = ()
    """Why, one sentence for each reason."""


class Analysis(Noun):
    """One check of a case, as far as decisions and signatures are bound to it."""

    report: Sha256
    """Of the report as JSON."""
    page: Sha256 | None = None
    """Of the same report as a page (HTML)."""
    documents: tuple[Sha256, ...]
    records: tuple[Sha256, ...]
    policy: Sha256
    fields: dict[str, Sha256]
    """For each field that anything speaks of: the hash of all that papers, records and findings say about it."""
    findings: tuple[Finding, ...]
    obstacles: tuple[str, ...] = ()
    """What keeps the gate shut and is no finding that anybody could decide on, in words."""
    required: tuple[RequiredApproval, ...]
    rules: SignOffPolicy
    kinds: tuple[str | None, ...] = ()
    """Of each paper; None where nothing tells."""
    envelopes: tuple[str, ...] = ()
    """Ids of the e-sign envelopes that the papers name, in lower case."""

    def finding(self, fingerprint: Sha256) -> Finding | None:
        """The finding with a fingerprint; None if this check does not have it."""
        return next((each for each in self.findings if each.fingerprint == fingerprint), None)
