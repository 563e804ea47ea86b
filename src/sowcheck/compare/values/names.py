"""Whether two names mean one legal entity, and two references one agreement."""

import re
from collections.abc import Iterator

from sowcheck.compare.values.difference import EQUAL, Difference, different, unknown
from sowcheck.compare.values.similarity import plain
from sowcheck.core.policy import NameTolerance
from sowcheck.parse.names import same_name_score
from sowcheck.parse.versions import version_key


def compare_names(left: str, right: str, tolerance: NameTolerance) -> Difference:
    """Equal, or different with the severity of the policy's scale."""
    score = same_name_score(left, right)
    if score >= float(tolerance.equal_from):
        return EQUAL
    return different("medium" if score >= float(tolerance.medium_from) else None)


def compare_references(left: str, right: str) -> Difference:
    """Whether two references mean one agreement: by the number they share, never by their wording alone."""
    ours, theirs = set(_identifiers(left)), set(_identifiers(right))
    if plain(left) == plain(right) or ours & theirs:
        return EQUAL
    one, two = plain(left), plain(right)
    if len(one) >= 4 and len(two) >= 4 and (f" {one} " in f" {two} " or f" {two} " in f" {one} "):
        return EQUAL
    if {_shape(each) for each in ours} & {_shape(each) for each in theirs}:
        return different(reason="the numbers are of one kind but not the same")
    return unknown("the references share no number")


def _identifiers(text: str) -> Iterator[str]:
    """Contract numbers in a reference: words with at least three digits that are no year."""
    for word in re.findall(r"[A-Za-z0-9][A-Za-z0-9/_.-]*[A-Za-z0-9]", text):
        digits = re.sub(r"\D", "", word)
        if len(digits) >= 3 and not re.fullmatch(r"(?:19|20)\d\d|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}", word):
            yield re.sub(r"[^a-z0-9]", "", word.casefold())


def _shape(identifier: str) -> str:
    """Letters kept, each digit as "9": "msa99999"."""
    return re.sub(r"\d", "9", identifier)


def same_version(left: str, right: str) -> bool:
    """Whether two version labels mean one version.

    >>> same_version("v4", "Version 4.0"), same_version("2.1", "2.0"), same_version("Rev. C", "c")
    (True, False, True)
    """
    one, other = version_key(left), version_key(right)
    return one == other if one and other else plain(left) == plain(right)


def compare_wording(left: str, right: str) -> Difference:
    """Equal where one says the other, different where they share no word of weight, else unknown."""
    one, two = _weighty(left), _weighty(right)
    if plain(left) == plain(right) or (one and two and (one <= two or two <= one)):
        return EQUAL
    if one and two and not one & two:
        return different()
    return unknown("the wording differs and only a person can say whether the meaning does")


_WEIGHTLESS = frozenset(
    [
        "the",
        "of",
        "and",
        "or",
        "law",
        "laws",
        "state",
        "province",
        "federal",
        "under",
        "by",
        "in",
        "to",
        "for",
        "a",
        "an",
        "any",
        "all",
        "party",
        "parties",
    ]
)


def _weighty(text: str) -> frozenset[str]:
    return frozenset(word for word in plain(text).split() if word not in _WEIGHTLESS)
