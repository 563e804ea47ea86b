"""Attempts to sign in, counted by address in a table: several workers share one count."""

import datetime as dt

from sqlalchemy import Connection, select, update
from sqlalchemy.dialects import postgresql, sqlite

from sowcheck.core.identities import Tries
from sowcheck.identity.lockout import is_crowded, tried
from sowcheck.store import tables


def count_attempt(connection: Connection, key: str, now: dt.datetime) -> bool:
    """Count one more; not if there were too many already, and that is what it returns."""
    before = _locked(connection, key, now)
    if is_crowded(before, now):
        return False
    _keep(connection, key, tried(before, now))
    return True


def take_back(connection: Connection, key: str) -> None:
    """Count one less: it was no failure."""
    row = tables.attempts.c
    view = connection.execute(select(row.view).where(row.address == key).with_for_update()).scalar_one_or_none()
    if view is not None:
        before = Tries.model_validate_json(view)
        _keep(connection, key, before.model_copy(update={"count": max(before.count - 1, 0)}))


def _locked(connection: Connection, key: str, now: dt.datetime) -> Tries:
    """The attempts of an address, which nobody else counts until this transaction is over."""
    row = tables.attempts.c
    none = Tries(count=0, began=now)
    make = (postgresql if connection.dialect.name == "postgresql" else sqlite).insert(tables.attempts)
    new = make.values(address=key, view=none.model_dump_json())
    # A change of nothing locks a row that is there already.
    connection.execute(new.on_conflict_do_update(index_elements=[row.address], set_={"address": key}))
    view = connection.execute(select(row.view).where(row.address == key)).scalar_one()
    return Tries.model_validate_json(view)


def _keep(connection: Connection, key: str, tries: Tries) -> None:
    values = {"view": tries.model_dump_json()}
    connection.execute(update(tables.attempts).where(tables.attempts.c.address == key).values(**values))
