"""The sentences of a document, also those in the cells of a table of labels and terms."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sowcheck.core.spans import Span
from sowcheck.extract.reading import Reading, Sentence, sentence_spans
from sowcheck.extract.remembered import remembered
from sowcheck.parse.cues import Cue

_LEAST_WORDS = 6
_NUMBER = re.compile(r"^(?:\(?(?:\d{1,2}(?:\.\d{1,2}){0,3}|[a-z]|[ivx]{1,4}|[A-Z])[.)]|\d{1,2}(?:\.\d{1,2}){1,3})\s+")


@dataclass(frozen=True)
class Prose:
    """One sentence without the number of its clause."""

    text: str
    start: int
    """Offset of its first character in the document."""
    topic: str
    """Headings, label or lead above it, in lower case."""
    sentence: Sentence

    def at(self, start: int, end: int) -> Span:
        """The span in the document of `text[start:end]`."""
        return Span(start=self.start + start, end=self.start + end)

    @property
    def span(self) -> Span:
        """All of it."""
        return Span(start=self.start, end=self.start + len(self.text))


@remembered
def prose(reading: Reading) -> tuple[Prose, ...]:
    """The sentences of paragraphs, and of the cells that hold whole sentences."""
    return tuple(_sentences(reading))


def prose_holding(reading: Reading, cue: Cue) -> Iterator[Prose]:
    """The sentences of `prose` in which a cue may stand: one quick look at all, before it is sought in any."""
    every = prose(reading)
    return (every[place] for place in cue.among(_texts(reading)))


@remembered
def _texts(reading: Reading) -> tuple[str, ...]:
    return tuple(one.text for one in prose(reading))


def _sentences(reading: Reading) -> Iterator[Prose]:
    for sentence in reading.sentences:
        if sentence.is_heading:
            continue
        if not sentence.row:
            yield _prose(sentence, sentence.span, sentence.text, sentence.topic)
            continue
        label, _, value = sentence.text.partition("\t")
        if "\t" in value or len(value.split()) < _LEAST_WORDS or not re.search(r"[.:;]", value):
            continue
        start = sentence.span.start + len(label) + 1
        for span in sentence_spans(reading.text, start, start + len(value)):
            yield _prose(sentence, span, span.of(reading.text), f"{sentence.heading} > {label.casefold()}")


def _prose(sentence: Sentence, span: Span, text: str, topic: str) -> Prose:
    number = _NUMBER.match(text)
    skip = number.end() if number else 0
    return Prose(text[skip:], span.start + skip, topic, sentence)
