"""Sessions of people who have signed in in a browser."""

import datetime as dt
import hashlib
import hmac
import secrets

from pydantic import SecretStr

from sowcheck.core.identities import Session

IDLE = dt.timedelta(minutes=30)
"""After which somebody who did nothing has to sign in again."""
NOTED = dt.timedelta(minutes=1)
"""How often a session in use is written: not with every request, so that reading stays fast."""
LONGEST = dt.timedelta(hours=12)


def begun(user: str, now: dt.datetime) -> tuple[Session, SecretStr]:
    """A new session, and what its cookie holds; that is not kept."""
    cookie = secrets.token_urlsafe(32)
    session = Session(key=key_of(cookie), user=user, began=now, seen=now, csrf=secrets.token_urlsafe(32))
    return session, SecretStr(cookie)


def key_of(cookie: str) -> str:
    """What a session is kept under."""
    return hashlib.sha256(cookie.encode()).hexdigest()


def is_live(session: Session, now: dt.datetime) -> bool:
    """Whether the session goes on."""
    return now - session.seen < IDLE and now - session.began < LONGEST


def is_worth_noting(session: Session, now: dt.datetime) -> bool:
    """Whether it has not been written for some time that somebody uses it."""
    return now - session.seen >= NOTED


def may_change(session: Session, sent: str) -> bool:
    """Whether a request that changes something comes from this program's own page."""
    return hmac.compare_digest(session.csrf.encode(), sent.encode())
