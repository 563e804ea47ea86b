"""Sentences that hold one of a few pieces of words, found by one look at the whole text instead of one at each sentence."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator

from sowcheck.extract.reading import Reading


def places_with(text: str, pieces: Iterable[str]) -> Iterator[int]:
    """Offsets of the pieces in `text`; both in small letters. In no order."""
    for piece in pieces:
        start = text.find(piece)
        while start >= 0:
            yield start
            start = text.find(piece, start + len(piece))


def sentences_with(reading: Reading, pieces: Iterable[str]) -> list[int]:
    """Places, in `reading.sentences`, of those that hold one of the pieces (in small letters)."""
    low = reading.text.lower()
    text = low if len(low) == len(reading.text) else reading.text  # a few letters change their length
    sentences = reading.sentences
    starts = [sentence.span.start for sentence in sentences]
    found = ((bisect_right(starts, start) - 1, start) for start in places_with(text, pieces))
    return sorted({place for place, start in found if place >= 0 and start < sentences[place].span.end})
