"""Counts of verdicts, and the shares that follow from them."""

from collections.abc import Iterable
from typing import NamedTuple

from sowcheck.evals.scorers.facts import FactVerdict, Judgement


class Counts(NamedTuple):
    """How many facts ended how. Precision, recall and F1 are micro averages over facts; None where nothing was there."""

    matched: int = 0
    misread: int = 0
    missed: int = 0
    invented: int = 0

    @property
    def gold(self) -> int:
        """Facts that the documents state."""
        return self.matched + self.misread + self.missed

    @property
    def predicted(self) -> int:
        """Facts that were found."""
        return self.matched + self.misread + self.invented

    @property
    def precision(self) -> float | None:
        """Share of the found facts that are right."""
        return self.matched / self.predicted if self.predicted else None

    @property
    def recall(self) -> float | None:
        """Share of the stated facts that were found."""
        return self.matched / self.gold if self.gold else None

    @property
    def f1(self) -> float | None:
        """Harmonic mean of precision and recall."""
        total = self.gold + self.predicted
        return 2 * self.matched / total if total else None


def count(judgements: Iterable[Judgement]) -> Counts:
    """The counts of some judgements."""
    numbers = dict.fromkeys(FactVerdict, 0)
    for judgement in judgements:
        numbers[judgement.verdict] += 1
    return Counts(*(numbers[verdict] for verdict in FactVerdict))
