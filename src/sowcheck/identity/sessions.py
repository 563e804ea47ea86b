"""Sessions of people who have signed in in a browser."""

import datetime as dt
import hashlib
import hmac
import secrets

from pydantic import SecretStr

from sowcheck.core.identities import Session

IDLE = dt.timedelta(minutes=30)
"""After which somebody who did nothing has to sign in again."""
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


def may_change(session: Session, sent: str) -> bool:
    """Whether a request that changes something comes from this program's own page."""
    return hmac.compare_digest(session.csrf.encode(), sent.encode())
