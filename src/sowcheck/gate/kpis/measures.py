"""The forms that a figure takes. A figure without a single case behind it is no zero: it was not measured."""

import math
from collections.abc import Sequence
from decimal import Decimal
from statistics import fmean, median
from typing import Literal

from pydantic import Field

from sowcheck.core.noun import Noun
from sowcheck.core.quantities import Currency

_SURE = 1.959964
"""Standard deviations of a normal distribution between which 95 percent lie."""


class Spread(Noun):
    """Of durations, in hours that count."""

    form: Literal["spread"] = "spread"
    n: int
    median: float
    p90: float
    """The smallest duration that at least 90 percent do not exceed; of fewer than ten, the largest."""
    mean: float


class Share(Noun):
    """Some out of all, in percent."""

    form: Literal["share"] = "share"
    n: int
    """All."""
    count: int
    """Those that it is about."""
    percent: float
    low: float
    """Of the 95 percent interval (Wilson): how far chance alone may carry a share of so few."""
    high: float


class Total(Noun):
    """A sum of money over cases."""

    form: Literal["total"] = "total"
    n: int
    """Findings with an amount."""
    amount: Decimal
    currency: Currency
    of_revenue: float | None = None
    """In percent of the revenue of the same cases; None where that was not told for all of them."""


class Measured(Noun):
    """A figure with what was left out of it."""

    name: str
    group: str = ""
    """Of the whole, such as "severity: blocker"; "" for the whole."""
    value: Spread | Share | Total | None
    """None: not a single case could be measured."""
    left_out: dict[str, int] = Field(default_factory=dict)
    """How many could not be measured, by the reason."""


def spread(values: Sequence[float]) -> Spread | None:
    """The spread of durations.

    >>> spread([1, 2, 3, 10])
    Spread(form='spread', n=4, median=2.5, p90=10.0, mean=4.0)
    """
    if not values:
        return None
    ordered = sorted(values)
    p90 = ordered[math.ceil(0.9 * len(ordered)) - 1]
    return Spread(n=len(ordered), median=_rounded(median(ordered)), p90=_rounded(p90), mean=_rounded(fmean(ordered)))


def share(count: int, n: int) -> Share | None:
    """The share of some in all.

    >>> share(3, 4)
    Share(form='share', n=4, count=3, percent=75.0, low=30.06, high=95.44)
    """
    if not n:
        return None
    part, square = count / n, _SURE**2
    middle = (part + square / (2 * n)) / (1 + square / n)
    half = _SURE * math.sqrt(part * (1 - part) / n + square / (4 * n * n)) / (1 + square / n)
    low, high = max(0.0, middle - half), min(1.0, middle + half)
    return Share(n=n, count=count, percent=_rounded(100 * part), low=_rounded(100 * low), high=_rounded(100 * high))


def _rounded(value: float) -> float:
    return round(float(value), 2)
