"""Percentiles, shares with their intervals, and what was not measured."""

import pytest

from sowcheck.gate.kpis.measures import Share, share, spread


def test_nothing_measured_is_no_zero() -> None:
    assert spread([]) is None
    assert share(0, 0) is None


@pytest.mark.parametrize(
    ("values", "median", "p90", "mean"),
    [([5], 5, 5, 5), ([1, 3], 2, 3, 2), (list(range(1, 11)), 5.5, 9, 5.5), (list(range(1, 21)), 10.5, 18, 10.5)],
)
def test_a_spread_names_a_duration_that_ninety_percent_do_not_exceed(
    values: list[float], median: float, p90: float, mean: float
) -> None:
    found = spread(values)
    assert found is not None
    assert (found.n, found.median, found.p90, found.mean) == (len(values), median, p90, mean)


@pytest.mark.parametrize(
    ("count", "n", "low", "high"),
    [(0, 5, 0.0, 43.45), (5, 5, 56.55, 100.0), (8, 10, 49.02, 94.33), (81, 263, 25.53, 36.62)],
)
def test_a_share_of_few_says_how_little_it_says(count: int, n: int, low: float, high: float) -> None:
    # The last one is the example of Newcombe (1998), method 3: 0.2553 to 0.3662.
    assert share(count, n) == Share(n=n, count=count, percent=round(100 * count / n, 2), low=low, high=high)
