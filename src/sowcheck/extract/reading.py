"""A document as the rules see it: sentences with their headings, labelled values, parties and conventions."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from sowcheck.core.clauses import ClausePlace, KeyValue, Outline
from sowcheck.core.documents import Document
from sowcheck.core.items import PartyRole
from sowcheck.core.spans import Span
from sowcheck.extract.body import OUTSIDE_BODY, sentences_of
from sowcheck.extract.forms import blank_forms, without_forms
from sowcheck.extract.kinds.headings import Kinds
from sowcheck.extract.kinds.understanding import Understanding
from sowcheck.extract.sentences import Sentence, points_back, sentence_spans
from sowcheck.extract.short_names import short_name
from sowcheck.parse.conventions import Conventions, decide_with_evidence
from sowcheck.parse.cues import Cue
from sowcheck.parse.found import Found
from sowcheck.segment.addressed import said_in

__all__ = ["Reading", "Sentence", "points_back", "read_closely", "sentence_spans"]


_FEW = 80
"""Characters beside a certificate that are no paper of their own."""


@dataclass(frozen=True)
class Reading:
    """What rules work on; built once for each document."""

    document: Document
    outline: Outline
    conventions: Conventions
    currency_evidence: tuple[Found[str], ...] = ()
    """The places that say which currency the document counts in, the decided one first."""
    forms: tuple[Span, ...] = ()
    """Blank forms bound into the document, and certificates of signing services: what they say is no term of it."""

    @property
    def text(self) -> str:
        """The document's text."""
        return self.document.text

    @cached_property
    def is_certificate(self) -> bool:
        """Whether the file is nothing but the certificate of a signing service."""
        closed = [each.span for each in self.outline.certificates]
        own = (block for block in self.document.blocks if block.kind not in OUTSIDE_BODY)
        said = sum(len(block.span) for block in own if not any(span.overlaps(block.span) for span in closed))
        return bool(closed) and said < _FEW

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """Sentences and table rows of the body, in the order of the text."""
        return tuple(sentences_of(self.document, self.outline, self.forms))

    def holding(self, cue: Cue) -> Iterator[Sentence]:
        """The sentences in whose text a cue may stand: one quick look at all, before the cue is sought in any."""
        return (self.sentences[place] for place in cue.among(self._texts))

    def plainly_holding(self, cue: Cue) -> Iterator[Sentence]:
        """The same for the plain words of those sentences that hold a number."""
        return (self._counting[place] for place in cue.among(self._plain_texts))

    @cached_property
    def _texts(self) -> tuple[str, ...]:
        return tuple(sentence.text for sentence in self.sentences)

    @cached_property
    def _counting(self) -> tuple[Sentence, ...]:
        return tuple(sentence for sentence in self.sentences if sentence.counts)

    @cached_property
    def _plain_texts(self) -> tuple[str, ...]:
        return tuple(sentence.plain for sentence in self._counting)

    @cached_property
    def key_values(self) -> tuple[KeyValue, ...]:
        """Labelled values."""
        return self.outline.key_values

    @cached_property
    def title(self) -> str:
        """The words before the first sentence of any length: title, parties, cover page; at most 600 characters."""
        lines: list[str] = []
        for block in self.document.blocks:
            if block.kind in OUTSIDE_BODY:
                continue
            words = block.span.of(self.text)
            lines.append(words)
            if len(words) > 200 or sum(map(len, lines)) > 600:
                break
        return "\n".join(lines)[:700]

    def party_words(self, role: PartyRole) -> frozenset[str]:
        """Names and defined terms of a party, in lower case, and the usual words for its role."""
        return self._party_words[role]

    @cached_property
    def _party_words(self) -> dict[PartyRole, frozenset[str]]:
        words: dict[PartyRole, set[str]] = {
            "customer": {"client", "customer", "buyer", "purchaser", "government", "owner", "licensee", "subscriber"},
            "supplier": {
                "supplier",
                "contractor",
                "provider",
                "vendor",
                "consultant",
                "service provider",
                "developer",
                "licensor",
            },
        }
        for party in self.outline.parties:
            own = {alias.casefold() for alias in (*party.aliases, party.name)}
            if not party.aliases:
                own |= short_name(party.name, self.text)
            other: PartyRole = "supplier" if party.role == "customer" else "customer"
            words[party.role] |= own
            words[other] -= own
        return {role: frozenset(terms) for role, terms in words.items()}

    @cached_property
    def customer(self) -> str:
        """A regular expression for the customer's names, longest first."""
        return _alternatives(self.party_words("customer"))

    @cached_property
    def supplier(self) -> str:
        """A regular expression for the supplier's names, longest first."""
        return _alternatives(self.party_words("supplier"))

    def header_above(self, place: Span) -> str:
        """The words of the header rows of the table that holds a place, with tabs between them; empty elsewhere."""
        index = bisect_right(self._headers, place.start, key=lambda known: known[0].start) - 1
        if index < 0 or not self._headers[index][0].contains(place):
            return ""
        return self._headers[index][1]

    @cached_property
    def _headers(self) -> list[tuple[Span, str]]:
        """The place of each table with the words of its header rows."""
        headers = []
        for table in self.outline.tables:
            cells = [cell for cell in table.cells if cell.span and cell.row < max(1, table.header_rows)]
            words = "\t".join(cell.span.of(self.text) for cell in cells if cell.span)
            if cells:
                headers.append((table.span, words))
        return sorted(headers, key=lambda known: known[0].start)

    def sentence_at(self, place: Span) -> Sentence | None:
        """The sentence that holds a place."""
        index = bisect_right(self.sentences, place.start, key=lambda sentence: sentence.span.start) - 1
        return self.sentences[index] if index >= 0 and self.sentences[index].span.contains(place) else None

    @cached_property
    def understanding(self) -> Understanding:
        """The types of the document's clauses, list items and tables."""
        return Understanding(self.document, self.outline)

    def kinds_of(self, sentence: Sentence) -> Kinds:
        """Types of the clause that a sentence stands in, with their probabilities."""
        return self.understanding.of_words(sentence.span, sentence.heading, sentence.lead, row=sentence.row)

    def kinds_at(self, place: Span) -> Kinds:
        """Types of the clause that a place stands in, with their probabilities."""
        sentence = self.sentence_at(Span(start=place.start, end=place.start + 1))
        return self.kinds_of(sentence) if sentence else self.understanding.of_words(place, "")

    def clause_place(self, place: Span) -> ClausePlace:
        """The clause that a place stands in: number, heading and likeliest type."""
        return self.understanding.place(place, self.kinds_at(place))


def _alternatives(words: frozenset[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)) if word)


def read_closely(document: Document, outline: Outline) -> Reading:
    """The reading of a document; currency, number format and day order are decided here, once."""
    conventions, evidence = decide_with_evidence(said_in(document))
    forms = (*blank_forms(document.text), *(each.span for each in outline.certificates))
    return Reading(document, without_forms(outline, forms), conventions, tuple(evidence), forms)
