"""What a case waited for, and what people had to settle, each with its beginning and end: seen by looking after each event."""

import datetime as dt
from collections.abc import Iterable
from typing import NamedTuple

from sowcheck.core.casefile import CaseFile
from sowcheck.core.service_levels import Awaited, ServiceLevels
from sowcheck.gate.approvals import open_findings
from sowcheck.gate.deadlines import due
from sowcheck.gate.life import DROPPED


class Span(NamedTuple):
    """From when to when."""

    opened: dt.datetime
    closed: dt.datetime | None
    """None while it goes on."""
    dropped: bool
    """The case was rejected or superseded first: nobody was late."""


class Wait(NamedTuple):
    """Something that a case waited for."""

    what: Awaited
    about: str
    due: dt.datetime
    span: Span

    def is_late(self, now: dt.datetime) -> bool:
        """Whether it took longer than its service level, or does so by now."""
        return (self.span.closed or now) > self.due


class Matter(NamedTuple):
    """Something that people had to settle before the case went on: a finding, or a task."""

    about: str
    """The finding's fingerprint, or the task's id."""
    groups: tuple[str, ...]
    """What it counts under, such as "severity: blocker"."""
    span: Span


class SpanWatch:
    """Looks at a case after each of its events."""

    def __init__(self, levels: ServiceLevels) -> None:
        self._levels = levels
        self._waits: dict[tuple[Awaited, str, dt.datetime], Wait] = {}
        self._matters: dict[tuple[str, dt.datetime], Matter] = {}
        self._check_since: dt.datetime | None = None

    @property
    def waits(self) -> tuple[Wait, ...]:
        """What it waited for, or waits for now."""
        return tuple(self._waits.values())

    @property
    def matters(self) -> tuple[Matter, ...]:
        """What was to be settled, or is still."""
        return tuple(self._matters.values())

    def look(self, case: CaseFile, now: dt.datetime) -> None:
        """See what is open now, and what no longer is."""
        ended = Span(now, now, case.state in DROPPED)
        waiting = set()
        for wait in self._waiting(case, now):
            key = wait.what, wait.about, wait.span.opened
            waiting.add(key)
            known = self._waits.get(key)
            # The first deadline holds: that the state moved on meanwhile gives nobody more time.
            self._waits[key] = wait._replace(due=known.due) if known else wait
        for key, wait in self._waits.items():
            if key not in waiting:
                self._waits[key] = wait._replace(span=_closed(wait.span, ended))
        standing = {(each.about, each.span.opened): each for each in self._standing(case)}
        self._matters |= standing
        for about, matter in self._matters.items():
            if about not in standing and not self._is_out_of_sight(case, matter):
                self._matters[about] = matter._replace(span=_closed(matter.span, ended))

    def _waiting(self, case: CaseFile, now: dt.datetime) -> Iterable[Wait]:
        found = due(case, self._levels, now)
        checks = [each.since for each in found if each.what == "check"]
        # A check is one wait from the papers' coming to its end, although the state changes on the way.
        self._check_since = (self._check_since or checks[0]) if checks else None
        for each in found:
            since = self._check_since if each.what == "check" else each.since
            assert since is not None
            yield Wait(each.what, each.about, each.due, Span(since, None, False))

    def _standing(self, case: CaseFile) -> Iterable[Matter]:
        if case.state in DROPPED:
            return
        for task in case.tasks:
            yield Matter(task.id, ("kind: task", f"owner: {task.role}"), Span(task.opened, None, False))
        if case.analysis is not None and not _is_being_checked(case):
            for each in open_findings(case):
                groups = (f"severity: {each.severity}", f"owner: {each.owner}")
                yield Matter(each.fingerprint, groups, Span(case.raised[each.fingerprint], None, False))

    def _is_out_of_sight(self, case: CaseFile, matter: Matter) -> bool:
        """Between new papers and their check nothing is known of findings."""
        return _is_being_checked(case) and "kind: task" not in matter.groups


def _is_being_checked(case: CaseFile) -> bool:
    return case.state in ("received", "validated")


def _closed(span: Span, ended: Span) -> Span:
    return span if span.closed is not None else span._replace(closed=ended.closed, dropped=ended.dropped)
