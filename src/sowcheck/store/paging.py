"""All that a store has of a kind, fetched a page at a time: however much it is, little of it is in memory."""

from collections.abc import Iterator, Sequence

from sowcheck.core.casefile import CaseState
from sowcheck.core.people import Role
from sowcheck.store.base import CaseStore, Kept, OpenTask


def every_case(
    store: CaseStore,
    *,
    state: CaseState | None = None,
    reference: str | None = None,
    unfinished: bool = False,
    at_once: int = 200,
) -> Iterator[Kept]:
    """Cases by id; see `CaseStore.find` for which. One that begins meanwhile may be among them or not."""
    last = ""
    while page := store.find(state=state, reference=reference, unfinished=unfinished, limit=at_once, after=last):
        yield from page
        last = page[-1].case.id


def cases_among(
    store: CaseStore, ids: Sequence[str], *, unfinished: bool = False, at_once: int = 200
) -> Iterator[Kept]:
    """Cases with these ids, as far as they are there, in the order of the ids if these are sorted."""
    for start in range(0, len(ids), at_once):
        some = ids[start : start + at_once]
        yield from store.find(among=some, unfinished=unfinished, limit=len(some))


def every_task(store: CaseStore, role: Role | None = None, *, at_once: int = 200) -> Iterator[OpenTask]:
    """Open tasks of all cases, the longest open first."""
    last = ""
    while page := store.tasks(role=role, limit=at_once, after=last):
        yield from page
        last = page[-1].place
