"""A store in SQLite or PostgreSQL."""

import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from functools import partial
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Engine, Select, and_, select, update

from sowcheck.core.analyses import Sha256
from sowcheck.core.audit import AuditLine, ChainFault, Note
from sowcheck.core.case_events import Entry
from sowcheck.core.casefile import CaseState
from sowcheck.core.incoming import Incoming
from sowcheck.core.people import Role
from sowcheck.gate.fold import case_of
from sowcheck.gate.life import FINISHED
from sowcheck.store import beside, tables, views
from sowcheck.store.base import Counts, Kept, Needless, OpenTask, Stand, conflict, unknown
from sowcheck.store.chained import add_line, end_of, line_or_ruin, locked_end
from sowcheck.store.erasing import empty_log
from sowcheck.store.lines import START, End, noted, written
from sowcheck.store.reading import history, lines_in, taken_away_at, words_in
from sowcheck.store.verifying import Held, every_fault
from sowcheck.store.words import seals_in

_AT_ONCE = 500
"""Lines that are fetched together."""


class SqlStore:
    """Cases in a database. Each method is one transaction; whoever adds lines holds the end of the chain until it commits."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def close(self) -> None:
        """Let go of the connections."""
        self._engine.dispose()

    def append(
        self, case_id: str, known: int, entries: Sequence[Entry], source: str, seen: Incoming | None = None
    ) -> Kept:
        """Add events to a case; see `CaseStore.append`."""
        with self._writing() as connection:
            end = locked_end(connection)
            if seen is not None:
                beside.note_seen(connection, seen, end.lines + 1)
            kept = views.renewed(connection, case_id)
            if known != (kept.number if kept else 0):
                raise conflict(case_id, known)
            done = list(written(case_id, kept.case if kept else None, known, entries, source, end))
            for each in done:
                add_line(connection, each.line, each.words)
            if done:
                before, kept = kept, Kept(done[-1].case, known + len(done))
                views.keep(connection, kept, is_new=before is None)
                beside.follow(connection, before.case if before else None, kept.case)
            if kept is None:
                raise unknown(case_id)
        return kept

    def note(self, note: Note, source: str, seen: Incoming | None = None) -> None:
        """Add a line that is no event of a case."""
        with self._writing() as connection:
            end = locked_end(connection)
            if seen is not None:
                beside.note_seen(connection, seen, end.lines + 1)
            add_line(connection, *noted(note, source, end))

    def has_seen(self, event: Incoming) -> bool:
        """Whether an event was taken in before."""
        with self._engine.connect() as connection:
            return beside.has_seen(connection, event)

    def forget_seen(self, before: dt.datetime, needless: Needless) -> int:
        """Forget events that nobody needs; see `CaseStore.forget_seen`."""
        with self._engine.connect() as connection:
            keys = beside.needless_keys(connection, before, needless)
        for start in range(0, len(keys), _AT_ONCE):
            # Little at a time: whoever takes an event in waits meanwhile.
            with self._writing() as connection:
                beside.forget_seen(connection, keys[start : start + _AT_ONCE])
        return len(keys)

    def said(self, about: str) -> list[Incoming]:
        """What other systems have said."""
        with self._engine.connect() as connection:
            return beside.said(connection, about)

    def linked(self, link: str) -> list[str]:
        """Ids of the cases that are linked."""
        with self._engine.connect() as connection:
            return beside.linked(connection, link)

    def tasks(self, *, role: Role | None = None, limit: int = 100, after: str = "") -> list[OpenTask]:
        """Open tasks of all cases."""
        with self._engine.connect() as connection:
            return beside.open_tasks(connection, role, limit, after)

    def load(self, case_id: str) -> Kept:
        """A case as it is now; see `CaseStore.load`."""
        with self._engine.connect() as connection:
            kept = views.case_in(connection, case_id)
        if kept is None:
            raise unknown(case_id)
        return kept

    def counts(self) -> Counts:
        """How much there is now, from indexes alone."""
        with self._engine.connect() as connection:
            return beside.counts(connection)

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
        wanted = _fitting(select(*views.VIEW), state, reference, unfinished, limit, after)
        if among is not None:
            wanted = wanted.where(tables.cases.c.id.in_(among))
        with self._engine.connect() as connection:
            return [views.kept_of(connection, row) for row in connection.execute(wanted).all()]

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
        case, line = tables.cases.c, tables.audit.c
        last = and_(line.case_id == case.id, line.number == case.number)
        columns = select(case.id, case.number, line.hash).join_from(tables.cases, tables.audit, last)
        wanted = _fitting(columns, state, reference, unfinished, limit, after)
        with self._engine.connect() as connection:
            return [Stand(*row) for row in connection.execute(wanted).all()]

    def renew(self, most: int) -> int:
        """Keep cases anew that another release kept in its form; see `CaseStore.renew`."""
        with self._engine.connect() as connection:
            ids = views.outdated(connection, most)
        for each in ids:
            with self._writing() as connection:
                locked_end(connection)
                views.renewed(connection, each)
        return len(ids)

    def history(self, case_id: str) -> list[Entry]:
        """The events of a case."""
        with self._engine.connect() as connection:
            entries = history(connection, case_id)
        if not entries:
            raise unknown(case_id)
        return entries

    def audit(self, *, case_id: str | None = None, after: int = 0) -> Iterator[AuditLine]:
        """The lines of the audit, fetched in pieces. No connection is kept while somebody slow takes them."""
        while True:
            with self._engine.connect() as connection:
                piece = list(islice(lines_in(connection, case_id, after), _AT_ONCE))
            yield from piece
            if len(piece) < _AT_ONCE:
                return
            after = piece[-1].sequence

    def head(self) -> End:
        """How many lines, and the hash of the last."""
        with self._engine.connect() as connection:
            return end_of(connection)

    def hash_of(self, sequence: int) -> Sha256 | None:
        """The hash that a line has, unread."""
        row = tables.audit.c
        with self._engine.connect() as connection:
            return connection.execute(select(row.hash).where(row.sequence == sequence)).scalar_one_or_none()

    def verify(self, after: End = START, most: int | None = None) -> Iterator[ChainFault]:
        """What is wrong with the audit; one moment's state is looked at, however long it takes."""
        with self._engine.connect() as connection:
            held = Held(
                end_of(connection),
                lambda number: lines_in(connection, after=number, read=line_or_ruin),
                partial(words_in, connection),
                partial(taken_away_at, connection),
            )
            yield from every_fault(held, after, most)

    def redact(self, case_id: str, known: int, entries: Sequence[Entry], source: str) -> Kept:
        """Take away what people wrote in a case; see `CaseStore.redact`."""
        with self._writing() as connection:
            end = locked_end(connection)
            before = views.renewed(connection, case_id)
            if before is None:
                raise unknown(case_id)
            if known != before.number:
                raise conflict(case_id, known)
            _take_words(connection, [seal for line in lines_in(connection, case_id) for seal in seals_in(line.payload)])
            kept = Kept(case_of(case_id, history(connection, case_id)), known)
            for each in written(case_id, kept.case, known, entries, source, end):
                add_line(connection, each.line, each.words)
                kept = Kept(each.case, kept.number + 1)
            views.keep(connection, kept, is_new=False)
            beside.follow(connection, before.case, kept.case)
        empty_log(self._engine)
        return kept

    def _writing(self) -> Any:
        return self._engine.execution_options(writes=True).begin()


def _fitting(
    wanted: Select[Any], state: CaseState | None, reference: str | None, unfinished: bool, limit: int, after: str
) -> Select[Any]:
    """Cases by id, as `CaseStore.find` is asked for them."""
    columns = tables.cases.c
    wanted = wanted.where(columns.id > after).order_by(columns.id).limit(limit)
    if state is not None:
        wanted = wanted.where(columns.state == state)
    if reference is not None:
        wanted = wanted.where(columns.reference == reference)
    return wanted.where(columns.state.not_in(FINISHED)) if unfinished else wanted


def _take_words(connection: Connection, seals: Sequence[Sha256]) -> None:
    """With the salt, since short words could be found by trying as long as it is known."""
    row = tables.words.c
    for start in range(0, len(seals), _AT_ONCE):
        some = row.seal.in_(seals[start : start + _AT_ONCE])
        connection.execute(update(tables.words).where(some, row.words.is_not(None)).values(words=None, salt=""))
