"""Places: in a document's text, and on its pages."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any, NamedTuple, Self

from pydantic import model_validator

from sowcheck.core.noun import Noun
from sowcheck.core.packed import Packed


class Span(Noun):
    """A stretch of characters of `Document.text`; never empty.

    >>> Span(start=4, end=9).of("the fixed fee")
    'fixed'
    """

    start: int
    """Offset of the first character."""
    end: int
    """One past the last character."""

    @model_validator(mode="after")
    def _is_not_empty(self) -> Self:
        if not 0 <= self.start < self.end:
            raise ValueError(f"a span needs 0 <= start < end, not [{self.start}, {self.end})")
        return self

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """The words of `text` that this span covers."""
        return text[self.start : self.end]

    def contains(self, other: "Span") -> bool:
        """Whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: "Span") -> bool:
        """Whether the two spans share a character."""
        return self.start < other.end and other.start < self.end

    def joined(self, other: "Span") -> "Span":
        """The smallest span that holds both."""
        return Span(start=min(self.start, other.start), end=max(self.end, other.end))


def stripped(text: str, start: int, end: int) -> Span | None:
    """The span of `text[start:end]` without white space at its ends; None if nothing remains.

    >>> stripped("  net 30 ", 0, 9)
    Span(start=2, end=8)
    """
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start=start, end=end) if start < end else None


class Quote(Noun):
    """A span with its exact words, so that a stale offset shows."""

    span: Span
    text: str

    @model_validator(mode="after")
    def _words_fit_the_span(self) -> Self:
        if len(self.text) != len(self.span):
            raise ValueError(f"the quote has {len(self.text)} characters, its span {len(self.span)}")
        return self

    @classmethod
    def at(cls, text: str, span: Span) -> "Quote":
        """The quote of `span` in `text`."""
        return cls(span=span, text=span.of(text))


class Box(NamedTuple):
    """A rectangle on a page, in points (1/72 inch) from the page's top left corner."""

    page: int
    """1-based."""
    x0: float
    y0: float
    x1: float
    y1: float

    def united(self, other: "Box") -> "Box":
        """The smallest box around both; they must lie on one page."""
        assert self.page == other.page
        return Box(
            self.page, min(self.x0, other.x0), min(self.y0, other.y0), max(self.x1, other.x1), max(self.y1, other.y1)
        )


class PlacedWord(NamedTuple):
    """A word of `Document.text` and where it stands on a page."""

    start: int
    end: int
    box: Box


class PlacedWords(Packed[PlacedWord]):
    """Words in the order of the text; their boxes are kept to a hundredth of a point."""

    __slots__ = ()
    COLUMNS = "IIIffff"

    @staticmethod
    def _numbers(row: PlacedWord) -> Iterable[float]:
        return (row.start, row.end, *row.box)

    @staticmethod
    def _row(numbers: Sequence[Any]) -> PlacedWord:
        start, end, page, x0, y0, x1, y1 = numbers
        return PlacedWord(start, end, Box(page, round(x0, 2), round(y0, 2), round(x1, 2), round(y1, 2)))

    def first_ending_after(self, offset: int) -> int:
        """Index of the first word that ends after the character at an offset; the number of words if none does."""
        return bisect_right(self._columns[1], offset)

    def runs(self) -> dict[int, list[range]]:
        """The stretches of words that stand on each page."""
        found: dict[int, list[range]] = {}
        end = 0
        for page, run in groupby(self._columns[2]):
            start, end = end, end + sum(1 for _ in run)
            found.setdefault(page, []).append(range(start, end))
        return found


class Edit(NamedTuple):
    """One replacement: `source[source_start:source_end]` became `text[text_start:text_end]`."""

    source_start: int
    source_end: int
    text_start: int
    text_end: int


class Edits(Packed[Edit]):
    """Replacements, in the order of the text."""

    __slots__ = ()
    COLUMNS = "IIII"

    @staticmethod
    def _numbers(row: Edit) -> Iterable[float]:
        return row

    @staticmethod
    def _row(numbers: Sequence[Any]) -> Edit:
        return Edit(*numbers)

    def last_from(self, offset: int) -> Edit | None:
        """The last edit that begins at or before an offset of the mended text."""
        index = bisect_right(self._columns[2], offset) - 1
        return self[index] if index >= 0 else None


class OffsetMap(Noun):
    """Where each character of a mended text stood in the text as the file gave it.

    Between two edits both texts run in step. A place inside an edit maps to the whole of its other side.
    """

    edits: Edits = Edits()
    """In order, not touching each other's inside."""

    def to_source(self, span: Span) -> tuple[int, int]:
        """The `[start, end)` of the source that `span` of the mended text came from."""
        return self._start_in_source(span.start), self._end_in_source(span.end)

    def reversed(self) -> "OffsetMap":
        """The map from the source to the text."""
        return OffsetMap(
            edits=Edits(Edit(each.text_start, each.text_end, each.source_start, each.source_end) for each in self.edits)
        )

    def _start_in_source(self, offset: int) -> int:
        edit = self.edits.last_from(offset)
        if edit is None:
            return offset
        if offset < edit.text_end:
            return edit.source_start
        return edit.source_end + offset - edit.text_end

    def _end_in_source(self, offset: int) -> int:
        edit = self.edits.last_from(offset - 1)
        if edit is None:
            return offset
        if offset <= edit.text_end:
            return edit.source_end
        return edit.source_end + offset - edit.text_end
