"""Signing in: with a password, a token or a running session. What is wrong is not told apart for whoever tries."""

import datetime as dt

from pydantic import SecretStr

from sowcheck.core.identities import Failures, Session, User
from sowcheck.core.people import Actor
from sowcheck.errors import SowcheckError
from sowcheck.identity import lockout, passwords, sessions, tokens
from sowcheck.identity.base import Directory


class NotSignedIn(SowcheckError):
    """Nobody is known by what was shown."""


def by_password(directory: Directory, login: str, password: str, now: dt.datetime) -> tuple[User, Session, SecretStr]:
    """Sign a person in; returns them, their session, and what its cookie holds.

    Raises:
        NotSignedIn: the login or the password is wrong, or there were too many failures.
    """
    user = directory.user(login.strip().lower())
    until = lockout.locked_until(user.failures) if user else None
    locked = until is not None and now < until
    # Hashing is never left out: how long the answer takes tells nothing about who is known here.
    right = passwords.fits(password, user.password if user else "")
    if user is None or locked or not right or user.disabled:
        if user is not None and not locked and not right:
            directory.change_user(user.model_copy(update={"failures": lockout.failed(user.failures, now)}))
        raise NotSignedIn(
            "Login and password do not fit, or there were too many attempts.",
            hint="Wait some minutes, or ask an administrator to set a new password.",
        )
    fresh = user.model_copy(update={"failures": Failures()})
    if passwords.is_outdated(user.password):
        fresh = fresh.model_copy(update={"password": passwords.hashed(password)})
    if fresh != user:
        directory.change_user(fresh)
    user = fresh
    session, cookie = sessions.begun(user.id, now)
    directory.keep_session(session)
    return user, session, cookie


def by_token(directory: Directory, shown: str, now: dt.datetime) -> Actor:
    """The machine that shows a token.

    Raises:
        NotSignedIn: the token is unknown, over or revoked.
    """
    id_ = tokens.id_in(shown)
    token = directory.token(id_) if id_ else None
    if token is None or not tokens.holds(token, shown, now):
        raise NotSignedIn("The token is not known, or no longer good.", hint="Make a new one: sowcheck tokens add")
    return token.actor


def by_session(directory: Directory, cookie: str, now: dt.datetime) -> tuple[User, Session]:
    """The person whose session it is, which is kept alive.

    Raises:
        NotSignedIn: there is no such session, it is over, or the person may no longer sign in.
    """
    session = directory.session(sessions.key_of(cookie))
    user = directory.user_by_id(session.user) if session else None
    if session is None or user is None or user.disabled or not sessions.is_live(session, now):
        if session is not None:
            directory.end_sessions(key=session.key)
        raise NotSignedIn("The session is over.", hint="Sign in again.")
    session = session.model_copy(update={"seen": now})
    directory.keep_session(session)
    return user, session
