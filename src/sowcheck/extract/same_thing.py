"""Whether two values are one thing: in other words, with less detail, or with figures that contradict each other."""

import re
from decimal import Decimal
from functools import lru_cache

from sowcheck.core.fields import FIELDS, Kind
from sowcheck.core.noun import Noun
from sowcheck.core.values import Value, to_json
from sowcheck.parse.names import name_key

_SHARED = 0.6
_NAMES = ("name", "role", "person", "system", "description", "metric")
"""The parts of items that say which thing it is."""
_DIGITS = re.compile(r"\d[\d.,]*")
_IN_OTHER_WORDS = frozenset({"msa.reference", "legal.governing_law"})
"""Texts that a shorter wording names as well: "State of New York" and "New York"."""


def same_thing(field: str, one: Value, other: Value) -> bool:
    """Whether two values of a field say the same, in whatever words."""
    if one == other or identity(one) == identity(other):
        return True
    if isinstance(one, str) and isinstance(other, str):
        return _same_words(field, one, other)
    if isinstance(one, Noun) and isinstance(other, Noun) and FIELDS[field].repeated:
        return type(one) is type(other) and alike(name_words(one), name_words(other)) and not _differ(one, other)
    return False


def contradicts(field: str, one: Value, other: Value) -> bool:
    """Whether two items of a list are one by name, and state different figures, dates or people."""
    return (
        FIELDS[field].repeated
        and isinstance(one, Noun)
        and type(one) is type(other)
        and bool(name_words(one))
        and name_words(one) == name_words(other)
        and _differ(one, other)
    )


@lru_cache(maxsize=4096)
def name_words(value: Value) -> frozenset[str]:
    """The words of what a value names, singular and plural alike; a date beside it is no name."""
    shape = to_json(value)
    parts = [shape[name] for name in _NAMES if name in shape] if isinstance(shape, dict) else [shape]
    words = " ".join(part for part in parts if isinstance(part, str))
    return frozenset(re.sub(r"s$", "", word) for word in re.findall(r"\w+", words.casefold()))


def alike(words: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two names hold one another, or share most of their words."""
    return words <= other or other <= words or len(words & other) >= _SHARED * max(len(words), len(other))


def _same_words(field: str, one: str, other: str) -> bool:
    kind = FIELDS[field].kind
    if kind is Kind.NAME:
        return name_key(one) == name_key(other)
    if kind is not Kind.STATEMENT and field not in _IN_OTHER_WORDS:
        return False
    figures = set(_DIGITS.findall(one)), set(_DIGITS.findall(other))
    words, others = name_words(one), name_words(other)
    if not words or not others or (figures[0] and figures[1] and figures[0] != figures[1]):
        return False
    return alike(words, others)


def _differ(one: Noun, other: Noun) -> bool:
    """Whether a part that both state is another number, date or choice in each."""
    for name, part in one:
        against = getattr(other, name)
        if name in _NAMES or part is None or against is None or part == against:
            continue
        if isinstance(part, str) and isinstance(against, str) and alike(_words(part), _words(against)):
            continue
        if isinstance(part, Decimal) and isinstance(against, str):
            continue
        return True
    return False


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", text.casefold()))


def identity(value: Value) -> str:
    """What makes two values the same: their words and numbers, punctuation and case apart."""
    return re.sub(r"\W+", " ", str(to_json(value))).casefold()
