"""A deal with exactly one thing changed, and what was changed."""

from collections.abc import Callable, Iterable, Iterator
from random import Random
from typing import Literal

from sowcheck.compare.values.comparators import name_of
from sowcheck.compare.values.similarity import plain
from sowcheck.core.fields import FIELDS
from sowcheck.core.noun import Noun
from sowcheck.core.records import RecordValue
from sowcheck.core.values import Value
from sowcheck.evals.mutation.deal import Deal

Side = Literal["record", "document"]


class Change(Noun):
    """What was changed, so that a developer finds it again."""

    operator: str
    side: Side
    field: str
    """The dictionary field whose discrepancy is looked for."""
    key: str | None = None
    """Names the item of a list field."""
    place: str
    """The paper's file name, or the part of the records."""
    before: str
    after: str


class Counterpart(Noun):
    """What the records must hold for a change in a paper to be a difference at all."""

    fields: tuple[str, ...]
    """One of these."""
    key: str | None = None
    """With this item."""
    value: Value | None = None
    """With this value."""

    def is_held(self, values: Iterable[RecordValue]) -> bool:
        """Whether one of the record values is it."""
        return any(
            each.field in self.fields
            and (self.key is None or not FIELDS[each.field].repeated or plain(name_of(each.value)) == plain(self.key))
            and (self.value is None or each.value == self.value)
            for each in values
        )


class Mutant(Noun):
    """The changed deal."""

    change: Change
    deal: Deal
    counterpart: Counterpart | None = None
    """Of a change in a paper; None where the papers alone show it."""


Operator = Callable[[Deal, Random], Iterator[Mutant]]
"""Every mutant of its kind that a deal has a place for, in the order of the deal."""
