"""Statements that are not in force: what holds in their place, by which rule, and on whose words that rests."""

from collections.abc import Iterator
from itertools import combinations

from sowcheck.compare.amendments.amending import Lost
from sowcheck.compare.amendments.hierarchy import Basis, Ruling
from sowcheck.compare.amendments.items import changes_value
from sowcheck.compare.contradictions.conflicts import LISTS_ACROSS, is_same_item
from sowcheck.compare.lineage.order import Succession
from sowcheck.compare.matching.scalars import ANY_OF
from sowcheck.compare.papers.paper import Paper
from sowcheck.compare.sides.facts import Facts
from sowcheck.compare.sides.in_force import OWN_IDENTITY
from sowcheck.compare.values.comparators import compare_values, name_of
from sowcheck.compare.values.context import DealContext
from sowcheck.compare.values.pairing import pair_items
from sowcheck.compare.values.wording import say
from sowcheck.core.assumptions import Assumption
from sowcheck.core.fields import FIELDS
from sowcheck.core.relations import Supersession, SupersessionRule

_RULES: dict[Basis, SupersessionRule] = {
    "stated": "order_stated",
    "express": "express",
    "usual": "order_usual",
    "later": "later",
}


def find_superseded(facts: Facts, context: DealContext) -> tuple[Supersession, ...]:
    """The statements that are not in force, each once: first those that change orders end, then those that lose by precedence."""
    found: dict[str, Supersession] = {}
    for field, row in FIELDS.items():
        if field.startswith(("doc.", "deal.", "quote.", "msa.")) or field in OWN_IDENTITY:
            continue
        outcome = facts.amending_items.outcome(field) if row.repeated else facts.amending.outcome(field)
        for lost in outcome.lost:
            if changes_value(lost, context):
                found.setdefault(lost.assumption.id, _ended(lost))
        papers = [paper for paper, _ in outcome.stated]
        pairs = _items if row.repeated else _values
        for stronger, paper in combinations(papers, 2):
            if stronger in facts.amendments and paper in facts.changes.targets(stronger):
                continue  # what a change order leaves standing in the paper that it changes, stands
            for each in pairs(facts, field, stronger, paper, context):
                found.setdefault(each.assumption, each)
    for succession in facts.lineage.successions:
        for each in _given_way(succession):
            found.setdefault(each.assumption, each)
    return tuple(found.values())


def _given_way(succession: Succession) -> Iterator[Supersession]:
    """Everything that a version states in whose place another one holds."""
    holds, gives_way = succession.holds, succession.gives_way
    for field in (name for name in FIELDS if not name.startswith("doc.")):
        old, new = list(gives_way.of(field)), list(holds.of(field))
        partners = {
            pair.left: new[pair.right].id for pair in pair_items([a.value for a in old], [b.value for b in new]).pairs
        }
        for place, lost in enumerate(old):
            by = partners.get(place) if FIELDS[field].repeated else new[0].id if new else None
            reason = f"{_about(lost)}{succession.why}."
            yield Supersession(assumption=lost.id, by=by, rule="version", reason=reason)


def _ended(lost: Lost) -> Supersession:
    """What a change order restates or strikes out."""
    order, instruction = lost.order, lost.instruction
    page = f" (page {instruction.page})" if instruction and instruction.page else ""
    words = f" (“{_in_one_line(instruction.quote.text)}”)" if instruction else ""
    if lost.by is None:
        why = f"{order.title}{page} strikes it out{words}"
    elif instruction is None:
        why = f"{order.title} states it anew"
    else:
        why = f"{order.title}{page} changes it{words}"
    clauses = [each for each in order.relations.precedence if each.order[0] == order.kind]
    own = f"; “{_in_one_line(clauses[0].quote.text)}”" if clauses else ""
    return Supersession(
        assumption=lost.assumption.id,
        by=lost.by.id if lost.by else None,
        rule="amended" if lost.by else "deleted",
        reason=f"{_about(lost.assumption)}{why}{own}.",
    )


def _values(facts: Facts, field: str, stronger: Paper, paper: Paper, context: DealContext) -> Iterator[Supersession]:
    """Values of the weaker paper that agree with none of the stronger one's."""
    ruling = facts.hierarchy.ruling(stronger, paper, field)
    amended = stronger.kind == "change_order"
    if not ruling.is_decided or (field in ANY_OF and not amended):
        return
    stated = dict(facts.amending.outcome(field).stated)
    holding = stated[stronger]
    for own in stated[paper]:
        outcomes = [compare_values(FIELDS[field], each.value, own.value, context) for each in holding]
        if outcomes and all(outcome.differs for outcome in outcomes):
            yield _supersession(ruling, own, holding[0])


def _items(facts: Facts, field: str, stronger: Paper, paper: Paper, context: DealContext) -> Iterator[Supersession]:
    """Items of the weaker paper that the stronger one states otherwise."""
    ruling = facts.hierarchy.ruling(stronger, paper, field)
    amended = stronger.kind == "change_order"
    if not ruling.is_decided or (field not in LISTS_ACROSS and not amended):
        return
    stated = dict(facts.amending_items.outcome(field).stated)
    ours, theirs = stated[stronger], stated[paper]
    for pair in pair_items([each.value for each in ours], [each.value for each in theirs]).pairs:
        left, right = ours[pair.left], theirs[pair.right]
        if (amended or is_same_item(left, right)) and compare_values(
            FIELDS[field], left.value, right.value, context
        ).differs:
            yield _supersession(ruling, right, left)


def _supersession(ruling: Ruling, lost: Assumption, holds: Assumption) -> Supersession:
    if ruling.winner.kind == "change_order" and ruling.basis in ("usual", "stated", "later"):
        rule: SupersessionRule = "amended"
        why = f"{ruling.winner.title} states it anew"
    else:
        rule, why = _RULES[ruling.basis], ruling.why
    return Supersession(
        assumption=lost.id, by=holds.id, rule=rule, reason=f"{_about(lost)}{why}{quoted_clause(ruling)}."
    )


def _about(lost: Assumption) -> str:
    named = f", {name_of(lost.value)}" if FIELDS[lost.field].repeated else f" {say(lost.value, lost.field)}"
    return f"{FIELDS[lost.field].title}{named} is not in force: "


def quoted_clause(ruling: Ruling) -> str:
    """The words of the clause that decides, as the end of a sentence; empty where none does."""
    if ruling.clause is None:
        return ""
    return f" (“{_in_one_line(ruling.clause.quote.text)}”)"


def _in_one_line(words: str) -> str:
    return " ".join(words.split()).rstrip(".;")
