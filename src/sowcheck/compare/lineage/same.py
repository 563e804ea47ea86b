"""Whether two papers are versions of one paper, rather than two papers of one kind."""

import re
from functools import lru_cache

from sowcheck.compare.lineage.marks import version_places
from sowcheck.compare.papers.paper import Paper
from sowcheck.core.relations import Replacing
from sowcheck.parse.names import same_name_score
from sowcheck.parse.versions import version_key

_ALIKE = 0.7
"""Share of the shorter paper's phrases that the other has too, from which the words alone make two papers one."""
_ALIKE_BY_NAME = 0.4
"""The same where the files are called alike."""
_ALIKE_AT_ALL = 0.25
"""The same where both bear one number."""
_ALL_BUT_THE_FIGURES = 0.95
"""The same where neither paper speaks of a version."""
_WORDS = 5
"""Words of a phrase."""
_ENOUGH = 40
"""Phrases without which the likeness of two papers says nothing."""
_SAME_NAME = 0.75
_NOT_THE_NAME = re.compile(
    r"\b(?:v(?:ersion)?|rev(?:ision)?|ver|issue)?\.?\s?\d[\d.]*[a-z]?\b|\b(?:v|rev|version|revision)\s?[a-z]\b|\(\d+\)|"
    r"\b(?:final|draft|clean|redline[d]?|signed|executed|unsigned|fully|copy|latest|new|old|revised|updated|amended|restated|and|"
    r"for|signature|execution)\d*\b",
)


def are_one_paper(one: Paper, other: Paper) -> bool:
    """Whether both are versions, or copies, of one paper."""
    if one.kind != other.kind or one.kind == "solicitation" or not _have_one_party(one, other):
        return False
    if replacing(one, other) or replacing(other, one):
        return True
    numbers = _number(one), _number(other)
    if numbers[0] and numbers[1]:
        return numbers[0] == numbers[1] and _bear_one_number(one, other)
    if one.kind == "change_order":
        return one.plain_text == other.plain_text
    if bool(one.relations.restates) != bool(other.relations.restates):
        return True
    return likeness(one, other) >= _needed(one, other)


def _needed(one: Paper, other: Paper) -> float:
    """How alike two papers without numbers must be: orders on one form are alike, and need not be versions of one."""
    if _are_called_alike(one, other):
        return _ALIKE_BY_NAME
    return _ALIKE if version_places(one) or version_places(other) else _ALL_BUT_THE_FIGURES


def replacing(one: Paper, other: Paper) -> Replacing | None:
    """The words by which one paper says that it replaces the other."""
    return next((each for each in one.relations.replaces if _is_meant(each, other, one)), None)


def _is_meant(each: Replacing, other: Paper, speaker: Paper) -> bool:
    """Whether the paper that is replaced is this one; number, day and version must not speak against it."""
    if each.kind != other.kind:
        return False
    if each.number and _number(other):
        if each.number != _number(other):
            return False
    elif each.number and not (each.date or each.version):
        return False
    labels = {version_key(label) for label, _, _ in version_places(other)}
    if each.version and labels and version_key(each.version) not in labels:
        return False
    days = {other.effective, *other.signature_dates, *(stamp.date for stamp in other.versions.stamps)} - {None}
    if each.date and days and each.date not in days:
        return False
    own = {version_key(label) for label, _, _ in version_places(speaker)}
    return not (each.version and version_key(each.version) in own and labels == own)


def _number(paper: Paper) -> str | None:
    return paper.relations.heading.number if paper.kind == "change_order" else paper.relations.number


def _bear_one_number(one: Paper, other: Paper) -> bool:
    """Whether papers with one number are one: a schedule to a statement of work bears its number too."""
    if one.kind == "change_order":
        return _amend_one(one, other)
    if ("exhibit" in one.relations.called) != ("exhibit" in other.relations.called):
        return False
    return likeness(one, other) >= _ALIKE_AT_ALL or min(len(_phrases(one)), len(_phrases(other))) < _ENOUGH


def _amend_one(one: Paper, other: Paper) -> bool:
    ours, theirs = one.relations.heading, other.relations.heading
    return (ours.amends, ours.amends_number) == (theirs.amends, theirs.amends_number)


def _have_one_party(one: Paper, other: Paper) -> bool:
    """Whether no party of the one contradicts that of the other."""
    for field in ("customer.legal_name", "supplier.legal_name"):
        ours, theirs = one.of(field), other.of(field)
        if ours and theirs and same_name_score(str(ours[0].value), str(theirs[0].value)) < _SAME_NAME:
            return False
    return True


def _are_called_alike(one: Paper, other: Paper) -> bool:
    return _stem(one.name) == _stem(other.name) != ""


@lru_cache(maxsize=256)
def _stem(name: str) -> str:
    """A file's name without its version, day and state.

    >>> _stem("Acme_SOW_v3_final2.docx") == _stem("Acme SOW v4 (1).pdf") == "acme sow"
    True
    """
    bare = re.sub(r"\.[A-Za-z]{2,5}$", "", name).replace("_", " ").casefold()
    bare = re.sub(r"\d{4}[-. ]?\d{2}[-. ]?\d{2}", " ", bare)
    return " ".join(re.sub(r"[^\w]+", " ", _NOT_THE_NAME.sub(" ", bare)).split())


def likeness(one: Paper, other: Paper) -> float:
    """Share of the shorter paper's phrases that the other has too, figures apart."""
    ours, theirs = _phrases(one), _phrases(other)
    smaller = min(len(ours), len(theirs))
    return len(ours & theirs) / smaller if smaller >= _ENOUGH else 0.0


def _phrases(paper: Paper) -> frozenset[tuple[str, ...]]:
    return _phrases_of(paper.plain_text)


@lru_cache(maxsize=64)
def _phrases_of(text: str) -> frozenset[tuple[str, ...]]:
    words = re.sub(r"\d+", "#", text).split()
    return frozenset(tuple(words[place : place + _WORDS]) for place in range(len(words) - _WORDS + 1))
