"""Names of organisations, compared without their legal form."""

import re

from rapidfuzz import fuzz

from sowcheck.parse.bare_words import without_accents
from sowcheck.parse.legal_forms import ANY_FORM

_LAST_FORM = re.compile(rf"[\s,]+(?:{ANY_FORM})\s*\Z", re.IGNORECASE)


def strip_legal_form(name: str) -> str:
    """The name without the legal forms at its end.

    >>> strip_legal_form("Cedar Pipeline, L.P."), strip_legal_form("Muster GmbH & Co. KG")
    ('Cedar Pipeline', 'Muster')
    """
    stripped = name.strip()
    while (shorter := _LAST_FORM.sub("", stripped).rstrip(" ,&")) != stripped and shorter:
        stripped = shorter
    return stripped


def same_name_score(first: str, second: str) -> float:
    """How surely two spellings name the same organisation or person, 0 to 1; symmetric, 1 for equal keys.

    Case, accents, punctuation and legal forms do not count, "&" is "and", word order counts little.

    >>> same_name_score("Établissements Dupont SAS", "ETABLISSEMENTS DUPONT")
    1.0
    """
    left, right = name_key(first), name_key(second)
    if not left or not right:
        return 0.0
    if left.replace(" ", "") == right.replace(" ", ""):
        return 1.0
    # The whole names are compared, not the best window: "Acme" is not "Acme Holdings Europe".
    ratio = max(fuzz.ratio(left, right), fuzz.token_sort_ratio(left, right)) / 100
    return min(ratio, 0.99)


def name_key(name: str) -> str:
    """What stays of a name for comparing: casefolded words without accents, punctuation, article and legal form."""
    bare = strip_legal_form(name).replace("&", " and ").replace("+", " and ")
    words = re.findall(r"[^\W_]+", re.sub(r"['\u2019.]", "", without_accents(bare.casefold())))
    return " ".join(words[1:] if words[:1] == ["the"] and len(words) > 1 else words)
