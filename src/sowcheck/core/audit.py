"""One line of the audit: what happened, by whom, to which case, chained to the line before it."""

import datetime as dt
from typing import Literal, NamedTuple

from pydantic import JsonValue

from sowcheck.core.analyses import Sha256
from sowcheck.core.noun import Noun
from sowcheck.core.people import Actor

Status = Literal["applied", "ignored", "refused"]
"""`ignored`: it had been applied before. `refused`: it was not allowed, and changed nothing."""


class AuditLine(Noun):
    """A line that is never changed or taken away."""

    sequence: int
    """Counts all lines of a store, from 1."""
    at: str
    """ISO 8601 in UTC, with microseconds: as written, since the hash covers it."""
    actor: Actor
    source: str
    """The system that it came from, such as "cli", "web", "salesforce"."""
    case: str | None
    number: int | None
    """Counts the applied events of the case, from 1; None for what is no event of a case."""
    type: str
    status: Status
    payload: JsonValue
    """The event. Where people wrote freely stands the seal of their words ("sealed"), so that words can be taken away and
    the chain still holds."""
    before: str | None
    """State of the case before; None for its first event, and for what is no event of a case."""
    after: str | None
    previous: Sha256
    """Hash of the line before it; 64 zeros for the first."""
    hash: Sha256
    """Of everything above."""


class Note(NamedTuple):
    """Something for the audit that is no event of a case, such as a refusal."""

    at: dt.datetime
    actor: Actor
    type: str
    status: Status
    payload: JsonValue = None
    case: str | None = None


class ChainFault(Noun):
    """A place at which the audit is not what was written."""

    sequence: int
    """Of the line that is wrong, or of the first that is missing."""
    fault: Literal["altered", "missing", "moved", "cut_off", "words_changed", "words_lost"]
    """`moved`: its place in the chain is another. `cut_off`: lines at the end are missing. `words_changed`: words that somebody
    wrote are not those that were sealed. `words_lost`: they are gone, though no step on record took them away."""
    message: str
