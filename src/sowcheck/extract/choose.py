"""From proposals to facts: the best value of each scalar field, and every other value stated as firmly."""

import re
from collections.abc import Iterable
from itertools import groupby

from sowcheck.core.fields import FIELDS
from sowcheck.core.values import to_json
from sowcheck.extract.candidates import Candidate

ACCEPTED_FROM = 0.5
"""Candidates below this weight are too loose to state anything."""

# A document that states one of these twice with two values contradicts itself; in the others a second value is more
# often another thing (a subscription's frequency, the duration of a phase).
_CONTRADICTABLE = {
    "price.services_total",
    "price.nte_cap",
    "expense.cap",
    "billing.payment_terms_days",
    "doc.version",
    "schedule.end_date",
    "schedule.start_date",
}
_AS_FIRM = 0.1
"""Largest distance in weight between the best value and one that contradicts it."""
_FIRM_FROM = 0.84


def choose(candidates: Iterable[Candidate]) -> list[Candidate]:
    """The candidates that a document states as facts, by field in the order of the dictionary."""
    order = {name: place for place, name in enumerate(FIELDS)}
    ranked = sorted(candidates, key=lambda c: (order[c.field], -c.weight, c.quote.start))
    chosen: list[Candidate] = []
    for field, group in groupby(ranked, key=lambda c: c.field):
        if FIELDS[field].repeated:
            chosen.extend(_items_of_one_field(list(group)))
        else:
            chosen.extend(_facts_of_one_field(field, list(group)))
    return chosen


def _facts_of_one_field(field: str, ranked: list[Candidate]) -> list[Candidate]:
    """The fact of the work itself, and that of a subscription that the same paper sells."""
    own = [candidate for candidate in ranked if not candidate.rule.endswith(".subscription")]
    along = [candidate for candidate in ranked if candidate.rule.endswith(".subscription")]
    facts = _facts(field, own) + _facts(field, along)
    return [fact for place, fact in enumerate(facts) if all(fact.value != other.value for other in facts[:place])]


def _facts(field: str, ranked: list[Candidate]) -> list[Candidate]:
    if not ranked:
        return []
    best = ranked[0]
    limit = 0.3 if field == "schedule.start_date" else ACCEPTED_FROM
    if best.weight < limit:
        return []
    facts = [best]
    if field in _CONTRADICTABLE:
        for other in ranked[1:]:
            firm = other.weight >= _FIRM_FROM and best.weight - other.weight <= _AS_FIRM
            if firm and all(other.value != fact.value for fact in facts):
                facts.append(other)
    return facts


def _items_of_one_field(ranked: list[Candidate]) -> list[Candidate]:
    """Each item once: a repeated item counts where it is stated best, a sentence once for a statement."""
    items: list[Candidate] = []
    seen: set[str] = set()
    for candidate in ranked:
        if candidate.weight < ACCEPTED_FROM or _identity(candidate) in seen:
            continue
        if isinstance(candidate.value, str) and any(
            isinstance(item.value, str) and item.quote.overlaps(candidate.quote) and item.rule != candidate.rule
            for item in items
        ):
            continue
        seen.add(_identity(candidate))
        items.append(candidate)
    return sorted(items, key=lambda item: item.quote.start)


def _identity(candidate: Candidate) -> str:
    """What makes two items the same: their words and numbers, punctuation and case apart."""
    return re.sub(r"\W+", " ", str(to_json(candidate.value))).casefold()
