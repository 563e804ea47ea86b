"""The assumptions of a document with open changes, each with what it is if they are accepted and if they are rejected.

The other reading is extracted by the same rules, as blind as the first. No language model reads it: what a model alone
stated counts as stated in both readings if the other words prove it too.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from sowcheck.core.assumptions import Assumption, Proof, Redline
from sowcheck.core.documents import Document, OtherReading, Revision
from sowcheck.core.spans import OffsetMap, Span
from sowcheck.core.values import Value
from sowcheck.extract.assemble import extract_from
from sowcheck.extract.proof import prove
from sowcheck.extract.readers import MODEL, Readers
from sowcheck.extract.reading import Reading, read_closely
from sowcheck.extract.redlines.pairs import paired
from sowcheck.extract.redlines.passages import Changes, Passage, Passages
from sowcheck.extract.redlines.typed import typed_ones
from sowcheck.extract.same_thing import identity
from sowcheck.segment.outline import segment

OPEN = "whether this is stated depends on changes that nobody has accepted or rejected"
"""Why a value that open changes decide is not proven."""


def with_redlines(
    document_id: str, reading: Reading, stated: Sequence[Assumption], readers: Readers
) -> tuple[tuple[Assumption, ...], tuple[Assumption, ...]]:
    """What a document states, with its open changes, and what only its other reading states.

    Args:
        document_id: The document's id within the case.
        reading: The document as rules see it.
        stated: What it states.
        readers: Who read it.
    """
    other = reading.document.other
    if other is None:
        return tuple(stated), ()
    there = _read(other.document)
    others = extract_from(document_id, there, _without_model(readers)).assumptions if there is not None else ()
    marked, unsettled = _Both(reading, there, other).compared(document_id, stated, others)
    return typed_ones(reading.document, marked, OPEN), unsettled


def _read(document: Document | None) -> Reading | None:
    return read_closely(document, segment(document)) if document is not None else None


def _without_model(readers: Readers) -> Readers:
    return replace(readers, names=tuple(name for name in readers.names if name != MODEL), model=None)


@dataclass(frozen=True)
class _Both:
    """The two readings of a document."""

    here: Reading
    there: Reading | None
    other: OtherReading

    @cached_property
    def _passages(self) -> Passages:
        return Passages(self.here, self.there, self.other.offsets)

    @cached_property
    def _changes(self) -> Changes:
        return Changes(self.here.document.revisions)

    @cached_property
    def _back(self) -> OffsetMap:
        return self.other.offsets.reversed()

    def compared(
        self, document_id: str, stated: Sequence[Assumption], others: Sequence[Assumption]
    ) -> tuple[tuple[Assumption, ...], tuple[Assumption, ...]]:
        passages = {each.id: self._passages.at(each.quote.span) for each in stated}
        marked: dict[str, Assumption] = {}
        unsettled: list[Assumption] = []
        for one, other in paired(stated, others, lambda each: passages[each.id]):
            if one is not None:
                marked[one.id] = self._marked(one, other, passages[one.id])
            elif other is not None:
                unsettled.append(self._of_other(f"{document_id}.o{len(unsettled) + 1}", other))
        return tuple(marked[each.id] for each in stated), tuple(unsettled)

    def _marked(self, one: Assumption, other: Assumption | None, passage: Passage) -> Assumption:
        """A statement of this reading with its changes; unproven if its value depends on them."""
        there = other.value if other is not None else self._read_by_model(one, passage)
        decides = there is None or identity(there) != identity(one.value)
        if decides and not passage.is_touched and one.by_model_alone:
            return one
        if not decides and not passage.is_touched:
            return one
        words = passage.counterpart_words
        if other is not None and self.there is not None and decides and not words:
            words = self._words_there(other)
        changes = self._changes.concerning(passage, passage.place)
        redline = self._redline(one.value, there, passage.words, words, changes, decides=decides)
        proof = Proof(status="unproven", reason=OPEN) if decides else one.proof
        return one.model_copy(update={"redline": redline, "proof": proof})

    def _of_other(self, id_: str, other: Assumption) -> Assumption:
        """A statement of the other reading alone."""
        assert self.there is not None
        passage = Passages(self.there, self.here, self._back).at(other.quote.span)
        changes = self._changes.concerning(passage, self._place_here(passage))
        changes = changes or self._changes.deleting(passage.words)
        redline = self._redline(None, other.value, passage.counterpart_words, passage.words, changes, decides=True)
        return other.model_copy(
            update={"id": id_, "redline": redline, "proof": Proof(status="unproven", reason=OPEN), "needs_review": True}
        )

    def _place_here(self, passage: Passage) -> Span | None:
        """Where a passage of the other reading stands, or stood, in the text."""
        if passage.counterpart is not None:
            return passage.counterpart
        start, end = self._back.to_source(passage.place)
        return Span(start=max(0, min(start, end) - 1), end=max(start, end) + 1)

    def _words_there(self, other: Assumption) -> str:
        assert self.there is not None
        return Passages(self.there, self.here, self._back).at(other.quote.span).words

    def _read_by_model(self, one: Assumption, passage: Passage) -> Value | None:
        """The value that a language model alone stated, if the words of the other reading prove it as well."""
        if not one.by_model_alone or self.there is None or not passage.counterpart_words:
            return None
        proof = prove(one.field, one.value, passage.counterpart_words, self.there.conventions, "")
        return one.value if proof.status != "unproven" else None

    def _redline(
        self,
        here: Value | None,
        there: Value | None,
        words: str,
        words_there: str,
        changes: tuple[Revision, ...],
        *,
        decides: bool,
    ) -> Redline:
        """Both readings by what was decided in them."""
        sides = ((here, words), (there, words_there))
        accepted, rejected = sides if self.other.decided == "rejected" else sides[::-1]
        return Redline(
            accepted=accepted[0],
            rejected=rejected[0],
            accepted_words=accepted[1],
            rejected_words=rejected[1],
            changes=changes,
            decides=decides,
        )
