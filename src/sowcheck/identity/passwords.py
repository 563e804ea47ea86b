"""Passwords: argon2id, by the one door to its library."""

import unicodedata

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from sowcheck.errors import UsageError
from sowcheck.identity.common import is_common

SHORTEST = 12
LONGEST = 256
"""Characters. Longer ones would let anybody keep the processor busy."""

# The library's defaults are those of RFC 9106 for machines with little memory.
_HASHER = PasswordHasher()
_NOBODY = _HASHER.hash("nobody has this password")


def hashed(password: str, login: str = "") -> str:
    """The hash to keep.

    Args:
        password: As it was typed.
        login: Of the person, who may not take it for a password.

    Raises:
        UsageError: the password is too short, too long, or one that is tried first.
    """
    plain = normal(password)
    if not SHORTEST <= len(plain) <= LONGEST:
        raise UsageError(
            f"A password has {SHORTEST} to {LONGEST} characters, this one {len(plain)}.",
            hint="Four words make a good one.",
        )
    if is_common(plain, login):
        raise UsageError(
            "This password is one of those that are tried first: a common one, a simple row of keys, or the login.",
            hint="Four words that have nothing to do with each other make a good one.",
        )
    return _HASHER.hash(plain)


def fits(password: str, kept: str) -> bool:
    """Whether the password is the one that was hashed; takes as long where there is none."""
    plain = normal(password)[:LONGEST]
    try:
        return _HASHER.verify(kept or _NOBODY, plain) and bool(kept)
    except (VerifyMismatchError, InvalidHashError):
        return False


def hashed_anew(password: str) -> str:
    """The hash of a password that fits already, whatever is asked of new ones today."""
    return _HASHER.hash(normal(password))


def is_outdated(kept: str) -> bool:
    """Whether the password should be hashed anew at the next sign-in, since hashing has become stronger."""
    return _HASHER.check_needs_rehash(kept)


def normal(password: str) -> str:
    """As it is hashed: the same keys give the same characters on every machine."""
    return unicodedata.normalize("NFKC", password)
