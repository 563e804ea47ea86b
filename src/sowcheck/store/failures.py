"""Which failures of a store pass by themselves, and which say that there is no room."""

import errno
import sqlite3

from sqlalchemy.exc import DBAPIError, IntegrityError, ProgrammingError
from sqlalchemy.exc import TimeoutError as NoConnection

from sowcheck.store.base import Conflict

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
"""What a disk says that takes no more."""
_DISK_FULL = "53100"
"""The same from PostgreSQL."""


def passes(error: BaseException) -> bool:
    """Whether the same call may succeed later: a database that restarts or is full, a file that is locked, others who were faster."""
    if isinstance(error, IntegrityError | ProgrammingError):
        return False
    return isinstance(error, DBAPIError | NoConnection | Conflict)


def is_full(error: BaseException) -> bool:
    """Whether a disk or a database has no room left; what was to be kept there is not kept."""
    if isinstance(error, DBAPIError):
        told = error.orig
        return (
            getattr(told, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL
            or getattr(told, "sqlstate", None) == _DISK_FULL
        )
    return isinstance(error, OSError) and error.errno in _FULL
