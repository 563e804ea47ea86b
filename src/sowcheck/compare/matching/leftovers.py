"""Items that found no partner, and the sums that explain them: one line of the order form can stand for four of the quote."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Protocol

from sowcheck.compare.papers.paper import Paper
from sowcheck.compare.sides.facts import Facts
from sowcheck.compare.sides.products import is_product
from sowcheck.compare.values.comparators import amount_of, name_of
from sowcheck.compare.values.context import DealContext
from sowcheck.compare.values.similarity import likeness
from sowcheck.compare.values.subsets import places_with_sum
from sowcheck.core.assumptions import Assumption
from sowcheck.core.quantities import Money
from sowcheck.core.records import RecordValue

_SUMMED = frozenset({"price.lines", "billing.milestones"})
_ALIKE = 0.6


class Item(Protocol):
    """A document's item."""

    paper: Paper
    assumption: Assumption


def explained(
    facts: Facts,
    context: DealContext,
    field: str,
    items: Sequence[Item],
    unpaired: Sequence[Item],
    group: Sequence[RecordValue],
    linked: Mapping[str, frozenset[str]],
) -> tuple[set[int], set[str]]:
    """Which leftovers are no finding.

    Args:
        facts: The case.
        context: Tolerances.
        field: The list field.
        items: All items of all papers.
        unpaired: Those without a partner in this record.
        group: The record's list.
        linked: By id of the paper, ids of the record values that have a partner in it.

    Returns:
        `id()` of the explained items, and ids of the explained record values.
    """
    known_items: set[int] = set()
    known_values: set[str] = set()
    if field not in _SUMMED:
        return known_items, known_values
    tolerance = context.policy.money.equal_to * max(len(group), 1)
    strangers = [value for value in group if not any(value.id in values for values in linked.values())]
    for paper in dict.fromkeys(item.paper for item in unpaired):
        own = [item for item in unpaired if item.paper is paper and _amount(item) is not None]
        open_to_paper = [value for value in group if value.id not in linked.get(paper.id, frozenset())]
        _one_for_many(own, strangers, open_to_paper, tolerance, known_items, known_values)
        _many_for_one(own, strangers, tolerance, known_items, known_values)
        _rest_for_rest(own, strangers, tolerance, known_items, known_values)
    totals = _totals(facts)
    for value in strangers:
        amount = amount_of(value.value)
        if not amount or any(abs(amount - total) <= tolerance for total in totals) or _is_rate(facts, value):
            known_values.add(value.id)
    known_items |= _other_breakdowns(items, unpaired, known_items, context)
    return known_items, known_values


def _amount(item: Item) -> Decimal | None:
    return amount_of(item.assumption.value)


def _one_for_many(
    own: Sequence[Item],
    strangers: Sequence[RecordValue],
    open_to_paper: Sequence[RecordValue],
    tolerance: Decimal,
    known_items: set[int],
    known_values: set[str],
) -> None:
    """A document line whose amount is the sum of record lines.

    First of those that no paper names, then of all that this paper does not name: another paper may name them one by one.
    """
    for item in own:
        target = _amount(item)
        assert target is not None
        for candidates in (strangers, open_to_paper):
            open_values = [each for each in candidates if each.id not in known_values and amount_of(each.value)]
            amounts = [amount_of(each.value) or Decimal(0) for each in open_values]
            if places := places_with_sum(amounts, target, tolerance):
                known_items.add(id(item))
                known_values |= {open_values[place].id for place in places}
                break


def _many_for_one(
    own: Sequence[Item],
    strangers: Sequence[RecordValue],
    tolerance: Decimal,
    known_items: set[int],
    known_values: set[str],
) -> None:
    """A record line whose amount is the sum of document lines."""
    for value in strangers:
        target = amount_of(value.value)
        open_items = [each for each in own if id(each) not in known_items]
        if not target or value.id in known_values or not open_items:
            continue
        if places := places_with_sum([_amount(each) or Decimal(0) for each in open_items], target, tolerance):
            known_values.add(value.id)
            known_items |= {id(open_items[place]) for place in places}


def _rest_for_rest(
    own: Sequence[Item],
    strangers: Sequence[RecordValue],
    tolerance: Decimal,
    known_items: set[int],
    known_values: set[str],
) -> None:
    """Two different breakdowns of one sum."""
    open_items = [each for each in own if id(each) not in known_items]
    open_values = [each for each in strangers if each.id not in known_values and amount_of(each.value)]
    if len(open_items) < 2 or len(open_values) < 2:
        return
    ours = sum((_amount(each) or Decimal(0) for each in open_items), Decimal(0))
    theirs = sum((amount_of(each.value) or Decimal(0) for each in open_values), Decimal(0))
    if abs(ours - theirs) <= tolerance:
        known_items |= {id(each) for each in open_items}
        known_values |= {each.id for each in open_values}


def _other_breakdowns(
    items: Sequence[Item], unpaired: Sequence[Item], known: set[int], context: DealContext
) -> set[int]:
    """Lines of a paper that breaks the price down in its own way, where another paper's lines are all accounted for."""
    missing = {id(item) for item in unpaired} - known
    complete: list[Paper] = []
    for paper in dict.fromkeys(item.paper for item in items):
        own = [item for item in items if item.paper is paper]
        if not any(id(item) in missing for item in own) and (not _amends(paper) or _is_whole_price(own, context)):
            complete.append(paper)
    if not complete:
        return set()
    return {id(item) for item in unpaired if item.paper not in complete and not _is_new(item)}


def _amends(paper: Paper) -> bool:
    return paper.kind == "change_order"


def _is_whole_price(items: Sequence[Item], context: DealContext) -> bool:
    """Whether a change order's items replace what it amends: together they are the price in force."""
    amounts = [amount for item in items if (amount := _amount(item)) is not None]
    if len(amounts) < max(len(items), 2) or context.services_total is None:
        return False
    return abs(sum(amounts, Decimal(0)) - context.services_total) <= context.policy.money.equal_to * len(amounts)


def _totals(facts: Facts) -> list[Decimal]:
    return [
        each.value.amount
        for paper in facts.papers
        for each in paper.of("price.services_total")
        if isinstance(each.value, Money)
    ]


def _is_rate(facts: Facts, value: RecordValue) -> bool:
    """Whether a record line prices a role that a document's rate card has: it is compared there."""
    name = name_of(value.value)
    return any(
        likeness(name, name_of(each.value)) >= _ALIKE for paper in facts.papers for each in paper.of("price.rate_card")
    )


def _is_new(item: Item) -> bool:
    """Whether an item is sold beside what other papers break down: a product, or what a change order adds."""
    return _amends(item.paper) or is_product(item.assumption.value)
