"""Intervals by the bootstrap, clustered: whole documents are drawn, because the facts of one document stand together.

Everything that is measured here is a ratio of two sums over documents: F1, precision, recall, a share. A draw is a
number of times for each document, so that all draws of all measures are two matrix products.
"""

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from sowcheck.core.noun import Noun

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Draws = NDArray[np.float64]

DRAWS = 1000
SEED = 7
_LEVEL = 0.95


class Part(NamedTuple):
    """What one cluster (a document, a deal) adds to a ratio."""

    numerator: float
    denominator: float


class Measure(Noun):
    """A figure that can be believed as far as its interval. "Not measured" is None, never 0."""

    value: float | None
    low: float | None = None
    """Lower end of the 95 % interval; None where no interval can be given."""
    high: float | None = None
    n: int = 0
    """How many cases the value rests on."""
    unscored: int = 0
    """How many cases could not be scored."""


class Difference(Noun):
    """The second figure less the first, over the same clusters drawn together."""

    value: float | None
    low: float | None = None
    high: float | None = None

    @property
    def is_loss(self) -> bool:
        """Whether the whole interval lies below zero."""
        return self.high is not None and self.high < 0

    @property
    def is_gain(self) -> bool:
        """Whether the whole interval lies above zero."""
        return self.low is not None and self.low > 0


def ratio(parts: Sequence[Part], *, n: int | None = None, unscored: int = 0) -> Measure:
    """The ratio of the sums over all clusters, with its interval.

    Args:
        parts: One for each cluster.
        n: How many cases; default: the sum of the denominators.
        unscored: How many cases could not be scored.
    """
    value = value_of(parts)
    cases = n if n is not None else round(sum(part.denominator for part in parts))
    if value is None:
        return Measure(value=None, n=cases, unscored=unscored)
    low, high = _ends(_draws(parts))
    return Measure(value=value, low=low, high=high, n=cases, unscored=unscored)


def difference(first: Sequence[Part], second: Sequence[Part]) -> Difference:
    """The paired difference of two ratios over the same clusters in the same order."""
    assert len(first) == len(second), "a paired difference needs the same clusters on both sides"
    value, other = value_of(first), value_of(second)
    if value is None or other is None:
        return Difference(value=None)
    drawn = _draws(second) - _draws(first)
    low, high = _ends(drawn)
    return Difference(value=other - value, low=low, high=high)


def value_of(parts: Sequence[Part]) -> float | None:
    """The ratio of the sums; None if there is nothing to divide by."""
    total = sum(part.denominator for part in parts)
    return sum(part.numerator for part in parts) / total if total else None


def _draws(parts: Sequence[Part]) -> "Draws":
    """The ratio in each draw; not a number where nothing was drawn that counts."""
    import numpy as np

    sums = _weights(len(parts)) @ np.array(parts, dtype=float)
    with np.errstate(divide="ignore", invalid="ignore"):
        ratios: Draws = sums[:, 0] / sums[:, 1]
    return ratios


@cache
def _weights(clusters: int) -> "Draws":
    """How often each cluster is drawn, a row for each draw; the same for all measures, so that they can be paired."""
    import numpy as np

    chances = np.full(clusters, 1 / clusters)
    return np.random.default_rng(SEED).multinomial(clusters, chances, size=DRAWS).astype(float)


def _ends(drawn: "Draws") -> tuple[float | None, float | None]:
    """The middle 95 % of the draws; None if so few clusters count that most draws hold none of them."""
    import numpy as np

    measured = drawn[np.isfinite(drawn)]
    if len(measured) < DRAWS / 2:
        return None, None
    low, high = np.quantile(measured, [(1 - _LEVEL) / 2, (1 + _LEVEL) / 2])
    return float(low), float(high)
