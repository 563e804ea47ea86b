"""Everything that can happen to a case. Events are only ever added; what a case is now follows from them."""

import datetime as dt
from typing import Annotated, Literal

from pydantic import Field

from sowcheck.core.analyses import Analysis, Sha256
from sowcheck.core.decisions import Decision, Seal
from sowcheck.core.facts import Fact
from sowcheck.core.fields import Owner
from sowcheck.core.incoming import Incoming
from sowcheck.core.noun import Noun
from sowcheck.core.people import Actor, Role
from sowcheck.core.service_levels import Awaited
from sowcheck.core.snapshots import Snapshot
from sowcheck.core.tasks import Task


class Paper(Noun):
    """A file of a case."""

    name: str
    sha256: Sha256


class Received(Noun):
    """A case begins."""

    type: Literal["received"] = "received"
    reference: str
    """What the sender calls the deal, such as the opportunity's id."""
    documents: tuple[Paper, ...]
    records: tuple[Paper, ...]


class InputsChanged(Noun):
    """Papers or record snapshots came, went or were replaced; these are all that count from now on."""

    type: Literal["inputs_changed"] = "inputs_changed"
    documents: tuple[Paper, ...]
    records: tuple[Paper, ...]
    call: str | None = None
    """Of a call that was to begin a case: the id by which it is known when it comes again."""


class RecordsRead(Noun):
    """The record snapshots were looked through."""

    type: Literal["records_read"] = "records_read"
    snapshots: tuple[Snapshot, ...]


class TasksOpened(Noun):
    """Somebody has to see to something; or there is more to be said of what somebody has to see to already."""

    type: Literal["tasks_opened"] = "tasks_opened"
    tasks: tuple[Task, ...]


class TasksClosed(Noun):
    """What tasks ask for is there, or a person set one aside."""

    type: Literal["tasks_closed"] = "tasks_closed"
    tasks: tuple[str, ...]
    """Their ids."""
    how: Literal["done", "set_aside"] = "done"
    reason: str = ""
    """Why it was set aside."""


class FoundIncomplete(Noun):
    """The case cannot be worked on before its tasks are done."""

    type: Literal["found_incomplete"] = "found_incomplete"
    tasks: tuple[str, ...]
    """Ids of those that are open."""


class Heard(Noun):
    """Another system said something about the deal, or about its papers."""

    type: Literal["heard"] = "heard"
    about: str
    """The deal or envelope with its system, such as "salesforce:006…"."""
    said: Incoming


class CheckFailed(Noun):
    """The check failed for good: it would fail again on the same papers."""

    type: Literal["check_failed"] = "check_failed"
    message: str


class Validated(Noun):
    """Everything that must be there is there."""

    type: Literal["validated"] = "validated"


class Analysed(Noun):
    """The check was done."""

    type: Literal["analysed"] = "analysed"
    analysis: Analysis


class ReviewOpened(Noun):
    """People may decide and sign from now on."""

    type: Literal["review_opened"] = "review_opened"


class EvidenceOpened(Noun):
    """Somebody looked at the words and the record behind a finding."""

    type: Literal["evidence_opened"] = "evidence_opened"
    finding: Sha256


class Decided(Noun):
    """The owner of a finding decided."""

    type: Literal["decided"] = "decided"
    decision: Decision


class Confirmed(Noun):
    """Somebody else agreed to a decision."""

    type: Literal["confirmed"] = "confirmed"
    finding: Sha256


class Answered(Noun):
    """The person who was asked answered."""

    type: Literal["answered"] = "answered"
    finding: Sha256
    answer: str


class Signed(Noun):
    """A person signed in a role."""

    type: Literal["signed"] = "signed"
    role: Owner
    seal: Seal


class Escalated(Noun):
    """Something is late, and a role was told."""

    type: Literal["escalated"] = "escalated"
    what: Awaited
    about: str
    """Fingerprint of the finding, id of the task, or the role whose signature is awaited; "" for what concerns the case as a whole."""
    since: dt.datetime
    due: dt.datetime
    level: int
    """1 for the first time."""
    to: Role


class GateOpened(Noun):
    """All approvals that are required stand."""

    type: Literal["gate_opened"] = "gate_opened"


class GateClosed(Noun):
    """What had been approved no longer is."""

    type: Literal["gate_closed"] = "gate_closed"
    reason: str


class Rejected(Noun):
    """People sent the deal back."""

    type: Literal["rejected"] = "rejected"
    reason: str


class Superseded(Noun):
    """Another case takes this one's place."""

    type: Literal["superseded"] = "superseded"
    by: str


class Released(Noun):
    """The handoff was released to the delivery systems."""

    type: Literal["released"] = "released"
    bundle: Sha256


class Acknowledged(Noun):
    """The target confirmed that it has the handoff."""

    type: Literal["acknowledged"] = "acknowledged"
    target: str


class FactTold(Noun):
    """Another system told what only it knows."""

    type: Literal["fact_told"] = "fact_told"
    fact: Fact


class TakenAway(Noun):
    """Words that people wrote, papers and reports were taken away; their hashes stay."""

    type: Literal["taken_away"] = "taken_away"
    reason: str


Event = Annotated[
    Received
    | InputsChanged
    | RecordsRead
    | TasksOpened
    | TasksClosed
    | FoundIncomplete
    | Heard
    | CheckFailed
    | Validated
    | Analysed
    | ReviewOpened
    | EvidenceOpened
    | Decided
    | Confirmed
    | Answered
    | Signed
    | Escalated
    | GateOpened
    | GateClosed
    | Rejected
    | Superseded
    | Released
    | Acknowledged
    | FactTold
    | TakenAway,
    Field(discriminator="type"),
]


class Entry(Noun):
    """One event on record."""

    at: dt.datetime
    """In UTC."""
    actor: Actor
    event: Event
