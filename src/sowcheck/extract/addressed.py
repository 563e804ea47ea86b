"""A paragraph that tells a program what to do states nothing between the parties."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator

from sowcheck.core.documents import Block, Document
from sowcheck.core.spans import Span
from sowcheck.extract.candidates import Candidate
from sowcheck.parse.addressing import find_addresses

_CHAT = 4000
"""Characters that the words between two marks of one chat have at most."""


def said_to_people(document: Document, candidates: Iterable[Candidate]) -> Iterator[Candidate]:
    """The candidates whose words stand in no paragraph that addresses a program."""
    closed = addressed_passages(document)
    for candidate in candidates:
        if not any(passage.overlaps(candidate.quote) for passage in closed):
            yield candidate


def addressed_passages(document: Document) -> tuple[Span, ...]:
    """The paragraphs and cells that address a program, and whatever stands between two marks of a chat."""
    passages: list[Span] = []
    mark: Span | None = None
    for found in find_addresses(document.text):
        span = _around(document.blocks, Span(start=found.start, end=found.end))
        if found.value == "chat_markup":
            if mark is not None and span.start - mark.end <= _CHAT:
                span = mark.joined(span)
            mark = span
        passages.append(span)
    return tuple(passages)


def _around(blocks: tuple[Block, ...], place: Span) -> Span:
    """The block that holds a place; the place itself where none does."""
    index = bisect_right(blocks, place.start, key=lambda block: block.span.start) - 1
    return blocks[index].span.joined(place) if index >= 0 and blocks[index].span.overlaps(place) else place
