"""Tokens for machines: `sow_<id>_<secret>`, so that one that lies about is known for what it is."""

import datetime as dt
import hashlib
import hmac
import re
import secrets
from collections.abc import Sequence

from pydantic import SecretStr

from sowcheck.core.identities import MACHINE_ROLES, Token
from sowcheck.core.people import Role
from sowcheck.errors import UsageError

LONGEST_LIFE = dt.timedelta(days=366)
_FORM = re.compile(r"sow_([0-9a-f]{16})_([A-Za-z0-9_-]{43})")


def made(name: str, roles: Sequence[Role], expires: dt.datetime, now: dt.datetime) -> tuple[Token, SecretStr]:
    """A new token, and what the machine shows; that is told once and not kept.

    Raises:
        UsageError: a role that only people hold, no role at all, or a life too long or already over.
    """
    human = [role for role in roles if role not in MACHINE_ROLES]
    if human or not roles:
        wrong = f"{', '.join(human)} is for people" if human else "it has no role"
        raise UsageError(
            f"A token cannot be made: {wrong}.", hint=f"A token may carry {' and '.join(sorted(MACHINE_ROLES))}."
        )
    if not now < expires <= now + LONGEST_LIFE:
        raise UsageError(
            f"A token lives for at most {LONGEST_LIFE.days} days, and not in the past.", hint="Make a new one in time."
        )
    identifier, secret = secrets.token_hex(8), secrets.token_urlsafe(32)
    token = Token(id=identifier, name=name, roles=tuple(roles), secret=_digest(secret), expires=expires)
    return token, SecretStr(f"sow_{identifier}_{secret}")


def id_in(shown: str) -> str | None:
    """The id of the token that somebody shows; None for what is none."""
    found = _FORM.fullmatch(shown)
    return found[1] if found else None


def holds(token: Token, shown: str, now: dt.datetime) -> bool:
    """Whether what is shown is this token, and it is good now."""
    found = _FORM.fullmatch(shown)
    fits = found is not None and hmac.compare_digest(_digest(found[2]), token.secret)
    return fits and not token.revoked and now < token.expires


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
