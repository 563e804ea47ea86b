"""The place of each fact's words: in the part that the model was reading, or in what stood above that part.

A quote counts only if the model had its words before it. They are looked for in the part first. The headings, table
headers and definitions that a part carries stand elsewhere in the document; a quote of those is placed there, at the
nearest place before the part. Words that the model was not shown are not accepted, even if the document happens to hold
them somewhere: the model did not read them there, so they come from elsewhere, such as an example in its instructions.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from itertools import groupby
from typing import NamedTuple

from sowcheck.core.spans import Span
from sowcheck.extract.prompted.align import Wording
from sowcheck.extract.prompted.facts import Part, StatedFact
from sowcheck.extract.prompted.order import Option, in_order

NOT_THERE = "the quoted words are not in the document"
NOT_READ = "the quoted words stand elsewhere in the document, not in the part that was read"
NO_WORDS = "no words were quoted for it"

_REPEATED = 0.1
"""What speaks for the second place of words that an answer quotes a second time for one field, and so on."""

Fit = Callable[[StatedFact, Span], float]
"""How well a place fits a fact, from 0."""


class Located(NamedTuple):
    """A fact and the place of its words."""

    fact: StatedFact
    place: Span | None
    reason: str = ""
    """Why there is no place."""


def located(wording: Wording, facts: Sequence[StatedFact], fit: Fit) -> list[Located]:
    """The facts of a document with the places of their words, answer by answer.

    Args:
        wording: The document's words.
        facts: What the model said, in the order of parts and answers.
        fit: Asked where the words of a fact stand in several places.
    """
    shown = _Shown(wording)
    found: list[Located] = []
    for _, answer in groupby(facts, key=lambda fact: (fact.part.number, fact.prompt)):
        found += _answer(wording, shown, list(answer), fit)
    return found


def _answer(wording: Wording, shown: "_Shown", facts: Sequence[StatedFact], fit: Fit) -> list[Located]:
    places = [_fitting(fact, wording.places(fact.quote, fact.part.spans) or shown.above(fact), fit) for fact in facts]
    said: Counter[tuple[str, str]] = Counter()
    options = []
    for fact, own in zip(facts, places, strict=True):
        turn = said[fact.field, fact.quote]
        said[fact.field, fact.quote] += 1
        options.append(
            [Option(place.start, 1.0 + (_REPEATED if number == turn else 0.0)) for number, place in enumerate(own)]
        )
    chosen = in_order(options)
    return [
        Located(fact, own[number]) if own else Located(fact, None, shown.why_not(fact))
        for fact, own, number in zip(facts, places, chosen, strict=True)
    ]


def _fitting(fact: StatedFact, places: Sequence[Span], fit: Fit) -> Sequence[Span]:
    """Of several places those that fit best: where the value is stated counts for more than the order of the answer."""
    if len(places) < 2:
        return places
    fits = [fit(fact, place) for place in places]
    return [place for place, each in zip(places, fits, strict=True) if each == max(fits)]


class _Shown:
    """What the model was shown beside the words of its part."""

    def __init__(self, wording: Wording) -> None:
        self._wording = wording
        self._parts: dict[int, Wording] = {}

    def above(self, fact: StatedFact) -> tuple[Span, ...]:
        """The place of words that stood above the part: the last one before it, else the first behind it."""
        if not self._of(fact.part).places(fact.quote):
            return ()
        start = fact.part.spans[0].start
        places = self._wording.places(fact.quote)
        before = tuple(place for place in places if place.end <= start)
        return before[-1:] or places[:1]

    def why_not(self, fact: StatedFact) -> str:
        """Why the words of a fact have no place."""
        if not fact.quote.strip():
            return NO_WORDS
        return NOT_READ if self._wording.places(fact.quote) else NOT_THERE

    def _of(self, part: Part) -> Wording:
        if part.number not in self._parts:
            self._parts[part.number] = Wording(part.text)
        return self._parts[part.number]
