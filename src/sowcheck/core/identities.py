"""People and services as they are known here."""

import datetime as dt
from typing import Annotated

from pydantic import AfterValidator, Field

from sowcheck.core.noun import Noun
from sowcheck.core.people import Actor, Role

MACHINE_ROLES: frozenset[Role] = frozenset({"orchestrator", "auditor"})
"""What a token may carry: nothing that decides, signs or looks after users."""


def _once(roles: tuple[Role, ...]) -> tuple[Role, ...]:
    return tuple(dict.fromkeys(roles))


Roles = Annotated[tuple[Role, ...], AfterValidator(_once)]


class Failures(Noun):
    """Wrong passwords since the last right one."""

    count: int = 0
    last: dt.datetime | None = None


class Tries(Noun):
    """Attempts to sign in from one address that have not succeeded."""

    count: int
    began: dt.datetime
    """When the first of them was."""


FORGOTTEN = "forgotten-"
"""What the login of somebody begins with whose name was taken away."""


class User(Noun):
    """A person who may sign in."""

    id: str
    """Stays for good, and is what the audit names."""
    login: str = Field(pattern=r"^[a-z0-9][a-z0-9._@-]{1,99}$")
    name: str = ""
    roles: Roles
    password: str = Field(repr=False)
    """Hash (argon2id); empty for somebody who signs in elsewhere."""
    external: str = Field("", pattern=r"^([0-9a-f]{64})?$")
    """For somebody who signs in elsewhere: hash of who vouches for them and what they are called there."""
    disabled: bool = False
    failures: Failures = Failures()

    @property
    def is_forgotten(self) -> bool:
        """Whether nobody here knows any more who it was."""
        return self.login.startswith(FORGOTTEN)

    @property
    def actor(self) -> Actor:
        """The person as somebody who acts on cases."""
        return Actor(id=self.id, kind="person", roles=self.roles)


class Token(Noun):
    """What a machine shows instead of a password; the secret itself is not kept."""

    id: str
    name: str
    """What it is for."""
    roles: Roles
    secret: str = Field(repr=False)
    """SHA-256 of the secret, which has too many bits to be guessed."""
    expires: dt.datetime
    revoked: bool = False

    @property
    def actor(self) -> Actor:
        """The machine as somebody who acts on cases."""
        return Actor(id=f"token-{self.id}", kind="service", roles=self.roles)


class PendingSignIn(Noun):
    """A browser that was sent to another system to sign in there, and has not come back yet."""

    key: str = Field(repr=False)
    """SHA-256 of the state that comes back with it."""
    binding: str = Field(repr=False)
    """SHA-256 of what a cookie holds, so that no other browser takes its place."""
    nonce: str = Field(repr=False)
    """What the other system's token must repeat."""
    verifier: str = Field(repr=False)
    """What proves to the other system that the code was given to this service (PKCE)."""
    place: str
    """Where in this service the person wanted to go."""
    until: dt.datetime


class Session(Noun):
    """Somebody who has signed in in a browser."""

    key: str = Field(repr=False)
    """SHA-256 of what the cookie holds."""
    user: str
    """Id of the person."""
    began: dt.datetime
    seen: dt.datetime
    csrf: str = Field(repr=False)
    """What a form must send back."""
