"""One thing changed in the papers that is more than a value: an item, a signature, a reference."""

from collections.abc import Iterator
from itertools import combinations
from random import Random

from sowcheck.core.items import Milestone, PriceLine
from sowcheck.core.values import Value
from sowcheck.evals.mutation import values
from sowcheck.evals.mutation.deal import Deal, Statement
from sowcheck.evals.mutation.dropping import items_of_all_papers, with_option, without_item
from sowcheck.evals.mutation.making import in_paper, with_value
from sowcheck.evals.mutation.mutant import Change, Counterpart, Mutant
from sowcheck.evals.mutation.superseded import is_superseded, same_elsewhere


def swapped_milestones(deal: Deal, rng: Random) -> Iterator[Mutant]:
    """Two milestones of one paper have each other's amount; the sum stays."""
    for place, paper in enumerate(deal.papers):
        rows = [each for each in paper.of("billing.milestones") if not is_superseded(deal, place, each)]
        pairs = [(one, two) for one, two in combinations(rows, 2) if _can_be_swapped(one.value, two.value)]
        for one, two in rng.sample(pairs, min(len(pairs), 3)):
            yield _swapped(deal, place, one, two)


def _can_be_swapped(one: Value, two: Value) -> bool:
    if not isinstance(one, Milestone) or not isinstance(two, Milestone) or one.name == two.name:
        return False
    return bool(one.amount and two.amount and one.amount != two.amount)


def _swapped(deal: Deal, place: int, one: Statement, two: Statement) -> Mutant:
    first, second = one.value, two.value
    assert isinstance(first, Milestone)
    assert isinstance(second, Milestone)

    def swap(each: Statement) -> Statement:
        if each is one:
            return each.saying(first.model_copy(update={"amount": second.amount}))
        return each.saying(second.model_copy(update={"amount": first.amount})) if each is two else each

    paper = deal.papers[place]
    change = Change(
        operator="swapped_milestones",
        side="document",
        field="billing.milestones",
        key=f"{first.name}; {second.name}",
        place=paper.name,
        before=f"{first.amount} and {second.amount}",
        after=f"{second.amount} and {first.amount}",
    )
    # A milestone that also states its share contradicts itself now, whatever the records hold.
    alone = (first.percent and second.percent) or same_elsewhere(deal, place, one)
    counterpart = None if alone else Counterpart(fields=("billing.milestones",), key=first.name)
    return Mutant(change=change, deal=deal.with_paper(place, paper.edited(swap)), counterpart=counterpart)


def cap_removed(deal: Deal, _rng: Random) -> Iterator[Mutant]:
    """No paper knows a ceiling."""
    field = "price.nte_cap"
    stated = [(place, each) for place, _, each in deal.statements() if each.field == field]
    for place, statement in stated[:1]:
        changed = deal.model_copy(update={"papers": tuple(paper.without(field) for paper in deal.papers)})
        yield in_paper("cap_removed", changed, place, statement, None, Counterpart(fields=(field,)))


def line_optional(deal: Deal, _rng: Random) -> Iterator[Mutant]:
    """A line that was sold is an option in every paper that has it."""
    for place, statement in items_of_all_papers(deal, ("price.lines",)):
        if isinstance(statement.value, PriceLine) and statement.value.amount:
            changed = with_option(deal, statement)
            counterpart = Counterpart(fields=("price.lines",), key=statement.key)
            yield in_paper("line_optional", changed, place, statement, "optional", counterpart)


def line_dropped(deal: Deal, _rng: Random) -> Iterator[Mutant]:
    """A line or role stands in no paper any more."""
    for place, statement in items_of_all_papers(deal, ("price.lines", "price.rate_card")):
        changed = without_item(deal, statement)
        if changed is not None:
            counterpart = Counterpart(fields=(statement.field,), key=statement.key)
            yield in_paper("line_dropped", changed, place, statement, None, counterpart)


def milestone_dropped(deal: Deal, _rng: Random) -> Iterator[Mutant]:
    """A milestone stands in no paper any more."""
    for place, statement in items_of_all_papers(deal, ("billing.milestones",)):
        changed = without_item(deal, statement)
        if changed is not None:
            counterpart = Counterpart(fields=("billing.milestones",), key=statement.key)
            yield in_paper("milestone_dropped", changed, place, statement, None, counterpart)


def unsigned(deal: Deal, rng: Random) -> Iterator[Mutant]:
    """One paper lacks a signature."""
    for place, _, statement in deal.statements():
        if statement.field == "doc.signature_status":
            new = rng.choice(("partially_signed", "unsigned"))
            yield in_paper("unsigned", with_value(deal, place, statement, new), place, statement, new, None)


def version(deal: Deal, _rng: Random) -> Iterator[Mutant]:
    """The paper is another version than the records', or an order refers to another version of it."""
    for place, _, statement in deal.statements():
        if statement.field != "doc.version":
            continue
        new = values.next_version(str(statement.value))
        changed = with_value(deal, place, statement, new)
        yield in_paper("version", changed, place, statement, new, Counterpart(fields=("doc.version",)))
        if deal.papers[place].kind not in ("sow", "other"):
            continue
        for other, order in enumerate(deal.papers):
            if order.kind in ("order_form", "change_order"):
                remark = f"This order refers to the Statement of Work, version {new}."
                changed = deal.with_paper(other, order.model_copy(update={"remarks": (*order.remarks, remark)}))
                yield in_paper("version", changed, other, statement, remark, None)
