"""The smallest pieces into which a document may be cut for reading, each with what a cut before it would cost."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from sowcheck.core.documents import BlockKind
from sowcheck.core.spans import Span
from sowcheck.extract.reading import Reading, sentence_spans

_BESIDE_THE_BODY = {
    BlockKind.HEADER: "Page headers and footers",
    BlockKind.FOOTER: "Page headers and footers",
    BlockKind.FOOTNOTE: "Footnotes",
    BlockKind.TEXT_BOX: "Text boxes",
}
"""What stands behind the body in the text, and what it is called before it."""

# What a cut before a piece costs. A clause of level 1 costs 1, one of level 2 costs 2, and so on.
_PARAGRAPH = 8.0
_LIST_ITEM = 12.0
_ROW_OF_A_LONG_TABLE = 14.0
_BEHIND_A_LEAD = 30.0
_SENTENCE = 40.0
_BEHIND_A_HEADING = 60.0
_WITHIN_A_SENTENCE = 80.0
_WITHIN_A_TABLE = 1000.0

_NUMBER_BEFORE = 12
"""Characters of a number or bullet that may stand on a line before its clause begins."""
_WORD_END = re.compile(r"\s+(?=\S)")


class Piece(NamedTuple):
    """A stretch of the text that is not cut."""

    start: int
    end: int
    cost: float
    """Of a cut before it."""
    beside: str
    """What it is called if it stands beside the body, such as "Footnotes"; empty in the body."""


def pieces(reading: Reading, most: int) -> list[Piece]:
    """The text from its first character to its last in pieces of at most `most` characters.

    Args:
        reading: A document and its structure.
        most: The size of a part. A table that is smaller is not cut.
    """
    places = _Places(reading, most)
    found: list[Piece] = []
    for start, end in _lines(reading.text):
        cost = places.cost(start, end)
        beside = places.beside(start)
        if found and found[-1].beside != beside:
            cost = 0.0
        for number, (begin, stop) in enumerate(_short(reading.text, start, end, most)):
            whole_sentence = (
                reading.text[begin - 1 : begin].isspace() and reading.text[begin - 2 : begin - 1] in ".;:!?"
            )
            within = _SENTENCE if whole_sentence else _WITHIN_A_SENTENCE
            found.append(Piece(begin, stop, within if number else cost, beside))
    return found


class _Places:
    """What stands where: clauses, tables, lists, headings, and what is not the body."""

    def __init__(self, reading: Reading, most: int) -> None:
        self._text = reading.text
        self._levels = {clause.span.start: clause.level for clause in reversed(reading.outline.clauses)}
        self._starts = sorted(self._levels)
        self._tables = sorted((table.span for table in reading.outline.tables), key=lambda span: span.start)
        self._items = {item.span.start for item in reading.outline.lists}
        self._item_starts = sorted(self._items)
        self._blocks = sorted(reading.document.blocks, key=lambda block: block.span.start)
        self._block_starts = [block.span.start for block in self._blocks]
        self._most = most
        self._line_before = Span(start=0, end=1)

    def cost(self, start: int, end: int) -> float:
        """What a cut before a line costs; asked for one line after the other."""
        before, self._line_before = self._line_before, Span(start=start, end=max(end, start + 1))
        table = self._table_at(start)
        if table and table.start < start:
            return _WITHIN_A_TABLE if len(table) <= self._most else _ROW_OF_A_LONG_TABLE
        if self._is_heading(before.start):
            return _BEHIND_A_HEADING
        cost = self._by_structure(start, end)
        if before.of(self._text).rstrip().endswith(":"):
            return max(cost, _BEHIND_A_LEAD)
        return cost

    def beside(self, offset: int) -> str:
        """What a line is called that does not stand in the body; empty in the body."""
        index = bisect_right(self._block_starts, offset) - 1
        return _BESIDE_THE_BODY.get(self._blocks[index].kind, "") if index >= 0 else ""

    def _by_structure(self, start: int, end: int) -> float:
        index = bisect_right(self._starts, start - 1)
        if index < len(self._starts) and self._starts[index] < min(end, start + _NUMBER_BEFORE):
            return float(max(1, self._levels[self._starts[index]]))
        item = bisect_right(self._item_starts, start - 1)
        if item < len(self._item_starts) and self._item_starts[item] < min(end, start + _NUMBER_BEFORE):
            return _LIST_ITEM
        return _PARAGRAPH

    def _is_heading(self, offset: int) -> bool:
        index = bisect_right(self._block_starts, offset) - 1
        return index >= 0 and self._blocks[index].kind is BlockKind.HEADING

    def _table_at(self, offset: int) -> Span | None:
        index = bisect_right(self._tables, offset, key=lambda span: span.start) - 1
        return self._tables[index] if index >= 0 and offset < self._tables[index].end else None


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """The lines of a text, each with its line end."""
    start = 0
    while start < len(text):
        end = text.find("\n", start) + 1 or len(text)
        yield start, end
        start = end


def _short(text: str, start: int, end: int, most: int) -> Iterator[tuple[int, int]]:
    """A line as it is, or in pieces of at most `most` characters: sentences, and words if a sentence is too long."""
    if end - start <= most:
        yield start, end
        return
    cuts = [start, *(span.start for span in sentence_spans(text, start, end) if span.start > start), end]
    for begin, stop in pairwise(cuts):
        yield from _in_words(text, begin, stop, most)


def _in_words(text: str, start: int, end: int, most: int) -> Iterator[tuple[int, int]]:
    """A sentence in pieces of at most `most` characters that begin with a word, if its words are not longer."""
    while end - start > most:
        words = [match.end() for match in _WORD_END.finditer(text, start, start + most)]
        middle = words[-1] if words else start + most
        yield start, middle
        start = middle
    if start < end:
        yield start, end
