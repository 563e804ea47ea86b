"""What a case is now: the view that follows from its events."""

import datetime as dt
from typing import Literal, NamedTuple

from pydantic import Field

from sowcheck.core.analyses import Analysis, Sha256
from sowcheck.core.case_events import Paper
from sowcheck.core.decisions import Signature, Standing
from sowcheck.core.facts import Fact
from sowcheck.core.incoming import IncomingKind, News
from sowcheck.core.noun import Noun
from sowcheck.core.service_levels import Awaited
from sowcheck.core.snapshots import Snapshot
from sowcheck.core.tasks import Task

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
    brought_by: dict[Sha256, str] = Field(default_factory=dict)
    """Id of who handed in each of the papers and records."""
    analysis: Analysis | None = None
    """The last check; None before the first."""
    analysed_at: dt.datetime | None = None
    raised: dict[Sha256, dt.datetime] = Field(default_factory=dict)
    """When each finding of the last check was first made; a check that makes it again changes nothing."""
    handed_in: dict[Sha256, dt.datetime] = Field(default_factory=dict)
    """When each paper and record came."""
    snapshots: tuple[Snapshot, ...] = ()
    """What its records say of themselves, once they were looked through."""
    examined: bool = False
    """Whether somebody has looked for what is missing since the case last changed."""
    tasks: tuple[Task, ...] = ()
    """Those that are open; while there is one, the gate is shut."""
    set_aside: dict[str, dt.datetime] = Field(default_factory=dict)
    """For tasks that a person closed: since when that was so which they were about."""
    heard: dict[str, dict[IncomingKind, News]] = Field(default_factory=dict)
    """The latest of each kind that other systems said about a deal or envelope."""
    envelopes: frozenset[str] = frozenset()
    """E-sign envelopes that the papers it has now were found to name."""
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
    taken_away: dt.datetime | None = None
    """Since when its words, papers and reports are no longer kept."""
