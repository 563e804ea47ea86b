"""What the words of an answer prove, read alone and read in their whole sentence.

A model chooses where its quote begins and ends, and can so leave out a "not", another sum, or what a number is for. So a
value is proven only if the whole sentence (or table row) around the quote proves it too; a quote that is too short for a
proof is widened to that sentence. A text, such as a reference or a jurisdiction, may be cut short and still stand in the
document: from a model it is quoted at best, and a party's name is proven only if it is the whole name.
"""

from typing import NamedTuple

from sowcheck.core.assumptions import Proof
from sowcheck.core.fields import FIELDS, Kind
from sowcheck.core.noun import Noun
from sowcheck.core.spans import Span
from sowcheck.core.values import Value
from sowcheck.extract.choices import CHOICES, find_choice
from sowcheck.extract.finding import QUOTE_LIMIT
from sowcheck.extract.kinds.prior import clause_prior
from sowcheck.extract.precedence import STRENGTH
from sowcheck.extract.prompted.near_words import own_words
from sowcheck.extract.prompted.objections import objection
from sowcheck.extract.prompted.parts_shown import not_shown, read_into
from sowcheck.extract.proof import prove, unproven
from sowcheck.extract.proof_of_texts import QUOTED, holds
from sowcheck.extract.reading import Reading, sentence_spans
from sowcheck.extract.statements import says
from sowcheck.parse.names import name_key

_OTHERWISE = "the whole sentence around the quote says otherwise"
_LEAST_PRIOR = 0.5


class Judged(NamedTuple):
    """A value with the place that shows it best, and its proof."""

    value: Value
    place: Span
    proof: Proof


def judged(reading: Reading, field: str, value: Value, place: Span) -> Judged:
    """What a document proves of a value that a model found in some of its words.

    Args:
        reading: The document.
        field: A name of the dictionary.
        value: What the model says.
        place: Where the words that it quotes stand.
    """
    if FIELDS[field].kind is Kind.STATEMENT and isinstance(value, str):
        value = own_words(value, place.of(reading.text)) or value
    if reason := objection(reading, field, value, place):
        return Judged(value, place, unproven(reason))
    found = _in_sentence(reading, field, value, place)
    if found.proof.status == "proven" and _is_elsewhere(reading, field, found.place):
        return Judged(value, place, unproven("the clause is about something else"))
    return found


def _in_sentence(reading: Reading, field: str, value: Value, place: Span) -> Judged:
    """The weaker of what the quote proves and what its whole sentence does; that of the sentence if the quote is too short."""
    whole = whole_sentence(reading, place)
    alone, around = _proof(reading, field, value, place), _proof(reading, field, value, whole)
    if FIELDS[field].kind is Kind.STATEMENT or (isinstance(value, Noun) and alone.status == "quoted"):
        return Judged(value, place, alone)
    if alone.status == "unproven" and STRENGTH[around.status] and len(whole) <= QUOTE_LIMIT:
        return Judged(value, whole, around)
    if alone.status != "unproven" and around.status == "unproven":
        return Judged(
            value, place, Proof(status="unproven", reason=_why(field, around), off_purpose=around.off_purpose)
        )
    return Judged(value, place, min(alone, around, key=lambda proof: STRENGTH[proof.status]))


def whole_sentence(reading: Reading, place: Span) -> Span:
    """The sentences or rows that some words stand in, from the first to the last; a labelled value with its label."""
    labelled = next((pair for pair in reading.key_values if pair.key and pair.value.contains(place)), None)
    if labelled and labelled.key:
        return labelled.value.joined(labelled.key)
    first = reading.sentence_at(Span(start=place.start, end=place.start + 1))
    last = reading.sentence_at(Span(start=place.end - 1, end=place.end))
    start = min(place.start, first.span.start) if first else place.start
    return Span(start=start, end=max(place.end, last.span.end) if last else place.end)


def _why(field: str, around: Proof) -> str:
    if field in CHOICES:
        return _OTHERWISE
    return f"{_OTHERWISE}: {around.reason}"


def _is_elsewhere(reading: Reading, field: str, place: Span) -> bool:
    """Whether the clause is of a type that hardly ever feeds a field with one value."""
    return not FIELDS[field].repeated and clause_prior(field, reading.kinds_at(place)) < _LEAST_PRIOR


def _proof(reading: Reading, field: str, value: Value, place: Span) -> Proof:
    words, header = place.of(reading.text), reading.header_above(place)
    row = FIELDS[field]
    if isinstance(value, str) and row.kind is Kind.TEXT and field != "price.currency":
        return _text(field, value, words)
    proof = prove(field, value, words, reading.conventions, header)
    if proof.status == "unproven":
        return proof
    if field in CHOICES and (reason := _undecided(reading, field, value, place)):
        return unproven(reason)
    if reason := not_shown(value, words, header, reading.conventions):
        return unproven(reason)
    if proof.status == "proven" and field == "doc.kind":
        return Proof(status="quoted", reason="what a paper is follows from the whole of it, not from its title")
    if row.kind is Kind.NAME and not _is_whole_party(reading, field, str(value)):
        return QUOTED if proof.status == "proven" else unproven("the words do not say that this is the party")
    if proof.status == "proven" and isinstance(value, Noun) and (reason := read_into(value, words)):
        return Proof(status="quoted", reason=reason)
    return proof


def _undecided(reading: Reading, field: str, value: Value, place: Span) -> str | None:
    """Why some words leave a choice open: a sentence of theirs decides for another, or they are not the paper's title."""
    if field == "doc.kind":
        return None if place.end <= len(reading.title) else "only a title says what a paper is"
    sentences = sentence_spans(reading.text, place.start, place.end)
    others = (find_choice(field, sentence.of(reading.text)) for sentence in sentences)
    return _OTHERWISE if any(other and other[0] != value for other in others) else None


def _text(field: str, value: str, words: str) -> Proof:
    if not holds(words, value):
        return unproven("the quote does not hold these words")
    if not says(field, words):
        reason = f"the quote does not say that this is the {FIELDS[field].title.lower()}"
        return Proof(status="unproven", reason=reason, off_purpose=True)
    return QUOTED


def _is_whole_party(reading: Reading, field: str, name: str) -> bool:
    party = reading.outline.party("customer" if field.startswith("customer") else "supplier")
    return party is not None and name_key(party.name) == name_key(name)
