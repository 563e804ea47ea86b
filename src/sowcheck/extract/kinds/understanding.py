"""The types of clauses of one document: asked for a place, a clause, a list item or a table."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from sowcheck.core.clauses import Clause, ClausePlace, ListItem, Outline
from sowcheck.core.documents import Document, Table
from sowcheck.core.spans import Span
from sowcheck.extract.kinds.headings import PATH, Kinds, inherited
from sowcheck.extract.kinds.lexicon import NONE
from sowcheck.extract.kinds.structure import Structure, led_by

_LIKELY = 0.4
"""Probability from which a type is named as that of a clause."""


class BestKind(NamedTuple):
    """The likeliest type of some words, and how likely it is."""

    name: str
    probability: float


class Understanding:
    """What types of clauses the parts of a document are."""

    def __init__(self, document: Document, outline: Outline) -> None:
        self._document = document
        self._outline = outline
        self._structure = Structure(document, outline)

    def of_words(self, place: Span, path: str, lead: str) -> Kinds:
        """Types of the clause that some words stand in.

        Args:
            place: Where the words stand.
            path: The headings above them, outermost first, with " > " between.
            lead: The words that introduce the list they belong to, else nothing.
        """
        return surest((inherited(path), led_by(lead) if lead else {}, self._structure.at(place)))

    def of_clause(self, clause: Clause) -> Kinds:
        """Types of a whole clause."""
        return surest((inherited(self._path(clause)), self._structure.at(clause.heading or clause.span)))

    def of_item(self, item: ListItem) -> Kinds:
        """Types of a list item: of its clause and of the words that introduce the list."""
        lead = item.lead.of(self._document.text) if item.lead else ""
        return self.of_words(item.span, self._path(self._outline.clauses[item.clause]), lead)

    def of_table(self, table: Table) -> Kinds:
        """Types of a table, by its columns and the headings above it."""
        above = inherited(self._path(self._clause_at(table.span.start)))
        return surest((above, self._structure.of_table(table)))

    def place(self, words: Span, kinds: Kinds) -> ClausePlace:
        """How a reader names the clause of some words whose types are known."""
        path = self._outline.path(self._clause_at(words.start))
        heading = next((step.heading for step in reversed(path) if step.heading), None)
        number = next((step.number for step in reversed(path) if step.number), None)
        likeliest = best(kinds)
        return ClausePlace(
            number=number,
            heading=" ".join(heading.of(self._document.text).split()) if heading else None,
            kind=likeliest.name if likeliest else None,
            probability=round(likeliest.probability, 3) if likeliest else None,
        )

    def _clause_at(self, offset: int) -> Clause:
        """The innermost clause that holds a character."""
        clause = self._outline.clauses[max(0, bisect_right(self._starts, offset) - 1)]
        while clause.parent is not None and clause.span.end <= offset:
            clause = self._outline.clauses[clause.parent]
        return clause

    @cached_property
    def _starts(self) -> Sequence[int]:
        return [clause.span.start for clause in self._outline.clauses]

    def _path(self, clause: Clause) -> str:
        headings = (step.heading.of(self._document.text) for step in self._outline.path(clause) if step.heading)
        return PATH.join(" ".join(heading.casefold().split()) for heading in headings)


def surest(evidence: Iterable[Kinds]) -> Kinds:
    """Several opinions in one: each type as likely as the surest of them says.

    >>> surest([{"tax": 0.8}, {"tax": 0.3, "rate_card": 0.5}])
    {'tax': 0.8, 'rate_card': 0.5}
    """
    together: dict[str, float] = {}
    for kinds in evidence:
        for name, probability in kinds.items():
            together[name] = max(together.get(name, 0.0), probability)
    return together


def best(kinds: Mapping[str, float]) -> BestKind | None:
    """The one likeliest type; None if none is likely, or if the words look like none of the types.

    >>> best({"tax": 0.8, "rate_card": 0.5})
    BestKind(name='tax', probability=0.8)
    >>> best({"tax": 0.2}) is None
    True
    """
    if not kinds:
        return None
    name = max(kinds, key=lambda kind: (kinds[kind], kind))
    return BestKind(name, kinds[name]) if name != NONE and kinds[name] >= _LIKELY else None
