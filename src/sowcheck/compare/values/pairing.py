"""Pairs the items of two lists by what they are called, so that neither order nor a new name breaks a comparison.

Names decide. Equal amounts only break ties and find an item that was renamed, so that two lines with swapped amounts stay
two mismatches.
"""

from collections.abc import Sequence
from decimal import Decimal

from sowcheck.compare.values.comparators import amount_of, name_of
from sowcheck.compare.values.similarity import label, likeness, plain
from sowcheck.core.items import KeyPerson, PriceLine, RateLine, Signatory, StaffRole
from sowcheck.core.noun import Noun
from sowcheck.core.values import Value

_SAME = 0.6
"""Names as alike as this are one item's."""
_RENAMED = 0.3
"""Names as alike as this are one item's if the amounts agree too."""
_TIE_BREAK = 0.05
_SENIORITY = frozenset(
    ["senior", "junior", "lead", "principal", "associate", "head", "chief", "trainee", "graduate", "expert"]
)


class Pair(Noun):
    """Places of two items that are one."""

    left: int
    right: int
    score: float


class Pairing(Noun):
    """Which items of the two lists belong together, as places in the lists."""

    pairs: tuple[Pair, ...]
    left_only: tuple[int, ...]
    right_only: tuple[int, ...]


def pair_items(left: Sequence[Value], right: Sequence[Value]) -> Pairing:
    """Pair two lists for the highest sum of likeness; the result does not depend on the order of either list."""
    rows = sorted(range(len(left)), key=lambda place: _sort_key(left[place]))
    columns = sorted(range(len(right)), key=lambda place: _sort_key(right[place]))
    scores = [[score(left[row], right[column]) for column in columns] for row in rows]
    pairs = []
    for row, column in best_assignment(scores):
        value = scores[row][column]
        if value > 0:
            pairs.append(Pair(left=rows[row], right=columns[column], score=value))
    pairs.sort(key=lambda pair: pair.left)
    taken_left = {pair.left for pair in pairs}
    taken_right = {pair.right for pair in pairs}
    return Pairing(
        pairs=tuple(pairs),
        left_only=tuple(place for place in range(len(left)) if place not in taken_left),
        right_only=tuple(place for place in range(len(right)) if place not in taken_right),
    )


def score(left: Value, right: Value) -> float:
    """Likeness of two items from 0 (never the same) to a little over 1."""
    if isinstance(left, Signatory) and isinstance(right, Signatory):
        return 1.0 if left.party == right.party else 0.0
    alike = _alike(left, right)
    same_amount = _same_money(left, right)
    if alike >= _SAME:
        return alike + (_TIE_BREAK if same_amount else 0.0)
    return alike if same_amount and alike >= _RENAMED else 0.0


def _same_money(left: Value, right: Value) -> bool:
    """Whether the two have an amount in common: of the line, or of one unit of it."""
    ours, theirs = amount_of(left), amount_of(right)
    if ours is not None and ours == theirs and ours != 0:
        return True
    return (
        isinstance(left, PriceLine)
        and isinstance(right, PriceLine)
        and bool(left.unit_price)
        and left.unit_price == right.unit_price
    )


def _alike(left: Value, right: Value) -> float:
    if isinstance(left, KeyPerson) and isinstance(right, KeyPerson):
        return max(_like(left.role, right.role), _like(left.person, right.person))
    alike = likeness(name_of(left), name_of(right))
    if isinstance(left, RateLine | StaffRole) and _seniority(left) != _seniority(right):
        return min(alike, 0.5)
    return alike


def _like(left: str | None, right: str | None) -> float:
    return likeness(left, right) if left and right else 0.0


def _seniority(role: Value) -> frozenset[str]:
    return frozenset(plain(name_of(role)).split()) & _SENIORITY


def _sort_key(value: Value) -> tuple[str, str, str]:
    """An order of items by what they say, whatever their place."""
    name = name_of(value)
    return (label(name).code or "", plain(name), str(amount_of(value) or Decimal(0)) + repr(value))


def best_assignment(scores: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    """Row and column pairs with the largest sum (the Hungarian method on potentials); each row and column at most once."""
    if not scores or not scores[0]:
        return []
    if len(scores) > len(scores[0]):
        turned = [list(column) for column in zip(*scores, strict=True)]
        return sorted((row, column) for column, row in best_assignment(turned))
    rows, columns = len(scores), len(scores[0])
    row_potential, column_potential = [0.0] * (rows + 1), [0.0] * (columns + 1)
    row_of = [0] * (columns + 1)  # 1-based; column 0 stands for "the row that looks for a place"
    for row in range(1, rows + 1):
        row_of[0] = row
        column = 0
        slack = [float("inf")] * (columns + 1)
        came_from = [0] * (columns + 1)
        seen = [False] * (columns + 1)
        while row_of[column]:
            seen[column] = True
            step, following = float("inf"), 0
            for other in range(1, columns + 1):
                if seen[other]:
                    continue
                cost = -scores[row_of[column] - 1][other - 1] - row_potential[row_of[column]] - column_potential[other]
                if cost < slack[other]:
                    slack[other], came_from[other] = cost, column
                if slack[other] < step:
                    step, following = slack[other], other
            for other in range(columns + 1):
                if seen[other]:
                    row_potential[row_of[other]] += step
                    column_potential[other] -= step
                else:
                    slack[other] -= step
            column = following
        while column:
            row_of[column] = row_of[came_from[column]]
            column = came_from[column]
    return sorted((row_of[column] - 1, column - 1) for column in range(1, columns + 1) if row_of[column])
