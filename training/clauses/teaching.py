"""Examples out of real papers: sentences that somebody marked, and sentences under a heading that leaves no doubt."""

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from sowcheck.extract.kinds.features import Words
from sowcheck.extract.kinds.headings import PATH
from sowcheck.extract.kinds.lexicon import NONE, announced
from sowcheck.extract.reading import Reading
from training.clauses.examples import RELATED, Example
from training.clauses.papers import Label, marked

_HEADED, _HEADED_NONE = 0.3, 0.5
"""Weight of a sentence whose type only its heading tells: a clause says more than its heading."""
_KEEPS_HEADING = 0.3
"""How many of these keep the heading; the others have to be known by their words."""


def labelled(name: str, reading: Reading, labels: Sequence[Label]) -> Iterator[tuple[Words, Example]]:
    """The marked sentences of a paper as they stand there."""
    for sentence, marks in marked(reading, labels):
        words = reading.understanding.words(sentence.span, sentence.heading, sentence.lead, row=sentence.row)
        kinds = frozenset(kinds[0] for kinds in marks) - {NONE}
        perhaps = {kind for kinds in marks for kind in kinds[1:]} | set(_of_heading(words.path)) | _related(kinds)
        yield (
            words,
            Example(
                words, kinds, name, frozenset(perhaps) - kinds - {NONE}, parties=reading.understanding.names.tokens
            ),
        )


def of_paper(name: str, reading: Reading, labels: Sequence[Label], chance: random.Random) -> Iterator[Example]:
    """What a paper teaches: its marked sentences with and without their headings, the others by their heading."""
    known: set[Words] = set()
    for words, example in labelled(name, reading, labels):
        known.add(words)
        yield example
        yield replace(example, words=replace(words, path=""))
    for sentence in reading.sentences:
        types = _of_heading(sentence.heading)
        if sentence.is_heading or len(types) != 1 or next(iter(types.values())) < 1.0:
            continue
        words = reading.understanding.words(sentence.span, sentence.heading, sentence.lead, row=sentence.row)
        if words in known:
            continue
        kinds = frozenset(types) - {NONE}
        headed = Example(
            replace(words, path=""),
            kinds,
            name,
            frozenset(_related(kinds)),
            weight=_HEADED if kinds else _HEADED_NONE,
            parties=reading.understanding.names.tokens,
        )
        yield headed
        if chance.random() < _KEEPS_HEADING:
            yield replace(headed, words=words)


def _of_heading(path: str) -> Mapping[str, float]:
    return announced(path.rsplit(PATH, 1)[-1])


def _related(kinds: Iterable[str]) -> set[str]:
    return {other for kind in kinds for other in RELATED.get(kind, ())} - set(kinds)
