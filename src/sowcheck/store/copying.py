"""Copies a database as it is at one moment, while others go on writing, and puts the copy back."""

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

from sqlalchemy import Engine, delete, inspect

from sowcheck.errors import UsageError
from sowcheck.store import tables
from sowcheck.store.connect import engine_of, shown

FILES = {"sqlite": "cases.db", "postgresql": "cases.dump"}
"""What a copy is called, by the kind of the database."""
_QUEUE = "dbos"
"""Schema of the queue, which is made anew from the cases."""
_OLDER = "Its version must not be older than the server's; see docs/runbook.md."
_AWAY = "See that the database answers, lets in the user of the address, and that there is room for the copy."


def kind_of(address: str) -> str:
    """The kind of database at an address."""
    engine = engine_of(address)
    engine.dispose()
    return engine.dialect.name


def copy_database(address: str, target: Path) -> None:
    """Copy the database at an address into a new file.

    Raises:
        UsageError: it cannot be read, or the program that copies is not there.
    """
    engine = engine_of(address)
    try:
        if engine.dialect.name == "sqlite":
            _copy_file(engine, target)
        else:
            _run("pg_dump", engine, "--format=custom", "--no-owner", f"--exclude-schema={_QUEUE}", f"--file={target}")
    finally:
        engine.dispose()


def refuse_unless_empty(address: str) -> None:
    """See that nothing is lost by a restore.

    Raises:
        UsageError: something is kept at the address.
    """
    if "://" not in address:
        if Path(address).exists():
            raise _not_empty(address)
        return
    engine = engine_of(address)
    try:
        if inspect(engine).get_table_names():
            raise _not_empty(shown(engine))
    finally:
        engine.dispose()


def put_back(source: Path, address: str) -> None:
    """Make the database at an address from a copy: whole, or not at all.

    Raises:
        UsageError: it cannot be made, or the program that does it is not there.
    """
    refuse_unless_empty(address)
    engine = engine_of(address)
    try:
        if engine.dialect.name == "sqlite":
            assert engine.url.database is not None
            place = Path(engine.url.database)
            part = place.with_name(f"{place.name}.part")
            part.touch(mode=0o600)  # its owner's alone, as a new store is
            shutil.copyfile(source, part)
            part.replace(place)
        else:
            _run("pg_restore", engine, "--no-owner", "--exit-on-error", "--single-transaction", str(source))
    finally:
        engine.dispose()


def forget_what_passes(address: str) -> None:
    """Take away what was true only at the time of the copy: who was signed in or about to be, and which workers lived."""
    engine = engine_of(address)
    try:
        with engine.execution_options(writes=True).begin() as connection:
            for table in (tables.sessions, tables.sign_ins, tables.workers):
                connection.execute(delete(table))
    finally:
        engine.dispose()


def _copy_file(engine: Engine, target: Path) -> None:
    """One step reads one moment; in the write-ahead log nobody who writes has to wait for it."""
    raw = engine.raw_connection()
    try:
        source = raw.driver_connection
        assert isinstance(source, sqlite3.Connection)
        with closing(sqlite3.connect(target)) as copy:
            source.backup(copy)
            # One file, without a log beside it.
            copy.execute("PRAGMA journal_mode = DELETE")
            (state,) = copy.execute("PRAGMA integrity_check").fetchone()
    except sqlite3.Error as error:
        raise UsageError(f"{shown(engine)} cannot be copied: {error}", hint="See the room that is left.") from error
    finally:
        raw.close()
    if state != "ok":
        raise UsageError(f"{shown(engine)} is damaged: {state}", hint="Restore the last backup; see docs/runbook.md.")


def _run(program: str, engine: Engine, *words: str) -> None:
    """Run a program of PostgreSQL. The password goes by the environment: a command line can be read by everybody."""
    found = shutil.which(program)
    if found is None:
        raise UsageError(f"{program} is not on this machine.", hint="Install PostgreSQL's client: postgresql-client")
    url = engine.url.set(drivername="postgresql")
    environment = {**os.environ, **({"PGPASSWORD": str(url.password)} if url.password else {})}
    # `set` takes None for nothing to set, and an address with a password hidden behind stars is one with another password.
    address = url._replace(password=None).render_as_string(hide_password=False)
    done = subprocess.run(  # noqa: S603  (PostgreSQL's own program, with an address that was understood)
        [found, f"--dbname={address}", *words], env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        said = done.stderr.strip().splitlines()
        raise UsageError(
            f"{program} failed: {said[-1] if said else done.returncode}",
            hint=_OLDER if "version" in done.stderr else _AWAY,
        )


def _not_empty(where: str) -> UsageError:
    return UsageError(
        f"{where} is not empty: a restore replaces nothing.",
        hint="Name a new file or an empty database, look at what it holds, and then let the service use it.",
    )
