"""The parts of a text file as its readers find them, and the document that is written from them."""

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from typing import NamedTuple

from sowcheck.core.documents import Block, BlockKind, Cell, Revision, Table
from sowcheck.core.spans import OffsetMap, Span, stripped
from sowcheck.ingest.mending import MendedText, mended

_SPACE = re.compile(r"[ \t\r\n\u00a0\u2000-\u200a\u202f\u205f\u3000]+")
_WIDE_GAP = 3
"""Spaces from which on a gap separates columns or a label from its value."""


class Piece(NamedTuple):
    """A stretch of the file's characters and what it reads as."""

    start: int
    end: int
    text: str | None = None
    """None for words that read as they are written, odd characters and wide gaps apart."""


@dataclass
class Leaf:
    """A paragraph, heading, list item or cell. What lies between its pieces is markup and does not show."""

    kind: BlockKind
    pieces: list[Piece]
    level: int = 0
    label: str | None = None
    bold: bool = False
    struck: list[Piece] = field(default_factory=list)
    """Words between the pieces that are crossed out."""
    indent: float = 0.0
    """Points, taking a character as 6 points wide."""


@dataclass
class LeafTable:
    """Rows of cells."""

    rows: list[list[Leaf]]
    header_rows: int = 0
    ruled: bool = True


@dataclass
class Draft:
    """Writes leaves down in the order of the file, one line each."""

    source: str
    mended: MendedText = field(default_factory=MendedText)
    place: int = 0
    """How much of the source is done."""
    blocks: list[Block] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    revisions: list[Revision] = field(default_factory=list)
    spaced: bool = False
    """The text ends in white space."""

    @property
    def text(self) -> str:
        """What was written so far."""
        return self.mended.text

    @property
    def offsets(self) -> OffsetMap:
        """From the text back to the source."""
        return self.mended.offsets

    def span_of(self, start: int, end: int) -> Span | None:
        """Where the source's characters from `start` to `end` stand in the text; None if none of them does."""
        offsets, places = self.offsets, range(len(self.mended))
        first = bisect_left(places, start, key=lambda place: offsets.to_source(Span(start=place, end=place + 1))[0])
        last = bisect_left(places, end, key=lambda place: offsets.to_source(Span(start=place, end=place + 1))[0])
        return stripped(self.text, first, last)

    def write(self, leaves: list[Leaf | LeafTable]) -> None:
        """Write paragraphs and tables."""
        for leaf in leaves:
            if isinstance(leaf, LeafTable):
                self._table(leaf)
            else:
                self._leaf(leaf, "\n")
        self._skip_to(len(self.source), "")

    def _leaf(self, leaf: Leaf, separator: str) -> Span | None:
        pieces = _trimmed(self.source, leaf.pieces)
        if not pieces:
            self._strike(leaf.struck)
            return None
        self._skip_to(pieces[0].start, separator if len(self.mended) else "")
        start = len(self.mended)
        self.spaced = True
        struck = leaf.struck
        for piece in pieces:
            self._skip_to(piece.start, "")
            self._strike([gone for gone in struck if gone.start < piece.start])
            struck = [gone for gone in struck if gone.start >= piece.start]
            self._piece(piece)
        self._strike(struck)
        span = Span(start=start, end=len(self.mended))
        self.blocks.append(
            Block(kind=leaf.kind, span=span, level=leaf.level, label=leaf.label, bold=leaf.bold, indent=leaf.indent)
        )
        return span

    def _strike(self, struck: list[Piece]) -> None:
        """Words that are crossed out are gone from here, by an unknown hand."""
        words = " ".join(" ".join(self.source[piece.start : piece.end].split()) for piece in struck)
        if words:
            self.revisions.append(Revision(kind="deleted", text=words, before=len(self.mended)))

    def _table(self, table: LeafTable) -> None:
        cells: list[Cell] = []
        for row, line in enumerate(table.rows):
            separator = "\n"
            for column, leaf in enumerate(line):
                span = self._leaf(leaf, separator)
                separator = "\t" if span is not None else separator
                cells.append(Cell(row=row, column=column, span=span))
        if any(cell.span for cell in cells):
            self.tables.append(Table(cells=tuple(cells), header_rows=table.header_rows, ruled=table.ruled))

    def _skip_to(self, place: int, text: str) -> None:
        """Leave out the source up to `place`, with `text` in its stead."""
        if place > self.place or text:
            self.mended.replace(self.source[self.place : place], text)
            self.place = place

    def _piece(self, piece: Piece) -> None:
        source = self.source[piece.start : piece.end]
        self.place = piece.end
        if piece.text is not None:
            self._put(source, piece.text)
            return
        done = 0
        for gap in _SPACE.finditer(source):
            if gap.start() > done:
                self.mended.add(source[done : gap.start()])
                self.spaced = False
            self._put(gap[0], _gap(gap[0]))
            done = gap.end()
        if done < len(source):
            self.mended.add(source[done:])
            self.spaced = False

    def _put(self, source: str, text: str) -> None:
        """Write `text` for a stretch of the source; one space is enough."""
        if self.spaced and text.isspace():
            text = ""
        self.mended.replace(source, text)
        if text:
            self.spaced = text[-1].isspace()


def _gap(space: str) -> str:
    """What white space inside a line reads as."""
    wide = "\t" in space or len(space) >= _WIDE_GAP
    return "\t" if wide and "\n" not in space and "\r" not in space else " "


def _trimmed(source: str, pieces: list[Piece]) -> list[Piece]:
    """Pieces without white space and without invisible characters at the ends of the whole."""
    pieces = [piece for piece in pieces if piece.text != ""]
    while pieces and (first := _shorter(source, pieces[0], from_start=True)) != pieces[0]:
        pieces = [first, *pieces[1:]] if first is not None else pieces[1:]
    while pieces and (last := _shorter(source, pieces[-1], from_start=False)) != pieces[-1]:
        pieces = [*pieces[:-1], last] if last is not None else pieces[:-1]
    return pieces


def _shorter(source: str, piece: Piece, *, from_start: bool) -> Piece | None:
    if piece.text is not None:
        kept = piece.text.lstrip() if from_start else piece.text.rstrip()
        return piece._replace(text=kept) if kept else None
    start, end = piece.start, piece.end
    while start < end and not mended(source[start]).strip():
        start += 1
    while end > start and not mended(source[end - 1]).strip():
        end -= 1
    if start == end:
        return None
    return Piece(start, piece.end) if from_start else Piece(piece.start, end)
