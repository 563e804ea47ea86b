"""Which failures of a store pass by themselves."""

from sqlalchemy.exc import DBAPIError, IntegrityError, ProgrammingError
from sqlalchemy.exc import TimeoutError as NoConnection

from sowcheck.store.base import Conflict


def passes(error: BaseException) -> bool:
    """Whether the same call may succeed later: a database that restarts or is full, a file that is locked, others who were faster."""
    if isinstance(error, IntegrityError | ProgrammingError):
        return False
    return isinstance(error, DBAPIError | NoConnection | Conflict)
