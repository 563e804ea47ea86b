"""The extraction of one document: every rule reads it, the best proposals become assumptions with proof."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from sowcheck.core.assumptions import Alternative, Assumption, Proof
from sowcheck.core.clauses import Outline
from sowcheck.core.documents import Document
from sowcheck.core.fields import FIELDS
from sowcheck.extract.candidates import Candidate, Rule
from sowcheck.extract.choose import choose
from sowcheck.extract.confidence import confidence
from sowcheck.extract.consistency import consistent
from sowcheck.extract.kinds.prior import clause_prior, weighed
from sowcheck.extract.lists import scope
from sowcheck.extract.lists.people import signing, team
from sowcheck.extract.lists.prices import commercial
from sowcheck.extract.ner.propose import entities_propose
from sowcheck.extract.proof import as_shown, prove
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

EXTRACTORS = ("rules", "ner")
"""Who reads a document, if nobody says otherwise."""

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
    document_id: str, document: Document, outline: Outline, extractors: Collection[str] = EXTRACTORS
) -> tuple[Assumption, ...]:
    """What the document states, by field in the order of the dictionary; ids are unique within a case."""
    return extract_from(document_id, read_closely(document, outline), extractors)


def extract_from(
    document_id: str, reading: Reading, extractors: Collection[str] = EXTRACTORS
) -> tuple[Assumption, ...]:
    """What the document of a reading states."""
    return tuple(assumption for assumption, _ in _extracted(document_id, reading, extractors))


def extract_with_reasons(
    document_id: str, document: Document, outline: Outline, extractors: Collection[str] = EXTRACTORS
) -> tuple[tuple[Assumption, Chosen], ...]:
    """What the document states, each with what spoke for it: what calibration learns from."""
    return _extracted(document_id, read_closely(document, outline), extractors)


def _extracted(
    document_id: str, reading: Reading, extractors: Collection[str]
) -> tuple[tuple[Assumption, Chosen], ...]:
    index_cues()
    candidates = [candidate for rule in RULES for candidate in rule(reading)] if "rules" in extractors else []
    if "ner" in extractors:
        candidates = [*candidates, *entities_propose(reading, candidates)]
    chosen = consistent(choose(_proven(reading, candidates)))
    return tuple(
        (_assumption(f"{document_id}.a{number}", document_id, reading, found), found)
        for number, found in enumerate(chosen, start=1)
    )


def _proven(reading: Reading, candidates: Iterable[Candidate]) -> Iterator[Proposal]:
    """Each candidate with its proof."""
    for candidate in candidates:
        words = candidate.quote.of(reading.text)
        prior = clause_prior(candidate.field, reading.kinds_at(candidate.quote))
        if candidate.proof is not None:
            yield Proposal(candidate, candidate.proof, words, prior)
            continue
        proof = prove(
            candidate.field, candidate.value, words, reading.conventions, reading.header_above(candidate.quote)
        )
        proof = as_shown(reading.document, candidate.quote, proof)
        labelled = candidate.rule.endswith(".label")
        known_from_before = labelled or points_back(words)
        doubted = candidate if known_from_before else _doubted(candidate, proof)
        yield Proposal(doubted if labelled else _placed(doubted, prior), proof, words, prior)


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
