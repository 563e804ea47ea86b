"""Clauses while their tree grows."""

from dataclasses import dataclass, field

from sowcheck.core.spans import Span
from sowcheck.segment.headings import Style
from sowcheck.segment.numbering import Label

_OPEN_SEQUENCES = 8
"""Sequences of one scheme that a clause keeps open; the oldest is forgotten."""
_LARGEST_GAP = 4
"""Numbers that may be missing between two siblings."""


@dataclass
class Node:
    """A clause that may still get sub-clauses."""

    start: int
    parent: "Node | None"
    label: Label | None = None
    heading: Span | None = None
    words_from: int = 0
    """Where its own words begin: after the number and the heading."""
    style: Style | None = None
    indent: float = 0.0
    end: int = 0
    first_child: int | None = None
    """Where its first sub-clause begins."""
    sequences: dict[tuple[str, tuple[int, ...]], list[int]] = field(default_factory=dict)
    """The last number of each sequence of its sub-clauses, by scheme and the numbers before the last."""

    @property
    def is_division(self) -> bool:
        """Whether it is a schedule, an annex or the like."""
        return self.label is not None and self.label.kind == "division"

    @property
    def awaits_title(self) -> bool:
        """Whether it is a number on a line of its own, such as "SCHEDULE 2"."""
        return self.label is not None and self.label.kind in ("division", "word") and self.heading is None

    def continues(self, label: Label, gap: int = 1) -> bool:
        """Whether one of its sequences goes on with `label`, at most `gap` numbers further."""
        lasts = self.sequences.get((label.scheme, label.values[:-1]), [])
        return any(0 < label.value - last <= gap for last in lasts)

    def count(self, label: Label) -> None:
        """Notes the number of a sub-clause: it goes on with a sequence or begins one."""
        if not label.values:
            return
        lasts = self.sequences.setdefault((label.scheme, label.values[:-1]), [])
        for place in range(len(lasts) - 1, -1, -1):
            if 0 < label.value - lasts[place] <= _LARGEST_GAP:
                lasts[place] = label.value
                return
        lasts.append(label.value)
        del lasts[:-_OPEN_SEQUENCES]

    def skips_to(self, label: Label) -> bool:
        """Whether `label` goes on with a sequence of it after a few missing numbers."""
        return self.continues(label, _LARGEST_GAP)
