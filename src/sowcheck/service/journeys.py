"""The journeys of all cases, for figures about them: each is worked out once, for as long as nothing happens to its case."""

from collections.abc import Iterator
from functools import cached_property

from sowcheck.core.casefile import CaseFile
from sowcheck.core.service_levels import ServiceLevels
from sowcheck.gate.kpis.journey import Journey, is_over_before, journey_of, lightened
from sowcheck.gate.kpis.period import Period
from sowcheck.store.base import CaseStore, Kept
from sowcheck.store.derived import Derived

_REMEMBERED = 4_000
"""Cases; one with twenty findings takes 25 kilobytes."""


class Journeys:
    """The journeys of the cases of a store.

    Args:
        store: Where the cases are.
        levels: How long each step may take.
    """

    def __init__(self, store: CaseStore, levels: ServiceLevels) -> None:
        self._store, self._levels = store, levels
        self._cases = Derived(store, self._travelled, _REMEMBERED)

    def during(self, period: Period) -> Iterator[Journey]:
        """Those that may have to do with a period; the events of others are not read."""
        for each in self._cases.every():
            if not is_over_before(each.case, period):
                yield each.journey

    def _travelled(self, kept: Kept) -> "_Travelled":
        return _Travelled(self._store, self._levels, kept)


class _Travelled:
    """A case, and its journey once somebody wants it."""

    def __init__(self, store: CaseStore, levels: ServiceLevels, kept: Kept) -> None:
        self._store, self._levels, self._id = store, levels, kept.case.id
        self.case: CaseFile = lightened(kept.case)

    @cached_property
    def journey(self) -> Journey:
        return journey_of(self._id, self._store.history(self._id), self._levels)
