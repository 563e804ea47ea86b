"""What rules and entities chose, joined by what a language model states: agreement, contradiction, and what is new."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from sowcheck.core.fields import FIELDS
from sowcheck.extract.precedence import PREVAILS, STRENGTH, reader_of
from sowcheck.extract.same_thing import contradicts, name_words, same_thing
from sowcheck.extract.weighing import Chosen, Proposal

_ONE_KIND = {"staffing.skills": "scope.integrations", "scope.integrations": "staffing.skills"}
"""A technology that one reader takes for a skill is no system as well for another, nor the other way round."""


def merged(chosen: Sequence[Chosen], stated: Iterable[Proposal]) -> list[Chosen]:
    """The facts of all readers, by field in the order of the dictionary.

    Args:
        chosen: What rules and entities chose.
        stated: What a model states, with what its words prove.
    """
    by_field: dict[str, list[Proposal]] = {}
    for proposal in stated:
        by_field.setdefault(proposal.candidate.field, []).append(proposal)
    facts: dict[str, list[Chosen]] = {}
    for found in chosen:
        facts.setdefault(found.candidate.field, []).append(found)
    result: list[Chosen] = []
    for field, row in FIELDS.items():
        own, others = facts.get(field, []), sorted(by_field.get(field, []), key=_strongest_first)
        if not others:
            result += own
        elif row.repeated:
            kin = facts.get(_ONE_KIND.get(field, ""), [])
            result += _items(field, own, others, kin)
        else:
            result += _scalar(field, own, others)
    return result


def _strongest_first(proposal: Proposal) -> tuple[int, float, int]:
    return -STRENGTH[proposal.proof.status], -proposal.candidate.weight, proposal.candidate.quote.start


def _scalar(field: str, own: Sequence[Chosen], stated: Sequence[Proposal]) -> list[Chosen]:
    """The facts of a field with one value: each proposal agrees with one of them, or stands against the first."""
    facts = list(own)
    for proposal in stated:
        place = next((at for at, fact in enumerate(facts) if same_thing(field, fact.value, proposal.value)), None)
        if place is not None:
            facts[place] = _agreed(facts[place], proposal)
        elif not facts:
            facts.append(Chosen(proposal))
        else:
            facts[0] = _disputed(field, facts[0], proposal)
    return facts


def _items(field: str, own: Sequence[Chosen], stated: Sequence[Proposal], kin: Sequence[Chosen]) -> list[Chosen]:
    """The items of a list: those of rules and entities, and what is new; nothing twice in other words."""
    items = list(own)
    for proposal in stated:
        same = [at for at, item in enumerate(items) if same_thing(field, item.value, proposal.value)]
        against = [at for at, item in enumerate(items) if contradicts(field, item.value, proposal.value)]
        if same:
            exact = next((at for at in same if items[at].value == proposal.value), same[0])
            items[exact] = _agreed(items[exact], proposal)
        elif against:
            items[against[0]] = _disputed(field, items[against[0]], proposal)
        elif not any(name_words(item.value) == name_words(proposal.value) for item in kin):
            items.append(Chosen(proposal))
    return sorted(items, key=lambda item: item.candidate.quote.start)


def _agreed(fact: Chosen, proposal: Proposal) -> Chosen:
    """The fact with one more reader; its words are those that prove most."""
    stronger = STRENGTH[proposal.proof.status] > STRENGTH[fact.proposal.proof.status]
    if stronger and proposal.value == fact.value:
        return replace(fact, proposal=proposal, agreeing=(fact.proposal, *fact.agreeing))
    return replace(fact, agreeing=(*fact.agreeing, proposal))


def _disputed(field: str, fact: Chosen, proposal: Proposal) -> Chosen:
    """The fact with a rival, or the rival with the fact as its own."""
    reader = reader_of(fact.candidate.rule)
    winner = reader if reader == "llm" else PREVAILS[reader][fact.proposal.proof.status][proposal.proof.status]
    if winner != "llm" or reader == "llm":
        known = any(same_thing(field, rival.value, proposal.value) for rival in fact.rivals)
        # A rival whose words prove it weighs more than the same value without a proof.
        weaker = [rival for rival in fact.rivals if rival.value == proposal.value and _is_stronger(proposal, rival)]
        if known and not weaker:
            return fact
        return replace(fact, rivals=(*(rival for rival in fact.rivals if rival not in weaker), proposal))
    seconding = tuple(rival for rival in fact.rivals if same_thing(field, rival.value, proposal.value))
    others = tuple(rival for rival in fact.rivals if rival not in seconding)
    return Chosen(proposal, seconding, (fact.proposal, *others))


def _is_stronger(one: Proposal, other: Proposal) -> bool:
    return STRENGTH[one.proof.status] > STRENGTH[other.proof.status]
