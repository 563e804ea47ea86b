"""Roles in running words: "a Project Manager (PM) and two senior analysts" are two roles, the second of two people."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sowcheck.extract.lists.grammar.role_words import ROLE_NOUN

COUNTS = {
    word: value
    for value, word in enumerate(
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"], start=1
    )
}
"""Small numbers by their words."""
_NUMBER = rf"(?:{'|'.join(COUNTS)}|\d{{1,2}})"
_DETERMINER = rf"(?:an?|the|its|our|their|your|one or more|at least|a minimum of|qualified|experienced|dedicated|full[- ]time|{_NUMBER}(?:\s*\(\d{{1,2}}\))?)"
_DETERMINERS = re.compile(rf"\W*(?:(?:{_DETERMINER})\s+)*", re.IGNORECASE)
_NOUN = re.compile(rf"\b{ROLE_NOUN}\b(?:\s*\((?:[A-Z]{{2,5}}|\d{{1,2}})\))?", re.IGNORECASE)
_MOST_WORDS = 5
_JOINT = re.compile(r"\s*(?:[,;]\s*(?:and\s+|or\s+)?|\band/or\b|\band\b|\bor\b(?!\s+more)|&)\s*")
_NO_PART = re.compile(
    r"\b(?:upon|to|of|or|and|by|for|in|on|at|with|as|if|is|are|be|will|shall|must|may|not|no|any|each|such|this|that|from|than|becomes?|"
    r"directed|conveyed|contingent|provided|between|under|other|their|his|her|whether|beneficial|managing|general|limited|"
    r"contracting|government)\b",
    re.IGNORECASE,
)
"""Words that no name of a role holds: the phrase is a piece of a sentence, or a role of company law or of the buyer."""
_FEW = re.compile(rf"\b({_NUMBER})\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class RolePhrase:
    """A role named in a sentence."""

    name: str
    count: int | None
    """People, if the words count them: "an" is one."""
    counted: bool
    """Whether an article or number stands before it."""
    numbered: bool
    """Whether it is a number."""
    start: int
    end: int


def is_role(name: str) -> bool:
    """Whether some words can name a role of a team."""
    return not _NO_PART.search(name)


def roles_in(words: str, start: int = 0, end: int | None = None) -> Iterator[RolePhrase]:
    """The coordinated roles of `words[start:end]`, up to the first piece that is none."""
    stop = len(words) if end is None else end
    at = start
    while at < stop:
        joint = _JOINT.search(words, at, stop)
        phrase = _phrase(words, at, joint.start() if joint else stop)
        if phrase is None:
            return
        yield phrase
        if joint is None or re.search(r"\w", words[phrase.end : joint.start()].partition(")")[2]):
            return
        at = joint.end()


def _phrase(words: str, at: int, end: int) -> RolePhrase | None:
    """The role that a piece begins with: the longest that ends with a noun of a role."""
    lead = _DETERMINERS.match(words, at, end)
    begin = lead.end() if lead else at
    past = None
    for noun in _NOUN.finditer(words, begin, end):
        name = words[begin : noun.end()].partition(" (")[0]
        if len(name.split()) > _MOST_WORDS or not is_role(name):
            break
        past = begin + len(name)
    if past is None:
        return None
    number = _FEW.search(words, at, begin)
    article = re.search(r"\ban?\s+(?!minimum)", words[at:begin], re.IGNORECASE)
    count = (int(number[1]) if number[1].isdigit() else COUNTS[number[1].casefold()]) if number else None
    if count is None and article:
        count = 1
    name = " ".join(words[begin:past].split())
    if count and count != 1 and name.endswith("s"):
        name = name[:-1]  # "two developers" are two of the role "developer"
    return RolePhrase(name, count, bool(number or article), bool(number), begin, past)
