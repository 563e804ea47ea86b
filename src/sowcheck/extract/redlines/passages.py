"""The words around a value in one reading of a document, and the words that stand there in the other."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, islice

from sowcheck.core.documents import Revision
from sowcheck.core.spans import OffsetMap, Span
from sowcheck.extract.reading import Reading
from sowcheck.parse.bare_words import bare


@dataclass(frozen=True)
class Passage:
    """The sentence or table row of a value, and what it is in the other reading."""

    place: Span
    words: str
    counterpart: Span | None
    """None if nothing stands there in the other reading."""
    counterpart_words: str

    @property
    def is_touched(self) -> bool:
        """Whether the two readings differ here."""
        return self.words != self.counterpart_words


@dataclass(frozen=True)
class Passages:
    """Finds the passages of one reading in another."""

    here: Reading
    there: Reading | None
    """None if the document has no words in the other reading."""
    offsets: OffsetMap
    """From here to there."""

    def at(self, quote: Span) -> Passage:
        """The passage that holds a quote."""
        place = _around(self.here, quote)
        counterpart = self._counterpart(place)
        there = counterpart.of(self.there.text) if self.there is not None and counterpart is not None else ""
        return Passage(place, _tidy(place.of(self.here.text)), counterpart, _tidy(there))

    def _counterpart(self, place: Span) -> Span | None:
        start, end = self.offsets.to_source(place)
        if self.there is None or start >= end or not self.there.text[start:end].strip():
            return None
        return _around(self.there, Span(start=start, end=end))


class Changes:
    """The open changes of a document by their places."""

    def __init__(self, revisions: Iterable[Revision]) -> None:
        self._placed = sorted(((_place(each), each) for each in revisions), key=lambda placed: placed[0])
        self._reach = list(accumulate((end for (_, end), _ in self._placed), max))
        """How far each change and those before it reach."""

    def concerning(self, passage: Passage, place: Span | None) -> tuple[Revision, ...]:
        """The changes in or beside a passage.

        Args:
            passage: The words in question.
            place: Where they, or what has replaced them, stand in the document's text; None if nothing does.
        """
        near = list(self._near(place)) if place is not None else []
        words = [bare(passage.words), bare(passage.counterpart_words)] if near else []
        return tuple(each for each in near if place is not None and _touches(each, place, words))

    def deleting(self, words: str) -> tuple[Revision, ...]:
        """Neighbouring deletions that together are just these words, such as the cells of a row, wherever they are kept."""
        wanted = bare(words)
        gone = [each for _, each in self._placed if each.kind == "deleted" and each.span is None]
        parts = [bare(each.text) for each in gone]
        for first, part in enumerate(parts):
            if not part or not wanted.startswith(part):
                continue
            together, last = part, first + 1
            while last < len(parts) and len(together) < len(wanted):
                together, last = f"{together} {parts[last]}", last + 1
            if together == wanted:
                return tuple(gone[first:last])
        return ()

    def _near(self, place: Span) -> Iterator[Revision]:
        first = bisect_left(self._reach, place.start)
        for (start, end), revision in islice(self._placed, first, None):
            if start > place.end:
                return
            if end >= place.start:
                yield revision


def _place(revision: Revision) -> tuple[int, int]:
    if revision.span is not None:
        return revision.span.start, revision.span.end
    return revision.before or 0, revision.before or 0


def _touches(revision: Revision, place: Span, words: Sequence[str]) -> bool:
    if revision.span is not None:
        return revision.span.overlaps(place)
    if revision.before is None:
        return False
    # A whole paragraph that was deleted just before or after a sentence is no part of it.
    if place.start < revision.before < place.end:
        return True
    text = bare(revision.text)
    return any(text in each or (each and each in text) for each in words)


def _around(reading: Reading, quote: Span) -> Span:
    """The sentences or rows at both ends of a quote and all between; elsewhere the lines."""
    ends = (quote.start, quote.end - 1)
    return quote.joined(_unit(reading, ends[0])).joined(_unit(reading, ends[1]))


def _unit(reading: Reading, offset: int) -> Span:
    point = Span(start=offset, end=offset + 1)
    sentence = reading.sentence_at(point)
    if sentence is not None:
        return sentence.span
    text = reading.text
    start, end = text.rfind("\n", 0, offset) + 1, text.find("\n", offset)
    return point.joined(Span(start=start, end=len(text) if end < 0 else max(end, start + 1)))


def _tidy(words: str) -> str:
    return " ".join(words.split())
