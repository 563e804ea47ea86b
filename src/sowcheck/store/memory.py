"""A store that ends with the program: for tests and for trying things out."""

import datetime as dt
import threading
from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from sowcheck.core.analyses import Sha256
from sowcheck.core.audit import AuditLine, ChainFault, Note
from sowcheck.core.case_events import Entry
from sowcheck.core.casefile import CaseState
from sowcheck.core.incoming import Incoming
from sowcheck.core.people import Role
from sowcheck.gate.awaiting import tasks_to_do
from sowcheck.gate.fold import case_of
from sowcheck.gate.life import FINISHED
from sowcheck.gate.links import link, links_of
from sowcheck.store.base import Counts, Kept, Needless, OpenTask, Stand, conflict, seen_before, unknown
from sowcheck.store.lines import START, End, entry_of, noted, stamp, written
from sowcheck.store.verifying import TAKEN_AWAY, Held, every_fault
from sowcheck.store.words import Words, seals_in


class MemoryStore:
    """Cases in memory."""

    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._lines: list[AuditLine] = []
        self._words: dict[Sha256, Words | None] = {}
        self._cases: dict[str, Kept] = {}
        self._last: dict[str, Sha256] = {}
        self._seen: dict[tuple[str, str], Incoming] = {}
        self._came: dict[tuple[str, str], str] = {}

    def close(self) -> None:
        """There is nothing to let go of."""

    def append(
        self, case_id: str, known: int, entries: Sequence[Entry], source: str, seen: Incoming | None = None
    ) -> Kept:
        """Add events to a case; see `CaseStore.append`."""
        with self._lock:
            self._refuse_seen(seen)
            kept = self._cases.get(case_id)
            if known != (kept.number if kept else 0):
                raise conflict(case_id, known)
            done = list(written(case_id, kept.case if kept else None, known, entries, source, self._end))
            for each in done:
                self._add(each.line, each.words)
            if done:
                self._cases[case_id] = Kept(done[-1].case, known + len(done))
            kept = self.load(case_id)
            self._remember(seen)
            return kept

    def note(self, note: Note, source: str, seen: Incoming | None = None) -> None:
        """Add a line that is no event of a case."""
        with self._lock:
            self._refuse_seen(seen)
            self._add(*noted(note, source, self._end))
            self._remember(seen)

    def has_seen(self, event: Incoming) -> bool:
        """Whether an event was taken in before."""
        return (event.source, event.id) in self._seen

    def forget_seen(self, before: dt.datetime, needless: Needless) -> int:
        """Forget events that nobody needs."""
        with self._lock:
            found = {
                each for about in {_about(each) for each in self._seen.values()} for each in needless(self._all(about))
            }
            gone = [key for key, each in self._seen.items() if each in found and self._came[key] < stamp(before)]
            for key in gone:
                del self._seen[key], self._came[key]
            return len(gone)

    def said(self, about: str) -> list[Incoming]:
        """What other systems have said."""
        return self._all(about)

    def linked(self, link: str) -> list[str]:
        """Ids of the cases that are linked."""
        fits = str.startswith if link.endswith(":") else str.__eq__
        return sorted(id_ for id_, kept in self._cases.items() if any(fits(each, link) for each in links_of(kept.case)))

    def tasks(self, *, role: Role | None = None, limit: int = 100, after: str = "") -> list[OpenTask]:
        """Open tasks of all cases."""
        cases = [kept.case for kept in self._cases.values()]
        found = [OpenTask(each.id, each.reference, each.state, task) for each in cases for task in tasks_to_do(each)]
        fitting = (each for each in found if each.place > after and role in (None, each.task.role))
        return sorted(fitting, key=lambda each: each.place)[:limit]

    def load(self, case_id: str) -> Kept:
        """A case as it is now; see `CaseStore.load`."""
        kept = self._cases.get(case_id)
        if kept is None:
            raise unknown(case_id)
        return kept

    def counts(self) -> Counts:
        """How much there is now."""
        cases = [kept.case for kept in self._cases.values()]
        return Counts(
            cases=dict(Counter(each.state for each in cases)),
            queue=sum(
                each.state in ("validated", "signed_off") or (each.state == "received" and not each.tasks)
                for each in cases
            ),
            tasks=sum(len(tasks_to_do(each)) for each in cases),
            lines=self._end.lines,
        )

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
        """Cases by id; see `CaseStore.find`."""
        fitting = (
            kept
            for case_id, kept in sorted(self._cases.items())
            if case_id > after
            and (state is None or kept.case.state == state)
            and (reference is None or kept.case.reference == reference)
            and not (unfinished and kept.case.state in FINISHED)
            and (among is None or case_id in among)
        )
        return [kept for kept, _ in zip(fitting, range(limit), strict=False)]

    def stands(
        self,
        *,
        state: CaseState | None = None,
        reference: str | None = None,
        limit: int = 100,
        after: str = "",
        unfinished: bool = False,
    ) -> list[Stand]:
        """How far cases have come; see `CaseStore.stands`."""
        with self._lock:
            found = self.find(state=state, reference=reference, limit=limit, after=after, unfinished=unfinished)
            return [Stand(kept.case.id, kept.number, self._last[kept.case.id]) for kept in found]

    def renew(self, most: int) -> int:  # noqa: ARG002  (as in CaseStore)
        """No other release kept anything here."""
        return 0

    def history(self, case_id: str) -> list[Entry]:
        """The events of a case."""
        self.load(case_id)
        return [entry_of(line, self._said) for line in self.audit(case_id=case_id) if line.number is not None]

    def audit(self, *, case_id: str | None = None, after: int = 0) -> Iterator[AuditLine]:
        """The lines of the audit."""
        yield from (line for line in self._lines[after:] if case_id in (None, line.case))

    def head(self) -> End:
        """How many lines, and the hash of the last."""
        return self._end

    def hash_of(self, sequence: int) -> Sha256 | None:
        """The hash that a line has."""
        return self._lines[sequence - 1].hash if 0 < sequence <= len(self._lines) else None

    def verify(self, after: End = START, most: int | None = None) -> Iterator[ChainFault]:
        """What is wrong with the audit."""
        held = Held(
            self._end,
            lambda number: self.audit(after=number),
            lambda seals: {seal: held for seal in seals if (held := self._words.get(seal)) is not None},
            lambda case: max(
                (line.sequence for line in self.audit(case_id=case) if line.type == TAKEN_AWAY), default=0
            ),
        )
        yield from every_fault(held, after, most)

    def redact(self, case_id: str, known: int, entries: Sequence[Entry], source: str) -> Kept:
        """Take away what people wrote in a case; see `CaseStore.redact`."""
        with self._lock:
            before = self.load(case_id)
            if known != before.number:
                raise conflict(case_id, known)
            # What is not allowed is refused before anything is lost.
            list(written(case_id, before.case, known, entries, source, self._end))
            seals = [seal for line in self.audit(case_id=case_id) for seal in seals_in(line.payload)]
            self._words.update(dict.fromkeys(seals))
            kept = Kept(case_of(case_id, self.history(case_id)), known)
            for each in list(written(case_id, kept.case, known, entries, source, self._end)):
                self._add(each.line, each.words)
                kept = Kept(each.case, kept.number + 1)
            self._cases[case_id] = kept
            return kept

    def _refuse_seen(self, event: Incoming | None) -> None:
        if event is not None and self.has_seen(event):
            raise seen_before(event)

    def _remember(self, event: Incoming | None) -> None:
        if event is not None:
            self._seen[event.source, event.id] = event
            self._came[event.source, event.id] = self._lines[-1].at

    def _all(self, about: str | None) -> list[Incoming]:
        return [each for each in self._seen.values() if _about(each) == about]

    @property
    def _end(self) -> End:
        return End(len(self._lines), self._lines[-1].hash) if self._lines else START

    def _add(self, line: AuditLine, words: Sequence[Words]) -> None:
        self._lines.append(line)
        if line.case is not None and line.number is not None:
            self._last[line.case] = line.hash
        self._words.update({each.seal: each for each in words})

    def _said(self, seal: Sha256) -> str | None:
        kept = self._words.get(seal)
        return kept.words if kept else None


def _about(event: Incoming) -> str | None:
    return link(*event.about.split(":", 1)) if event.about else None
