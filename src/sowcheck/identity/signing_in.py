"""Signing in: with a password, a token or a running session. What is wrong is not told apart for whoever tries."""

import datetime as dt
from typing import Literal

from pydantic import SecretStr

from sowcheck.core.audit import Note
from sowcheck.core.identities import Session, User
from sowcheck.core.people import Actor
from sowcheck.errors import SowcheckError
from sowcheck.identity import lockout, passwords, sessions, tokens
from sowcheck.identity.base import Attempt, Beginning, By, Directory

DOOR = Actor(id="sign-in", kind="service")
"""Who the audit names where nobody is known yet."""
Failure = Literal["password", "unknown", "disabled", "locked", "crowded", "changed"]


class NotSignedIn(SowcheckError):
    """Nobody is known by what was shown."""


class TooManyAttempts(NotSignedIn):
    """Too many failures came from one address."""


def by_password(
    directory: Directory,
    login: str,
    password: str,
    now: dt.datetime,
    *,
    address: str = "",
    former: str = "",
    source: str = "web",
) -> tuple[User, Session, SecretStr]:
    """Sign a person in; returns them, their session, and what its cookie holds.

    Args:
        directory: Where people are kept.
        login: What was typed.
        password: What was typed.
        now: The time.
        address: Of the client, so that one that guesses is kept waiting.
        former: What the cookie of the browser held; that session ends.
        source: What the audit names as the system.

    Raises:
        NotSignedIn: the login or the password is wrong, or there were too many failures.
    """
    attempt = directory.attempt(login.strip().lower(), address, now)
    if attempt.refused == "crowded":
        raise _crowded()
    user = attempt.user
    # Hashing is never left out: how long the answer takes tells nothing about who is known here.
    right = passwords.fits(password, user.password if user else "")
    failure = _failure(attempt, right=right)
    if user is not None and failure is None:
        user = _ready(directory, user, password, source, now)
        session, cookie = sessions.begun(user.id, now)
        beginning = Beginning(session, user, address, sessions.key_of(former) if former else "")
        if directory.begin_session(beginning, By(user.actor, now, source)):
            return user, session, cookie
        failure = "changed"
    directory.note(_refusal(user, failure or "unknown", now), source)
    raise NotSignedIn(
        "Login and password do not fit, or there were too many attempts.",
        hint="Wait some minutes, or ask an administrator to set a new password.",
    )


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
    if sessions.is_worth_noting(session, now):
        directory.touch_session(session.key, now)
    return user, session


def _failure(attempt: Attempt, *, right: bool) -> Failure | None:
    if attempt.refused is not None:
        return attempt.refused
    if attempt.user is None:
        return "unknown"
    if not right:
        return "password"
    return "disabled" if attempt.user.disabled else None


def _ready(directory: Directory, user: User, password: str, source: str, now: dt.datetime) -> User:
    """The person, with the password hashed anew if hashing has become stronger since."""
    if not passwords.is_outdated(user.password):
        return user
    known, stronger = user.password, passwords.hashed_anew(password)

    def renewed(found: User) -> User:
        return found.model_copy(update={"password": stronger}) if found.password == known else found

    return directory.change_user(user.id, renewed, By(DOOR, now, source))


def _crowded() -> TooManyAttempts:
    minutes = int(lockout.ADDRESS_TIME.total_seconds() // 60)
    return TooManyAttempts(
        "There were too many attempts to sign in from this address.", hint=f"Try again in {minutes} minutes."
    )


def _refusal(user: User | None, why: Failure, now: dt.datetime) -> Note:
    """The line of a failure. Whatever was typed is left out: a login that nobody has may be somebody's password."""
    if user is None:
        return Note(now, DOOR, "sign_in_failed", "refused", {"why": why})
    failures = user.failures if why == "locked" else lockout.failed(user.failures, now)
    until = lockout.locked_until(failures)
    return Note(
        now,
        DOOR,
        "sign_in_failed",
        "refused",
        {"user": user.id, "why": why, "failures": failures.count, "locked_until": until.isoformat() if until else None},
    )
