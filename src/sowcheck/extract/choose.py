"""From proposals to facts: the best value of each scalar field, and every other value stated as firmly.

Rules and entities are weighed against each other here; what a language model states joins them in `merge`.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import groupby

from sowcheck.core.fields import FIELDS
from sowcheck.extract.merge import merged
from sowcheck.extract.same_thing import identity
from sowcheck.extract.weighing import Chosen, Proposal

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
_MOST_VALUES = 40
"""A paper may contradict itself so often, and no oftener: what is stated with more values is made to fill memory."""
_STRETCH = 500
"""Characters."""


def choose(proposals: Iterable[Proposal]) -> list[Chosen]:
    """The proposals that a document states as facts, by field in the order of the dictionary."""
    proposed = list(proposals)
    stated = [each for each in proposed if each.by_model]
    chosen = _chosen(each for each in proposed if not each.by_model)
    return merged(chosen, stated) if stated else chosen


def _chosen(proposals: Iterable[Proposal]) -> list[Chosen]:
    """What rules and entities state."""
    order = {name: place for place, name in enumerate(FIELDS)}
    ranked = sorted(proposals, key=lambda each: (order[each.candidate.field], *_rank(each)))
    chosen: list[Chosen] = []
    for field, group in groupby(ranked, key=lambda each: each.candidate.field):
        proposed = list(group)
        same = _by_identity(proposed)
        if FIELDS[field].repeated:
            chosen.extend(_with_company(item, same) for item in _items_of_one_field(proposed))
        else:
            facts = [_best_words(fact, proposed) for fact in _facts_of_one_field(field, proposed)]
            rivals = _rivals(facts, proposed)
            chosen.extend(_with_company(fact, same, rivals) for fact in facts)
    return chosen


def _by_identity(proposed: Iterable[Proposal]) -> dict[str, list[Proposal]]:
    same: defaultdict[str, list[Proposal]] = defaultdict(list)
    for each in proposed:
        same[identity(each.value)].append(each)
    return same


def _rank(proposal: Proposal) -> tuple[float, bool, int]:
    """The firmest first; of those as firm, one whose words are about the field, then the one that stands first."""
    return -proposal.candidate.weight, proposal.proof.off_purpose, proposal.candidate.quote.start


_NEARLY_AS_FIRM = 0.16
"""How much lighter a proposal may be whose words prove the same value."""


def _best_words(fact: Proposal, ranked: list[Proposal]) -> Proposal:
    """The proposal of the same value whose words prove it, if the strongest one's do not."""
    if fact.proof.status == "proven":
        return fact
    lowest = fact.candidate.weight - _NEARLY_AS_FIRM
    proven = (each for each in ranked if each.value == fact.value and each.proof.status == "proven")
    return next((each for each in proven if each.candidate.weight >= lowest), fact)


def _facts_of_one_field(field: str, ranked: list[Proposal]) -> list[Proposal]:
    """The fact of the work itself, and that of a subscription that the same paper sells."""
    own = [each for each in ranked if not _is_along(each)]
    along = [each for each in ranked if _is_along(each)]
    facts = _facts(field, own) + _facts(field, along)
    return [fact for place, fact in enumerate(facts) if all(fact.value != other.value for other in facts[:place])]


def _is_along(proposal: Proposal) -> bool:
    return proposal.candidate.rule.endswith(".subscription")


def _facts(field: str, ranked: list[Proposal]) -> list[Proposal]:
    if not ranked:
        return []
    best = ranked[0]
    limit = 0.3 if field == "schedule.start_date" else ACCEPTED_FROM
    if best.candidate.weight < limit:
        return []
    facts = [best]
    if field in _CONTRADICTABLE:
        known = {best.value}
        for other in ranked[1:]:
            distance = best.candidate.weight - other.candidate.weight
            about_it = not other.proof.off_purpose
            firm = about_it and other.candidate.weight >= _FIRM_FROM and distance <= _AS_FIRM
            if firm and other.value not in known and len(facts) < _MOST_VALUES:
                facts.append(other)
                known.add(other.value)
    return facts


def _rivals(facts: list[Proposal], ranked: list[Proposal]) -> tuple[Proposal, ...]:
    """The other values proposed with enough weight, each once, strongest first."""
    rivals: list[Proposal] = []
    known = {fact.value for fact in facts}
    for other in ranked:
        if len(rivals) == _MOST_VALUES:
            break
        if other.candidate.weight >= ACCEPTED_FROM and other.value not in known:
            rivals.append(other)
            known.add(other.value)
    return tuple(rivals)


def _with_company(fact: Proposal, same: Mapping[str, list[Proposal]], rivals: tuple[Proposal, ...] = ()) -> Chosen:
    """The fact with the proposals of the same value, and those of others."""
    agreeing = tuple(other for other in same[identity(fact.value)] if other is not fact)
    return Chosen(fact, agreeing, tuple(rival for rival in rivals if _is_along(rival) == _is_along(fact)))


def _items_of_one_field(ranked: list[Proposal]) -> list[Proposal]:
    """Each item once: a repeated item counts where it is stated best, a sentence once for a statement."""
    items: list[Proposal] = []
    seen: set[str] = set()
    near: defaultdict[int, list[Proposal]] = defaultdict(list)
    """The statements that stand in each stretch of the text."""
    for proposal in ranked:
        if proposal.candidate.weight < ACCEPTED_FROM or (same := identity(proposal.value)) in seen:
            continue
        if isinstance(proposal.value, str):
            stretches = _stretches(proposal)
            if any(_restates(proposal, item) for stretch in stretches for item in near[stretch]):
                continue
            for stretch in stretches:
                near[stretch].append(proposal)
        seen.add(same)
        items.append(proposal)
    return sorted(items, key=lambda item: item.candidate.quote.start)


def _stretches(proposal: Proposal) -> range:
    quote = proposal.candidate.quote
    return range(quote.start // _STRETCH, (quote.end - 1) // _STRETCH + 1)


def _restates(proposal: Proposal, item: Proposal) -> bool:
    """Whether two rules found a statement in the same words."""
    first, second = proposal.candidate, item.candidate
    return isinstance(item.value, str) and second.quote.overlaps(first.quote) and second.rule != first.rule
