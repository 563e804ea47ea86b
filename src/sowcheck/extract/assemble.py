"""The extraction of one document: every rule reads it, the best proposals become assumptions with proof."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from sowcheck.core.assumptions import Alternative, Assumption, Proof
from sowcheck.core.clauses import Outline
from sowcheck.core.documents import Document
from sowcheck.core.fields import FIELDS
from sowcheck.core.readings import ModelReading
from sowcheck.extract.addressed import said_to_people
from sowcheck.extract.candidates import Candidate, Rule
from sowcheck.extract.choose import choose
from sowcheck.extract.confidence import confidence
from sowcheck.extract.consistency import consistent
from sowcheck.extract.kinds.prior import clause_prior, weighed
from sowcheck.extract.lists import scope
from sowcheck.extract.lists.people import signing, team
from sowcheck.extract.lists.prices import commercial
from sowcheck.extract.ner.propose import entities_propose
from sowcheck.extract.prompted.read import read_by_model
from sowcheck.extract.proof import as_shown, prove
from sowcheck.extract.readers import OFFLINE, Progress, Readers
from sowcheck.extract.reading import Reading, points_back, read_closely
from sowcheck.extract.relations import amended
from sowcheck.extract.scalars import (
    billing,
    delivery,
    identity,
    kind,
    legal,
    price,
    pricing_model,
    recurring,
    schedule,
    tax,
)
from sowcheck.extract.weighing import Chosen, Proposal
from sowcheck.parse.cues import index_cues

_RULES_AND_ENTITIES = Readers()

RULES: tuple[Rule, ...] = (
    *kind.RULES,
    *identity.RULES,
    *price.RULES,
    *pricing_model.RULES,
    *recurring.RULES,
    *tax.RULES,
    *billing.RULES,
    *schedule.RULES,
    *delivery.RULES,
    *legal.RULES,
    *amended.RULES,
    *commercial.RULES,
    *scope.RULES,
    *team.RULES,
    *signing.RULES,
)


def extract(
    document_id: str, document: Document, outline: Outline, extractors: Collection[str] = OFFLINE
) -> tuple[Assumption, ...]:
    """What a document states without asking a language model, by field in the order of the dictionary."""
    return extract_from(document_id, read_closely(document, outline), Readers(extractors)).assumptions


@dataclass(frozen=True)
class Extracted:
    """What a document states, and how a language model read it."""

    assumptions: tuple[Assumption, ...]
    """By field in the order of the dictionary; ids are unique within a case."""
    model_reading: ModelReading | None = None
    """None if no model was asked."""


def extract_from(
    document_id: str, reading: Reading, readers: Readers = _RULES_AND_ENTITIES, progress: Progress | None = None
) -> Extracted:
    """What the document of a reading states.

    Args:
        document_id: The document's id within the case.
        reading: The document as rules see it.
        readers: Who reads it.
        progress: Told how far the language model is.
    """
    found, model_reading = _extracted(document_id, reading, readers, progress)
    return Extracted(tuple(assumption for assumption, _ in found), model_reading)


def extract_with_reasons(
    document_id: str, document: Document, outline: Outline, readers: Readers = _RULES_AND_ENTITIES
) -> tuple[tuple[Assumption, Chosen], ...]:
    """What the document states, each with what spoke for it: what calibration learns from."""
    return _extracted(document_id, read_closely(document, outline), readers, None)[0]


def _extracted(
    document_id: str, reading: Reading, readers: Readers, progress: Progress | None
) -> tuple[tuple[tuple[Assumption, Chosen], ...], ModelReading | None]:
    index_cues().begin()
    candidates = [candidate for rule in RULES for candidate in rule(reading)] if "rules" in readers.names else []
    if "ner" in readers.names:
        candidates = [*candidates, *entities_propose(reading, candidates)]
    model_reading = None
    if readers.ask is not None:
        said, model_reading = read_by_model(readers.ask, reading, readers, progress)
        candidates = [*candidates, *said]
    chosen = consistent(choose(_proven(reading, candidates)))
    found = tuple(
        (_assumption(f"{document_id}.a{number}", document_id, reading, each), each)
        for number, each in enumerate(chosen, start=1)
    )
    return found, model_reading


def _proven(reading: Reading, candidates: Iterable[Candidate]) -> Iterator[Proposal]:
    """Each candidate with its proof; what was judged before it was proposed keeps the weight that it was given."""
    for candidate in said_to_people(reading.document, candidates):
        words = candidate.quote.of(reading.text)
        prior = clause_prior(candidate.field, reading.kinds_at(candidate.quote))
        judged = candidate.proof or prove(
            candidate.field, candidate.value, words, reading.conventions, reading.header_above(candidate.quote)
        )
        proof = as_shown(reading.document, candidate.quote, judged)
        placed = candidate if candidate.proof else _weighed(candidate, proof, words, prior)
        yield Proposal(placed, proof, words, prior)


def _weighed(candidate: Candidate, proof: Proof, words: str, prior: float) -> Candidate:
    """The candidate as its place and its proof make it heavier or lighter."""
    labelled = candidate.rule.endswith(".label")
    known_from_before = labelled or points_back(words)
    doubted = candidate if known_from_before else _doubted(candidate, proof)
    return doubted if labelled else _placed(doubted, prior)


_OFF_PURPOSE = 0.3


def _doubted(candidate: Candidate, proof: Proof) -> Candidate:
    """The candidate, lighter where the words around its value are about something else."""
    return replace(candidate, weight=candidate.weight - _OFF_PURPOSE) if proof.off_purpose else candidate


def _placed(candidate: Candidate, prior: float) -> Candidate:
    """The candidate, lighter in a clause that does not feed its field; an item of a list competes with no other."""
    if FIELDS[candidate.field].repeated:
        return candidate
    return replace(candidate, weight=weighed(candidate.weight, prior))


def _assumption(id_: str, document_id: str, reading: Reading, chosen: Chosen) -> Assumption:
    candidate = chosen.candidate
    return Assumption(
        id=id_,
        field=candidate.field,
        value=candidate.value,
        document=document_id,
        page=reading.document.page_of(candidate.quote.start),
        cells=reading.document.cells_of(candidate.quote),
        quote=reading.document.quote(candidate.quote),
        boxes=reading.document.boxes(candidate.quote),
        clause=reading.clause_place(candidate.quote),
        proof=chosen.proof,
        confidence=confidence(chosen),
        extractors=_extractors(chosen),
        alternatives=tuple(_alternative(reading, rival) for rival in chosen.rivals),
    )


def _extractors(chosen: Chosen) -> tuple[str, ...]:
    """Who found the value, the one whose quote is shown first."""
    return tuple(dict.fromkeys(found.candidate.found_by for found in (chosen.proposal, *chosen.agreeing)))


def _alternative(reading: Reading, rival: Proposal) -> Alternative:
    candidate = rival.candidate
    return Alternative(
        value=candidate.value,
        page=reading.document.page_of(candidate.quote.start),
        quote=reading.document.quote(candidate.quote),
        proof=rival.proof,
        extractors=(candidate.found_by,),
    )
