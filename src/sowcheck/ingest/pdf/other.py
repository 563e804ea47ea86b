"""What a PDF says once its marks are done: struck words gone, inserted ones in their place.

Where the page only has words that were typed onto it, the other reading is the page as it was before.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from sowcheck.core.documents import Block, Document, OtherReading, Revision, Table
from sowcheck.core.ocr import OcrWord
from sowcheck.core.spans import Edit, Edits, OffsetMap, PlacedWord, PlacedWords, Span


class Replacement(NamedTuple):
    """Words of the text that others take the place of; an insertion has none, a deletion leaves none."""

    start: int
    end: int
    words: str


def with_other(document: Document) -> Document:
    """The document with its other reading, if its changes make a difference."""
    struck = [each for each in document.revisions if each.kind == "deleted" or each.span is None]
    typed = [each for each in document.revisions if each.kind == "inserted" and each.span is not None]
    if not struck and not typed:
        return document
    edits = _replacements(struck or typed, document.text)
    settled = _Rewriter(document, edits).document()
    other = OtherReading(
        decided="accepted" if struck else "rejected",
        document=settled if settled.text.strip() else None,
        offsets=OffsetMap(edits=_offsets(edits)) if settled.text.strip() else OffsetMap(),
    )
    return document.model_copy(update={"other": other})


def _replacements(changes: Iterable[Revision], text: str) -> list[Replacement]:
    """The edits that leave out the words of changes, or put them in, in the order of the text."""
    made: list[Replacement] = []
    for each in changes:
        last = made[-1].end if made else 0
        if each.span is None:
            place = max(each.before or 0, last)
            made.append(Replacement(place, place, _spaced(" ".join(each.text.split()), text, place, made)))
        elif each.span.end > last:
            made.append(_deletion(max(each.span.start, last), each.span.end, text))
    return _joined(made)


def _spaced(words: str, text: str, place: int, made: Sequence[Replacement]) -> str:
    """Inserted words with the spaces that they need."""
    last = made[-1] if made and made[-1].end == place else None
    before = text[(last.start if last else place) - 1 : (last.start if last else place)]
    after = text[place : place + 1]
    left = "" if not before or before.isspace() or words[:1] in ",.;:)" else " "
    return f"{left}{words}{' ' if after.isalnum() else ''}"


def _deletion(start: int, end: int, text: str) -> Replacement:
    """Without the space, or the end of the line, that would stand there twice."""
    before, after = text[start - 1 : start] if start else "\n", text[end : end + 1] or "\n"
    if before == "\n" and after == "\n" and start:
        return Replacement(start - 1, end, "")
    if before == " " and (after.isspace() or after in ",.;:)"):
        return Replacement(start - 1, end, "")
    if before in "\n\t" and after == " ":
        return Replacement(start, end + 1, "")
    return Replacement(start, end, "")


def _joined(edits: Iterable[Replacement]) -> list[Replacement]:
    """Edits that touch are one."""
    joined: list[Replacement] = []
    for edit in edits:
        last = joined[-1] if joined else None
        if last and edit.start <= last.end:
            joined[-1] = Replacement(last.start, max(last.end, edit.end), last.words + edit.words)
        else:
            joined.append(edit)
    return joined


def _offsets(edits: Sequence[Replacement]) -> Edits:
    found, shift = [], 0
    for edit in edits:
        start = edit.start + shift
        found.append(Edit(start, start + len(edit.words), edit.start, edit.end))
        shift += len(edit.words) - (edit.end - edit.start)
    return Edits(found)


class _Rewriter:
    """Puts a document's places into the text after some edits."""

    def __init__(self, document: Document, edits: Sequence[Replacement]) -> None:
        self._document = document
        self._edits = edits
        self._offsets = _offsets(edits)
        parts, last = [], 0
        for edit in edits:
            parts += [document.text[last : edit.start], edit.words]
            last = edit.end
        self.text = "".join([*parts, document.text[last:]])

    def document(self) -> Document:
        """The document in the new text."""
        old = self._document
        tables = [table for table in map(self._table, old.tables) if any(cell.span for cell in table.cells)]
        return old.model_copy(
            update={
                "text": self.text,
                "pages": tuple(page.model_copy(update={"span": self._span(page.span)}) for page in old.pages),
                "blocks": tuple(block for each in old.blocks if (block := self._block(each))),
                "tables": tuple(tables),
                "words": PlacedWords(sorted([*self._words(), *self._new_words()])),
                "form_fields": tuple(
                    each.model_copy(update={"span": self._span(each.span)}) for each in old.form_fields
                ),
                "comments": tuple(each.model_copy(update={"anchor": self._span(each.anchor)}) for each in old.comments),
                "ocr_words": tuple(self._ocr_words()),
                "hidden": tuple(each.model_copy(update={"span": self._span(each.span)}) for each in old.hidden),
                "revisions": (),
                "offsets": OffsetMap(),
            }
        )

    def _block(self, block: Block) -> Block | None:
        span = self._span(block.span)
        return block.model_copy(update={"span": span}) if span else None

    def _table(self, table: Table) -> Table:
        cells = tuple(cell.model_copy(update={"span": self._span(cell.span)}) for cell in table.cells)
        return table.model_copy(update={"cells": cells})

    def _span(self, span: Span | None) -> Span | None:
        """The place of a stretch of text; None if nothing is left of it."""
        if span is None:
            return None
        start, end = self._after(span.start, inserted=False), self._after(span.end, inserted=True)
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        return Span(start=start, end=end) if start < end else None

    def _words(self) -> Iterable[PlacedWord]:
        """The old words, those apart that are gone."""
        for word in self._document.words:
            start, end = self._left_of(word)
            if start < end:
                yield PlacedWord(start, end, word.box)

    def _ocr_words(self) -> Iterable[OcrWord]:
        """How sure the words are that were made out in pictures, those apart that are gone."""
        for word in self._document.ocr_words:
            start, end = self._left_of(word)
            if start < end:
                yield word._replace(start=start, end=end)

    def _left_of(self, word: PlacedWord | OcrWord) -> tuple[int, int]:
        """Where a word stands now; nowhere, with its end not behind its start, if it is gone."""
        return self._after(word.start, inserted=True), self._after(word.end, inserted=False)

    def _new_words(self) -> Iterable[PlacedWord]:
        """The inserted words stand where those stood that they replace, or the word before them does."""
        old = self._document.words
        for edit, place in zip(self._edits, self._offsets, strict=True):
            if edit.words.strip() and old:
                near = old[max(bisect_right(old, edit.end, key=lambda word: word.start) - 1, 0)]
                start = place.source_start + len(edit.words) - len(edit.words.lstrip())
                yield PlacedWord(start, start + len(edit.words.strip()), near.box)

    def _after(self, offset: int, *, inserted: bool) -> int:
        """Where an offset stands now; at an edit behind its new words if `inserted`, else before them."""
        index = bisect_right(self._edits, offset, key=lambda edit: edit.start) - 1
        if index < 0:
            return offset
        edit, place = self._edits[index], self._offsets[index]
        if offset == edit.start and (not inserted or edit.end > edit.start):
            return offset + place.source_start - edit.start
        if offset < edit.end or edit.start == edit.end == offset:
            return place.source_end if inserted else place.source_start
        return offset + place.source_end - edit.end
