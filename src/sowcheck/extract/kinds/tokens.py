"""The words of a sentence in the form in which the classifier knows them: numbers, parties and endings folded."""

import re
from collections.abc import Mapping
from functools import lru_cache

_TOKEN = re.compile(r"[^\W\d_]+|\d[\d.,:/-]*|[$€£%]")

NUMBER = "#"
BUYER, SELLER = "@buyer", "@seller"

_FOLDED: Mapping[str, tuple[str, ...]] = {
    NUMBER: (
        "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "fifteen", "twenty", "thirty", "forty",
        "fifty", "sixty", "seventy", "eighty", "ninety", "hundred", "thousand", "million",
    ),
    "#month": (
        "january", "february", "march", "april", "june", "july", "august", "september", "october", "november", "december",
        "januar", "februar", "märz", "juni", "juli", "oktober", "dezember", "janvier", "février", "mars", "avril", "juin", "juillet", "août", "septembre",
        "octobre", "novembre", "décembre",
    ),
    "#money": ("$", "€", "£", "usd", "eur", "gbp", "chf", "dollars", "dollar", "euro", "euros", "pounds"),
    "%": ("percent", "prozent", "percentage"),
    BUYER: (
        "client", "customer", "buyer", "purchaser", "government", "owner", "licensee", "auftraggeber", "auftraggebers", "kunde", "kunden", "opdrachtgever",
        "acheteur",
    ),
    SELLER: (
        "supplier", "contractor", "provider", "vendor", "consultant", "developer", "seller", "licensor", "auftragnehmer", "auftragnehmers", "prestataire",
        "opdrachtnemer", "leverancier",
    ),
    "shall": ("will", "must"),
    "may": ("can", "might"),
}  # fmt: skip
_CANONICAL = {word: form for form, words in _FOLDED.items() for word in words}


def tokens(words: str, parties: Mapping[str, str]) -> list[str]:
    """The tokens of some words, runs of numbers folded into one.

    Args:
        words: In any case.
        parties: The document's own words for its parties, in lower case, with BUYER or SELLER for each.

    >>> tokens("The Client shall pay within thirty (30) days.", {})
    ['the', '@buyer', 'shall', 'pay', 'within', '#', 'day']
    >>> tokens("Fees: EUR 12,500", {})
    ['fee', '#money', '#']
    """
    found: list[str] = []
    for word in _TOKEN.findall(words.casefold()):
        token = parties.get(word) or _canonical(word)
        if token != NUMBER or not found or found[-1] != NUMBER:
            found.append(token)
    return found


@lru_cache(maxsize=16384)
def _canonical(word: str) -> str:
    if word[0].isdigit():
        return NUMBER
    if known := _CANONICAL.get(word):
        return known
    if len(word) > 4 and word.endswith("ies"):
        word = word[:-3] + "y"
    elif len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    return _CANONICAL.get(word, word)
