"""Right value and right place: whether the quote of a right value stands where the gold quote stands."""

import re
from collections.abc import Sequence

from sowcheck.evals.scorers.facts import FactVerdict, Judgement
from sowcheck.evals.scorers.words import content_words, overlap

_ALIKE_FROM = 0.3
_NO_LETTER = re.compile(r"\W+")

Rectangle = tuple[float, float, float, float]


def same_quote(gold: str, predicted: str) -> bool:
    """Whether two quotes overlap: one holds the other, or they share enough words. White space does not count.

    >>> same_quote("total price of $279,000", "The total price of  $279,000 is due")
    True
    >>> same_quote("total price of $279,000", "")
    False
    """
    letters, others = (_NO_LETTER.sub("", quote).casefold() for quote in (gold, predicted))
    if not others:
        return False
    return (
        letters in others or others in letters or overlap(content_words(gold), content_words(predicted)) >= _ALIKE_FROM
    )


def right_quote(judgement: Judgement) -> bool | None:
    """Whether a right value is quoted from the right words; None for other facts and for gold without a quote."""
    gold, prediction = judgement.gold, judgement.prediction
    if judgement.verdict is not FactVerdict.MATCHED or gold is None or prediction is None or not gold.quote:
        return None
    return same_quote(gold.quote, prediction.quote)


def right_page(judgement: Judgement) -> bool | None:
    """Whether a right value stands on the page that the gold names; None where there are no pages."""
    gold, prediction = judgement.gold, judgement.prediction
    if judgement.verdict is not FactVerdict.MATCHED or gold is None or prediction is None or gold.page is None:
        return None
    return gold.page == prediction.page


def box_overlap(judgement: Judgement) -> float | None:
    """Intersection over union of the boxes of a right value, 0 to 1; None unless the gold has boxes."""
    gold, prediction = judgement.gold, judgement.prediction
    if judgement.verdict is not FactVerdict.MATCHED or gold is None or prediction is None or not gold.boxes:
        return None
    return intersection_over_union(gold.boxes, prediction.boxes) if gold.page == prediction.page else 0.0


def in_place(judgement: Judgement) -> bool:
    """Whether a fact has the right value, the right words, and the right page where pages are known."""
    return right_quote(judgement) is True and right_page(judgement) is not False


def intersection_over_union(first: Sequence[Rectangle], second: Sequence[Rectangle]) -> float:
    """Of two sets of rectangles on one page; within a set they do not overlap (they are lines of text).

    >>> intersection_over_union([(0, 0, 10, 10)], [(0, 0, 10, 5)])
    0.5
    """
    shared = sum(_shared(mine, theirs) for mine in first for theirs in second)
    total = sum(map(_area, first)) + sum(map(_area, second)) - shared
    return shared / total if total > 0 else 0.0


def _area(box: Rectangle) -> float:
    return max(0.0, box[2] - box[0]) * max(0.0, box[3] - box[1])


def _shared(mine: Rectangle, theirs: Rectangle) -> float:
    return _area((max(mine[0], theirs[0]), max(mine[1], theirs[1]), min(mine[2], theirs[2]), min(mine[3], theirs[3])))
