"""The end of the audit in a database: whoever adds a line locks it first, in the transaction of what the line tells."""

from collections.abc import Sequence

from sqlalchemy import Connection, insert, select, update

from sowcheck.core.audit import AuditLine, Note
from sowcheck.gate.chain import canonical
from sowcheck.store import tables
from sowcheck.store.lines import End, noted
from sowcheck.store.words import Words


def locked_end(connection: Connection) -> End:
    """The end of the chain, which nobody else can move until this transaction is over."""
    row = tables.audit_end.c
    found = connection.execute(select(row.count, row.head).with_for_update()).one()
    return End(found[0], found[1])


def end_of(connection: Connection) -> End:
    """The end of the chain as it is now."""
    row = tables.audit_end.c
    found = connection.execute(select(row.count, row.head)).one()
    return End(found[0], found[1])


def add_line(connection: Connection, line: AuditLine, said: Sequence[Words]) -> None:
    """Write a line at the end of the chain, which the caller has locked, and the words that were set apart from it."""
    values = line.model_dump(mode="json", exclude={"actor", "payload", "case"})
    values |= {
        "case_id": line.case,
        "actor": canonical(line.actor.model_dump(mode="json")),
        "payload": canonical(line.payload),
    }
    connection.execute(insert(tables.audit).values(**values))
    connection.execute(update(tables.audit_end).values(count=line.sequence, head=line.hash))
    if said:
        connection.execute(insert(tables.words), [each._asdict() for each in said])


def add_notes(connection: Connection, notes: Sequence[Note], source: str) -> None:
    """Write lines that are no events of a case. The last thing that a transaction does: it locks the end of the chain."""
    for note in notes:
        add_line(connection, *noted(note, source, locked_end(connection)))
