"""The two ways in which a document states a typed value: behind a label, or in a sentence with a cue."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from sowcheck.core.quantities import Money
from sowcheck.core.spans import Span
from sowcheck.core.values import Value
from sowcheck.extract.candidates import Candidate
from sowcheck.extract.reading import Reading, Sentence
from sowcheck.parse.cues import Cue
from sowcheck.parse.found import Found
from sowcheck.parse.money import find_money_conflicts

QUOTE_LIMIT = 300
"""Longest quote in characters (rule 1 of the annotation guide)."""

Parse = Callable[[str, Reading], Iterable[Found[Value]]]
"""Typed values in some words, with their offsets."""


@lru_cache(maxsize=2048)
def pattern(words: str) -> Cue:
    """A cue, fast on sentences that do not hold it; case does not matter.

    The same words are the same cue, so that a rule may ask for its cue again in each document.
    """
    return Cue(words)


_HINT = re.compile(r"\s*\([^)]*\)\s*$|[\s:*]+$")
"""What a form adds behind a label: "Start (MM/DD/YYYY)"."""


@dataclass(frozen=True)
class Labelled:
    """Values behind a label: "Payment terms: Net 30"."""

    field: str
    label: Cue
    parse: Parse
    unless: Cue | None = None
    """Labels that only look alike."""
    weight: float = 0.95

    def __call__(self, reading: Reading) -> Iterator[Candidate]:
        """The first value behind each label that fits."""
        for pair in reading.key_values:
            label = _HINT.sub("", pair.label)
            if not self.label.search(label) or (self.unless and self.unless.search(label)):
                continue
            words = pair.value.of(reading.text)
            found = next(iter(self.parse(words, reading)), None)
            if found is None:
                continue
            whole = pair.value.joined(pair.key) if pair.key else pair.value
            place = Span(start=pair.value.start + found.start, end=pair.value.start + found.end)
            yield Candidate(
                self.field, found.value, clip(reading.text, whole, place), f"{self.field}.label", self.weight
            )


@dataclass(frozen=True)
class Stated:
    """Values in a sentence that holds a cue; the value nearest to the cue counts, one after it first."""

    field: str
    cue: Cue
    parse: Parse
    unless: Cue | None = None
    """Words in the sentence that give it another meaning."""
    topic: Cue | None = None
    """Words that headings or the list's lead must hold."""
    off_topic: Cue | None = None
    """Words in headings or the list's lead that give the sentence another meaning."""
    reach: int = 200
    """Largest distance in characters between cue and value."""
    only_after: bool = False
    """Only values behind the cue count."""
    weight: float = 0.8

    def __call__(self, reading: Reading) -> Iterator[Candidate]:
        """The value nearest to the cue in each sentence that fits."""
        # The cue first: it stands in the fewest sentences.
        for sentence in reading.plainly_holding(self.cue):
            cue = self._cue_in(sentence)
            if cue is None:
                continue
            found = self._nearest(cue, self.parse(sentence.text, reading))
            if found is None:
                continue
            start, end = min(cue.start(), found.start), max(cue.end(), found.end)
            quote = clip(reading.text, sentence.span, sentence.at(start, end))
            yield Candidate(self.field, found.value, quote, f"{self.field}.sentence", self.weight)
            for other in _contradictions(sentence.text, found, reading):
                yield Candidate(self.field, other, quote, f"{self.field}.words_and_figures", CONTRADICTION)

    def _cue_in(self, sentence: Sentence) -> re.Match[str] | None:
        cue = self.cue.search(sentence.plain)
        if cue is None:
            return None
        if self.topic and not self.topic.search(sentence.topic):
            return None
        if self.off_topic and self.off_topic.search(sentence.topic):
            return None
        return None if self.unless and self.unless.search(sentence.plain) else cue

    def _nearest(self, cue: re.Match[str], values: Iterable[Found[Value]]) -> Found[Value] | None:
        """The closest value; one before the cue counts as twice as far away."""

        def distance(found: Found[Value]) -> int:
            if found.start >= cue.end():
                return found.start - cue.end()
            if found.end > cue.start():
                return _INSIDE
            return 2 * (cue.start() - found.end) + _INSIDE

        near = [
            found
            for found in values
            if distance(found) <= self.reach and (found.start >= cue.end() or not self.only_after)
        ]
        return min(near, key=distance, default=None)


_INSIDE = 5
"""Distance of a value that the cue itself spans: one close behind the cue is meant rather."""
CONTRADICTION = 0.9
"""Weight of the values in words and in figures where they differ: the document states both."""


def _contradictions(words: str, found: Found[Value], reading: Reading) -> Iterator[Value]:
    """Both sums of "nine thousand five hundred dollars ($9,000.00)" if the value is one of them."""
    if not isinstance(found.value, Money):
        return
    for pair in find_money_conflicts(words, reading.conventions):
        if pair.start <= found.start and found.end <= pair.end:
            yield pair.words
            yield pair.figures


def clip(text: str, whole: Span, core: Span) -> Span:
    """`whole`, cut to at most QUOTE_LIMIT characters around `core`, at word boundaries."""
    if len(whole) <= QUOTE_LIMIT:
        return whole
    room = max(0, QUOTE_LIMIT - len(core))
    start = max(whole.start, core.start - room // 3)
    end = min(whole.end, start + QUOTE_LIMIT, max(core.end, core.end + room - (core.start - start)))
    end = max(end, min(core.end, start + QUOTE_LIMIT))
    if start > whole.start:
        while start < core.start and not text[start - 1].isspace():
            start += 1
    if end < whole.end:
        while end > core.end and not text[end].isspace():
            end -= 1
    while end > start + 1 and text[end - 1].isspace():
        end -= 1
    return Span(start=start, end=end)
