"""Which of several places is meant, if words repeat: the one that keeps the order of the answer.

A model reads from top to bottom and answers so, for the most part. Of all choices of one place for each fact, the one
taken has the heaviest chain of facts whose places follow each other, so that a few facts out of order move no other one.
That is the heaviest increasing subsequence, found in K log K for K places.
"""

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple


class Option(NamedTuple):
    """A place that may be meant."""

    start: int
    weight: float
    """How well it fits, above 0."""


class _Step(NamedTuple):
    weight: float
    fact: int
    option: int
    before: "_Step | None"


def in_order(facts: Sequence[Sequence[Option]]) -> list[int]:
    """For each fact the number of the option that is meant.

    >>> in_order([[Option(10, 1)], [Option(5, 1), Option(20, 1)], [Option(30, 1)]])
    [0, 1, 0]
    """
    starts = sorted({option.start for options in facts for option in options})
    best = _PrefixBest(len(starts))
    for fact, options in enumerate(facts):
        steps = []
        for number, option in enumerate(options):
            rank = bisect_left(starts, option.start)
            before = best.up_to(rank)
            steps.append((rank, _Step(option.weight + (before.weight if before else 0.0), fact, number, before)))
        for rank, step in steps:
            best.put(rank, step)
    chain: dict[int, int] = {}
    last = best.up_to(len(starts) - 1)
    while last:
        chain[last.fact] = last.option
        last = last.before
    return _with_the_rest(facts, chain)


def _with_the_rest(facts: Sequence[Sequence[Option]], chain: dict[int, int]) -> list[int]:
    """The chain, and for each fact outside it the option that fits best, the nearest to the fact before among equals."""
    chosen: list[int] = []
    at = 0
    for fact, options in enumerate(facts):
        number = chain.get(fact)
        if number is None:
            near = at
            number = min(
                range(len(options)),
                key=lambda each: (-options[each].weight, abs(options[each].start - near)),
                default=0,
            )
        chosen.append(number)
        at = options[number].start if options else at
    return chosen


class _PrefixBest:
    """The heaviest step at or before a rank, kept in a Fenwick tree."""

    def __init__(self, size: int) -> None:
        self._steps: list[_Step | None] = [None] * (size + 1)

    def put(self, rank: int, step: _Step) -> None:
        place = rank + 1
        while place < len(self._steps):
            known = self._steps[place]
            if known is None or step.weight > known.weight:
                self._steps[place] = step
            place += place & -place

    def up_to(self, rank: int) -> _Step | None:
        found: _Step | None = None
        place = rank + 1
        while place > 0:
            known = self._steps[place]
            if known and (found is None or known.weight > found.weight):
                found = known
            place -= place & -place
        return found
