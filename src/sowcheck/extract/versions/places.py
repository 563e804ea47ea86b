"""Where a paper speaks of itself rather than of the deal: at the edges of its pages, over them, and in its opening."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import NamedTuple

from sowcheck.core.documents import Block, BlockKind, Document
from sowcheck.core.spans import Span
from sowcheck.core.versions import StampPlace

_OPENING = 700
"""Characters within which a paper gives its title; a short first page belongs to it whole."""
_COVER = 1500
"""Characters of a first page that is a cover."""
_PROSE = 200
"""Characters from which a paragraph is no line of a title."""
_BOX = 160
"""Characters of a text box that may be a stamp or a watermark."""
_EDGE = 0.09
"""Share of a page's height at its top and bottom where nothing but furniture stands."""
_OUTERMOST = 2
"""Blocks at the top and at the bottom of a page that may be its header or footer."""
_FURNITURE: dict[BlockKind, StampPlace] = {BlockKind.HEADER: "header", BlockKind.FOOTER: "footer"}
_TITLE_LINES = (BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.TABLE_CELL)


class Spot(NamedTuple):
    """A block in which a paper may speak of itself."""

    block: Block
    place: StampPlace
    words: str


class Spots:
    """The blocks of a document in which it may speak of itself."""

    def __init__(self, document: Document) -> None:
        self._document = document

    def all(self) -> Iterator[Spot]:
        """All of them, in the order of the text."""
        for index, block in enumerate(self._document.blocks):
            place = self.place_of(block) or (self._edge(block) if index in self._outermost else None)
            if place:
                yield Spot(block, place, block.span.of(self._document.text))

    def at(self, offsets: Iterable[int]) -> Iterator[Spot]:
        """Those that hold one of some places, each once."""
        blocks, starts = self._document.blocks, self._starts
        for index in sorted({bisect_right(starts, offset) - 1 for offset in offsets}):
            if index < 0:
                continue
            place = self.place_of(blocks[index]) or self._edge(blocks[index])
            if place:
                yield Spot(blocks[index], place, blocks[index].span.of(self._document.text))

    def place_of(self, block: Block) -> StampPlace | None:
        """What a block is; None for the body of the paper."""
        if block.kind in _FURNITURE:
            return _FURNITURE[block.kind]
        if block.kind is BlockKind.TEXT_BOX:
            return "overlay" if len(block.span) <= _BOX else None
        return "text" if block.kind in _TITLE_LINES and block.span.end <= self.opening else None

    @cached_property
    def opening(self) -> int:
        """Where the opening ends: with a cover page, before the first paragraph of prose."""
        text, pages = self._document.text, self._document.pages
        first = pages[0].span if pages else None
        limit = first.end if first and len(pages) > 1 and len(first) <= _COVER else _OPENING
        for block in self._document.blocks:
            if block.span.start > limit:
                break
            if len(block.span) > _PROSE and block.kind is not BlockKind.TEXT_BOX:
                return block.span.start
        return min(len(text), limit + _PROSE)

    @cached_property
    def _outermost(self) -> frozenset[int]:
        """The first and the last blocks of each page, headers and footers apart."""
        pages: dict[int, list[int]] = {}
        for index, block in enumerate(self._document.blocks):
            if block.page is not None and block.kind in _TITLE_LINES:
                pages.setdefault(block.page, []).append(index)
        return frozenset(index for found in pages.values() for index in (*found[:_OUTERMOST], *found[-_OUTERMOST:]))

    @cached_property
    def _starts(self) -> list[int]:
        return [block.span.start for block in self._document.blocks]

    def _edge(self, block: Block) -> StampPlace | None:
        """Header or footer of a page that has no like, such as the only one of an order form."""
        if block.page is None or block.kind not in (BlockKind.PARAGRAPH, BlockKind.HEADING):
            return None
        boxes = self._document.boxes(block.span)
        page = self._document.pages[block.page - 1]
        if not boxes or len(boxes) > 2:
            return None
        if max(box.y1 for box in boxes) < _EDGE * page.height:
            return "header"
        return "footer" if min(box.y0 for box in boxes) > (1 - _EDGE) * page.height else None


def in_words(place: StampPlace, page: int | None, last: int | None = None) -> str:
    """A place as people name it: "footer of pages 1 to 9", "page 1", "watermark of page 2"."""
    name = {"header": "header", "footer": "footer", "overlay": "box or watermark", "history": "version history"}
    pages = "" if page is None else f"page {page}" if last in (None, page) else f"pages {page} to {last}"
    what = name.get(place, "")
    return f"{what} of {pages}" if what and pages else what or pages or "opening"


def whole_line(text: str, span: Span) -> str:
    """The words of a span in one line."""
    return " ".join(span.of(text).split())
