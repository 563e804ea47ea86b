"""Watches over the audit while the service runs: new lines soon after they were written, and all others again and again."""

from sowcheck.store.base import CaseStore
from sowcheck.store.lines import START, End
from sowcheck.telemetry.logs import Log
from sowcheck.telemetry.metrics import metrics

_NEW, _OLD = 20_000, 2_000
"""Lines that one look takes. A line takes 70 microseconds of a processor."""
_TOLD = 20
"""Faults of one look that are told. Where a chain is broken, more may follow from the first."""

_log = Log("sowcheck.service")


class AuditWatch:
    """Verifies the audit of a store bit by bit; a process has one.

    How far it has come it knows for itself, and not from the store, so that nobody who changes the store can tell it. A line
    that it has seen must stay the line that it was, even if somebody makes the whole chain anew.
    """

    def __init__(self, store: CaseStore, *, new: int = _NEW, old: int = _OLD) -> None:
        self._store, self._most_new, self._most_old = store, new, old
        self._newest, self._again = START, START
        self._told: set[tuple[int, str]] = set()

    @property
    def is_broken(self) -> bool:
        """Whether it ever found a fault; a restart begins anew."""
        return bool(self._told)

    def look(self) -> None:
        """Verify the lines that came since the last look, and some of those before, in turn."""
        before = self._newest
        self._newest = self._verified(before, self._most_new)
        if self._newest.lines - before.lines < self._most_new:
            self._again = self._verified(self._again, self._most_old)
            if self._again.lines >= self._newest.lines:
                self._again = START
        metrics().audit_verified(self._newest.lines, is_broken=self.is_broken)

    def _verified(self, after: End, most: int) -> End:
        """How far it has come."""
        upto = min(self._store.head().lines, after.lines + most)
        for fault in [*self._store.verify(after, upto - after.lines)][:_TOLD]:
            if (fault.sequence, fault.fault) not in self._told:
                self._told.add((fault.sequence, fault.fault))
                _log.error("audit broken", line=fault.sequence, fault=fault.fault)
        if upto <= after.lines:
            return after
        last = self._store.hash_of(upto)
        return End(upto, last) if last is not None else after
