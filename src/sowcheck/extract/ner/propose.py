"""The second reader: entities of the sentences that may feed a field become proposals, or votes for those of the rules."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from sowcheck.extract.candidates import Candidate
from sowcheck.extract.choose import ACCEPTED_FROM
from sowcheck.extract.lists.grammar.prose import Prose, prose
from sowcheck.extract.ner.found import Recognised
from sowcheck.extract.ner.frames import SKILLS, SYSTEMS, Frames
from sowcheck.extract.ner.names import Names
from sowcheck.extract.ner.parties import parties
from sowcheck.extract.ner.people import key_people, roles
from sowcheck.extract.ner.products import deliverables
from sowcheck.extract.ner.recogniser import recognise
from sowcheck.extract.ner.technologies import skills, systems
from sowcheck.extract.ner.votes import VOTED, votes
from sowcheck.extract.places import Places
from sowcheck.extract.reading import Reading
from sowcheck.extract.same_thing import alike, name_words

_PROPOSERS = (skills, systems, roles, key_people, deliverables, parties)


def entities_propose(reading: Reading, of_rules: Sequence[Candidate]) -> Iterator[Candidate]:
    """What the entities of a document propose beside the candidates of the rules.

    Args:
        reading: The document.
        of_rules: What the rules proposed: a value of theirs is voted for, never proposed twice.
    """
    sentences = _read(reading, of_rules)
    yield from votes(reading, of_rules, sentences)
    known = _Known(of_rules)
    names = Names(reading)
    for found in sentences:
        for proposer in _PROPOSERS:
            for candidate in proposer(reading, found, names):
                if known.is_new(candidate):
                    yield candidate


def _read(reading: Reading, of_rules: Sequence[Candidate]) -> list[Recognised]:
    """The sentences that fit a field, and those that hold a value to vote for, with their entities."""
    frames = Frames(reading)
    voted = Places(candidate.quote for candidate in of_rules if candidate.field in VOTED)
    chosen: list[tuple[Prose, frozenset[str]]] = []
    for one in prose(reading):
        fields = frames.fields(one)
        if fields or voted.meet(one.span):
            chosen.append((one, fields))
    entities = recognise([one.text for one, _ in chosen])
    return [
        Recognised(one, fields, found, frames.subject(one))
        for (one, fields), found in zip(chosen, entities, strict=True)
    ]


class _Known:
    """What is proposed already, by the words of its names: what rules found is not found again in other words."""

    def __init__(self, candidates: Sequence[Candidate]) -> None:
        self._nameless: set[str] = set()
        """Kinds of which something without a name is known; no name is new beside it."""
        self._by_word: defaultdict[tuple[str, str], set[frozenset[str]]] = defaultdict(set)
        """Names, by each of their words: names that are alike share one."""
        for candidate in candidates:
            if candidate.weight >= ACCEPTED_FROM:
                self._add(_kind(candidate), name_words(candidate.value))

    def _add(self, kind: str, words: frozenset[str]) -> None:
        if not words:
            self._nameless.add(kind)
        for word in words:
            self._by_word[kind, word].add(words)

    def is_new(self, candidate: Candidate) -> bool:
        words, kind = name_words(candidate.value), _kind(candidate)
        if not words or kind in self._nameless:
            return False
        if any(alike(words, other) for word in words for other in self._by_word.get((kind, word), ())):
            return False
        self._add(kind, words)
        return True


def _kind(candidate: Candidate) -> str:
    """What is known together: a technology that rules took for a skill is no system as well, nor the other way round."""
    return SKILLS if candidate.field == SYSTEMS else candidate.field
