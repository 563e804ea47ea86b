"""The types that a heading announces by its words, in English, German, French and Dutch."""

import re
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache

from sowcheck.extract.kinds.types import table

NONE = "none"
"""The headings of clauses that have none of the types: notices, definitions, force majeure."""

_WORD = re.compile(r"[a-z]{2,}")
_PASSED_OVER = frozenset(
    re.findall(
        r"\w+",
        """the an of and or for to in on by with this any other its their
        der die das des dem den und von zu zur fur im
        le la les du de et au aux en
        het een van voor""",
    )
)


@lru_cache(maxsize=4096)
def announced(heading: str) -> Mapping[str, float]:
    """Types that the words of a heading announce, each with the share of the heading's words that say so.

    >>> announced("Terms of Payment")
    {'payment_terms': 1.0}
    >>> announced("7. Termination for convenience; refunds")["termination"] > 0.5
    True
    >>> announced("Zahlungsbedingungen")
    {'payment_terms': 1.0}
    """
    words = heading_words(heading)
    if not words or len(words) > 14:
        return {}
    phrases = _phrases()
    found: dict[str, float] = {}
    place = 0
    while place < len(words):
        length, types = _longest(phrases, words, place)
        for name in types:
            found[name] = found.get(name, 0.0) + length / len(words)
        place += max(length, 1)
    return found


def heading_words(heading: str) -> tuple[str, ...]:
    """The words that carry a heading's meaning, in lower case, without accents and plural endings."""
    plain = unicodedata.normalize("NFKD", heading.casefold().replace("’", "'")).encode("ascii", "ignore").decode()
    return tuple(_singular(word) for word in _WORD.findall(plain) if word not in _PASSED_OVER)


def _longest(
    phrases: Mapping[tuple[str, ...], tuple[str, ...]], words: tuple[str, ...], place: int
) -> tuple[int, tuple[str, ...]]:
    """The longest known phrase that begins at a place: how many words it has, and its types."""
    for length in range(min(_MOST_WORDS, len(words) - place), 0, -1):
        types = phrases.get(words[place : place + length])
        if types:
            return length, types
    return 0, ()


_MOST_WORDS = 5


def _singular(word: str) -> str:
    """The word without its plural ending; crude, but the same on both sides.

    >>> [_singular(word) for word in ("fees", "responsibilities", "process", "services", "taxes")]
    ['fee', 'responsibility', 'process', 'service', 'tax']
    """
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith(("xes", "sses", "ches", "shes")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


@cache
def _phrases() -> Mapping[tuple[str, ...], tuple[str, ...]]:
    known: dict[tuple[str, ...], tuple[str, ...]] = {}
    for name, row in table("headings").items():
        for phrase in row["phrases"]:
            words = heading_words(phrase)
            if words and name not in known.get(words, ()):
                known[words] = (*known.get(words, ()), name)
    assert max(map(len, known)) <= _MOST_WORDS, "a phrase of headings.toml is too long"
    return known
