"""Where people, tokens and sessions are kept."""

from typing import Protocol

from sowcheck.core.identities import Session, Token, User


class Directory(Protocol):
    """People by login, tokens by id, sessions by key. Each method is whole or not done."""

    def users(self) -> list[User]:
        """Everybody, by login."""
        ...

    def user(self, login: str) -> User | None:
        """The person with a login."""
        ...

    def user_by_id(self, id_: str) -> User | None:
        """The person with an id."""
        ...

    def add_user(self, user: User) -> None:
        """Add a person.

        Raises:
            UsageError: the login is taken.
        """
        ...

    def change_user(self, user: User) -> None:
        """Replace what is known of a person; ends their sessions if they may no longer sign in or do something else."""
        ...

    def tokens(self) -> list[Token]:
        """All tokens, by name."""
        ...

    def token(self, id_: str) -> Token | None:
        """The token with an id."""
        ...

    def keep_token(self, token: Token) -> None:
        """Add or replace a token."""
        ...

    def session(self, key: str) -> Session | None:
        """The session with a key."""
        ...

    def keep_session(self, session: Session) -> None:
        """Add or replace a session."""
        ...

    def end_sessions(self, user: str | None = None, key: str | None = None) -> None:
        """End the sessions of a person, or one of them."""
        ...
