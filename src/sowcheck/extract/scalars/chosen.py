"""Rules for closed choices: behind a label, in a sentence about the matter, under a heading about it, over two sentences."""

import dataclasses
from collections.abc import Iterator, Mapping
from itertools import pairwise

from sowcheck.core.spans import Span
from sowcheck.extract import typed
from sowcheck.extract.candidates import Candidate
from sowcheck.extract.choices import find_choice
from sowcheck.extract.finding import clip
from sowcheck.extract.reading import Reading, Sentence
from sowcheck.parse.cues import Cue


@dataclasses.dataclass(frozen=True)
class ChoiceByLabel:
    """The choice that the words behind a label make."""

    field: str
    label: Cue
    weight: float = 0.93

    def __call__(self, reading: Reading) -> Iterator[Candidate]:
        """The choice behind each label that fits."""
        for pair in reading.key_values:
            if not self.label.search(pair.label):
                continue
            for found in typed.choice(self.field, pair.value.of(reading.text)):
                whole = pair.value.joined(pair.key) if pair.key else pair.value
                quote = clip(reading.text, whole, pair.value)
                yield Candidate(self.field, found.value, quote, f"{self.field}.label", self.weight)


@dataclasses.dataclass(frozen=True)
class ChoiceInSentence:
    """The choice of a sentence that says what it is about, in its own words or in the headings above it."""

    field: str
    about: Cue
    unless: Cue | None = None
    """Words in the sentence that give it another meaning."""
    topic: Cue | None = None
    """Words in headings or the list's lead that say the same as `about`."""
    under_topic: bool = False
    """Whether the topic is enough, without words of the sentence's own."""
    weight: float = 0.75
    both: float = 0.1
    """What the topic adds to the sentence's own words."""
    firmness: Mapping[object, float] = dataclasses.field(default_factory=dict)
    """What a value adds to the weight of its words."""

    def __call__(self, reading: Reading) -> Iterator[Candidate]:
        """The choice of each sentence that fits."""
        for sentence in reading.sentences if self.under_topic else reading.holding(self.about):
            own = self.about.search(sentence.text) is not None
            if not (own or (self.under_topic and self._is_on_topic(sentence))):
                continue
            if self.unless and self.unless.search(sentence.text):
                continue
            for found in typed.choice(self.field, sentence.text):
                core = sentence.at(found.start, found.end)
                weight = self.weight + (self.both if own and self._is_on_topic(sentence) else 0)
                weight -= (0 if own else 0.15) + (0.15 if self.under_topic and _is_topic_only(sentence) else 0)
                weight += self.firmness.get(found.value, 0)
                quote = clip(reading.text, sentence.span, core)
                yield Candidate(self.field, found.value, quote, f"{self.field}.sentence", weight)

    def _is_on_topic(self, sentence: Sentence) -> bool:
        return self.topic is not None and self.topic.search(sentence.topic) is not None


def _is_topic_only(sentence: Sentence) -> bool:
    """Whether a sentence only names a topic, as the run-in heading "5. Reimbursement of Expenses." does."""
    return not sentence.row and not sentence.before and len(sentence.text.split()) <= 5 and sentence.text.endswith(".")


@dataclasses.dataclass(frozen=True)
class ChoiceOverTwoSentences:
    """A choice that only two neighbouring sentences make together: at cost; and not more than so much."""

    field: str
    value: str
    about: Cue
    weight: float

    def __call__(self, reading: Reading) -> Iterator[Candidate]:
        """The choice of each pair of sentences of which neither makes it alone."""
        for first, second in pairwise(reading.sentences):
            if first.row or second.row or not second.before or not self.about.search(first.text):
                continue
            alone = {found[0] for words in (first.text, second.text) if (found := find_choice(self.field, words))}
            span = first.span.joined(second.span)
            together = find_choice(self.field, span.of(reading.text))
            if together and together[0] == self.value and self.value not in alone and alone:
                core = Span(start=span.start + together[1], end=span.start + together[2])
                quote = clip(reading.text, span, core)
                yield Candidate(self.field, self.value, quote, f"{self.field}.two_sentences", self.weight)
