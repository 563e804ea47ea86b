"""What follows from a case alone is worked out once, for as long as nothing happens to the case."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from typing import Generic, NamedTuple, TypeVar

from sowcheck.core.analyses import Sha256
from sowcheck.core.casefile import CaseState
from sowcheck.store.base import CaseStore, Kept, Stand

T = TypeVar("T")


class Page(NamedTuple, Generic[T]):
    """What was worked out from some cases, in the order of their ids."""

    items: tuple[T, ...]
    next: str | None
    """Id of the last case that was looked at; None if none comes after it."""


class Derived(Generic[T]):
    """Works something out from each case of a store, and remembers it for the cases that were asked for last.

    What is remembered is never out of date, and nobody has to say that a case has changed: it is known by the hash of the
    case's last event, which covers every event before it.

    Args:
        store: Where the cases are.
        work_out: What follows from a case, and from nothing else; it is called again whenever it was forgotten.
        most: How much is remembered. Where more cases than that are listed in turn, all are worked out each time.
    """

    def __init__(self, store: CaseStore, work_out: Callable[[Kept], T], most: int) -> None:
        self._store, self._work_out, self._most = store, work_out, most
        self._lock = threading.Lock()
        self._remembered: OrderedDict[Sha256, T] = OrderedDict()

    def page(
        self,
        *,
        state: CaseState | None = None,
        reference: str | None = None,
        unfinished: bool = False,
        limit: int = 200,
        after: str = "",
    ) -> Page[T]:
        """A page of cases by id; see `CaseStore.find` for which. One that stops to fit meanwhile is left out."""
        stands = self._store.stands(
            state=state, reference=reference, unfinished=unfinished, limit=limit + 1, after=after
        )
        here = stands[:limit]
        found = self._known(here)
        if new := {each.case: each for each in here if each.case not in found}:
            read = self._store.find(
                state=state, reference=reference, unfinished=unfinished, limit=len(new), among=tuple(new)
            )
            found |= {each.case.id: self._worked_out(each, new[each.case.id]) for each in read}
        items = tuple(found[each.case] for each in here if each.case in found)
        return Page(items, here[-1].case if len(stands) > limit else None)

    def every(self, *, unfinished: bool = False) -> Iterator[T]:
        """All cases by id, a page at a time."""
        after: str | None = ""
        while after is not None:
            items, after = self.page(unfinished=unfinished, after=after)
            yield from items

    def _known(self, stands: Sequence[Stand]) -> dict[str, T]:
        """What is remembered, by the case; it was asked for last from now on."""
        found: dict[str, T] = {}
        with self._lock:
            for each in stands:
                if each.last in self._remembered:
                    self._remembered.move_to_end(each.last)
                    found[each.case] = self._remembered[each.last]
        return found

    def _worked_out(self, kept: Kept, stand: Stand) -> T:
        made = self._work_out(kept)
        # A case that went on since its stand was read is shown as it is, and remembered when it is asked for again.
        if kept.number == stand.number:
            with self._lock:
                self._remembered[stand.last] = made
                while len(self._remembered) > self._most:
                    self._remembered.popitem(last=False)
        return made
