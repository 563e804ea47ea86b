"""People to sign in, and who makes them known."""

import datetime as dt

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
