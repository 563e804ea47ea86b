"""How alike two pieces of text are, by the words that carry meaning."""

import re
from collections import Counter

_ARTICLES = "a an the"
_PLACES = "of to and or in on for with by at from under per into"
_VERBS = "is are be been will shall may must"
_POINTERS = "as any all each such this that these those it its than then their his her which who"
# "not" and "no" turn a sentence round and are therefore kept.
_EMPTY = frozenset(f"{_ARTICLES} {_PLACES} {_VERBS} {_POINTERS}".split())
_LEGAL_FORMS = frozenset(
    {
        "inc",
        "incorporated",
        "llc",
        "ltd",
        "limited",
        "corp",
        "corporation",
        "co",
        "company",
        "plc",
        "gmbh",
        "ag",
        "as",
        "sa",
        "sas",
        "bv",
        "nv",
        "pty",
        "llp",
        "lp",
    }
)
_TOKEN = re.compile(r"[a-z0-9]+")
_SAME_FROM = 0.6
_INSIDE_FROM = 4


def content_words(text: object) -> list[str]:
    """The words of a text without those that only hold it together.

    >>> content_words("The Supplier shall NOT pay")
    ['supplier', 'not', 'pay']
    """
    return [word for word in _TOKEN.findall(str(text).casefold()) if word not in _EMPTY]


def overlap(first: list[str], second: list[str]) -> float:
    """F1 of two bags of words, from 0 to 1; 0 if either is empty.

    >>> round(overlap(["final", "report"], ["final", "test", "report"]), 2)
    0.8
    """
    if not first or not second:
        return 0.0
    common = (Counter(first) & Counter(second)).total()
    return 2 * common / (len(first) + len(second))


def same_text(first: object, second: object) -> bool:
    """Whether two names or short texts say the same: equal, one within the other, or mostly the same words.

    Legal forms do not count ("Inc."), unless nothing else is there.
    """
    words, others = content_words(first), content_words(second)
    core = [word for word in words if word not in _LEGAL_FORMS]
    other_core = [word for word in others if word not in _LEGAL_FORMS]
    if not core or not other_core:
        return words == others
    line, other_line = " ".join(core), " ".join(other_core)
    if line == other_line:
        return True
    if min(len(line), len(other_line)) >= _INSIDE_FROM and (line in other_line or other_line in line):
        return True
    return overlap(core, other_core) >= _SAME_FROM
