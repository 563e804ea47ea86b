"""The one door to a store: told by its address."""

import sqlite3
from contextlib import suppress
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from sowcheck.errors import UsageError
from sowcheck.store.deliveries import SqlDeliveries
from sowcheck.store.directory import SqlDirectory
from sowcheck.store.schema import is_current, upgrade
from sowcheck.store.sql import SqlStore
from sowcheck.store.workers import SqlWorkers

_HINT = "Give a file (cases.db) or an address such as postgresql://user@host/sowcheck."
_FILE_HINT = "Give a file that is a store of sowcheck, or a new one in a folder that may be written to."
_SERVER_HINT = (
    "See that the database runs there and lets in the user of the address; its password may stand in PGPASSFILE."
)
_PATIENCE = 30
"""Seconds that a step waits for another to finish."""


def connect(address: str, *, create: bool = True) -> SqlStore:
    """The cases at an address. A file gets today's tables by itself; a server's are brought up to date by hand.

    Args:
        address: A file, or the address of a server.
        create: Whether a file that is not there is made.

    Raises:
        UsageError: the address makes no sense, nobody answers there, or the tables are not those of today.
    """
    return SqlStore(_ready(address, create=create))


def connect_directory(address: str, *, create: bool = True) -> SqlDirectory:
    """The people, tokens and sessions at an address; see `connect`."""
    return SqlDirectory(_ready(address, create=create))


def connect_deliveries(address: str, *, create: bool = True) -> SqlDeliveries:
    """The messages to other systems about the cases at an address; see `connect`."""
    return SqlDeliveries(_ready(address, create=create))


def connect_workers(address: str) -> SqlWorkers:
    """The signs of life of the workers on the cases at an address; see `connect`."""
    return SqlWorkers(_ready(address, create=False))


def _ready(address: str, *, create: bool) -> Engine:
    """The engine of a database that has today's tables."""
    if not create and "://" not in address and not Path(address).exists():
        raise UsageError(f"There is no store {address}.", hint=f"Make it: sowcheck store upgrade --store {address}")
    engine = engine_of(address)
    try:
        if engine.dialect.name == "sqlite":
            _upgraded(engine)
        elif not is_current(engine):
            raise UsageError(
                f"The tables of {shown(engine)} are not those of this version.",
                hint="Bring them up to date: sowcheck store upgrade --store ADDRESS",
            )
    except DBAPIError as error:
        engine.dispose()
        raise _unopened(engine, error) from error
    except UsageError:
        engine.dispose()
        raise
    return engine


def brought_up_to_date(address: str) -> str:
    """Make or change the tables; the address without its password.

    Raises:
        UsageError: the address makes no sense, or nobody answers there.
    """
    engine = engine_of(address)
    try:
        _upgraded(engine)
    except DBAPIError as error:
        raise _unopened(engine, error) from error
    finally:
        engine.dispose()
    return shown(engine)


def engine_of(address: str) -> Engine:
    """The engine behind an address; a path without a scheme is a SQLite file.

    Raises:
        UsageError: the address makes no sense.
    """
    if "://" not in address:
        _make_room(Path(address))
        address = f"sqlite:///{address}"
    try:
        url = make_url(address)
        if url.drivername == "postgresql":
            url = url.set(drivername="postgresql+psycopg")
        if url.get_backend_name() not in ("sqlite", "postgresql"):
            raise UsageError(f"{url.get_backend_name()} is no database that sowcheck knows.", hint=_HINT)
        engine = create_engine(url, pool_pre_ping=True)
    except (ArgumentError, NoSuchModuleError, ValueError) as error:
        raise UsageError("The address of the store makes no sense.", hint=_HINT) from error
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _opened)
        event.listen(engine, "begin", _begun)
    return engine


def _make_room(file: Path) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"{file} cannot be opened: {error.strerror}", hint=_FILE_HINT) from error


def _upgraded(engine: Engine) -> None:
    """Today's tables. A file that is made for them will hold personal data, and is its owner's alone."""
    file = engine.url.database if engine.dialect.name == "sqlite" else None
    if file and not Path(file).exists():
        with suppress(OSError):  # the database says it better
            Path(file).touch(mode=0o600)
    upgrade(engine)


def _unopened(engine: Engine, error: DBAPIError) -> UsageError:
    reason = " ".join(str(error.orig).split())
    hint = _FILE_HINT if engine.dialect.name == "sqlite" else _SERVER_HINT
    return UsageError(f"{shown(engine)} cannot be opened: {reason}", hint=hint)


def shown(engine: Engine) -> str:
    """The address without its password."""
    return engine.url.render_as_string(hide_password=True)


def _opened(connection: sqlite3.Connection, _: Any) -> None:
    # The driver would begin transactions by itself, too late to keep what was read from changing.
    connection.isolation_level = None
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    # What is taken away is overwritten in the file, and not only left out of the tables.
    connection.execute("PRAGMA secure_delete = ON")
    connection.execute(f"PRAGMA busy_timeout = {_PATIENCE * 1000}")


def _begun(connection: Connection) -> None:
    # A writer that begins as a reader fails where another has written in between.
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
