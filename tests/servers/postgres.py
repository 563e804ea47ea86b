"""A PostgreSQL server for tests: the machine's own programs, in a folder of the tests, on a socket and not on the network."""

import os
import shutil
import subprocess
import tempfile
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from urllib.parse import quote

import psycopg
from psycopg import sql

from sowcheck.store.connect import engine_of
from sowcheck.store.schema import upgrade

PROGRAMS = ("initdb", "pg_ctl")
_GUARDED = "guarded"
"""Group of those who need their password; all others are let in."""


def programs() -> Path | None:
    """The folder of the server's programs; None if the machine has none."""
    places = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    found = shutil.which("pg_ctl")
    places += [Path(found).resolve().parent] if found else []
    return next((each for each in places if all((each / name).exists() for name in PROGRAMS)), None)


class Server:
    """A running server; databases are made in it as they are needed."""

    def __init__(self, folder: Path, control: Callable[..., None]) -> None:
        self._folder, self._control = folder, control

    @contextmanager
    def away(self, mode: str) -> Iterator[None]:
        """It is stopped for as long as the block lasts: "fast" throws everybody out, "immediate" is a crash."""
        self._control("-m", mode, "stop")
        try:
            yield
        finally:
            self._control("start")

    def database(self) -> str:
        """The address of a new, empty database."""
        name = f"t{uuid.uuid4().hex}"
        with psycopg.connect(host=str(self._folder), user="postgres", dbname="postgres", autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}"')
        return f"postgresql://postgres@/{name}?host={self._folder}"

    def guarded(self, password: str) -> str:
        """The address of a new, empty database, with the password without which nobody gets in."""
        name = f"t{uuid.uuid4().hex}"
        with psycopg.connect(host=str(self._folder), user="postgres", dbname="postgres", autocommit=True) as connection:
            words = sql.SQL("CREATE ROLE {} LOGIN PASSWORD {} IN ROLE {}")
            connection.execute(words.format(sql.Identifier(name), password, sql.Identifier(_GUARDED)))
            connection.execute(f'CREATE DATABASE "{name}" OWNER "{name}"')
        return f"postgresql://{name}:{quote(password, safe='')}@/{name}?host={self._folder}"


def with_tables(address: str) -> str:
    """The same address, once the tables of today's release are there."""
    engine = engine_of(address)
    upgrade(engine)
    engine.dispose()
    return address


@contextmanager
def server() -> Iterator[Server]:
    """A server that ends with the block."""
    bin_ = programs()
    assert bin_ is not None
    # A socket's path may not be long, and the server does not run as root.
    folder = Path(tempfile.mkdtemp(prefix="pg", dir="/tmp"))
    user = "postgres" if os.geteuid() == 0 else None
    if user:
        shutil.chown(folder, user)
    data = folder / "data"

    def run(*words: str | Path) -> None:
        subprocess.run(list(map(str, words)), check=True, user=user, capture_output=True, cwd=folder, timeout=120)  # noqa: S603

    try:
        run(bin_ / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
        options = f"-c listen_addresses='' -c unix_socket_directories='{folder}' -c fsync=off -c max_connections=50"
        control = partial(run, bin_ / "pg_ctl", "-D", data, "-o", options, "-l", folder / "log", "-w")
        rules = data / "pg_hba.conf"
        # The first line that fits decides.
        rules.write_text(f"local all +{_GUARDED} scram-sha-256\n{rules.read_text('utf-8')}", "utf-8")
        control("start")
        try:
            with psycopg.connect(host=str(folder), user="postgres", dbname="postgres", autocommit=True) as connection:
                connection.execute(f'CREATE ROLE "{_GUARDED}"')
            yield Server(folder, control)
        finally:
            control("-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
