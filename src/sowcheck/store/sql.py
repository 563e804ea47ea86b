"""A store in SQLite or PostgreSQL."""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Engine, Row, func, insert, select, update

from sowcheck.core.analyses import Sha256
from sowcheck.core.audit import AuditLine, ChainFault
from sowcheck.core.case_events import Entry
from sowcheck.core.casefile import CaseFile, CaseState
from sowcheck.core.incoming import Incoming
from sowcheck.core.people import Role
from sowcheck.gate.fold import case_of
from sowcheck.gate.keeping import FINISHED
from sowcheck.store import beside, tables
from sowcheck.store.base import Counts, Kept, Needless, Note, OpenTask, conflict, unknown
from sowcheck.store.chained import add_line, end_of, line_of, line_or_ruin, locked_end
from sowcheck.store.erasing import empty_log
from sowcheck.store.lines import START, End, entry_of, noted, written
from sowcheck.store.verifying import TAKEN_AWAY, Held, every_fault
from sowcheck.store.words import Words, seals_in

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
            kept = _case(connection, case_id)
            if known != (kept.number if kept else 0):
                raise conflict(case_id, known)
            done = list(written(case_id, kept.case if kept else None, known, entries, source, end))
            for each in done:
                add_line(connection, each.line, each.words)
            if done:
                before, kept = kept, Kept(done[-1].case, known + len(done))
                _keep(connection, kept, is_new=before is None)
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
            kept = _case(connection, case_id)
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
    ) -> list[Kept]:
        """Cases by id."""
        columns = tables.cases.c
        wanted = select(columns.view, columns.number).where(columns.id > after).order_by(columns.id).limit(limit)
        if state is not None:
            wanted = wanted.where(columns.state == state)
        if reference is not None:
            wanted = wanted.where(columns.reference == reference)
        if unfinished:
            wanted = wanted.where(columns.state.not_in(FINISHED))
        with self._engine.connect() as connection:
            return [Kept(CaseFile.model_validate_json(row.view), row.number) for row in connection.execute(wanted)]

    def history(self, case_id: str) -> list[Entry]:
        """The events of a case."""
        self.load(case_id)
        with self._engine.connect() as connection:
            return _history(connection, case_id)

    def audit(self, *, case_id: str | None = None, after: int = 0) -> Iterator[AuditLine]:
        """The lines of the audit, fetched in pieces. No connection is kept while somebody slow takes them."""
        while True:
            with self._engine.connect() as connection:
                piece = list(islice(_lines(connection, case_id, after), _AT_ONCE))
            yield from piece
            if len(piece) < _AT_ONCE:
                return
            after = piece[-1].sequence

    def head(self) -> End:
        """How many lines, and the hash of the last."""
        with self._engine.connect() as connection:
            return end_of(connection)

    def verify(self, after: End = START, most: int | None = None) -> Iterator[ChainFault]:
        """What is wrong with the audit; one moment's state is looked at, however long it takes."""
        with self._engine.connect() as connection:
            held = Held(
                end_of(connection),
                lambda number: _lines(connection, after=number, read=line_or_ruin),
                partial(_words, connection),
                partial(_taken, connection),
            )
            yield from every_fault(held, after, most)

    def redact(self, case_id: str, known: int, entries: Sequence[Entry], source: str) -> Kept:
        """Take away what people wrote in a case; see `CaseStore.redact`."""
        with self._writing() as connection:
            end = locked_end(connection)
            before = _case(connection, case_id)
            if before is None:
                raise unknown(case_id)
            if known != before.number:
                raise conflict(case_id, known)
            _take_words(connection, [seal for line in _lines(connection, case_id) for seal in seals_in(line.payload)])
            kept = Kept(case_of(case_id, _history(connection, case_id)), known)
            for each in written(case_id, kept.case, known, entries, source, end):
                add_line(connection, each.line, each.words)
                kept = Kept(each.case, kept.number + 1)
            _keep(connection, kept, is_new=False)
            beside.follow(connection, before.case, kept.case)
        empty_log(self._engine)
        return kept

    def _writing(self) -> Any:
        return self._engine.execution_options(writes=True).begin()


def _case(connection: Connection, case_id: str) -> Kept | None:
    columns = tables.cases.c
    row = connection.execute(select(columns.view, columns.number).where(columns.id == case_id)).one_or_none()
    return Kept(CaseFile.model_validate_json(row.view), row.number) if row else None


def _keep(connection: Connection, kept: Kept, *, is_new: bool) -> None:
    values = {
        "state": kept.case.state,
        "reference": kept.case.reference,
        "number": kept.number,
        "view": kept.case.model_dump_json(),
    }
    if is_new:
        connection.execute(insert(tables.cases).values(id=kept.case.id, **values))
    else:
        connection.execute(update(tables.cases).where(tables.cases.c.id == kept.case.id).values(**values))


def _lines(
    connection: Connection, case_id: str | None = None, after: int = 0, read: Callable[[Row[Any]], AuditLine] = line_of
) -> Iterator[AuditLine]:
    columns = tables.audit.c
    wanted = select(tables.audit).order_by(columns.sequence).limit(_AT_ONCE)
    if case_id is not None:
        wanted = wanted.where(columns.case_id == case_id)
    while True:
        rows = connection.execute(wanted.where(columns.sequence > after)).all()
        yield from map(read, rows)
        if len(rows) < _AT_ONCE:
            return
        after = rows[-1].sequence


def _history(connection: Connection, case_id: str) -> list[Entry]:
    lines = [line for line in _lines(connection, case_id) if line.number is not None]
    said = _words(connection, [seal for line in lines for seal in seals_in(line.payload)])
    return [entry_of(line, lambda seal: said[seal].words if seal in said else None) for line in lines]


def _words(connection: Connection, seals: Sequence[Sha256]) -> dict[Sha256, Words]:
    """The words behind seals, without those that were taken away."""
    row = tables.words.c
    found: dict[Sha256, Words] = {}
    for start in range(0, len(seals), _AT_ONCE):
        wanted = select(row.seal, row.salt, row.words).where(
            row.seal.in_(seals[start : start + _AT_ONCE]), row.words.is_not(None)
        )
        found |= {each.seal: Words(each.seal, each.salt, each.words) for each in connection.execute(wanted)}
    return found


def _take_words(connection: Connection, seals: Sequence[Sha256]) -> None:
    """With the salt, since short words could be found by trying as long as it is known."""
    row = tables.words.c
    for start in range(0, len(seals), _AT_ONCE):
        some = row.seal.in_(seals[start : start + _AT_ONCE])
        connection.execute(update(tables.words).where(some, row.words.is_not(None)).values(words=None, salt=""))


def _taken(connection: Connection, case_id: str) -> int:
    """The line with which the words of a case were taken away for the last time; 0 if they were not."""
    row = tables.audit.c
    events = row.case_id == case_id, row.type == TAKEN_AWAY, row.number.is_not(None)
    return connection.execute(select(func.max(row.sequence)).where(*events)).scalar_one() or 0
