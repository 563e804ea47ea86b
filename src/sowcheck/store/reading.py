"""Reads the audit of a database: lines, the words that were set apart from them, and the events of a case."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Row, func, select

from sowcheck.core.analyses import Sha256
from sowcheck.core.audit import AuditLine
from sowcheck.core.case_events import Entry
from sowcheck.store import tables
from sowcheck.store.chained import line_of
from sowcheck.store.lines import entry_of
from sowcheck.store.verifying import TAKEN_AWAY
from sowcheck.store.words import Words, seals_in

_AT_ONCE = 500
"""Lines that are fetched together."""


def lines_in(
    connection: Connection, case_id: str | None = None, after: int = 0, read: Callable[[Row[Any]], AuditLine] = line_of
) -> Iterator[AuditLine]:
    """Lines of the audit, fetched in pieces: of one case or of all, behind a number."""
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


def history(connection: Connection, case_id: str) -> list[Entry]:
    """The events of a case, with their words as far as they were not taken away."""
    lines = [line for line in lines_in(connection, case_id) if line.number is not None]
    said = words_in(connection, [seal for line in lines for seal in seals_in(line.payload)])
    return [entry_of(line, lambda seal: said[seal].words if seal in said else None) for line in lines]


def words_in(connection: Connection, seals: Sequence[Sha256]) -> dict[Sha256, Words]:
    """The words behind seals, without those that were taken away."""
    row = tables.words.c
    found: dict[Sha256, Words] = {}
    for start in range(0, len(seals), _AT_ONCE):
        wanted = select(row.seal, row.salt, row.words).where(
            row.seal.in_(seals[start : start + _AT_ONCE]), row.words.is_not(None)
        )
        found |= {each.seal: Words(each.seal, each.salt, each.words) for each in connection.execute(wanted)}
    return found


def taken_away_at(connection: Connection, case_id: str) -> int:
    """The line with which the words of a case were taken away for the last time; 0 if they were not."""
    row = tables.audit.c
    events = row.case_id == case_id, row.type == TAKEN_AWAY, row.number.is_not(None)
    return connection.execute(select(func.max(row.sequence)).where(*events)).scalar_one() or 0
