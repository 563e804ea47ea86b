"""People to sign in, and who makes them known."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from argon2 import PasswordHasher

from sowcheck.core.identities import User
from sowcheck.core.people import Actor, Role
from sowcheck.identity import passwords
from sowcheck.identity.base import By

NOON = dt.datetime(2026, 6, 1, 12, tzinfo=dt.UTC)
OPERATOR = Actor(id="cli-1000", kind="service", roles=("admin",))
BY = By(OPERATOR, NOON, "cli")
PASSWORD = "four plain words here"  # noqa: S105  (nobody's)
HASH = passwords.hashed(PASSWORD)


def user(id_: str = "u-1", login: str = "ann@example.com", *roles: Role) -> User:
    """Somebody with a password of their own."""
    return User(id=id_, login=login, name="Ann Okoro", roles=roles or ("finance",), password=HASH)


@contextmanager
def quick_hashing() -> Iterator[None]:
    """Hashes that cost next to nothing: where many passwords are tried, and how hard they are to guess is not the matter."""
    quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "_HASHER", quick)
        patch.setattr(passwords, "_NOBODY", quick.hash("nobody has this password"))
        yield
