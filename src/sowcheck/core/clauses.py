"""The structure of a document: what the parts of its text are to each other."""

from pydantic import Field

from sowcheck.core.documents import Drawing, Table
from sowcheck.core.executions import Certificate, EnvelopeStamp, SigningWay
from sowcheck.core.items import PartyRole
from sowcheck.core.noun import Noun
from sowcheck.core.spans import Span


class Clause(Noun):
    """A numbered or headed part of the document. Index 0 of an outline is the whole document."""

    index: int
    """Place in `Outline.clauses`."""
    parent: int | None
    """Index of the clause that holds this one; None for the root."""
    level: int
    """0 is the root."""
    number: str | None
    """As written, without brackets or final full stop: "4.2", "a", "iv", "Schedule 3"."""
    heading: Span | None
    """The heading's words without the number."""
    span: Span
    """Heading, own words and all sub-clauses."""
    body: Span | None
    """The clause's own words: after the heading, before the first sub-clause."""


class ClausePlace(Noun):
    """The clause that some words stand in, as a reader would name it."""

    number: str | None
    """Of the innermost numbered clause: "4.2"."""
    heading: str | None
    """The nearest heading above the words."""
    kind: str | None
    """Its type, such as "payment_terms"; None if no type is likely."""
    probability: float | None = Field(default=None, ge=0, le=1)
    """Of the type."""


class KeyValue(Noun):
    """A labelled value: "Effective Date: 1 June 2026", a two-column table row, a filled form field."""

    key: Span | None
    """The label's words; None where the label stands outside the text (the name of a form field)."""
    label: str
    """The label as written, without its colon."""
    value: Span


class ListItem(Noun):
    """One item of a bulleted, lettered or numbered list, without its bullet."""

    span: Span
    level: int
    """0 is the outermost list."""
    lead: Span | None
    """The sentence or heading that introduces the list ("The Client shall:")."""
    clause: int
    """Index of the clause that holds it."""


class Party(Noun):
    """A legal entity that signs, with the words that stand for it in the text."""

    role: PartyRole
    name: str
    mentions: tuple[Span, ...]
    """Where the full name stands, the defining place first."""
    aliases: tuple[str, ...]
    """Defined terms and short names: "Client", "Contractor", "VAL"."""


class Definition(Noun):
    """A defined term ("SOW") and the words that define it."""

    term: str
    span: Span


class SignatureBlock(Noun):
    """The place where one party signs."""

    span: Span
    party: PartyRole | None
    name: Span | None = None
    title: Span | None = None
    date: Span | None = None
    mark: Span | None = None
    """The signature itself: "/s/ A. Rao", an e-sign stamp, a written-in name on the signature line."""
    drawing: Drawing | None = None
    """The picture or the ink that stands on the signature line."""
    way: SigningWay = "empty"
    """How it is signed, by the words and drawings of the block alone."""


class Outline(Noun):
    """What `segment` makes of a document."""

    clauses: tuple[Clause, ...] = Field(min_length=1)
    key_values: tuple[KeyValue, ...] = ()
    lists: tuple[ListItem, ...] = ()
    tables: tuple[Table, ...] = ()
    """A table that was split over pages is one table here."""
    parties: tuple[Party, ...] = ()
    definitions: tuple[Definition, ...] = ()
    signature_blocks: tuple[SignatureBlock, ...] = ()
    stamps: tuple[EnvelopeStamp, ...] = ()
    """Ids of envelopes on its pages."""
    certificates: tuple[Certificate, ...] = ()
    """Pages on which signing services certify who signed; nothing else of the outline stands on them."""

    def party(self, role: PartyRole) -> Party | None:
        """The party in a role, if it is known."""
        return next((party for party in self.parties if party.role == role), None)

    def clause_at(self, offset: int) -> Clause:
        """The innermost clause that holds a character."""
        found = self.clauses[0]
        for clause in self.clauses:
            if clause.span.start <= offset < clause.span.end and clause.level >= found.level:
                found = clause
        return found

    def path(self, clause: Clause) -> tuple[Clause, ...]:
        """The clause and those that hold it, outermost first, without the root."""
        path: list[Clause] = []
        step: Clause | None = clause
        while step is not None and step.parent is not None:
            path.append(step)
            step = self.clauses[step.parent]
        return tuple(reversed(path))
