"""What nobody needs once its time is over: sessions, attempts to sign in, and halves of sign-ins elsewhere."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from sqlalchemy import Connection, Table, delete, select

from sowcheck.core.identities import Session, Tries
from sowcheck.identity.lockout import is_over
from sowcheck.identity.sessions import is_live
from sowcheck.store import tables
from sowcheck.store.lines import stamp


def sweep(connection: Connection, now: dt.datetime) -> int:
    """Take it away; how many rows. Rows are locked in the order in which signing in locks them."""
    halves: int = connection.execute(delete(tables.sign_ins).where(tables.sign_ins.c.until <= stamp(now))).rowcount
    return (
        halves
        + _swept(connection, tables.attempts, "address", lambda view: is_over(Tries.model_validate_json(view), now))
        + _swept(connection, tables.sessions, "key", lambda view: not is_live(Session.model_validate_json(view), now))
    )


def _swept(connection: Connection, table: Table, key: str, is_gone: Callable[[str], bool]) -> int:
    """Rows that are over as they were read; one that was used meanwhile stays."""
    rows: Any = connection.execute(select(table.c[key], table.c.view).order_by(table.c[key])).all()
    return sum(
        connection.execute(delete(table).where(table.c[key] == name, table.c.view == view)).rowcount
        for name, view in rows
        if is_gone(view)
    )
