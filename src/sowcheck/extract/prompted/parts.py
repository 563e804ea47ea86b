"""A document in parts that are read one at a time: clauses stay whole where they can, and nothing is left out."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from sowcheck.core.spans import Span, stripped
from sowcheck.extract.prompted.context import Surroundings
from sowcheck.extract.prompted.facts import Part
from sowcheck.extract.prompted.packing import packed
from sowcheck.extract.prompted.pieces import Piece, pieces
from sowcheck.extract.prompted.relevance import topics_of
from sowcheck.extract.reading import Reading

MOST = 8000
"""Characters of a part without the words around it: about 2,000 tokens of English.

A model of 8,192 tokens then holds a prompt (1,800), the words around a part (500), the part and an answer of 3,500.
Larger parts save little, because most of the cost is in the answers, and models overlook more in them.
"""
_LEAST = 1000

_Place = tuple[Span, str]
"""Where some words stand, and what they are called if they stand beside the body."""


def parts_of(reading: Reading, most: int = MOST) -> tuple[Part, ...]:
    """The parts of a document in the order of its text; each character of its words stands in exactly one.

    Args:
        reading: A document and its structure.
        most: Characters of a part. A table that is smaller stays whole; a longer one is cut between its rows.
    """
    assert most >= _LEAST
    around = Surroundings(reading)
    groups = packed(pieces(reading, most), most)
    placed = [found for group in groups if (found := _places(reading.text, group))]
    topics = topics_of(reading, [[span for span, _ in places] for places in placed])
    return tuple(_part(reading, around, number, places, topics[number]) for number, places in enumerate(placed))


def _places(text: str, group: Sequence[Piece]) -> tuple[_Place, ...]:
    """Where the words of a group stand: the body, then each kind of what stands beside it, with its name."""
    found = []
    for beside, run in groupby(group, key=lambda piece: piece.beside):
        members = list(run)
        if span := stripped(text, members[0].start, members[-1].end):
            found.append((span, beside))
    return tuple(found)


def _part(
    reading: Reading, around: Surroundings, number: int, places: Sequence[_Place], topics: tuple[str, ...]
) -> Part:
    spans = tuple(span for span, _ in places)
    sections = [f"{beside}:\n{span.of(reading.text)}" if beside else span.of(reading.text) for span, beside in places]
    context = "" if places[0][1] else around.of(spans[0])
    words = "\n\n".join(sections)
    return Part(
        number=number,
        spans=spans,
        where=_where(reading, around, number, places),
        page=reading.document.page_of(spans[0].start),
        text=f"{context}\n\nWords of this part:\n{words}" if context else words,
        topics=topics,
    )


def _where(reading: Reading, around: Surroundings, number: int, places: Sequence[_Place]) -> str:
    """Pages and headings of a part, as a person would name them."""
    body = [span for span, beside in places if not beside]
    if not body:
        return ", ".join([*_pages(reading, places[0][0]), places[0][1].casefold()])
    headings = _headings(around, body[0])
    return ", ".join([*_pages(reading, body[0]), headings or f"part {number + 1}"])


def _pages(reading: Reading, span: Span) -> list[str]:
    first, last = reading.document.page_of(span.start), reading.document.page_of(span.end - 1)
    if first is None:
        return []
    return [f"pages {first}-{last}" if last and last > first else f"page {first}"]


def _headings(around: Surroundings, span: Span) -> str:
    """The headings at the first and at the last words of a part, without those that hold all of it."""
    first, last = around.path(span.start), around.path(span.end - 1)
    while len(first) > 1 and len(last) > 1 and first[0] == last[0]:
        first, last = first[1:], last[1:]
    begin = first[0] if first else "beginning"
    end = last[0] if last else "end"
    if begin == end and len(last) > 1:
        end = last[1]
    return begin if begin == end else f"{begin} to {end}"


def halved(reading: Reading, part: Part) -> tuple[Part, ...]:
    """The two halves of a part, cut where it hurts least near its middle; () if it holds a single piece.

    Args:
        reading: The document of the part.
        part: A part that is too long for one answer.
    """
    start, end = part.spans[0].start, part.spans[-1].end
    size = end - start
    inside = [
        piece._replace(start=max(start, piece.start), end=min(end, piece.end))
        for piece in pieces(reading, max(1, size // 2))
        if piece.start < end and start < piece.end
    ]
    if len(inside) < 2:
        return ()
    cut = min(range(1, len(inside)), key=lambda number: _unevenness(inside[number].start - start, size, inside[number]))
    around = Surroundings(reading)
    groups = [_places(reading.text, group) for group in (inside[:cut], inside[cut:])]
    return tuple(
        replace(_part(reading, around, part.number, places, part.topics), where=f"{part.where}, {half} half")
        for places, half in zip(groups, ("first", "second"), strict=True)
        if places
    )


def _unevenness(size: int, whole: int, piece: Piece) -> float:
    """How much a cut hurts: what it costs, and how far it is from the middle."""
    return piece.cost + 100 * abs(size / whole - 0.5)
