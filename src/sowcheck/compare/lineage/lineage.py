"""The versions of each paper of a case: one holds, the others give way; or nothing decides between them."""

from collections import Counter
from collections.abc import Sequence
from itertools import combinations
from typing import NamedTuple

from sowcheck.compare.lineage.marks import version_places
from sowcheck.compare.lineage.order import Succession, decided, is_executed, is_open
from sowcheck.compare.lineage.same import are_one_paper, likeness
from sowcheck.compare.papers.paper import Paper
from sowcheck.parse.number_words import find_number_words
from sowcheck.parse.versions import version_key

_SAME_WORDS = 0.95
"""Likeness from which two papers without another number are copies."""
_COPY = 0.9
"""Likeness from which two papers with the same values are copies: the signatures alone may differ."""


class Lineage(NamedTuple):
    """What the versions of the papers of a case are to each other."""

    successions: tuple[Succession, ...] = ()
    """One for each paper that gives way."""
    copies: tuple[tuple[Paper, Paper], ...] = ()
    """A signed paper, and a copy of it that is not."""
    undecided: tuple[tuple[Paper, Paper], ...] = ()

    @property
    def retired(self) -> frozenset[str]:
        """Ids of the papers that give way to another version or to a signed copy."""
        return frozenset(each.gives_way.id for each in self.successions) | {copy.id for _, copy in self.copies}


def lineage_of(papers: Sequence[Paper]) -> Lineage:
    """Find versions of one paper among the papers of a case, and which of them holds."""
    ordered = sorted(papers, key=lambda paper: (paper.name, paper.document.sha256, paper.id))
    pairs = [pair for pair in combinations(ordered, 2) if are_one_paper(*pair)]
    copies = [copy for pair in pairs if (copy := _copy(*pair))]
    rest = [pair for pair in pairs if not _say_the_same(*pair)]
    found = [(pair, decided(*pair)) for pair in rest]
    beaten: dict[str, Succession] = {}
    for succession in (each for _, each in found if each):
        known = beaten.get(succession.gives_way.id)
        # Of several that replace it, the one that nobody replaces is named.
        if known is None or any(
            each is not None and each.gives_way is known.holds and each.holds is succession.holds for _, each in found
        ):
            beaten[succession.gives_way.id] = succession
    beaten = {id_: each for id_, each in beaten.items() if not _goes_round(each, beaten)}
    out = set(beaten) | {copy.id for _, copy in copies}
    undecided = [pair for pair, each in found if each is None and not out & {paper.id for paper in pair}]
    return Lineage(tuple(beaten.values()), tuple(copies), tuple(undecided))


def _goes_round(succession: Succession, beaten: dict[str, Succession]) -> bool:
    """Whether each of several versions gives way to another of them, so that none would hold."""
    seen, step = {succession.gives_way.id}, succession
    while (following := beaten.get(step.holds.id)) is not None:
        if step.holds.id in seen:
            return True
        seen.add(step.holds.id)
        step = following
    return False


def _copy(one: Paper, other: Paper) -> tuple[Paper, Paper] | None:
    """The signed one of two copies, and the other."""
    if not _say_the_same(one, other):
        return None
    for paper, rival in ((one, other), (other, one)):
        if is_executed(paper) and is_open(rival):
            return paper, rival
    return None


def _say_the_same(one: Paper, other: Paper) -> bool:
    """Whether both are the same version in nearly the same words, with the same values, or no number that differs.

    Values may be read otherwise from another format of the same words.
    """
    labels = [{version_key(label) for label, _, _ in version_places(paper)} for paper in (one, other)]
    if all(labels) and labels[0] != labels[1]:
        return False
    alike = likeness(one, other)
    if alike < _COPY:
        return False
    fields = {field for field in one.fields | other.fields if not field.startswith("doc.")}
    if all(
        {repr(each.value) for each in one.of(field)} == {repr(each.value) for each in other.of(field)}
        for field in fields
    ):
        return True
    return alike >= _SAME_WORDS and _count_the_same(one, other)


def _count_the_same(one: Paper, other: Paper) -> bool:
    """Whether no number or number word stands for another one; page numbers and days of signatures stand in one alone."""
    if {found.value for found in one.amounts} != {found.value for found in other.amounts}:
        return False
    ours, theirs = Counter(one.plain_text.split()), Counter(other.plain_text.split())
    return not (any(map(_counts, ours - theirs)) and any(map(_counts, theirs - ours)))


def _counts(word: str) -> bool:
    return any(map(str.isdigit, word)) or bool(find_number_words(word))
