"""What a case is now: the view that follows from its events."""

from typing import Literal

from pydantic import Field

from sowcheck.core.analyses import Analysis, Sha256
from sowcheck.core.case_events import Paper
from sowcheck.core.decisions import Signature, Standing
from sowcheck.core.noun import Noun

CaseState = Literal[
    "received",
    "validated",
    "analysed",
    "in_review",
    "signed_off",
    "rejected",
    "superseded",
    "released",
    "acknowledged",
]


class CaseFile(Noun):
    """A case as people and machines meet it now."""

    id: str
    state: CaseState
    reference: str
    documents: tuple[Paper, ...]
    records: tuple[Paper, ...]
    missing: tuple[str, ...] = ()
    """What keeps it from being validated."""
    analysis: Analysis | None = None
    """The last check; None before the first."""
    opened: frozenset[tuple[str, Sha256]] = frozenset()
    """Who has looked at the evidence of which finding."""
    decisions: dict[Sha256, Standing] = Field(default_factory=dict)
    """By the fingerprint of the finding; those of findings that the last check does not have wait in case they return."""
    signatures: tuple[Signature, ...] = ()
    """Each person's last one in each role; `gate.approvals` tells which of them still hold."""
    bundle: Sha256 | None = None
    """Of the handoff that was released."""
    note: str | None = None
    """Why it was rejected, or what superseded it."""
