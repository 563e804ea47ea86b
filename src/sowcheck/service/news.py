"""What an event of another system means for a case: the news in it that the records of a deal are read for."""

import datetime as dt
from collections.abc import Collection, Sequence

from sowcheck.core.incoming import EVERYTHING, Incoming, IncomingKind
from sowcheck.gate.links import link
from sowcheck.records.mapped import is_read, touched
from sowcheck.records.mapping import Mapping
from sowcheck.store.base import CaseStore

_LONG_AGO = dt.datetime.min.replace(tzinfo=dt.UTC)
News = tuple[str, Incoming]
"""What something is about, and what was said."""


def news_in(said: Incoming, mapping: Mapping) -> tuple[News, ...]:
    """The news in an event, each under the link of the cases that it concerns; none if it is of no concern."""
    if said.about is None or said.subject == EVERYTHING:
        return ()
    about = link(*said.about.split(":", 1))
    match said.kind:
        case "other" | "envelope_changed":
            return ()
        case "deal_changed" | "record_changed":
            return ((about, said),) if _matters(said, mapping) else ()
        case "gap" if not is_read(mapping, said.crm or "", said.object):
            return ()
        case "deal_won" if said.changed and (others := _touched(said, mapping)):
            # Terms that changed together with the win are not in a record that was taken before.
            return ((about, said), (about, said.model_copy(update={"kind": "deal_changed", "changed": others})))
        case _:
            return ((about, said),)


def news_before(store: CaseStore, links: Collection[str], mapping: Mapping) -> list[News]:
    """Everything that was said about what a case is linked with, before or after anybody knew of the case.

    With it goes the last time that a system of those lost track of everything.
    """
    found = [news for each in sorted(links) for news in _news_about(store, each, mapping)]
    for system in sorted({each.partition(":")[0] for each in links}):
        gaps = _news_about(store, link(system, EVERYTHING), mapping)
        found += sorted(gaps, key=lambda gap: gap[1].at or _LONG_AGO)[-1:]
    return found


def _news_about(store: CaseStore, about: str, mapping: Mapping) -> list[News]:
    return [news for said in store.said(about) for news in news_in(said, mapping)]


def needless(said: Sequence[Incoming], mapping: Mapping) -> set[Incoming]:
    """Of everything that was said about one thing, what need not be remembered.

    A late duplicate of it does no harm, and a case that begins now hears the same without it. What does not tell when it
    happened is needed: coming again, it would count as new.
    """
    last: dict[tuple[str, IncomingKind], tuple[tuple[dt.datetime, tuple[str, ...]], Incoming]] = {}
    dated = [each for each in said if each.at is not None]
    for each in dated:
        for about, news in news_in(each, mapping):
            assert news.at is not None
            place, known = (news.at, news.changed), last.get((about, news.kind))
            if known is None or place > known[0]:
                last[about, news.kind] = place, each
    return set(dated) - {each for _, each in last.values()}


def _matters(said: Incoming, mapping: Mapping) -> bool:
    """Whether a change touches a field that is read. One that does not name its fields may have changed any."""
    if not is_read(mapping, said.crm or "", said.object):
        return False
    return not said.changed or bool(_touched(said, mapping))


def _touched(said: Incoming, mapping: Mapping) -> tuple[str, ...]:
    return touched(mapping, said.crm or "", said.object, said.changed)
