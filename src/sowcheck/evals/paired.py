"""The rows of a paired comparison: a figure on both sides, and the facts that changed."""

from collections.abc import Sequence

from sowcheck.core.noun import Noun
from sowcheck.evals.intervals import Difference, Part, difference, value_of


class Change(Noun):
    """One fact whose verdict differs."""

    place: str
    """Id of the document or deal."""
    field: str
    gain: bool
    before: str
    """What the first side made of it."""
    after: str
    gold: str
    """The gold value in short; empty for a fact that nobody states."""


class Row(Noun):
    """One figure on both sides."""

    name: str
    """A measure ("scalar.f1", "checking.recall") or a field."""
    before: float | None
    after: float | None
    difference: Difference
    won: int
    """Facts that only the second side has right."""
    lost: int
    """Facts that only the first side has right."""


def row_of(name: str, before: Sequence[Part], after: Sequence[Part], changes: Sequence[Change]) -> Row:
    """The row of a ratio over the same clusters on both sides."""
    gains = sum(change.gain for change in changes)
    return Row(
        name=name,
        before=value_of(before),
        after=value_of(after),
        difference=difference(before, after),
        won=gains,
        lost=len(changes) - gains,
    )
