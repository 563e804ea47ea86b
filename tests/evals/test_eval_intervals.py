"""Intervals hold what they promise, and pairing makes them narrow."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sowcheck.evals.intervals import Part, difference, ratio, value_of

_PARTS = st.lists(
    st.integers(0, 20).flatmap(lambda total: st.builds(Part, st.integers(0, total), st.just(total))),
    min_size=1,
    max_size=20,
)


@given(_PARTS)
def test_an_interval_is_in_order_and_within_the_possible(parts: list[Part]) -> None:
    measure = ratio(parts)
    if measure.value is None:
        assert (measure.low, measure.high) == (None, None)
    elif measure.low is not None:
        assert measure.high is not None
        assert 0 <= measure.low <= measure.high <= 1


@given(_PARTS)
def test_a_figure_compared_with_itself_does_not_differ(parts: list[Part]) -> None:
    change = difference(parts, parts)
    assert change.value in (None, 0)
    assert not change.is_loss
    assert not change.is_gain


@given(_PARTS, st.randoms(use_true_random=False))
def test_turning_the_sides_turns_the_sign(parts: list[Part], chance: random.Random) -> None:
    other = [Part(chance.randint(0, int(part.denominator)), part.denominator) for part in parts]
    forth, back = difference(parts, other), difference(other, parts)
    if forth.value is not None and back.value is not None:
        assert forth.value == pytest.approx(-back.value)
    if forth.low is not None and back.high is not None:
        assert forth.low == pytest.approx(-back.high)


def test_nothing_to_divide_by_is_not_measured() -> None:
    measure = ratio([Part(0, 0), Part(0, 0)], unscored=2)
    assert (measure.value, measure.low, measure.n, measure.unscored) == (None, None, 0, 2)
    assert ratio([]).value is None
    assert difference([Part(0, 0)], [Part(1, 1)]).value is None
    assert value_of([Part(1, 4), Part(2, 4)]) == 0.375


def test_what_only_one_document_in_many_states_has_no_interval() -> None:
    measure = ratio([Part(1, 2)] + [Part(0, 0)] * 200)
    assert measure.value == 0.5
    assert measure.low is not None
    rare = ratio([Part(3, 4)])
    assert (rare.low, rare.high) == (0.75, 0.75)


def test_the_same_figures_have_the_same_interval_every_time() -> None:
    parts = [Part(number % 4, 3 + number % 2) for number in range(12)]
    assert ratio(parts) == ratio(list(parts))


def test_facts_that_stand_together_in_few_documents_tell_less() -> None:
    apart = ratio([Part(number % 2, 1) for number in range(100)])
    together = ratio([Part(10 * (number % 2), 10) for number in range(10)])
    assert apart.value == together.value
    assert apart.high is not None
    assert apart.low is not None
    assert together.high is not None
    assert together.low is not None
    assert together.high - together.low > 2 * (apart.high - apart.low)


def test_a_paired_difference_is_narrower_than_two_intervals_side_by_side() -> None:
    # Hard and easy documents; the second side is better by one fact in each.
    before = [Part(2 if number % 2 else 8, 10) for number in range(20)]
    after = [Part(part.numerator + 1, 10) for part in before]
    change = difference(before, after)
    assert change.is_gain
    alone, other = ratio(before), ratio(after)
    assert alone.high is not None
    assert other.low is not None
    assert alone.high > other.low


def test_the_interval_holds_the_truth_about_as_often_as_it_says() -> None:
    chance = random.Random(11)  # noqa: S311  (a simulation)
    held = 0
    for _ in range(150):
        # Documents differ in how hard they are: rates around 0.7 with facts that stand together.
        parts = []
        for _ in range(30):
            rate = chance.choice((0.5, 0.7, 0.9))
            size = chance.randint(5, 15)
            parts.append(Part(sum(chance.random() < rate for _ in range(size)), size))
        measure = ratio(parts)
        assert measure.low is not None
        assert measure.high is not None
        held += measure.low <= 0.7 <= measure.high
    assert 0.88 <= held / 150 <= 1
