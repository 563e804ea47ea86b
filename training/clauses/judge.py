"""How well a classifier does on the marked sentences of papers that it has not seen."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from sowcheck.extract.kinds.lexicon import NONE
from sowcheck.extract.kinds.model import Model
from sowcheck.extract.kinds.understanding import Understanding, best
from sowcheck.extract.reading import Reading
from training.clauses.papers import Label, marked


@dataclass(slots=True)
class Counts:
    """Of one type."""

    right: int = 0
    wrong: int = 0
    """Sentences that were given the type and have none of the marks that allow it."""
    missed: int = 0
    """Sentences with the type's mark that were given another or none."""

    @property
    def precision(self) -> float | None:
        """None if the type was never given."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else None

    @property
    def recall(self) -> float | None:
        """None if no sentence has the type's mark."""
        return self.right / (self.right + self.missed) if self.right + self.missed else None

    @property
    def f1(self) -> float | None:
        """Harmonic mean of precision and recall."""
        return 2 * self.right / (2 * self.right + self.wrong + self.missed) if self.right + self.missed else None


@dataclass(slots=True)
class Judgement:
    """Of many sentences."""

    marked: int = 0
    """Sentences with the mark of a type."""
    right: int = 0
    silent: int = 0
    """Marked sentences that were given no type."""
    boilerplate: int = 0
    """Sentences marked as none of the types."""
    falsely: int = 0
    """Of these, sentences that were given a type."""
    kinds: dict[str, Counts] = field(default_factory=lambda: defaultdict(Counts))

    def add(self, given: str | None, marks: Sequence[Sequence[str]]) -> None:
        """Counts one sentence; the first type of a mark is meant, the others are allowed."""
        meant = {mark[0] for mark in marks} - {NONE}
        allowed = {kind for mark in marks for kind in mark}
        if not meant:
            self.boilerplate += 1
            self.falsely += given is not None
            return
        self.marked += 1
        self.silent += given is None
        if given in allowed:
            self.right += 1
            self.kinds[str(given)].right += 1
            return
        if given is not None:
            self.kinds[given].wrong += 1
        for kind in meant:
            self.kinds[kind].missed += 1

    @property
    def accuracy(self) -> float | None:
        """Share of the marked sentences that were given a type that a mark allows."""
        return self.right / self.marked if self.marked else None

    @property
    def macro_f1(self) -> float | None:
        """Mean over the types that are marked at least five times."""
        values = [count.f1 for count in self.kinds.values() if count.f1 is not None and count.right + count.missed >= 5]
        return sum(values) / len(values) if values else None


def judge(model: Model, papers: Sequence[tuple[Reading, Sequence[Label]]], into: Judgement) -> None:
    """Adds the marked sentences of some papers, read with a classifier."""
    for reading, labels in papers:
        understanding = Understanding(reading.document, reading.outline, model)
        for given, marks in _given(reading, labels, understanding):
            into.add(given, marks)


def _given(
    reading: Reading, labels: Sequence[Label], understanding: Understanding
) -> Iterator[tuple[str | None, Sequence[Sequence[str]]]]:
    for sentence, marks in marked(reading, labels):
        kinds = understanding.of_words(sentence.span, sentence.heading, sentence.lead, row=sentence.row)
        likeliest = best(kinds)
        yield likeliest.name if likeliest else None, marks
