"""The types of clauses of one document: asked for some words, a clause, a list item or a table."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from sowcheck.core.clauses import Clause, ClausePlace, ListItem, Outline
from sowcheck.core.documents import Document, Table
from sowcheck.core.spans import Span
from sowcheck.extract.kinds.features import Words
from sowcheck.extract.kinds.headings import PATH, Kinds, inherited
from sowcheck.extract.kinds.lexicon import NONE
from sowcheck.extract.kinds.model import Model, shipped
from sowcheck.extract.kinds.opinions import together
from sowcheck.extract.kinds.party_names import PartyNames
from sowcheck.extract.kinds.structure import Structure, led_by

_LIKELY = 0.4
"""Probability from which a type is named as that of a clause."""
_BY_PLACE = 0.5
"""How far headings, lead and structure are trusted beside the classifier, which has seen them as well."""


class BestKind(NamedTuple):
    """The likeliest type of some words, and how likely it is."""

    name: str
    probability: float


class Understanding:
    """What types of clauses the parts of a document are."""

    def __init__(self, document: Document, outline: Outline, model: Model | None = None) -> None:
        """Nothing is read before it is asked for.

        Args:
            document: A document as read.
            outline: Its structure.
            model: The classifier; that of the package if none is given.
        """
        self.names = PartyNames(outline)
        self._document = document
        self._outline = outline
        self._structure = Structure(document, outline)
        self._model = model
        self._known: dict[Span, Kinds] = {}

    def words(self, place: Span, path: str, lead: str = "", *, row: bool = False) -> Words:
        """The words of a place with what stands around them.

        Args:
            place: Where the words stand.
            path: The headings above them, outermost first, in lower case, with " > " between.
            lead: The words that introduce the list they belong to, in lower case, else nothing.
            row: Whether they are a row of a table.
        """
        return self._words(place, path, lead, self._structure.at(place), row=row)

    def _words(self, place: Span, path: str, lead: str, said: Kinds, *, row: bool) -> Words:
        structure = frozenset([*(f"place={name}" for name in said), *(["row"] if row else [])])
        return Words(self.names.replaced(place.of(self._document.text)), path, lead, structure)

    def of_words(self, place: Span, path: str, lead: str = "", *, row: bool = False) -> Kinds:
        """Types of the clause that the words of a place stand in; see `words`."""
        if place not in self._known:
            said = self._structure.at(place)
            surroundings = [inherited(path), said]
            if lead:
                surroundings.append(led_by(lead))
            self._known[place] = self._judged(self._words(place, path, lead, said, row=row), surroundings)
        return self._known[place]

    def of_clause(self, clause: Clause) -> Kinds:
        """Types of a clause by its heading, those above it, and its own first words."""
        return self.of_words(clause.body or clause.heading or clause.span, self._path(clause))

    def known_clauses(self) -> Iterator[ClausePlace]:
        """The clauses whose type is likely, in their order."""
        for clause in self._outline.clauses:
            place = self.place(clause.body or clause.heading or clause.span, self.of_clause(clause))
            if place.kind:
                yield place

    def of_item(self, item: ListItem) -> Kinds:
        """Types of a list item: of its own words, its clause, and what introduces the list."""
        lead = item.lead.of(self._document.text).casefold() if item.lead else ""
        return self.of_words(item.span, self._path(self._outline.clauses[item.clause]), lead)

    def of_table(self, table: Table) -> Kinds:
        """Types of a table, by its columns, its first rows and the headings above it."""
        path = self._path(self._clause_at(table.span.start))
        return self._judged(self.words(table.span, path, row=True), [inherited(path), self._structure.of_table(table)])

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

    def _judged(self, words: Words, surroundings: Sequence[Kinds]) -> Kinds:
        model = self._model or shipped()
        opinions = [(model.kinds(words, self.names.tokens), 1.0)]
        return together([*opinions, *((kinds, _BY_PLACE) for kinds in surroundings)])

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


def best(kinds: Kinds) -> BestKind | None:
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
