"""Passages that tell a program what to do: they state nothing between the parties."""

import re
from bisect import bisect_right

from sowcheck.core.documents import Block, Document
from sowcheck.core.spans import Span
from sowcheck.parse.addressing import find_addresses
from sowcheck.segment.certificates.pages import certificate_places

_PRINTED = re.compile(r"[^\n\t]")
_CHAT = 4000
"""Characters that the words between two marks of one chat have at most."""


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


def closed_passages(document: Document) -> tuple[Span, ...]:
    """What states nothing between the parties: words to a program, and the certificates of signing services."""
    return (*addressed_passages(document), *(place.span for place in certificate_places(document)))


def said_in(document: Document) -> str:
    """The document's text, of the same length, with blanks where it states nothing between the parties."""
    text = document.text
    for passage in closed_passages(document):
        text = text[: passage.start] + _PRINTED.sub(" ", passage.of(text)) + text[passage.end :]
    return text


def _around(blocks: tuple[Block, ...], place: Span) -> Span:
    """The block that holds a place; the place itself where none does."""
    index = bisect_right(blocks, place.start, key=lambda block: block.span.start) - 1
    return blocks[index].span.joined(place) if index >= 0 and blocks[index].span.overlaps(place) else place
