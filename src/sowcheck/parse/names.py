"""Names of organisations: found by their legal form, and compared without it."""

import re
import unicodedata

from rapidfuzz import fuzz

from sowcheck.parse.found import Found
from sowcheck.parse.legal_forms import ANY_FORM, LEGAL_FORM

__all__ = ["LEGAL_FORM", "find_legal_names", "name_key", "same_name_score", "strip_legal_form"]

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
    folded = "".join(mark for mark in unicodedata.normalize("NFKD", bare.casefold()) if not unicodedata.combining(mark))
    words = re.findall(r"[^\W_]+", re.sub(r"['\u2019.]", "", folded))
    return " ".join(words[1:] if words[:1] == ["the"] and len(words) > 1 else words)


# --- finding ---------------------------------------------------------------------------------------------------------

# A full stop inside a word belongs to it, and at its end after one or two letters ("J. Doe", "St. Mary").
_WORD_END = r"(?:[\w'\u2019&/+-]|\.(?=\w)|(?<=\b[A-Z])\.|(?<=\b[A-Z][a-z])\.){0,40}"
_CAPITALISED = rf"(?:\([A-Z][\w.&'\u2019-]{{0,40}}(?:\s[A-Z][\w.&'\u2019-]{{0,40}}){{0,3}}\)|[^\W\d_a-zß-öø-ÿ]{_WORD_END}|\d[\w-]{{0,20}})"
_SMALL_WORD = r"and|of|the|for|&|de|des|du|la|le|les|et|van|der|den|von|und|y|e|i|og|och|en"
_JOINT = rf"(?:[ \u00a0](?:(?:{_SMALL_WORD})[ \u00a0]){{0,3}}|,[ ])"
_NAME_START = re.compile(rf"(?:(?<![\w.&'\u2019-]){_CAPITALISED}(?:{_JOINT}{_CAPITALISED}){{0,9}})\Z")
_NAME_WIDTH = 120
"""Characters that a name may take before its legal form."""
_NAME_END = re.compile(rf"(?:,?[ \u00a0](?:{ANY_FORM})(?![^\W_])(?!\.\w)(?!-[^\W_])){{1,3}}")
_STATE = re.compile(r"(?<=\W[A-Z]{2})\s\d{5}\b")
"""What follows the code of an American state in an address, such as the NV of Nevada."""
_LEADING_WORD = re.compile(
    r"(?:the|this|that|each|such|any|our|your|between|among|by|and|or|for|with|to|from|in|of|at|on|as|whereas|if|when|dated|"
    r"client|customer|buyer|supplier|vendor|contractor|consultant|provider|company|agreement|contract|party|parties|name|a|"
    r"an)[ \u00a0]+",
    re.IGNORECASE,
)
_INNER_BREAK = re.compile(r".*\b(?:Between|BETWEEN|Among|AMONG|With|WITH|By|BY)[ \u00a0]")
_VERB_BEFORE_FORM = re.compile(
    r"\b(?i:the|each|such|any|shall|will|may|be|is|are|was|not|but|without|including|and|or|its|their)\Z"
)
_AS = re.compile(r"[^a-z]*\bAS\Z")


def find_legal_names(text: str) -> list[Found[str]]:
    """Organisations named with their legal form: a run of capitalised words that ends in one, left to right.

    >>> [found.value for found in find_legal_names("between NRG (Morris) Cogen, LLC and Acme S.A. (the Client)")]
    ['NRG (Morris) Cogen, LLC', 'Acme S.A.']
    """
    found: list[Found[str]] = []
    past = 0
    for match in _NAME_END.finditer(text):
        form_start, end = match.span()
        base = max(past, form_start - _NAME_WIDTH)
        before = text[base:form_start]
        run = _NAME_START.search(before)
        if run is None or _VERB_BEFORE_FORM.search(before) or _STATE.match(text, end):
            continue
        start = _start_of_name(text, base + run.start(), form_start)
        if start < form_start and not _is_conjunction(text, start, end):
            found.append(Found(text[start:end], start, end))
            past = end
    return found


def _start_of_name(text: str, start: int, end: int) -> int:
    """Past the words that begin a phrase and no name; `end` if nothing else is there."""
    if inner := _INNER_BREAK.match(text, start, end):
        start = inner.end()
    while leading := _LEADING_WORD.match(text, start, end):
        start = leading.end()
    return end if _LEADING_WORD.fullmatch(text[start:end] + " ") else start


def _is_conjunction(text: str, start: int, end: int) -> bool:
    """In a line of capitals "AS" is the conjunction, unless the name ends there."""
    return bool(_AS.fullmatch(text[start:end])) and text[end : end + 2].strip()[:1].isalpha()
