"""Numbered and headed clauses as a tree.

A number is a clause number if it continues a sequence that is open, or begins one that goes on later. That keeps
addresses, quantities and dates at the start of a line out. Schedules and annexes restart the numbering.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from sowcheck.core.clauses import Clause
from sowcheck.core.documents import Block, BlockKind, Document
from sowcheck.core.spans import Span, stripped
from sowcheck.segment.blocks import body_blocks, contents_lines, is_capitals
from sowcheck.segment.headings import Style, capital_run_in, heading_after_number, is_heading_line, style_of
from sowcheck.segment.numbering import Label, read_label

_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "jan",
    "feb",
    "mar",
    "apr",
    "jun",
    "jul",
    "aug",
    "sep",
    "sept",
    "oct",
    "nov",
    "dec",
]
_SIGNING_HEADING = re.compile(
    r"\b(?:signatures?|signed|accept(?:ed|ance)|agreed|authori[sz]ation|execution)\b", re.IGNORECASE
)
_BULLETS = frozenset("•·●○◦▪■□–—-*§o‐")


@dataclass
class _Sequence:
    """Sibling numbers of one scheme."""

    scheme: str
    prefix: tuple[int, ...]
    last: int


@dataclass
class _Node:
    """A clause while the tree grows."""

    start: int
    parent: "_Node | None"
    label: Label | None = None
    heading: Span | None = None
    words_from: int = 0
    """Where its own words begin: after the number and the heading."""
    style: Style | None = None
    indent: float = 0.0
    end: int = 0
    first_child: int | None = None
    sequences: list[_Sequence] = field(default_factory=list)

    @property
    def is_division(self) -> bool:
        """Whether it is a schedule, an annex or the like."""
        return self.label is not None and self.label.kind == "division"

    @property
    def awaits_title(self) -> bool:
        """Whether it is a number on a line of its own, such as "SCHEDULE 2"."""
        return self.label is not None and self.label.kind in ("division", "word") and self.heading is None


def clauses(document: Document, signed: Sequence[Span] = ()) -> tuple[Clause, ...]:
    """The clauses of a document, the root first, then in the order of the text.

    Args:
        document: A document as read.
        signed: Where it is signed; the names there are no headings.
    """
    return _Tree(document, signed).grown()


class _Tree:
    """The open clauses, outermost first, and all clauses so far."""

    def __init__(self, document: Document, signed: Sequence[Span]) -> None:
        self.text = document.text
        self.signed = sorted(signed, key=lambda span: span.start)
        self.blocks = body_blocks(document)
        self.contents = contents_lines(self.blocks, self.text)
        self.root = _Node(start=0, parent=None)
        self.open = [self.root]
        self.nodes = [self.root]
        self.last_end = 0
        self.labels = [self._label(index) for index in range(len(self.blocks))]
        self.later: dict[tuple[str, tuple[int, ...]], int] = defaultdict(int)
        for label in self.labels:
            for reading in _readings(label):
                self.later[(reading.scheme, reading.values)] += 1
        self.last_values: dict[tuple[str, tuple[int, ...]], int] = {}
        """The last number of each sequence, whether its clauses are open or not."""

    def grown(self) -> tuple[Clause, ...]:
        """Reads all blocks and hands over the clauses."""
        for index, block in enumerate(self.blocks):
            label = self.labels[index]
            for reading in _readings(label):
                self.later[(reading.scheme, reading.values)] -= 1
            if index not in self.contents and block.kind != BlockKind.TABLE_CELL:
                self._read(block, label)
            self.last_end = block.span.end
        self._close_to(0)
        self.root.end = len(self.text)
        return self._frozen()

    def _label(self, index: int) -> Label | None:
        block = self.blocks[index]
        if index in self.contents or block.kind in (BlockKind.TABLE_CELL, BlockKind.FORM_FIELD):
            return None
        if block.label:
            if block.label.strip() in _BULLETS:
                return None
            label = read_label(block.label.strip(), outside=True)
            return label._replace(length=0) if label else None
        return read_label(block.span.of(self.text))

    def _read(self, block: Block, label: Label | None) -> None:
        """Opens the clause that a block begins, if it begins one."""
        if label is not None:
            placed = self._place(label, block)
            if placed:
                parent, reading = placed
                self._add_numbered(block, parent, reading)
                return
        heading = stripped(self.text, *_ends(block)) if self._heads(block) else None
        if heading and self._is_title_of_last(block):
            last = self.open[-1]
            last.heading, last.words_from = heading, heading.end
            last.style = last.style or style_of(block, heading, self.text)
            return
        heading = heading or capital_run_in(block, self.text)
        if heading:
            style = style_of(block, heading, self.text)
            self._close_to(self._depth_for(style))
            self._add(block, self.open[-1], None, heading, style, heading.end)

    def _heads(self, block: Block) -> bool:
        """Whether an unnumbered block is a heading where it stands: no signer's name, no line of a shouted sentence."""
        if not is_heading_line(block, self.text):
            return False
        words = block.span.of(self.text).strip()
        place = bisect_right(self.signed, block.span.start, key=lambda span: span.start) - 1
        if place >= 0 and self.signed[place].end >= block.span.end and not _SIGNING_HEADING.search(words):
            return False
        before = self.text[: block.span.start].rstrip()[-60:].rpartition("\n")[2] if is_capitals(words) else ""
        goes_on = is_capitals(before) and len(before) >= 40 and before[-1] not in ".:;!?"
        return not goes_on and not (words[0].islower() and block.page is not None)

    def _is_title_of_last(self, block: Block) -> bool:
        last = self.open[-1]
        return last.awaits_title and last.words_from >= self.last_end and block.kind != BlockKind.LIST_ITEM

    # Where a number belongs

    def _place(self, label: Label, block: Block) -> tuple[_Node, Label] | None:
        """The parent of a numbered clause, and how its number reads; None if it is no clause number."""
        readings = _readings(label)
        found = [(depth, reading) for reading in readings if (depth := self._continued(reading)) is not None]
        if found:
            depth, reading = max(found, key=lambda pair: pair[0])
            if reading.kind != "bare" or self._reads_as_clause(block, reading):
                return self.open[depth], reading
            return None
        for reading in sorted(readings, key=lambda reading: reading.value > 1):
            parent = self._begun(reading, block)
            if parent is not None:
                return parent, reading
        return None

    def _continued(self, label: Label) -> int | None:
        """Depth of the innermost open clause one of whose sequences this number continues."""
        if label.kind == "division" and not label.values:
            return None
        for depth in range(len(self.open) - 1, -1, -1):
            node = self.open[depth]
            for sequence in reversed(node.sequences):
                follows = label.value - sequence.last == 1 and sequence.prefix == label.values[:-1]
                if follows and sequence.scheme == label.scheme:
                    return depth
            if node.label and node.label.kind == "division" and label.kind != "division":
                return None
        return None

    def _begun(self, label: Label, block: Block) -> _Node | None:
        """The parent of a number that begins a sequence, or skips numbers; None if the evidence is too weak."""
        if label.kind == "division":
            words = block.span.of(self.text)
            stands_out = block.kind == BlockKind.HEADING or block.bold or is_capitals(words)
            return self._division_parent(label) if label.values or stands_out else None
        if label.kind == "word":
            return self._holder_of_articles()
        if len(label.values) > 1:
            return self._prefix_parent(label, block)
        if not self._reads_as_clause(block, label):
            return None
        if label.value <= 1:
            return self._first_parent(label, block) if self._goes_on(label, block) else None
        bracketed = ")" in label.scheme and label.kind in ("letter", "roman")
        skipped = self._skipped(label)
        if skipped is not None and (bracketed or block.kind == BlockKind.HEADING or self._has_later(label, 1)):
            return skipped
        if bracketed and (label.kind == "roman" or label.value <= 12):
            return self._first_parent(label, block)
        strong = block.kind == BlockKind.HEADING or block.bold
        if self.last_values.get((label.scheme, ())) == label.value - 1 or (strong and label.kind == "decimal"):
            return self._innermost_unnumbered() if label.value <= 60 else None
        return None

    def _reads_as_clause(self, block: Block, label: Label) -> bool:
        """Whether the words after the number can be those of a clause: not "1 January 2026", "30 days"."""
        rest = self.text[block.span.start + label.length : block.span.end].strip()
        if label.kind != "bare":
            return True
        first = rest.split(maxsplit=1)[0].strip(".,:").lower() if rest else ""
        return bool(rest) and (rest[0].isupper() or rest[0] in '“"') and first not in _MONTHS

    def _goes_on(self, label: Label, block: Block) -> bool:
        """Whether a first number is the first of several, or is written so that it can only be one."""
        if ")" in label.scheme or block.label:
            return True
        if self._has_later(label, 1):
            return True
        below = (f"decimal{len(label.values) + 1}", (*label.values, 1))
        return self.later[below] > 0 or (label.kind == "decimal" and label.value == 1)

    def _has_later(self, label: Label, step: int) -> bool:
        following = (*label.values[:-1], label.value + step)
        return self.later[(label.scheme, following)] > 0

    def _skipped(self, label: Label) -> _Node | None:
        """The open clause that holds a sequence of this scheme whose last number is a little smaller."""
        for node in reversed(self.open):
            for sequence in reversed(node.sequences):
                if sequence.scheme == label.scheme and sequence.prefix == label.values[:-1]:
                    return node if 0 < label.value - sequence.last <= 4 else None
            if node.label and node.label.kind == "division":
                return None
        return None

    def _division_parent(self, label: Label) -> _Node:
        """A schedule stands at the top; a part or chapter may stand inside a schedule."""
        if label.scheme in ("part", "chapter"):
            for node in reversed(self.open):
                if node.label and node.label.kind == "division" and node.label.scheme not in ("part", "chapter"):
                    return node
        return self.root

    def _holder_of_articles(self) -> _Node:
        """Articles stand in the innermost schedule, else at the top."""
        for node in reversed(self.open):
            if node.label and node.label.kind == "division":
                return node
        return self.root

    def _prefix_parent(self, label: Label, block: Block) -> _Node | None:
        """The parent of "4.2": the open clause 4; without one, what holds the clauses before it."""
        prefix = label.values[:-1]
        for node in reversed(self.open):
            if node.label and node.label.values == prefix and node.label.kind not in ("letter", "roman"):
                return (
                    node
                    if label.value <= 4 or self._skipped(label) is node or block.kind == BlockKind.HEADING
                    else None
                )
        skipped = self._skipped(label)
        if skipped is not None:
            return skipped
        if not self._reads_as_clause(block, label._replace(kind="bare")):
            return None
        if block.kind == BlockKind.HEADING or self.last_values.get((label.scheme, prefix)) == label.value - 1:
            return self._innermost_unnumbered()
        if label.value <= 1 and (self._has_later(label, 1) or block.bold):
            return self._innermost_headed()
        return None

    def _first_parent(self, label: Label, block: Block) -> _Node:
        """The innermost open clause, unless one of the same scheme is open there: then this is its next sibling."""
        for depth in range(len(self.open) - 1, 0, -1):
            node = self.open[depth]
            if node.label and node.label.scheme == label.scheme:
                inner = depth < len(self.open) - 1 and self._has_later(node.label, 1)
                deeper = inner or block.indent > node.indent + 6 or self._introduces(self.open[-1])
                return self.open[-1] if deeper else self.open[depth - 1]
        return self._innermost_headed() if self._is_headed(block, label) else self.open[-1]

    def _introduces(self, node: _Node) -> bool:
        """Whether what was read last of a clause ends with a colon, so that a list follows."""
        return self.text[node.start : self.last_end].rstrip().endswith((":", "–", "—"))  # noqa: RUF001

    def _is_headed(self, block: Block, label: Label) -> bool:
        """Whether the numbered block is a heading line, which no item of a list holds."""
        heading = heading_after_number(block, self.text, block.span.start + label.length)
        return heading is not None and (block.kind == BlockKind.HEADING or is_capitals(heading.of(self.text)))

    def _innermost_headed(self) -> _Node:
        return next((node for node in reversed(self.open) if node.heading or node.is_division), self.root)

    def _innermost_unnumbered(self) -> _Node:
        """What holds numbered clauses of the top level: an unnumbered heading, a schedule or the document."""
        return next((node for node in reversed(self.open) if node.label is None or node.is_division), self.root)

    def _depth_for(self, style: Style) -> int:
        """How many open clauses stay open above an unnumbered heading that looks like `style`."""
        headed = [depth for depth, node in enumerate(self.open) if depth == 0 or node.heading]
        for depth in headed[1:]:
            theirs = self.open[depth].style
            if theirs and style.compared_to(theirs) >= 0:
                return depth - 1
        return headed[-1]

    # Growing

    def _add_numbered(self, block: Block, parent: _Node, label: Label) -> None:
        self._close_to(self.open.index(parent))
        start = block.span.start + label.length
        heading = heading_after_number(block, self.text, start)
        if heading and label.kind == "division" and heading.of(self.text).lower().startswith(("to ", "of ")):
            heading, start = None, heading.end
        style = style_of(block, heading, self.text) if heading else None
        node = self._add(block, parent, label, heading, style, heading.end if heading else start)
        sequence = next((one for one in reversed(parent.sequences) if _continues(one, label)), None)
        if sequence:
            sequence.last = label.value
        elif label.values:
            parent.sequences.append(_Sequence(label.scheme, label.values[:-1], label.value))
        node.indent = block.indent
        if label.values:
            self.last_values[(label.scheme, label.values[:-1])] = label.value

    def _add(
        self, block: Block, parent: _Node, label: Label | None, heading: Span | None, style: Style | None, words: int
    ) -> _Node:
        node = _Node(block.span.start, parent, label, heading, words, style)
        if parent.first_child is None:
            parent.first_child = node.start
        self.open.append(node)
        self.nodes.append(node)
        return node

    def _close_to(self, depth: int) -> None:
        """Closes the open clauses below `depth`; they end with the block before."""
        for node in self.open[depth + 1 :]:
            node.end = self.last_end
        del self.open[depth + 1 :]

    def _frozen(self) -> tuple[Clause, ...]:
        index = {id(node): place for place, node in enumerate(self.nodes)}
        level = {id(self.root): 0}
        frozen: list[Clause] = []
        for place, node in enumerate(self.nodes):
            if node.parent is not None:
                level[id(node)] = level[id(node.parent)] + 1
            end = max(node.end, node.start + 1)
            frozen.append(
                Clause(
                    index=place,
                    parent=index[id(node.parent)] if node.parent is not None else None,
                    level=level[id(node)],
                    number=node.label.number if node.label else None,
                    heading=node.heading,
                    span=Span(start=node.start, end=end),
                    body=self._own_words(node),
                )
            )
        return tuple(frozen)

    def _own_words(self, node: _Node) -> Span | None:
        start = max(node.words_from, node.start)
        end = node.first_child if node.first_child is not None else node.end
        while start < end and self.text[start] in ".:–—- \t\n":
            start += 1
        return stripped(self.text, start, end) if start < end else None


def _readings(label: Label | None) -> list[Label]:
    """Both readings of an ambiguous number, the plain one first."""
    if label is None:
        return []
    return [label, label.other] if label.other else [label]


def _continues(sequence: _Sequence, label: Label) -> bool:
    return (
        sequence.scheme == label.scheme
        and sequence.prefix == label.values[:-1]
        and 0 < label.value - sequence.last <= 4
    )


def _ends(block: Block) -> tuple[int, int]:
    return block.span.start, block.span.end
