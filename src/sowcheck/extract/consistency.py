"""What the facts of one document say about each other: some cannot both be meant."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from sowcheck.core.assumptions import Proof
from sowcheck.core.items import PriceLine, RateLine, System
from sowcheck.core.quantities import Money
from sowcheck.extract.weighing import Chosen
from sowcheck.parse.bare_words import bare

Rule = Callable[[Sequence[Chosen]], Sequence[Chosen]]


def consistent(chosen: Sequence[Chosen]) -> Sequence[Chosen]:
    """The facts after each rule has seen all of them."""
    for rule in (_systems_are_no_skills, _capped_expenses, _without_base_price, _rates_or_lines):
        chosen = rule(chosen)
    return chosen


def _systems_are_no_skills(chosen: Sequence[Chosen]) -> Sequence[Chosen]:
    """A system that the work connects to is named for itself; the people who connect it need not master it."""
    systems = [bare(found.value.system) for found in _firm(chosen) if isinstance(found.value, System)]
    return [
        found
        for found in chosen
        if found.candidate.field != "staffing.skills" or bare(str(found.candidate.value)) not in systems
    ]


def _capped_expenses(chosen: Sequence[Chosen]) -> Sequence[Chosen]:
    """Expenses at cost are capped if the document states a cap for them elsewhere."""
    if not any(found.candidate.field == "expense.cap" for found in _firm(chosen)):
        return chosen
    return [_capped(found) if found.candidate.value == "at_cost" else found for found in chosen]


def _capped(found: Chosen) -> Chosen:
    candidate = replace(found.candidate, value="at_cost_capped", rule="expense.policy.capped")
    proof = Proof(status="unproven", reason="the cap stands elsewhere in the document")
    return replace(found, proposal=replace(found.proposal, candidate=candidate, proof=proof), rivals=())


_BASE_PRICE = re.compile(
    r"\b(?:price|fees?|charges?|value|sum|total)\b[^.\t]{0,20}\b(?:of|in|under) the (?:original |existing |current )?(?:statement of work|sow|agreement|contract|order)\b",
    re.IGNORECASE,
)


def _without_base_price(chosen: Sequence[Chosen]) -> Sequence[Chosen]:
    """A change order repeats the price of the paper that it changes: neither its total nor a line of it."""
    if not any(found.candidate.field == "doc.kind" and found.value == "change_order" for found in _firm(chosen)):
        return chosen
    return [found for found in chosen if not _is_base_price(found)]


def _is_base_price(found: Chosen) -> bool:
    value = found.candidate.value
    if isinstance(value, PriceLine):
        return bool(_BASE_PRICE.search(value.description))
    is_total = isinstance(value, Money) and found.candidate.field == "price.services_total"
    return is_total and bool(_BASE_PRICE.search(found.words))


def _rates_or_lines(chosen: Sequence[Chosen]) -> Sequence[Chosen]:
    """A row that states a rate may be a priced line too; that it is one is a reading, and no proof."""
    rates = {found.candidate.quote for found in _firm(chosen) if isinstance(found.candidate.value, RateLine)}
    return [
        _quoted(found) if isinstance(found.candidate.value, PriceLine) and found.candidate.quote in rates else found
        for found in chosen
    ]


def _quoted(found: Chosen) -> Chosen:
    if found.proposal.proof.status != "proven":
        return found
    proof = Proof(status="quoted", reason="the row states a rate; that it is a line of the price too is a reading")
    return replace(found, proposal=replace(found.proposal, proof=proof))


def _firm(chosen: Sequence[Chosen]) -> Sequence[Chosen]:
    """What may change other facts: everything but what a language model alone says without a proof."""
    return [found for found in chosen if not (found.by_model_alone and found.proof.status == "unproven")]
