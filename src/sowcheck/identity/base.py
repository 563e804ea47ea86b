"""Where people, tokens and sessions are kept. Whatever changes what somebody may do is in the audit, or has not happened."""

import datetime as dt
from collections.abc import Callable
from typing import Literal, NamedTuple, Protocol

from sowcheck.core.audit import Note
from sowcheck.core.identities import PendingSignIn, Session, Token, User
from sowcheck.core.people import Actor


class By(NamedTuple):
    """Who changes something, when and from where: what the audit says of it."""

    actor: Actor
    at: dt.datetime
    source: str
    """The system that it came from, such as "cli", "web", "oidc"."""


class Attempt(NamedTuple):
    """Somebody's attempt to sign in, which has been counted as a failure until it turns out to be none."""

    user: User | None
    """The person with the login, as they were before."""
    refused: Literal["crowded", "locked"] | None
    """`crowded`: too many attempts from the address. `locked`: too many for the person. Neither is looked at any further."""


class Beginning(NamedTuple):
    """A session that may begin if the person is still who they were when it was allowed."""

    session: Session
    user: User
    address: str = ""
    """Where the attempt came from, which is no failure of that address."""
    former: str = ""
    """Key of the session that the browser had; it ends."""


class Directory(Protocol):
    """People by login, tokens by id, sessions by key. Each method is whole or not done, its line of the audit included."""

    def users(self) -> list[User]:
        """Everybody, by login."""
        ...

    def user(self, login: str) -> User | None:
        """The person with a login."""
        ...

    def user_by_id(self, id_: str) -> User | None:
        """The person with an id."""
        ...

    def user_by_external(self, external: str) -> User | None:
        """The person whom another system vouches for under this key."""
        ...

    def add_user(self, user: User, by: By) -> None:
        """Add a person.

        Raises:
            UsageError: the login is taken.
        """
        ...

    def change_user(self, id_: str, change: Callable[[User], User], by: By) -> User:
        """Change what is known of a person, from what is known at that moment.

        Ends their sessions if they may no longer sign in, or may do something else.

        Raises:
            UsageError: nobody has the id, or the login is taken.
        """
        ...

    def tokens(self) -> list[Token]:
        """All tokens, by name."""
        ...

    def token(self, id_: str) -> Token | None:
        """The token with an id."""
        ...

    def keep_token(self, token: Token, by: By) -> None:
        """Add or replace a token."""
        ...

    def attempt(self, login: str, address: str, now: dt.datetime) -> Attempt:
        """Count an attempt to sign in before its password is looked at, so that no number of them at once passes the limit.

        Args:
            login: As it was typed, in small letters.
            address: Of the client; empty if nobody knows.
            now: The time.
        """
        ...

    def begin_session(self, beginning: Beginning, by: By) -> bool:
        """Keep a session, forget failures before it and note that somebody signed in.

        Returns:
            Whether it began; not if password, roles or state of the person have changed in the meantime.
        """
        ...

    def session(self, key: str) -> Session | None:
        """The session with a key."""
        ...

    def touch_session(self, key: str, now: dt.datetime) -> None:
        """Note that a session is in use; one that has ended meanwhile stays ended."""
        ...

    def end_sessions(self, user: str | None = None, key: str | None = None) -> None:
        """End the sessions of a person, or one of them."""
        ...

    def keep_pending(self, pending: PendingSignIn, address: str, now: dt.datetime) -> bool:
        """Keep the first half of a sign-in elsewhere; not if too many came from the address, and that is what it returns."""
        ...

    def take_pending(self, key: str) -> PendingSignIn | None:
        """Take the first half out: whoever comes second with the same key finds nothing."""
        ...

    def sweep(self, now: dt.datetime) -> int:
        """Take away sessions, attempts and halves of sign-ins whose time is over; how many."""
        ...

    def note(self, note: Note, source: str) -> None:
        """Add a line to the audit that changes nothing here, such as a failure to sign in."""
        ...
