"""People, tokens and sessions in SQLite or PostgreSQL.

Who locks rows takes them in one order, so that no two wait for each other: address, person, end of the audit.
"""

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import Connection, Engine, Table, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from sowcheck.core.audit import Note
from sowcheck.core.identities import Failures, PendingSignIn, Session, Token, User
from sowcheck.core.noun import Noun
from sowcheck.errors import UsageError
from sowcheck.identity import accounts, lockout
from sowcheck.identity.base import Attempt, Beginning, By
from sowcheck.store import tables
from sowcheck.store.attempts import count_attempt, take_back
from sowcheck.store.chained import add_notes
from sowcheck.store.erasing import empty_log
from sowcheck.store.lines import stamp
from sowcheck.store.sweeping import sweep


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
        return self._user(login=login)

    def user_by_id(self, id_: str) -> User | None:
        """The person with an id."""
        return self._user(id=id_)

    def user_by_external(self, external: str) -> User | None:
        """The person whom another system vouches for under this key."""
        return self._user(external=external) if external else None

    def add_user(self, user: User, by: By) -> None:
        """Add a person; see `Directory.add_user`."""
        try:
            with self._writing() as connection:
                connection.execute(insert(tables.users).values(id=user.id, **_columns(user)))
                add_notes(connection, accounts.changes(None, user, by), by.source)
        except IntegrityError as error:
            raise _taken(user) from error

    def change_user(self, id_: str, change: Callable[[User], User], by: By) -> User:
        """Change what is known of a person; see `Directory.change_user`."""
        with self._writing() as connection:
            before = _locked(connection, id_)
            if before is None:
                raise UsageError(f"There is no user {id_}.", hint="See sowcheck users list.")
            after = change(before)
            try:
                _replace(connection, after)
            except IntegrityError as error:
                raise _taken(after) from error
            if after.disabled or _rights(before) != _rights(after):
                connection.execute(delete(tables.sessions).where(tables.sessions.c.user == id_))
            add_notes(connection, accounts.changes(before, after, by), by.source)
        if after.is_forgotten:
            empty_log(self._engine)
        return after

    def tokens(self) -> list[Token]:
        """All tokens, by name."""
        return [Token.model_validate_json(view) for view in self._views(tables.tokens, tables.tokens.c.name)]

    def token(self, id_: str) -> Token | None:
        """The token with an id."""
        view = self._view(tables.tokens, id=id_)
        return Token.model_validate_json(view) if view else None

    def keep_token(self, token: Token, by: By) -> None:
        """Add or replace a token."""
        row = tables.tokens.c
        with self._writing() as connection:
            found = connection.execute(select(row.view).where(row.id == token.id).with_for_update())
            view = found.scalar_one_or_none()
            before = Token.model_validate_json(view) if view else None
            if before is None:
                connection.execute(insert(tables.tokens).values(id=token.id, name=token.name, view=_kept(token)))
            else:
                changed = update(tables.tokens).where(row.id == token.id).values(name=token.name, view=_kept(token))
                connection.execute(changed)
            add_notes(connection, accounts.token_changes(before, token, by), by.source)

    def attempt(self, login: str, address: str, now: dt.datetime) -> Attempt:
        """Count an attempt to sign in; see `Directory.attempt`."""
        with self._writing() as connection:
            if address and not count_attempt(connection, lockout.address_key(address), now):
                return Attempt(None, "crowded")
            user = _locked_by_login(connection, login)
            if user is None:
                return Attempt(None, None)
            if lockout.is_locked(user.failures, now):
                return Attempt(user, "locked")
            _replace(connection, user.model_copy(update={"failures": lockout.failed(user.failures, now)}))
        return Attempt(user, None)

    def begin_session(self, beginning: Beginning, by: By) -> bool:
        """Keep a session; see `Directory.begin_session`."""
        session, user = beginning.session, beginning.user
        with self._writing() as connection:
            if beginning.address:
                take_back(connection, lockout.address_key(beginning.address))
            now = _locked(connection, user.id)
            if now is None or now.disabled or _rights(now) != _rights(user):
                return False
            _replace(connection, now.model_copy(update={"failures": Failures()}))
            if beginning.former:
                connection.execute(delete(tables.sessions).where(tables.sessions.c.key == beginning.former))
            connection.execute(insert(tables.sessions).values(key=session.key, user=session.user, view=_kept(session)))
            add_notes(connection, [accounts.signed_in(now, by)], by.source)
        return True

    def session(self, key: str) -> Session | None:
        """The session with a key."""
        view = self._view(tables.sessions, key=key)
        return Session.model_validate_json(view) if view else None

    def touch_session(self, key: str, now: dt.datetime) -> None:
        """Note that a session is in use."""
        row = tables.sessions.c
        with self._writing() as connection:
            view = connection.execute(select(row.view).where(row.key == key).with_for_update()).scalar_one_or_none()
            if view is not None:
                seen = Session.model_validate_json(view).model_copy(update={"seen": now})
                connection.execute(update(tables.sessions).where(row.key == key).values(view=_kept(seen)))

    def end_sessions(self, user: str | None = None, key: str | None = None) -> None:
        """End the sessions of a person, or one of them."""
        columns = tables.sessions.c
        with self._writing() as connection:
            connection.execute(delete(tables.sessions).where(columns.user == user if user else columns.key == key))

    def keep_pending(self, pending: PendingSignIn, address: str, now: dt.datetime) -> bool:
        """Keep the first half of a sign-in elsewhere; see `Directory.keep_pending`."""
        with self._writing() as connection:
            if address and not count_attempt(connection, lockout.address_key(f"elsewhere {address}"), now):
                return False
            connection.execute(delete(tables.sign_ins).where(tables.sign_ins.c.until <= stamp(now)))
            connection.execute(
                insert(tables.sign_ins).values(key=pending.key, until=stamp(pending.until), view=_kept(pending))
            )
        return True

    def take_pending(self, key: str) -> PendingSignIn | None:
        """Take the first half out; see `Directory.take_pending`."""
        row = tables.sign_ins.c
        with self._writing() as connection:
            taken = delete(tables.sign_ins).where(row.key == key).returning(row.view)
            view = connection.execute(taken).scalar_one_or_none()
        return PendingSignIn.model_validate_json(view) if view else None

    def sweep(self, now: dt.datetime) -> int:
        """Take away what is over; see `Directory.sweep`."""
        with self._writing() as connection:
            return sweep(connection, now)

    def note(self, note: Note, source: str) -> None:
        """Add a line to the audit that changes nothing here."""
        with self._writing() as connection:
            add_notes(connection, [note], source)

    def _writing(self) -> Any:
        return self._engine.execution_options(writes=True).begin()

    def _user(self, **wanted: str) -> User | None:
        view = self._view(tables.users, **wanted)
        return User.model_validate_json(view) if view else None

    def _view(self, table: Table, **wanted: str) -> str | None:
        with self._engine.connect() as connection:
            found: str | None = connection.execute(select(table.c.view).filter_by(**wanted)).scalar_one_or_none()
        return found

    def _views(self, table: Table, order: Any) -> Sequence[str]:
        with self._engine.connect() as connection:
            return list(connection.execute(select(table.c.view).order_by(order)).scalars())


def _locked(connection: Connection, id_: str) -> User | None:
    return _locked_where(connection, tables.users.c.id == id_)


def _locked_by_login(connection: Connection, login: str) -> User | None:
    return _locked_where(connection, tables.users.c.login == login)


def _locked_where(connection: Connection, wanted: Any) -> User | None:
    found = connection.execute(select(tables.users.c.view).where(wanted).with_for_update()).scalar_one_or_none()
    return User.model_validate_json(found) if found else None


def _replace(connection: Connection, user: User) -> None:
    connection.execute(update(tables.users).where(tables.users.c.id == user.id).values(**_columns(user)))


def _columns(user: User) -> dict[str, str | None]:
    return {"login": user.login, "external": user.external or None, "view": _kept(user)}


def _rights(user: User) -> tuple[object, ...]:
    """What a session rests on."""
    return user.roles, user.password, user.external


def _taken(user: User) -> UsageError:
    return UsageError(f"There is a user {user.login} already.", hint="Choose another login.")


def _kept(noun: Noun) -> str:
    return noun.model_dump_json()
