"""How DBOS is set up: where it keeps its queue, and under which names processes and workflows appear in it."""

import logging
import os
import socket
import sqlite3
import uuid
from contextlib import closing
from pathlib import Path

from dbos import DBOS, DBOSClient, DBOSConfig, DBOSPortableJSONSerializer

APPLICATION = "sowcheck"
FORMAT = "cases-2"
"""What a begun workflow has on record: its name, what it is given, and the order of its steps. Every release that can go on
where another stopped has the same format, so that a deploy strands nothing; whoever changes one of the three counts up."""

_CONNECTIONS = 10
"""Of a worker to the queue's database, at the most."""


def worker_name(version: str = FORMAT) -> str:
    """A name that no other process has ever had; `format_of` reads the format from it."""
    return f"{version}.{socket.gethostname()[:40]}.{os.getpid()}.{uuid.uuid4().hex[:8]}"


def format_of(worker: str) -> str:
    """The format of the workflows that a worker of this name goes on with."""
    return worker.partition(".")[0]


def queue_address(store: str) -> str:
    """Where the queue of a store is: beside a file, in a server's own database under the schema "dbos"."""
    if "://" not in store:
        return f"sqlite:///{store}.queue"
    scheme, _, rest = store.partition("://")
    if scheme.startswith("sqlite"):
        return f"{store}.queue"
    return f"postgresql+psycopg://{rest}"


def prepare(store: str) -> None:
    """Make the tables of the queue, or bring them to those of this version."""
    quiet()
    DBOS.migrate(queue_address(store))


def prepare_file(store: str) -> None:
    """The same for a store that is a file; a server's are made by hand, as those of its cases are."""
    address = queue_address(store)
    if address.startswith("sqlite"):
        file = Path(address.removeprefix("sqlite:///"))
        file.parent.mkdir(parents=True, exist_ok=True)
        # Kept in the file: readers and a writer do not wait for each other.
        with closing(sqlite3.connect(file, timeout=30)) as connection:
            connection.execute("PRAGMA journal_mode = WAL")
        prepare(store)


def config_of(store: str, worker: str) -> DBOSConfig:
    """The settings of a process that works on the queue. Nothing is sent to anybody."""
    return {
        "name": APPLICATION,
        "system_database_url": queue_address(store),
        "application_version": format_of(worker),
        "executor_id": worker,
        "serializer": DBOSPortableJSONSerializer(),
        "run_migrations": False,
        "sys_db_pool_size": _CONNECTIONS,
        "log_level": "WARNING",
        "enable_otlp": False,
    }


def client_of(store: str) -> DBOSClient:
    """What a process needs that only puts things into the queue and looks at it; it connects when it is first used."""
    quiet()
    return DBOSClient(
        system_database_url=queue_address(store),
        serializer=DBOSPortableJSONSerializer(),
        application_name=APPLICATION,
        system_database_pool_size=3,
        lazy=True,
        # Nobody who hands something in waits for a queue: the sweep finds what was not put into it.
        retry_connection_errors=False,
    )


def quiet() -> None:
    """Let DBOS speak through the program's own log, and not past it."""
    logger = logging.getLogger("dbos")
    if not logger.handlers:
        logger.addHandler(logging.NullHandler())
    logger.setLevel(logging.WARNING)
