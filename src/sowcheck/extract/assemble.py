"""The extraction of one document: every rule reads it, the best proposals become assumptions with proof."""

from collections.abc import Iterable

from sowcheck.core.assumptions import Assumption
from sowcheck.core.clauses import Outline
from sowcheck.core.documents import Document
from sowcheck.extract.candidates import Candidate, Rule
from sowcheck.extract.choose import choose
from sowcheck.extract.lists import commercial, scope, signing, team
from sowcheck.extract.proof import prove
from sowcheck.extract.reading import Reading, read_closely
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

EXTRACTOR = "rules@1"

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
    *commercial.RULES,
    *scope.RULES,
    *team.RULES,
    *signing.RULES,
)


def extract(document_id: str, document: Document, outline: Outline) -> tuple[Assumption, ...]:
    """What the document states, by field in the order of the dictionary; ids are unique within a case."""
    reading = read_closely(document, outline)
    chosen = choose(candidate for rule in RULES for candidate in rule(reading))
    return tuple(_assumptions(document_id, reading, chosen))


def _assumptions(document_id: str, reading: Reading, chosen: Iterable[Candidate]) -> Iterable[Assumption]:
    for number, candidate in enumerate(chosen, start=1):
        quote = reading.document.quote(candidate.quote)
        proof = prove(candidate.field, candidate.value, quote.text, reading.conventions)
        doubt = {"proven": 0.0, "quoted": 0.05, "unproven": 0.15}[proof.status]
        yield Assumption(
            id=f"{document_id}.a{number}",
            field=candidate.field,
            value=candidate.value,
            document=document_id,
            page=reading.document.page_of(candidate.quote.start),
            quote=quote,
            boxes=reading.document.boxes(candidate.quote),
            clause=reading.clause_place(candidate.quote),
            proof=proof,
            confidence=round(max(0.05, candidate.weight - doubt), 3),
            extractors=(f"{EXTRACTOR}:{candidate.rule}",),
        )
