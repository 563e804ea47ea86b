"""Passwords that are long enough and yet tried first: common words with some figures, rows of keys, one thing repeated."""

import itertools
import re
from collections.abc import Sequence

_STANDS_FOR = {"@": "a", "4": "a", "0": "o", "$": "s", "5": "s", "3": "e", "1": "i"}
_STAND_INS = re.compile(r"(?<=[a-z])[@40$531]+(?=[a-z])")
"""What people write in place of a letter, within a word."""
_SHORTEST = 3
"""Characters of words that are taken out."""
_LEFT = 4
"""Characters that must be left once everything common is taken out."""

_COMMON = (
    "password", "trustno1", "1q2w3e4r5t6y", "1q2w3e4r", "1qaz2wsx", "qaz", "wsx", "passwort", "motdepasse",
    "contrasena", "letmein", "welcome", "willkommen", "bienvenue", "changeme", "changeit", "iloveyou", "sunshine",
    "princess", "football", "baseball", "superman", "batman", "dragon", "monkey", "shadow", "master", "whatever",
    "starwars", "pokemon", "liverpool", "administrator", "admin", "default", "secret", "temporary", "summer",
    "winter", "spring", "autumn", "sowcheck", "company", "qwertyuiop", "qwertzuiop", "azertyuiop", "asdfghjkl",
    "zxcvbnm", "yxcvbnm", "qwerty", "qwertz", "azerty", "asdf", "qazwsx", "abcdefghijklmnopqrstuvwxyz", "abcdefgh",
    "abc", "monday", "january", "user", "login", "test", "hello",
)  # fmt: skip


def is_common(password: str, login: str = "") -> bool:
    """Whether next to nothing is left of a password without what everybody thinks of.

    >>> [is_common(each) for each in ("Password12345!", "qwertyuiop[]", "aaaaaaaaaaaa", "123456789012", "abcabcabcabc")]
    [True, True, True, True, True]
    >>> is_common("ann.okoro-2026", "ann.okoro@example.com")
    True
    >>> is_common("four plain words here")
    False
    """
    plain = password.casefold()
    read = _STAND_INS.sub(lambda found: "".join(map(_STANDS_FOR.__getitem__, found[0])), plain)
    own = (login, *re.split(r"\W+", login))
    return any(_says_little(_bare(each), own) for each in (plain, read))


def _says_little(bare: str, own: Sequence[str]) -> bool:
    left = bare
    for common in (*map(_bare, own), *_COMMON):
        left = left.replace(common, "") if len(common) >= _SHORTEST else left
    letters = {each for each in left if not each.isdecimal()}
    return len(letters) < _LEFT and not _varied_figures(bare)


def _bare(words: str) -> str:
    """Letters and figures alone."""
    return "".join(each for each in words.casefold() if each.isalnum())


def _varied_figures(password: str) -> bool:
    """Whether the figures of a password are many and in no simple order."""
    figures = [int(each) for each in password if each.isdecimal()]
    steps = {(after - before) % 10 for before, after in itertools.pairwise(figures)}
    return len(figures) >= 10 and len(steps) > 4
