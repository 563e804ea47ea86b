"""Whether confidence means what it says: Brier score, calibration error, and what risk each coverage carries."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import NamedTuple

from sowcheck.evals.scorers.facts import FactVerdict, Judgement

_BINS = 10


class Trust(NamedTuple):
    """A prediction: how sure it was, and whether it was right."""

    confidence: float
    right: bool


class Bin(NamedTuple):
    """Predictions of similar confidence."""

    low: float
    high: float
    n: int
    confidence: float
    """Mean."""
    accuracy: float


class RiskPoint(NamedTuple):
    """If only predictions from a confidence on are taken: how many that are, and how many of them are wrong."""

    confidence: float
    coverage: float
    risk: float


def trusts(judgements: Iterable[Judgement]) -> list[Trust]:
    """Every prediction with its confidence; missed facts have none and are left out."""
    return [
        Trust(found.prediction.confidence, found.verdict is FactVerdict.MATCHED)
        for found in judgements
        if found.prediction is not None
    ]


def brier(predictions: Sequence[Trust]) -> float | None:
    """Mean squared distance between confidence and outcome; 0 is perfect.

    >>> brier([Trust(1.0, True), Trust(0.5, False)])
    0.125
    """
    if not predictions:
        return None
    return sum((trust.confidence - trust.right) ** 2 for trust in predictions) / len(predictions)


def reliability(predictions: Sequence[Trust]) -> tuple[Bin, ...]:
    """Ten bins of equal width, empty ones left out."""
    rows = []
    for index in range(_BINS):
        low, high = index / _BINS, (index + 1) / _BINS
        held = [trust for trust in predictions if min(int(trust.confidence * _BINS), _BINS - 1) == index]
        if held:
            sure = sum(trust.confidence for trust in held) / len(held)
            rows.append(Bin(low, high, len(held), sure, sum(trust.right for trust in held) / len(held)))
    return tuple(rows)


def expected_error(predictions: Sequence[Trust]) -> float | None:
    """Expected calibration error: distance between confidence and accuracy, bin by bin, weighed by size."""
    if not predictions:
        return None
    gaps = (part.n * abs(part.accuracy - part.confidence) for part in reliability(predictions))
    return sum(gaps) / len(predictions)


def risk_coverage(predictions: Sequence[Trust]) -> tuple[RiskPoint, ...]:
    """The curve from the surest prediction to all of them; equally sure ones enter together."""
    points: list[RiskPoint] = []
    taken = wrong = 0
    ordered = sorted(predictions, key=lambda trust: -trust.confidence)
    for confidence, held in groupby(ordered, key=lambda trust: trust.confidence):
        for trust in held:
            taken += 1
            wrong += not trust.right
        points.append(RiskPoint(confidence, taken / len(predictions), wrong / taken))
    return tuple(points)


def accuracy_at(predictions: Sequence[Trust], coverage: float) -> float | None:
    """Accuracy of the surest share of predictions.

    Of equally sure predictions at the border a part is taken at their mean accuracy, so that order decides nothing.

    >>> accuracy_at([Trust(0.9, True), Trust(0.8, True), Trust(0.2, False), Trust(0.2, True)], 0.75)
    0.8333333333333334
    """
    wanted = coverage * len(predictions)
    if not wanted:
        return None
    right = taken = 0.0
    ordered = sorted(predictions, key=lambda trust: -trust.confidence)
    for _, group in groupby(ordered, key=lambda trust: trust.confidence):
        held = [trust.right for trust in group]
        part = min(len(held), wanted - taken)
        right += part * sum(held) / len(held)
        taken += part
        if taken >= wanted:
            break
    return right / wanted
