"""Sees that what was taken away is gone from the disk as well, as far as a program can."""

import sqlite3

from sqlalchemy import Engine


def empty_log(engine: Engine) -> None:
    """Take over and empty the log beside a file, which still holds pages as they were before.

    Whoever is reading at the moment keeps it from being emptied; then the next one to write does it. A server's own vacuum does
    the same for its tables.
    """
    if engine.dialect.name != "sqlite":
        return
    raw = engine.raw_connection()
    try:
        connection = raw.driver_connection
        assert isinstance(connection, sqlite3.Connection)
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    finally:
        raw.close()
