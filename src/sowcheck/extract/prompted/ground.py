"""From what a model says to candidates with their place and proof, and to claims that nobody believes."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from sowcheck.core.readings import Claim
from sowcheck.core.spans import Span
from sowcheck.core.values import Value, to_json
from sowcheck.extract.candidates import Candidate
from sowcheck.extract.prompted.align import Wording
from sowcheck.extract.prompted.evidence import judged, whole_sentence
from sowcheck.extract.prompted.facts import Answers, StatedFact
from sowcheck.extract.prompted.locate import Located, located
from sowcheck.extract.proof import prove
from sowcheck.extract.reading import Reading
from sowcheck.extract.same_thing import same_thing

WEIGHTS = {"proven": 0.85, "quoted": 0.7, "unproven": 0.5}
"""Weight of a model's value by the proof of its words."""
_SECONDED = 0.05
"""What it gains if a second read of another build says the same."""
_FITS = {"proven": 2.0, "quoted": 1.0, "unproven": 0.0}
"""How well a place fits a value where the words of an answer are repeated."""


def grounded(reading: Reading, answers: Answers) -> tuple[list[Candidate], tuple[Claim, ...]]:
    """What a model said of a document, as far as the document holds its words.

    Returns:
        A candidate for each value whose words are there, with what they prove; and the values whose words are not.
    """
    wording = Wording(reading.text)
    reads = [_read(reading, wording, answers.model, facts) for facts in (answers.facts, answers.second)]
    first, second = ([candidate for candidate, _ in read if candidate] for read in reads)
    candidates = [*_seconded(first, second), *_seconded(second, first)]
    return candidates, _once(claim for read in reads for _, claim in read if claim)


def _read(
    reading: Reading, wording: Wording, model: str, facts: Sequence[StatedFact]
) -> list[tuple[Candidate | None, Claim | None]]:
    def fit(fact: StatedFact, place: Span) -> float:
        return _fit(reading, fact.field, fact.value, place)

    found: list[tuple[Candidate | None, Claim | None]] = []
    for each in located(wording, facts, fit):
        if each.place is None:
            found.append((None, _claim(model, each)))
        else:
            found.append((_candidate(reading, model, each.fact, each.place), None))
    return found


def _fit(reading: Reading, field: str, value: Value, place: Span) -> float:
    whole = whole_sentence(reading, place)
    proof = prove(field, value, whole.of(reading.text), reading.conventions, reading.header_above(whole))
    return _FITS[proof.status]


def _candidate(reading: Reading, model: str, fact: StatedFact, place: Span) -> Candidate:
    found = judged(reading, fact.field, fact.value, place)
    weight = WEIGHTS[found.proof.status]
    return Candidate(fact.field, found.value, found.place, f"llm:{fact.prompt}", weight, model, found.proof)


def _claim(model: str, each: Located) -> Claim:
    fact = each.fact
    return Claim(
        field=fact.field,
        value=fact.value,
        quote=fact.quote,
        where=fact.part.where,
        page=fact.part.page,
        reason=each.reason,
        extractor=f"llm@{model}:{fact.prompt}",
    )


def _seconded(own: Sequence[Candidate], other: Sequence[Candidate]) -> Iterator[Candidate]:
    """The candidates of one read, heavier where the other read says the same."""
    by_field: dict[str, list[Value]] = {}
    for candidate in other:
        by_field.setdefault(candidate.field, []).append(candidate.value)
    for candidate in own:
        agreed = any(same_thing(candidate.field, candidate.value, value) for value in by_field.get(candidate.field, ()))
        yield replace(candidate, weight=candidate.weight + _SECONDED) if agreed else candidate


def _once(claims: Iterator[Claim]) -> tuple[Claim, ...]:
    """Each claim once, however often it was made."""
    return tuple({(claim.field, str(to_json(claim.value)), claim.quote): claim for claim in claims}.values())
