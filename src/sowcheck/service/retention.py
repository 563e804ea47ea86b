"""Taking away what need not be kept any longer: words, papers and reports of cases that have ended, and who was signed in.

Bytes that another case still needs stay. A run that is cut off is finished by the next: what was taken from a case is on record
before its bytes go.
"""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from pydantic import JsonValue

from sowcheck.core.analyses import Sha256
from sowcheck.core.audit import AuditLine, Note
from sowcheck.core.casefile import CaseFile, CaseState
from sowcheck.gate.chain import canonical
from sowcheck.gate.keeping import kept_until, take_away
from sowcheck.gate.life import FINISHED
from sowcheck.identity.base import By
from sowcheck.service.site import Site
from sowcheck.store.paging import every_case
from sowcheck.store.retrying import retried

_REMOVED = "contents_removed"
_UNUSED = dt.timedelta(days=30)
"""Before that, a file that no case names may still be about to be named."""
_HASH = re.compile(r'"([0-9a-f]{64})"')


class Due(NamedTuple):
    """A case whose time is over."""

    id: str
    state: CaseState
    ended: dt.datetime


class Gone(NamedTuple):
    """What was taken away."""

    cases: tuple[str, ...]
    contents: int
    """Files: papers, records, reports, bundles."""
    shared: int
    """Files that another case still needs, or that were handed in again within a day."""
    swept: int
    """Sessions and the like that were over."""


def due(site: Site, now: dt.datetime, older_than: dt.timedelta | None = None) -> list[Due]:
    """Cases whose time is over, by the policy or by an age since they ended."""
    policy = site.rules.policy.retention

    def is_over(case: CaseFile) -> bool:
        until = kept_until(case, policy) if older_than is None else case.since + older_than
        return case.taken_away is None and until is not None and until <= now

    return [Due(case.id, case.state, case.since) for case in _finished(site) if is_over(case)]


def take_away_from(site: Site, cases: Sequence[str], reason: str, by: By, *, unused: bool = False) -> Gone:
    """Take words, papers and reports from cases.

    Raises:
        UnknownCase: there is no such case.
        IllegalStep: a case still goes on.
        NotAllowed: whoever asks does not look after the service, or says no reason.
    """
    for case_id in cases:
        _redact(site, case_id, reason, by)
    removed, shared = _remove_contents(site, by, unused=unused)
    return Gone(tuple(cases), removed, shared, 0)


def run(site: Site, by: By, older_than: dt.timedelta | None = None, *, unused: bool = False) -> Gone:
    """Take away everything whose time is over.

    Args:
        site: Where it is kept.
        by: Who asks for it.
        older_than: Since a case ended, in place of the policy.
        unused: Whether files go too that came a month ago and that no case of this store names.
    """
    over = [each.id for each in due(site, by.at, older_than)]
    reason = "by the policy" if older_than is None else f"ended more than {older_than.days} days ago"
    gone = take_away_from(site, over, f"Retention: {reason}", by, unused=unused)
    return gone._replace(swept=site.directory.sweep(by.at))


def _redact(site: Site, case_id: str, reason: str, by: By) -> None:
    def attempt() -> None:
        kept = site.store.load(case_id)
        if entries := take_away(kept.case, reason, by.actor, by.at):
            site.store.redact(case_id, kept.number, entries, by.source)

    retried(attempt)


def _remove_contents(site: Site, by: By, *, unused: bool) -> tuple[int, int]:
    """Remove the bytes of all cases from which something was taken, this time or before; how many, and how many stay."""
    gone = {case.id for case in _finished(site) if case.taken_away is not None}
    if not gone and not unused:
        return 0, 0
    held = set(site.contents.hashes())
    last, taken, needed = _named(site.store.audit(), held, gone)
    removable = {each for each in taken - needed if not site.contents.is_fresh(each)}
    if unused:
        removable |= {each for each in held - taken - needed if not site.contents.is_fresh(each, _UNUSED)}
    # Somebody may have handed some of it in for another case while all of this was looked through.
    removable -= _named(site.store.audit(after=last), held, gone)[2]
    if removable:
        removed: JsonValue = {"sha256": [*sorted(removable)]}
        site.store.note(Note(by.at, by.actor, _REMOVED, "applied", removed), by.source)
    for each in sorted(removable):
        site.contents.remove(each)
    return len(removable), len(taken - removable)


def _named(lines: Iterable[AuditLine], held: set[Sha256], gone: set[str]) -> tuple[int, set[Sha256], set[Sha256]]:
    """The last line that was looked at, and the files named by cases from which something was taken, and by all others."""
    last, taken, needed = 0, set[Sha256](), set[Sha256]()
    for line in lines:
        last = line.sequence
        if line.type != _REMOVED:
            named = held.intersection(_HASH.findall(canonical(line.payload)))
            (taken if line.case in gone else needed).update(named)
    return last, taken, needed


def _finished(site: Site) -> Iterable[CaseFile]:
    return (case for state in FINISHED for case, _ in every_case(site.store, state=state))
