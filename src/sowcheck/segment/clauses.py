"""Numbered and headed clauses as a tree."""

import re
from bisect import bisect_right
from collections.abc import Sequence

from sowcheck.core.clauses import Clause
from sowcheck.core.documents import Block, BlockKind, Document
from sowcheck.core.spans import Span, stripped
from sowcheck.segment.blocks import body_blocks, contents_lines, is_capitals
from sowcheck.segment.clause_nodes import Node
from sowcheck.segment.clause_places import Places
from sowcheck.segment.headings import Style, capital_run_in, heading_after_number, is_heading_line, style_of
from sowcheck.segment.numbering import Label, read_label

_SIGNING_HEADING = re.compile(
    r"\b(?:signatures?|signed|accept(?:ed|ance)|agreed|authori[sz]ation|execution)\b", re.IGNORECASE
)
_BULLETS = frozenset("•·●○◦▪■□–—-*§o")


def clauses(document: Document, signed: Sequence[Span] = ()) -> tuple[Clause, ...]:
    """The clauses of a document, the root first, then in the order of the text.

    Args:
        document: A document as read.
        signed: Where it is signed; the names there are no headings.
    """
    return _Tree(document, signed).grown()


class _Tree:
    """All clauses so far; what is open of them stands in `places`."""

    def __init__(self, document: Document, signed: Sequence[Span]) -> None:
        self.text = document.text
        self.signed = sorted(signed, key=lambda span: span.start)
        self.blocks = body_blocks(document)
        self.contents = contents_lines(self.blocks, self.text)
        self.labels = [self._label(index) for index in range(len(self.blocks))]
        self.places = Places(self.text, self.labels)
        self.nodes = [self.places.root]

    def grown(self) -> tuple[Clause, ...]:
        """Reads all blocks and hands over the clauses."""
        for index, (block, label) in enumerate(zip(self.blocks, self.labels, strict=True)):
            self.places.passed(label)
            if index not in self.contents and block.kind != BlockKind.TABLE_CELL:
                self._read(block, label)
            self.places.last_end = block.span.end
        self._close_to(0)
        self.places.root.end = len(self.text)
        return self._frozen()

    def _label(self, index: int) -> Label | None:
        """The number that a block begins with, or that its format keeps outside the text."""
        block = self.blocks[index]
        if index in self.contents or block.kind in (BlockKind.TABLE_CELL, BlockKind.FORM_FIELD):
            return None
        if not block.label:
            return read_label(block.span.of(self.text))
        mark = block.label.strip()
        label = None if mark in _BULLETS else read_label(mark, outside=True)
        return label._replace(length=0) if label else None

    def _read(self, block: Block, label: Label | None) -> None:
        """Opens the clause that a block begins, if it begins one."""
        placed = self.places.place(label, block) if label else None
        if placed:
            self._add_numbered(block, *placed)
            return
        heading = stripped(self.text, block.span.start, block.span.end) if self._heads(block) else None
        last = self.places.open[-1]
        if heading and last.awaits_title and last.words_from >= self.places.last_end:
            last.heading, last.words_from = heading, heading.end
            last.style = last.style or style_of(block, heading, self.text)
            return
        heading = heading or capital_run_in(block, self.text)
        if heading:
            style = style_of(block, heading, self.text)
            self._close_to(self.places.depth_for(style))
            self._add(block, self.places.open[-1], None, heading, style, heading.end)

    def _heads(self, block: Block) -> bool:
        """Whether an unnumbered block is a heading where it stands: no signer's name, no line of a shouted sentence."""
        if not is_heading_line(block, self.text):
            return False
        words = block.span.of(self.text).strip()
        place = bisect_right(self.signed, block.span.start, key=lambda span: span.start) - 1
        if place >= 0 and self.signed[place].end >= block.span.end and not _SIGNING_HEADING.search(words):
            return False
        before = self.text[max(block.span.start - 80, 0) : block.span.start].rstrip().rpartition("\n")[2]
        shouted = is_capitals(words) and is_capitals(before) and len(before) >= 40 and before[-1] not in ".:;!?"
        return not shouted and not (words[0].islower() and block.page is not None)

    def _add_numbered(self, block: Block, parent: Node, label: Label) -> None:
        self._close_to(self.places.open.index(parent))
        start = block.span.start + label.length
        heading = heading_after_number(block, self.text, start)
        if heading and label.kind == "division" and heading.of(self.text).lower().startswith(("to ", "of ")):
            start, heading = heading.end, None
        style = style_of(block, heading, self.text) if heading else None
        node = self._add(block, parent, label, heading, style, heading.end if heading else start)
        node.indent = block.indent
        self.places.note(parent, label)

    def _add(
        self,
        block: Block,
        parent: Node,
        label: Label | None,
        heading: Span | None,
        style: Style | None,
        words_from: int,
    ) -> Node:
        node = Node(block.span.start, parent, label, heading, words_from, style)
        if parent.first_child is None:
            parent.first_child = node.start
        self.places.open.append(node)
        self.nodes.append(node)
        return node

    def _close_to(self, depth: int) -> None:
        """Closes the open clauses below `depth`; they end with the block before."""
        for node in self.places.open[depth + 1 :]:
            node.end = self.places.last_end
        del self.places.open[depth + 1 :]

    def _frozen(self) -> tuple[Clause, ...]:
        index = {id(node): place for place, node in enumerate(self.nodes)}
        frozen: list[Clause] = []
        for place, node in enumerate(self.nodes):
            parent = None if node.parent is None else index[id(node.parent)]
            frozen.append(
                Clause(
                    index=place,
                    parent=parent,
                    level=0 if parent is None else frozen[parent].level + 1,
                    number=node.label.number if node.label else None,
                    heading=node.heading,
                    span=Span(start=node.start, end=max(node.end, node.start + 1)),
                    body=self._own_words(node),
                )
            )
        return tuple(frozen)

    def _own_words(self, node: Node) -> Span | None:
        """The words of a clause after its number and heading, before its first sub-clause."""
        start = max(node.words_from, node.start)
        end = node.end if node.first_child is None else node.first_child
        while start < end and self.text[start] in ".:–—- \t\n":
            start += 1
        return stripped(self.text, start, end) if start < end else None
