"""How good a model is: entities found with the exact borders, and entities at least touched, by label."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from training.ner.labelled import LABELS, Entity, Labelled


@dataclass(slots=True)
class Counts:
    """What was in the gold, what was found, and what of it is right; by label."""

    gold: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    exact: Counter[str] = field(default_factory=Counter)
    touched: Counter[str] = field(default_factory=Counter)
    """Entities of the gold that a found entity with the same label overlaps."""

    def add(self, sentence: Labelled, found: Iterable[Entity]) -> None:
        """Counts one sentence."""
        entities = set(found)
        self.found.update(one.label for one in entities)
        for gold in sentence.entities:
            self.gold[gold.label] += 1
            self.exact[gold.label] += gold in entities
            self.touched[gold.label] += any(_overlap(gold, one) for one in entities if one.label == gold.label)

    def figures(self) -> dict[str, dict[str, float | int | None]]:
        """Precision, recall and F1 by label and over all; None where there was nothing to count."""
        rows = {label: self._row((label,)) for label in LABELS if self.gold[label] or self.found[label]}
        return {**rows, "all": self._row(LABELS)}

    def _row(self, labels: Iterable[str]) -> dict[str, float | int | None]:
        gold, found, exact, touched = (
            sum(counter[label] for label in labels) for counter in (self.gold, self.found, self.exact, self.touched)
        )
        return {
            "gold": gold,
            "precision": _share(exact, found),
            "recall": _share(exact, gold),
            "f1": _share(2 * exact, gold + found),
            "touched": _share(touched, gold),
        }


def _overlap(one: Entity, other: Entity) -> bool:
    return one.start < other.end and other.start < one.end


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 3) if whole else None
