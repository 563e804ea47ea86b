"""What a store of cases does, whatever it is kept in."""

import datetime as dt
from collections.abc import Callable, Collection, Iterator, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple, Protocol

from sowcheck.core.analyses import Sha256
from sowcheck.core.audit import AuditLine, ChainFault, Note
from sowcheck.core.case_events import Entry
from sowcheck.core.casefile import CaseFile, CaseState
from sowcheck.core.incoming import Incoming
from sowcheck.core.people import Role
from sowcheck.core.tasks import Task
from sowcheck.errors import CaseError
from sowcheck.store.lines import START, End, stamp

Needless = Callable[[Sequence[Incoming]], AbstractSet[Incoming]]


class Conflict(CaseError):
    """Somebody else took a step on the case in the meantime; look at it again."""


class UnknownCase(CaseError):
    """No case has this id."""


class AlreadySeen(CaseError):
    """This event of another system was taken in before."""


class OpenTask(NamedTuple):
    """A task with the case that it keeps from going on."""

    case: str
    reference: str
    state: CaseState
    task: Task

    @property
    def place(self) -> str:
        """Where it stands in the list of all."""
        return f"{stamp(self.task.opened)} {self.case} {self.task.id}"


class Kept(NamedTuple):
    """A case with the number of its events."""

    case: CaseFile
    number: int


class Stand(NamedTuple):
    """How far a case has come, read without the case."""

    case: str
    number: int
    """Of its events."""
    last: Sha256
    """Hash of its last event in the audit. It covers every event before it: where it is the same, the case is the same."""


class Counts(NamedTuple):
    """How much there is of everything, found without reading a case."""

    cases: dict[CaseState, int]
    queue: int
    """Cases that wait for the program: to be validated, checked or released."""
    tasks: int
    lines: int
    """Of the audit."""


class CaseStore(Protocol):
    """Events are added and never changed; what a case is now is kept beside them."""

    def close(self) -> None:
        """Let go of what it is kept in."""
        ...

    def append(
        self, case_id: str, known: int, entries: Sequence[Entry], source: str, seen: Incoming | None = None
    ) -> Kept:
        """Add events to a case.

        Args:
            case_id: The case; with `known` 0 it begins here.
            known: How many events the caller knows of.
            entries: What happened, in order.
            source: The system that it came from.
            seen: The event of another system that led to them, remembered together with them or not at all.

        Raises:
            AlreadySeen: that event was taken in before; nothing is added.
            Conflict: the case has another number of events.
            IllegalStep: an event may not happen in the case's state.
        """
        ...

    def note(self, note: Note, source: str, seen: Incoming | None = None) -> None:
        """Add a line to the audit that is no event of a case.

        Raises:
            AlreadySeen: the event of another system that it is about was taken in before; nothing is added.
        """
        ...

    def has_seen(self, event: Incoming) -> bool:
        """Whether an event with this source and id was taken in before."""
        ...

    def forget_seen(self, before: dt.datetime, needless: Needless) -> int:
        """Forget events of other systems that were taken in before a moment and that nobody needs; how many.

        Args:
            before: The moment.
            needless: Which events need not be remembered, of all about one deal, record or envelope, in the order in which
                they came; of those that are about nothing, all together.
        """
        ...

    def said(self, about: str) -> list[Incoming]:
        """Everything that other systems have said about a deal, a record or an envelope, as it came."""
        ...

    def linked(self, link: str) -> list[str]:
        """Ids of the cases that are linked with a deal, a record or an envelope, see `gate.links`, in order.

        Args:
            link: Such as "salesforce:006…"; "salesforce:" for all cases of that system.
        """
        ...

    def tasks(self, *, role: Role | None = None, limit: int = 100, after: str = "") -> list[OpenTask]:
        """Open tasks of all cases, the longest open first, from the one whose `place` is `after` on."""
        ...

    def load(self, case_id: str) -> Kept:
        """A case as it is now.

        Raises:
            UnknownCase: there is none.
        """
        ...

    def counts(self) -> Counts:
        """How much there is now; quick, however much it is."""
        ...

    def find(
        self,
        *,
        state: CaseState | None = None,
        reference: str | None = None,
        limit: int = 100,
        after: str = "",
        unfinished: bool = False,
        among: Collection[str] | None = None,
    ) -> list[Kept]:
        """Cases by id.

        Args:
            state: Only those in this state.
            reference: Only those of the deal that is called this.
            limit: So many at most.
            after: Only those whose ids come after this.
            unfinished: Only those that have not ended.
            among: Only those with one of these ids.
        """
        ...

    def stands(
        self,
        *,
        state: CaseState | None = None,
        reference: str | None = None,
        limit: int = 100,
        after: str = "",
        unfinished: bool = False,
    ) -> list[Stand]:
        """How far cases have come, for those and in the order that `find` would return; quick, since no case is read."""
        ...

    def renew(self, most: int) -> int:
        """Keep some cases anew that another release kept in its own form; how many. They are shown right before that, but slowly."""
        ...

    def history(self, case_id: str) -> list[Entry]:
        """The events of a case, in order, with the words that were not taken away."""
        ...

    def audit(self, *, case_id: str | None = None, after: int = 0) -> Iterator[AuditLine]:
        """The lines of the audit in order, from the one after `after` on."""
        ...

    def head(self) -> End:
        """How many lines the audit has, and the hash of the last one."""
        ...

    def hash_of(self, sequence: int) -> Sha256 | None:
        """The hash that a line of the audit has; None if there is no such line."""
        ...

    def verify(self, after: End = START, most: int | None = None) -> Iterator[ChainFault]:
        """Every place at which the audit is not what was written; nothing for a whole one.

        Args:
            after: The last line that was verified before, with its hash: it must still be that line.
            most: How many lines are looked at; None for all that there are.
        """
        ...

    def redact(self, case_id: str, known: int, entries: Sequence[Entry], source: str) -> Kept:
        """Take away the words that people wrote in a case, for good, and add the events that say so. The chain still holds.

        Raises:
            Conflict: the case has another number of events.
            IllegalStep: the case still goes on.
        """
        ...


def conflict(case_id: str, known: int) -> Conflict:
    """The error for a caller whose knowledge is out of date."""
    return Conflict(
        f"Case {case_id} has changed since its event {known}.",
        hint="Load the case again, and decide on what it is now.",
    )


def unknown(case_id: str) -> UnknownCase:
    """The error for a case that is not there."""
    return UnknownCase(f"There is no case {case_id}.", hint="See the list of cases for the ids that there are.")


def seen_before(event: Incoming) -> AlreadySeen:
    """The error for an event that came a second time."""
    return AlreadySeen(f"Event {event.id[:80]} was taken in before.", hint="Nothing is left to do.")
