"""Whether two spellings name the same person."""

import re
import unicodedata

from rapidfuzz import fuzz

_HONORIFICS = frozenset({"mr", "mrs", "ms", "miss", "dr", "prof", "sir", "herr", "frau", "mme", "m", "ing", "jr", "sr"})
_ALIKE = 85
"""Two words of which one is a slip of the other, in per cent."""


def same_person(one: str, other: str) -> bool:
    """Whether the names can be one person's: initials, middle names, order and small slips do not count.

    >>> same_person("Ingrid Solheim", "SOLHEIM, Ingrid M."), same_person("I. Solheim", "Ingrid Solheim")
    (True, True)
    >>> same_person("R. G. Richter", "R. G. Richter")
    True
    >>> same_person("Ingrid Solheim", "Ingrid Dahl"), same_person("", "Ingrid Dahl")
    (False, False)
    """
    shorter, longer = sorted((_words(one), _words(other)), key=len)
    left = list(longer)
    whole = 0
    for word in sorted(shorter, key=len, reverse=True):
        match = next((each for each in left if each == word), None) or next(
            (each for each in left if _fit(word, each)), None
        )
        if match is None:
            return False
        left.remove(match)
        whole += len(word) > 1 and len(match) > 1
    return whole > 0


def _fit(word: str, other: str) -> bool:
    if len(word) == 1 or len(other) == 1:
        return word[0] == other[0]
    return word == other or fuzz.ratio(word, other) >= _ALIKE


def _words(name: str) -> list[str]:
    folded = "".join(mark for mark in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(mark))
    words = re.findall(r"[^\W\d_]+", re.sub(r"['\u2019-]", "", folded))
    return [word for word in words if word not in _HONORIFICS] or words


def name_of_address(address: str) -> str:
    """The name that an e-mail address shows: "ingrid.solheim@fjordline.example" is "ingrid solheim"."""
    return re.sub(r"[._+\d-]+", " ", address.partition("@")[0]).strip()
