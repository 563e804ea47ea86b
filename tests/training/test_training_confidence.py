"""The weights of confidence are fitted the same way each time, and each document is scored without itself."""

from itertools import pairwise

from training.confidence import Example, cross_validated, figures, fit


def example(group: int, weight: float, *, right: bool) -> Example:
    return Example(f"D{group}", True, "billing.frequency", {"scalar": 1.0, "scalar:weight": weight}, right, 0.5)


ROWS = [example(group, weight / 10, right=weight > 3) for group in range(6) for weight in range(8)]


def test_fitting_twice_gives_the_same_weights() -> None:
    first, second = (fit(ROWS)[1].coef_.tolist() for _ in range(2))
    assert first == second


def test_what_was_right_more_often_is_trusted_more() -> None:
    vectors, model = fit(ROWS)
    sure = [model.predict_proba(vectors.transform([row.features]))[0, 1] for row in ROWS[:8]]
    assert all(lower < higher for lower, higher in pairwise(sure))


def test_a_document_is_scored_by_weights_that_did_not_see_it() -> None:
    odd = [example(9, 0.9, right=False) for _ in range(40)]
    sure = cross_validated([*ROWS, *odd])
    assert min(sure[len(ROWS) :]) > 0.5


def test_figures_of_nothing_are_unknown_and_not_zero() -> None:
    assert figures(ROWS, [0.5] * len(ROWS))["list"] == {
        "n": 0, "right": None, "accuracy_at_80": None, "brier": None, "calibration_error": None,
    }  # fmt: skip
