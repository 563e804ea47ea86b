"""What a reader of one part needs from the rest of the document: headings above, a table's header, defined terms."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from sowcheck.core.clauses import Clause
from sowcheck.core.spans import Span
from sowcheck.extract.reading import Reading

_MOST = 1500
"""Characters of definitions before a part."""
_ONE = 280
"""Characters of one definition."""
_HEADING = 120
"""Characters of one heading."""


class Surroundings:
    """What stands around the parts of one document."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._text = reading.text

    def of(self, span: Span) -> str:
        """The words from elsewhere that a part needs, under titles of our own; empty if it needs none."""
        sections = [
            ("Headings above this part:", self._headings(span)),
            ("Header of the table that goes on here:", self._header(span)),
            ("The list that goes on here begins with:", self._lead(span)),
            ("Terms used in this part, as the document defines them elsewhere:", self._definitions(span)),
        ]
        return "\n".join(f"{title}\n{words}" for title, words in sections if words)

    def path(self, offset: int) -> list[str]:
        """Number and heading of each clause that holds a character, outermost first."""
        return [name for clause in self._above(offset) if (name := self._name(clause))]

    def _headings(self, span: Span) -> str:
        above = (clause for clause in self._above(span.start) if clause.span.start < span.start)
        return " > ".join(name for clause in above if (name := self._name(clause)))

    def _above(self, offset: int) -> tuple[Clause, ...]:
        outline = self._reading.outline
        return outline.path(outline.clause_at(offset))

    def _name(self, clause: Clause) -> str:
        heading = " ".join(clause.heading.of(self._text).split())[:_HEADING] if clause.heading else ""
        return f"{clause.number or ''} {heading}".strip() if heading else ""

    def _header(self, span: Span) -> str:
        for table in self._reading.outline.tables:
            if table.span.start < span.start < table.span.end:
                return self._reading.header_above(Span(start=span.start, end=span.start + 1))
        return ""

    def _lead(self, span: Span) -> str:
        for item in self._reading.outline.lists:
            if span.start <= item.span.start < min(span.end, span.start + _ONE) and item.lead:
                return item.lead.of(self._text)[:_ONE] if item.lead.start < span.start else ""
        return ""

    def _definitions(self, span: Span) -> str:
        """The definitions of the terms that a part uses, those used most if there are too many, in their order."""
        if self._term is None:
            return ""
        used = Counter(match.group() for match in self._term.finditer(self._text, span.start, span.end))
        left, chosen = _MOST, []
        for term, _ in used.most_common():
            place = self._defined[term]
            if not span.contains(place) and len(place) <= left and place not in chosen:
                chosen.append(place)
                left -= len(place)
        places = sorted(chosen, key=lambda place: place.start)
        return "\n".join(" ".join(place.of(self._text).split()) for place in _apart(places))

    @cached_property
    def _term(self) -> re.Pattern[str] | None:
        terms = sorted(self._defined, key=lambda term: (-len(term), term))
        return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, terms))})(?!\w)") if terms else None

    @cached_property
    def _defined(self) -> dict[str, Span]:
        """The words that define each term, parties' names for themselves among them."""
        outline = self._reading.outline
        places = {definition.term: self._words_around(definition.span) for definition in outline.definitions}
        for party in outline.parties:
            for alias in party.aliases:
                if party.mentions:
                    places.setdefault(alias, self._words_around(party.mentions[0]))
        return places

    def _words_around(self, place: Span) -> Span:
        """The sentence that holds some words, or as much of it around them as a definition may have."""
        sentence = self._reading.sentence_at(place)
        whole = sentence.span if sentence else place
        if len(whole) <= _ONE:
            return whole
        spare = max(0, _ONE - len(place))
        start = max(whole.start, min(place.start - spare // 2, whole.end - _ONE))
        return Span(start=start, end=min(whole.end, max(start + _ONE, place.end)))


def _apart(places: Iterable[Span]) -> Sequence[Span]:
    """The places in order, those that overlap as one."""
    return tuple(_joined(places))


def _joined(places: Iterable[Span]) -> Iterator[Span]:
    last: Span | None = None
    for place in places:
        if last and place.start <= last.end:
            last = last.joined(place)
            continue
        if last:
            yield last
        last = place
    if last:
        yield last
