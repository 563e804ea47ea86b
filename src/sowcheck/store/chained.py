"""Lines of the audit in a database. Whoever adds one locks the end first, in the transaction of what the line tells."""

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from sowcheck.core.audit import AuditLine, Note
from sowcheck.core.people import Actor
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


def line_of(row: Row[Any]) -> AuditLine:
    """The line of a row."""
    values = dict(row._mapping)
    values |= {"case": values.pop("case_id"), "actor": json.loads(row.actor), "payload": json.loads(row.payload)}
    return AuditLine.model_validate(values)


def line_or_ruin(row: Row[Any]) -> AuditLine:
    """The line of a row. One that cannot be read was not written like this: what stands in its place has another hash."""
    try:
        return line_of(row)
    except ValueError:
        return AuditLine(
            sequence=row.sequence,
            at="",
            actor=Actor(id="", kind="service"),
            source="",
            case=None,
            number=None,
            type="",
            status="refused",
            payload=None,
            before=None,
            after=None,
            previous=row.previous,
            hash=row.hash,
        )


def add_notes(connection: Connection, notes: Sequence[Note], source: str) -> None:
    """Write lines that are no events of a case. The last thing that a transaction does: it locks the end of the chain."""
    for note in notes:
        add_line(connection, *noted(note, source, locked_end(connection)))
