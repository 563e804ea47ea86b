"""People, tokens and sessions in SQLite or PostgreSQL."""

from typing import Any

from sqlalchemy import Engine, Table, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from sowcheck.core.identities import Session, Token, User
from sowcheck.core.noun import Noun
from sowcheck.errors import UsageError
from sowcheck.store import tables


class SqlDirectory:
    """The tables of identities; see `identity.base.Directory`."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def close(self) -> None:
        """Let go of the connections."""
        self._engine.dispose()

    def users(self) -> list[User]:
        """Everybody, by login."""
        return [User.model_validate_json(view) for view in self._views(tables.users, tables.users.c.login)]

    def user(self, login: str) -> User | None:
        """The person with a login."""
        view = self._view(tables.users, login=login)
        return User.model_validate_json(view) if view else None

    def user_by_id(self, id_: str) -> User | None:
        """The person with an id."""
        view = self._view(tables.users, id=id_)
        return User.model_validate_json(view) if view else None

    def add_user(self, user: User) -> None:
        """Add a person.

        Raises:
            UsageError: the login is taken.
        """
        try:
            with self._writing() as connection:
                connection.execute(insert(tables.users).values(id=user.id, login=user.login, view=_kept(user)))
        except IntegrityError as error:
            raise UsageError(f"There is a user {user.login} already.", hint="Choose another login.") from error

    def change_user(self, user: User) -> None:
        """Replace what is known of a person; their sessions end if they may no longer sign in or do something else."""
        with self._writing() as connection:
            row = tables.users.c
            before = connection.execute(select(row.view).where(row.id == user.id)).scalar_one()
            connection.execute(update(tables.users).where(row.id == user.id).values(login=user.login, view=_kept(user)))
            known = User.model_validate_json(before)
            if user.disabled or (known.roles, known.password) != (user.roles, user.password):
                connection.execute(delete(tables.sessions).where(tables.sessions.c.user == user.id))

    def tokens(self) -> list[Token]:
        """All tokens, by name."""
        return [Token.model_validate_json(view) for view in self._views(tables.tokens, tables.tokens.c.name)]

    def token(self, id_: str) -> Token | None:
        """The token with an id."""
        view = self._view(tables.tokens, id=id_)
        return Token.model_validate_json(view) if view else None

    def keep_token(self, token: Token) -> None:
        """Add or replace a token."""
        with self._writing() as connection:
            connection.execute(delete(tables.tokens).where(tables.tokens.c.id == token.id))
            connection.execute(insert(tables.tokens).values(id=token.id, name=token.name, view=_kept(token)))

    def session(self, key: str) -> Session | None:
        """The session with a key."""
        view = self._view(tables.sessions, key=key)
        return Session.model_validate_json(view) if view else None

    def keep_session(self, session: Session) -> None:
        """Add or replace a session."""
        with self._writing() as connection:
            connection.execute(delete(tables.sessions).where(tables.sessions.c.key == session.key))
            connection.execute(insert(tables.sessions).values(key=session.key, user=session.user, view=_kept(session)))

    def end_sessions(self, user: str | None = None, key: str | None = None) -> None:
        """End the sessions of a person, or one of them."""
        columns = tables.sessions.c
        with self._writing() as connection:
            connection.execute(delete(tables.sessions).where(columns.user == user if user else columns.key == key))

    def _writing(self) -> Any:
        return self._engine.execution_options(writes=True).begin()

    def _view(self, table: Table, **wanted: str) -> str | None:
        with self._engine.connect() as connection:
            found: str | None = connection.execute(select(table.c.view).filter_by(**wanted)).scalar_one_or_none()
        return found

    def _views(self, table: Table, order: Any) -> list[str]:
        with self._engine.connect() as connection:
            return list(connection.execute(select(table.c.view).order_by(order)).scalars())


def _kept(noun: Noun) -> str:
    return noun.model_dump_json()
