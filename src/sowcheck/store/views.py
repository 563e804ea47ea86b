"""What a case is now, as a database keeps it: worked out from its events, and anew where another release kept it."""

import hashlib
from functools import cache
from typing import Any

from pydantic import JsonValue
from sqlalchemy import Connection, Row, delete, insert, select, update

from sowcheck.core.casefile import CaseFile
from sowcheck.gate.chain import canonical
from sowcheck.gate.fold import case_of
from sowcheck.store import beside, tables
from sowcheck.store.base import Kept
from sowcheck.store.reading import history

_FOLD = 1
"""Whoever has `gate.fold` make something else of the same events, with the same fields, counts up."""

VIEW = (tables.cases.c.id, tables.cases.c.view, tables.cases.c.number, tables.cases.c.form)
"""What `kept_of` reads."""


@cache
def form() -> str:
    """The form of a view that this release keeps; another form is not read."""
    shape = _bare(CaseFile.model_json_schema())
    return hashlib.sha256(canonical([_FOLD, shape]).encode()).hexdigest()


def kept_of(connection: Connection, row: Row[*tuple[Any, ...]]) -> Kept:
    """The case of a row."""
    case = (
        CaseFile.model_validate_json(row.view) if row.form == form() else case_of(row.id, history(connection, row.id))
    )
    return Kept(case, row.number)


def case_in(connection: Connection, case_id: str) -> Kept | None:
    """A case as it is now; None if there is none."""
    row = connection.execute(select(*VIEW).where(tables.cases.c.id == case_id)).one_or_none()
    return kept_of(connection, row) if row else None


def renewed(connection: Connection, case_id: str) -> Kept | None:
    """The same, for whoever has locked the end of the audit; a view of another form is kept anew, with what follows from it."""
    row = connection.execute(select(*VIEW).where(tables.cases.c.id == case_id)).one_or_none()
    if row is None:
        return None
    kept = kept_of(connection, row)
    if row.form != form():
        keep(connection, kept, is_new=False)
        for table in (tables.open_tasks, tables.links):
            connection.execute(delete(table).where(table.c.case_id == case_id))
        beside.follow(connection, None, kept.case)
    return kept


def outdated(connection: Connection, most: int) -> list[str]:
    """Ids of cases whose views have another form."""
    row = tables.cases.c
    found = connection.execute(select(row.id).where(row.form != form()).order_by(row.id).limit(most))
    return list(found.scalars())


def keep(connection: Connection, kept: Kept, *, is_new: bool) -> None:
    """Keep what a case is now."""
    values = {
        "state": kept.case.state,
        "reference": kept.case.reference,
        "number": kept.number,
        "view": kept.case.model_dump_json(),
        "form": form(),
    }
    if is_new:
        connection.execute(insert(tables.cases).values(id=kept.case.id, **values))
    else:
        connection.execute(update(tables.cases).where(tables.cases.c.id == kept.case.id).values(**values))


def _bare(schema: JsonValue) -> JsonValue:
    """A schema without the words that explain it."""
    match schema:
        case dict():
            return {key: _bare(value) for key, value in schema.items() if key not in ("description", "title")}
        case list():
            return [_bare(each) for each in schema]
        case _:
            return schema
