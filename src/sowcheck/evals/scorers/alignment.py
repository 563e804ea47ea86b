"""Which prediction belongs to which gold fact: the assignment with the greatest likeness overall, one to one."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from pydantic import JsonValue

from sowcheck.evals.scorers.equality import item_words, same_hard_parts, same_value
from sowcheck.evals.scorers.words import overlap

_ALIKE_FROM = 0.5
_EXACT_BONUS = 0.25


class Pair(NamedTuple):
    """A gold fact and the prediction that is about the same thing, by their places in their sequences."""

    gold: int
    prediction: int
    right: bool
    """Whether the values agree; a pair that is not right was misread."""


def align_items(gold: Sequence[JsonValue], predicted: Sequence[JsonValue]) -> tuple[Pair, ...]:
    """Pairs the items of a list field.

    Two items may be paired if half of their words are the same. Among equally alike items the one whose numbers agree
    comes first, so that two milestones with swapped amounts are two misread items and not two right ones.
    """
    words = [item_words(value) for value in gold]
    other_words = [item_words(value) for value in predicted]
    exact = [[same_hard_parts(mine, theirs) for theirs in predicted] for mine in gold]

    def likeness(row: int, column: int) -> float:
        alike = overlap(words[row], other_words[column])
        return alike + _EXACT_BONUS * exact[row][column] if alike >= _ALIKE_FROM else 0.0

    pairs = _assigned(len(gold), len(predicted), likeness)
    return tuple(Pair(row, column, exact[row][column]) for row, column in pairs)


def align_scalars(field: str, gold: Sequence[JsonValue], predicted: Sequence[JsonValue]) -> tuple[Pair, ...]:
    """Pairs the values of a field that is stated once: equal ones, then what is left in order, as misread."""
    equal = _assigned(len(gold), len(predicted), lambda row, column: same_value(field, gold[row], predicted[column]))
    right = tuple(Pair(row, column, True) for row, column in equal)
    rows = [row for row in range(len(gold)) if row not in {pair.gold for pair in right}]
    columns = [column for column in range(len(predicted)) if column not in {pair.prediction for pair in right}]
    misread = tuple(Pair(row, column, False) for row, column in zip(rows, columns, strict=False))
    return right + misread


def _assigned(rows: int, columns: int, likeness: Callable[[int, int], float]) -> list[tuple[int, int]]:
    """The one-to-one assignment with the greatest sum; pairs that are not alike at all are left out."""
    if not rows or not columns:
        return []
    from scipy.optimize import linear_sum_assignment

    table = [[float(likeness(row, column)) for column in range(columns)] for row in range(rows)]
    found_rows, found_columns = linear_sum_assignment(table, maximize=True)
    pairs = zip(found_rows.tolist(), found_columns.tolist(), strict=True)
    return [(row, column) for row, column in pairs if table[row][column] > 0]
