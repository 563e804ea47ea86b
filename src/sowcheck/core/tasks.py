"""Exception tasks: what keeps a case from going on, who sees to it, and how."""

import datetime as dt
from typing import Literal

from sowcheck.core.noun import Noun
from sowcheck.core.people import Role

TaskKind = Literal[
    "missing_document",
    "missing_record",
    "missing_field",
    "not_won",
    "unreadable",
    "failed_check",
    "stale_record",
    "look_up",
    "deal_gone",
    "envelope_stopped",
    "unsigned_copy",
]
"""`missing_field`: the records do not say what the policy wants to know. `not_won`: a record says that the deal is not won.
`unreadable`: a paper or record cannot be read. `failed_check`: the check failed for good for another reason. `stale_record`: the
deal changed after its record was handed in. `look_up`: a system lost track of what changed. `deal_gone`: the deal was deleted or
is no longer won. `envelope_stopped`: the papers were declined or withdrawn while they were being signed. `unsigned_copy`: everybody signed after
the papers were handed in, which are not signed."""


class Task(Noun):
    """Something that somebody has to see to before the case goes on."""

    id: str
    """The same for as long as it is about the same thing: a task that comes back has the id that it had."""
    kind: TaskKind
    role: Role
    """Who sees to it."""
    message: str
    hint: str
    """The way out."""
    about: str
    """A field, the hash of a paper, or a deal or envelope with its system, such as "salesforce:006…"."""
    opened: dt.datetime
    since: dt.datetime | None = None
    """When that happened elsewhere which it is about; None for what is so here."""
