"""Where a numbered clause belongs in the tree, and whether a number is one of a clause at all.

A number is one of a clause if it continues a sequence that is open, or begins one that goes on later. That keeps
addresses, quantities and dates at the start of a line out. Schedules and annexes restart the numbering.
"""

import re
from collections import Counter
from collections.abc import Iterable

from sowcheck.core.documents import Block, BlockKind
from sowcheck.segment.blocks import is_capitals
from sowcheck.segment.clause_nodes import Node
from sowcheck.segment.headings import Style, heading_after_number
from sowcheck.segment.numbering import Label

_LARGEST_NUMBER = 60
_MONTH = re.compile(
    r"jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?",
    re.IGNORECASE,
)


def readings(label: Label | None) -> list[Label]:
    """Both readings of an ambiguous number such as "(i)", the letter first."""
    if label is None:
        return []
    return [label, label.other] if label.other else [label]


class Places:
    """The open clauses, outermost first, and the numbers that are still to come."""

    def __init__(self, text: str, labels: Iterable[Label | None]) -> None:
        self.text = text
        self.root = Node(start=0, parent=None)
        self.open = [self.root]
        self.last_end = 0
        """Where the block that was read last ends."""
        self._later = Counter((one.scheme, one.values) for label in labels for one in readings(label))
        self._last: dict[tuple[str, tuple[int, ...]], int] = {}
        """The last number of each sequence, whether its clauses are open or not."""

    def passed(self, label: Label | None) -> None:
        """Takes a number off those that are still to come."""
        self._later.subtract((one.scheme, one.values) for one in readings(label))

    def note(self, parent: Node, label: Label) -> None:
        """Counts the number of a clause that was added under `parent`."""
        parent.count(label)
        if label.values:
            self._last[(label.scheme, label.values[:-1])] = label.value

    def place(self, label: Label, block: Block) -> tuple[Node, Label] | None:
        """The parent of a numbered clause, and how its number reads; None if it is no clause number."""
        found = [(depth, one) for one in readings(label) if (depth := self._continued(one)) is not None]
        if found:
            depth, reading = max(found, key=lambda pair: pair[0])
            fits = reading.kind != "bare" or self._reads_as_clause(block, reading)
            return (self.open[depth], reading) if fits else None
        for reading in sorted(readings(label), key=lambda one: one.value > 1):
            parent = self._begun(reading, block)
            if parent is not None:
                return parent, reading
        return None

    def depth_for(self, style: Style) -> int:
        """How many open clauses stay open above an unnumbered heading that looks like `style`."""
        headed = [depth for depth, node in enumerate(self.open) if depth == 0 or node.heading]
        for depth in headed[1:]:
            theirs = self.open[depth].style
            if theirs and style.compared_to(theirs) >= 0:
                return depth - 1
        return headed[-1]

    # A number that continues

    def _continued(self, label: Label) -> int | None:
        """Depth of the innermost open clause one of whose sequences this number continues."""
        for depth in range(len(self.open) - 1, -1, -1):
            node = self.open[depth]
            if node.continues(label):
                return depth
            if node.is_division and label.kind != "division":
                return None
        return None

    def _skipped(self, label: Label) -> Node | None:
        """The open clause that holds a sequence of this scheme whose last number is a little smaller."""
        for node in reversed(self.open):
            if node.skips_to(label):
                return node
            if node.is_division:
                return None
        return None

    def _has_later(self, label: Label) -> bool:
        """Whether the next number of the sequence is still to come."""
        return self._later[(label.scheme, (*label.values[:-1], label.value + 1))] > 0

    # A number that begins

    def _begun(self, label: Label, block: Block) -> Node | None:
        """The parent of a number that begins a sequence, or skips numbers; None if the evidence is too weak."""
        if label.kind == "division":
            return self._division_parent(label, block)
        if label.kind == "word":
            return self._word_parent(label, block)
        if len(label.values) > 1:
            return self._prefix_parent(label, block)
        if not self._reads_as_clause(block, label):
            return None
        if label.value <= 1:
            return self._first_parent(label, block) if self._goes_on(label, block) else None
        return self._later_parent(label, block)

    def _reads_as_clause(self, block: Block, label: Label) -> bool:
        """Whether the words after a bare number can be those of a clause: not "1 January 2026", "30 days"."""
        if label.kind != "bare":
            return True
        rest = self.text[block.span.start + label.length : block.span.end].strip()
        if not rest or not (rest[0].isupper() or rest[0] in '“"'):
            return False
        return not _MONTH.fullmatch(rest.split(maxsplit=1)[0].strip(".,:"))

    def _goes_on(self, label: Label, block: Block) -> bool:
        """Whether a first number is the first of several, or is written so that it can only be one."""
        if ")" in label.scheme or block.label or self._has_later(label):
            return True
        below = (f"decimal{len(label.values) + 1}", (*label.values, 1))
        return self._later[below] > 0 or (label.kind == "decimal" and label.value == 1)

    def _division_parent(self, label: Label, block: Block) -> Node | None:
        """A schedule stands at the top; a part or chapter may stand inside a schedule."""
        stands_out = block.kind == BlockKind.HEADING or block.bold or is_capitals(block.span.of(self.text))
        if not label.values and not stands_out:
            return None
        if label.scheme in ("part", "chapter"):
            for node in reversed(self.open):
                if node.is_division and node.label and node.label.scheme not in ("part", "chapter"):
                    return node
        return self.root

    def _word_parent(self, label: Label, block: Block) -> Node:
        """A section stands in the open article whose number it has, or in any article; an article in a schedule."""
        if len(label.values) > 1 and (parent := self._prefix_parent(label, block)):
            return parent
        for node in reversed(self.open):
            article = node.label is not None and node.label.kind == "word" and node.label.scheme.startswith("art")
            if node.is_division or (article and not label.scheme.startswith("art")):
                return node
        return self.root

    def _prefix_parent(self, label: Label, block: Block) -> Node | None:
        """The parent of "4.2": the open clause 4; without one, what holds the clauses before it."""
        prefix = label.values[:-1]
        stands_out = block.kind == BlockKind.HEADING
        for node in reversed(self.open):
            if node.label and node.label.values == prefix and node.label.kind not in ("letter", "roman"):
                return node if label.value <= 4 or stands_out or node.skips_to(label) else None
        skipped = self._skipped(label)
        if skipped is not None or not self._reads_as_clause(block, label._replace(kind="bare")):
            return skipped
        if stands_out or block.label or self._last.get((label.scheme, prefix)) == label.value - 1:
            return self._innermost_unnumbered()
        if label.value <= 1 and (self._has_later(label) or block.bold):
            return self._innermost_headed()
        return None

    def _first_parent(self, label: Label, block: Block) -> Node:
        """The innermost open clause, unless one of the same scheme is open there: then this is its next sibling."""
        for depth in range(len(self.open) - 1, 0, -1):
            node = self.open[depth]
            if node.label and node.label.scheme == label.scheme:
                inner = depth < len(self.open) - 1 and self._has_later(node.label)
                deeper = (
                    inner
                    or block.indent > node.indent + 6
                    or self.text[max(self.last_end - 1, 0) : self.last_end] in (":", "–", "—")
                )
                return self.open[-1] if deeper else self.open[depth - 1]
        return self._innermost_headed() if self._is_headed(block, label) else self.open[-1]

    def _later_parent(self, label: Label, block: Block) -> Node | None:
        """The parent of a number above 1 whose sequence is not open: numbers are missing, or a heading closed it."""
        bracketed = ")" in label.scheme and label.kind in ("letter", "roman")
        stands_out = block.kind == BlockKind.HEADING
        skipped = self._skipped(label)
        if skipped is not None and (bracketed or stands_out or self._has_later(label)):
            return skipped
        if bracketed and (label.kind == "roman" or label.value <= 12):
            return self._first_parent(label, block)
        if label.value > _LARGEST_NUMBER:
            return None
        strong = (stands_out or block.bold or block.label is not None) and label.kind == "decimal"
        if strong or self._last.get((label.scheme, ())) == label.value - 1:
            return self._innermost_unnumbered()
        return None

    def _is_headed(self, block: Block, label: Label) -> bool:
        """Whether the numbered block is a heading line, which no item of a list holds."""
        heading = heading_after_number(block, self.text, block.span.start + label.length)
        return heading is not None and (block.kind == BlockKind.HEADING or is_capitals(heading.of(self.text)))

    def _innermost_headed(self) -> Node:
        return next((node for node in reversed(self.open) if node.heading or node.is_division), self.root)

    def _innermost_unnumbered(self) -> Node:
        """What holds numbered clauses of the top level: an unnumbered heading, a schedule or the document."""
        return next((node for node in reversed(self.open) if node.label is None or node.is_division), self.root)
