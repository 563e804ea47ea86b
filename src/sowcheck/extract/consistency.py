"""What the facts of one document say about each other: some cannot both be meant."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from sowcheck.core.assumptions import Proof
from sowcheck.core.items import System
from sowcheck.extract.weighing import Chosen

Rule = Callable[[Sequence[Chosen]], Sequence[Chosen]]


def consistent(chosen: Sequence[Chosen]) -> Sequence[Chosen]:
    """The facts after each rule has seen all of them."""
    for rule in (_systems_are_no_skills, _capped_expenses):
        chosen = rule(chosen)
    return chosen


def _systems_are_no_skills(chosen: Sequence[Chosen]) -> Sequence[Chosen]:
    """A system that the work connects to is named for itself; the people who connect it need not master it."""
    systems = [_words(found.candidate.value.system) for found in chosen if isinstance(found.candidate.value, System)]
    return [
        found
        for found in chosen
        if found.candidate.field != "staffing.skills" or _words(str(found.candidate.value)) not in systems
    ]


def _capped_expenses(chosen: Sequence[Chosen]) -> Sequence[Chosen]:
    """Expenses at cost are capped if the document states a cap for them elsewhere."""
    if not any(found.candidate.field == "expense.cap" for found in chosen):
        return chosen
    return [_capped(found) if found.candidate.value == "at_cost" else found for found in chosen]


def _capped(found: Chosen) -> Chosen:
    candidate = replace(found.candidate, value="at_cost_capped", rule="expense.policy.capped")
    proof = Proof(status="unproven", reason="the cap stands elsewhere in the document")
    return replace(found, proposal=replace(found.proposal, candidate=candidate, proof=proof), rivals=())


def _words(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
