"""What a case is now: the view that follows from its events."""

import datetime as dt
from typing import Literal, NamedTuple

from pydantic import Field

from sowcheck.core.analyses import Analysis, Sha256
from sowcheck.core.case_events import Paper
from sowcheck.core.decisions import Signature, Standing
from sowcheck.core.facts import Fact
from sowcheck.core.noun import Noun
from sowcheck.core.service_levels import Awaited

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


class Told(NamedTuple):
    """An escalation that has happened: of what, since when it was awaited, and at which level."""

    what: Awaited
    about: str
    since: dt.datetime
    level: int


class CaseFile(Noun):
    """A case as people and machines meet it now."""

    id: str
    state: CaseState
    since: dt.datetime
    """When it came to be in this state."""
    reference: str
    documents: tuple[Paper, ...]
    records: tuple[Paper, ...]
    missing: tuple[str, ...] = ()
    """What keeps it from being validated."""
    missing_since: dt.datetime | None = None
    """When something was first found missing; None once everything is there."""
    analysis: Analysis | None = None
    """The last check; None before the first."""
    analysed_at: dt.datetime | None = None
    raised: dict[Sha256, dt.datetime] = Field(default_factory=dict)
    """When each finding of the last check was first made; a check that makes it again changes nothing."""
    opened: frozenset[tuple[str, Sha256]] = frozenset()
    """Who has looked at the evidence of which finding."""
    decisions: dict[Sha256, Standing] = Field(default_factory=dict)
    """By the fingerprint of the finding; those of findings that the last check does not have wait in case they return."""
    signatures: tuple[Signature, ...] = ()
    """Each person's last one in each role; `gate.approvals` tells which of them still hold."""
    escalated: frozenset[Told] = frozenset()
    facts: tuple[Fact, ...] = ()
    """What other systems told of the deal; of several tellings of the same, the last."""
    bundle: Sha256 | None = None
    """Of the handoff that was released."""
    note: str | None = None
    """Why it was rejected, or what superseded it."""
