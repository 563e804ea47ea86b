"""How alike two labels are: names of lines, milestones, roles and limits, as two people would write them.

Labels of one thing differ in order, number, filler words, an ordinal code in front ("M5", "D-1", "WP1"), a translation
("magasins (stores)") or a set phrase ("rolled over", "carried forward"). What is left after that is compared word by word.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

from sowcheck.parse.bare_words import without_accents

_FILLER = frozenset(
    ["a", "an", "the", "of", "for", "and", "or", "to", "in", "on", "at", "by", "per", "with", "from", "each", "any", "all", "as", "is", "are", "be", "this", "that", "its", "under", "including", "incl", "de", "du", "des", "la", "le", "les", "et", "un", "une", "der", "die", "das", "und", "van", "het", "een"]
)  # fmt: skip
_PHRASES = (
    (r"\b(?:roll(?:ed|s|ing)?|carr(?:y|ied|ies|ying))[ -]?(?:over|forward)\b", "carryover"),
    (r"\b(?:following|subsequent|next)\b", "next"),
    (r"\bcalendar (?=month|year|quarter|day|week)", ""),
    (r"\bgo[ -]live\b", "golive"),
    (r"\bset[ -]up\b", "setup"),
    (r"\broll[ -]out\b", "rollout"),
    (r"\bsign(?:ature|ing|ed)\b", "signature"),
    (r"\bmonthly\b", "month"),
    (r"\bquarterly\b", "quarter"),
    (r"\b(?:yearly|annual|annually)\b", "year"),
    (r"\bhourly\b", "hour"),
    (r"\bdaily\b", "day"),
)
_CODE = re.compile(
    r"^\s*((?:[a-z]{1,4}[ -]?\d{1,3}|(?:milestone|phase|stage|wave|sprint|workstream|work package)\s+\d{1,3}))\b[\s.:)\u2013-]*",
    re.I,
)
_UNDATED_WEIGHT = 0.75
_PERIOD = re.compile(
    r"(?:19|20)\d\d|january|february|march|april|may|june|july|august|september|october|november|december"
)
_CODE_AT_END = re.compile(r"\(\s*([a-z]{1,4}[ -]?\d{1,3})\s*\)\s*$", re.I)


@dataclass(frozen=True)
class Label:
    """A label taken apart."""

    code: str | None
    """Ordinal in front or in brackets at the end, as letters and number: "m5", "milestone2"."""
    readings: tuple[frozenset[str], ...]
    """Word sets that may each stand for the whole: all words, the words outside and inside brackets, each side of a slash."""
    undated: frozenset[str]
    """All words but years and the names of months: a period is often added to a name."""


def plain(text: str) -> str:
    """Lower case without accents, punctuation and doubled blanks.

    >>> plain("Déploiement: Go-Live!")
    'deploiement go live'
    """
    kept = without_accents(text.casefold()).replace("&", " and ")
    return " ".join(re.sub(r"[^\w]+", " ", kept).split())


def words(text: str) -> frozenset[str]:
    """The words that carry the meaning, in singular and with set phrases reduced to one word.

    >>> sorted(words("Unused hours rolled over to the following month"))
    ['carryover', 'hour', 'month', 'next', 'unused']
    """
    folded = without_accents(text.casefold())
    for pattern, replacement in _PHRASES:
        folded = re.sub(pattern, replacement, folded)
    return frozenset(_singular(word) for word in plain(folded).split() if word not in _FILLER)


def _singular(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


@lru_cache(maxsize=4096)
def label(text: str) -> Label:
    """The parts of a label that tell it from others."""
    code = None
    rest = text
    if found := (_CODE.match(text) or _CODE_AT_END.search(text)):
        code = re.sub(r"[\s-]+", "", found[1].casefold())
        rest = (text[: found.start()] + " " + text[found.end() :]).strip() or text
    inside = " ".join(re.findall(r"\(([^)]*)\)", rest))
    outside = re.sub(r"\([^)]*\)", " ", rest)
    readings = [words(rest), words(outside), words(inside), *(words(side) for side in outside.split(" / "))]
    undated = frozenset(word for word in words(rest) if not _PERIOD.fullmatch(word))
    return Label(code=code, readings=tuple(dict.fromkeys(reading for reading in readings if reading)), undated=undated)


def likeness(left: str, right: str) -> float:
    """How likely two labels name one thing, from 0 to 1; symmetric, and 1 for equal labels.

    >>> likeness("M5 Go-live and final acceptance", "M5 Go-live and final acceptance, including I5") > 0.8
    True
    >>> likeness("M1 Design", "M2 Design") < 0.5
    True
    """
    if plain(left) == plain(right):
        return 1.0
    one, two = label(left), label(right)
    best = max((_overlap(a, b) for a in one.readings for b in two.readings), default=0.0)
    if one.undated and two.undated:
        best = max(best, _UNDATED_WEIGHT * _overlap(one.undated, two.undated))
    if one.code and two.code and _letters(one.code) == _letters(two.code):
        return max(best, 0.8) if one.code == two.code else min(best, 0.4)
    return best


def strict_likeness(left: str, right: str) -> float:
    """Like `likeness`, but a label that says more than the other counts as different."""
    if plain(left) == plain(right):
        return 1.0
    one, two = label(left), label(right)
    return max((_shared(a, b) for a in one.readings for b in two.readings), default=0.0)


def _letters(code: str) -> str:
    return code.rstrip("0123456789")


def _shared(left: frozenset[str], right: frozenset[str]) -> float:
    return len(left & right) / len(left | right)


def _overlap(left: frozenset[str], right: frozenset[str]) -> float:
    """Shared words weigh most; one label may hold the other; spelling decides between near ties."""
    common = len(left & right)
    containment = common / min(len(left), len(right))
    spelling = fuzz.ratio(" ".join(sorted(left)), " ".join(sorted(right))) / 100
    held = 0.5 * containment + 0.5 * _shared(left, right)
    return max(held, 0.9 * spelling if spelling >= 0.8 else 0.0)
