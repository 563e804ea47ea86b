"""What was said about a case in the moment in which it came to be known by its reference, its records or its papers.

Whoever makes a case known looks for what was said before, and whoever says something looks for cases that are known: each looks
once more after what they did is on record. So one of two who do both in the same moment sees the other.
"""

from sowcheck.core.casefile import CaseFile
from sowcheck.gate import taskwork
from sowcheck.gate.acting import Entries
from sowcheck.gate.fold import after
from sowcheck.gate.life import DROPPED
from sowcheck.gate.links import links_of
from sowcheck.service.desk import PROGRAM, SOURCE, Desk
from sowcheck.service.news import News, news_before
from sowcheck.service.site import Site
from sowcheck.store.base import Kept


def listen(site: Site, case_id: str) -> Kept:
    """Have a case hear whatever was said about it that it has not heard yet; mostly that is nothing."""

    def step(case: CaseFile) -> Entries:
        entries: Entries = ()
        for about, said in _unheard(site, case):
            more = taskwork.hear(case, about, said, PROGRAM, site.clock())
            for entry in more:
                case = after(case, entry)
            entries += more
        return entries

    return Desk(site).take(case_id, step, PROGRAM, SOURCE)


def _unheard(site: Site, case: CaseFile) -> list[News]:
    if case.state in DROPPED:
        return []
    found = news_before(site.store, links_of(case), site.rules.mapping)
    # What does not tell when it happened is new whenever it is looked at: it is heard once.
    return [(about, said) for about, said in found if said.at or said.kind not in case.heard.get(about, {})]
