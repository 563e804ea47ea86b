"""One thing changed in one paper."""

import datetime as dt
from collections.abc import Callable, Iterator
from decimal import Decimal
from random import Random

from sowcheck.core.items import Milestone, PriceLine, RateLine
from sowcheck.core.quantities import Money, RecurringFee
from sowcheck.core.values import Value
from sowcheck.evals.mutation import values
from sowcheck.evals.mutation.deal import Deal, Statement, state
from sowcheck.evals.mutation.making import in_paper, with_value
from sowcheck.evals.mutation.mutant import Counterpart, Mutant
from sowcheck.evals.mutation.superseded import (
    STATED_BY_ANY,
    is_part_of_a_sum,
    is_superseded,
    may_differ_by_paper,
    same_elsewhere,
)

_CENT = Decimal("0.01")
_COUNTERPARTS = {
    "price.services_total": ("price.services_total", "price.grand_total"),
    "schedule.start_date": ("schedule.start_date", "billing.start_date"),
}
"""Fields by which a record shows that a field differs, where it is not the field itself alone."""

NewValue = Callable[[Statement, Random], Value | None]


def amount(deal: Deal, rng: Random) -> Iterator[Mutant]:
    """A price, fee, line or milestone is a little higher or lower in one paper."""
    yield from _each("amount", deal, rng, lambda each, random: _repriced(each, random, values.nudged))


def digit_swap(deal: Deal, rng: Random) -> Iterator[Mutant]:
    """Two digits of a price or rate are exchanged in one paper."""
    yield from _each(
        "digit_swap", deal, rng, lambda each, random: _repriced(each, random, values.digits_swapped, rates=True)
    )


def rate(deal: Deal, rng: Random) -> Iterator[Mutant]:
    """A role's rate is a little higher or lower in one paper."""

    def change(each: Statement, random: Random) -> Value | None:
        if not isinstance(each.value, RateLine):
            return None
        return each.value.model_copy(update={"amount": values.nudged(each.value.amount, random)})

    yield from _each("rate", deal, rng, change)


def _repriced(
    each: Statement, rng: Random, change: Callable[[Decimal, Random], Decimal | None], *, rates: bool = False
) -> Value | None:
    value = each.value
    match value:
        case Money() | RecurringFee() if value.amount:
            new = change(value.amount, rng)
            return value.model_copy(update={"amount": new}) if new is not None else None
        case RateLine() if rates:
            new = change(value.amount, rng)
            return value.model_copy(update={"amount": new}) if new is not None else None
        case Milestone() if value.amount:
            new = change(value.amount, rng)
            return value.model_copy(update={"amount": new}) if new is not None else None
        case PriceLine() if value.amount:
            new = change(value.amount, rng)
            if new is None:
                return None
            price = (new / value.quantity).quantize(_CENT) if value.unit_price and value.quantity else value.unit_price
            return value.model_copy(update={"amount": new, "unit_price": price})
        case _:
            return None


def quantity(deal: Deal, rng: Random) -> Iterator[Mutant]:
    """A line has more or fewer units at the same price in one paper."""

    def change(each: Statement, random: Random) -> Value | None:
        value = each.value
        if not isinstance(value, PriceLine) or not value.quantity or value.quantity <= 1:
            return None
        new = values.other_quantity(value.quantity, random)
        amount = (value.amount * new / value.quantity).quantize(_CENT) if value.amount else None
        return value.model_copy(update={"quantity": new, "amount": amount})

    yield from _each("quantity", deal, rng, change)


def currency(deal: Deal, rng: Random) -> Iterator[Mutant]:
    """One paper states its price in another currency."""

    def change(each: Statement, random: Random) -> Value | None:
        if each.field == "price.currency":
            return values.other_currency(str(each.value), random)
        if each.field == "price.services_total" and isinstance(each.value, Money):
            return each.value.model_copy(update={"currency": values.other_currency(each.value.currency, random)})
        return None

    yield from _each("currency", deal, rng, change)


def date(deal: Deal, rng: Random) -> Iterator[Mutant]:
    """A day is another in one paper."""

    def change(each: Statement, random: Random) -> Value | None:
        value = each.value
        if each.field in ("schedule.start_date", "schedule.end_date", "doc.effective_date") and isinstance(
            value, dt.date
        ):
            return values.another_day(value, random)
        if isinstance(value, Milestone) and isinstance(value.due, dt.date):
            return value.model_copy(update={"due": values.another_day(value.due, random)})
        return None

    yield from _each("date", deal, rng, change)


def net_days(deal: Deal, rng: Random) -> Iterator[Mutant]:
    """Other payment terms in one paper."""

    def change(each: Statement, random: Random) -> Value | None:
        named = each.field == "billing.payment_terms_days" and isinstance(each.value, int)
        return values.other_net_days(int(str(each.value)), random) if named else None

    yield from _each("net_days", deal, rng, change)


def party(deal: Deal, rng: Random) -> Iterator[Mutant]:
    """One paper names another legal entity."""

    def change(each: Statement, random: Random) -> Value | None:
        named = each.field in ("customer.legal_name", "supplier.legal_name")
        return values.another_party(str(each.value), random) if named else None

    yield from _each("party", deal, rng, change)


def polarity(deal: Deal, rng: Random) -> Iterator[Mutant]:
    """A term says the opposite in one paper; where only one paper states it, a second one contradicts it."""
    yield from _each("polarity", deal, rng, lambda each, _: opposite(each.field, each.value))
    base = [place for place, paper in enumerate(deal.papers) if paper.kind != "change_order"]
    for place, _, statement in deal.statements():
        new = opposite(statement.field, statement.value)
        others = [other for other in base if other != place]
        if new is None or place not in base or not others or is_superseded(deal, place, statement):
            continue
        stated_twice = any(deal.papers[each].of(statement.field) for each in others)
        if stated_twice or may_differ_by_paper(deal, statement.field):
            continue
        other = others[0]
        changed = deal.with_paper(other, deal.papers[other].with_more(state(statement.field, new)))
        yield in_paper("polarity", changed, other, statement, new, None, before="nothing")


def opposite(field: str, value: Value) -> Value | None:
    """The value that turns a term round; None for a field without one."""
    if isinstance(value, bool):
        return not value
    return values.OPPOSITES.get(field, {}).get(str(value))


def choice(deal: Deal, rng: Random) -> Iterator[Mutant]:
    """Another pricing model or billing frequency in one paper."""

    def change(each: Statement, random: Random) -> Value | None:
        if each.field not in values.ANOTHER or each.value == "mixed":
            return None
        return values.another_choice(each.field, str(each.value), random)

    yield from _each("choice", deal, rng, change)


# --- making ------------------------------------------------------------------------------------------------------------


def _each(operator: str, deal: Deal, rng: Random, change: NewValue) -> Iterator[Mutant]:
    """A mutant for each statement that holds and that the change has a new value for."""
    for place, _, statement in deal.statements():
        new = change(statement, rng)
        if new is None or new == statement.value or is_superseded(deal, place, statement):
            continue
        elsewhere = same_elsewhere(deal, place, statement)
        if elsewhere and may_differ_by_paper(deal, statement.field):
            continue
        exact = statement.field in STATED_BY_ANY and statement.field not in (
            "price.pricing_model",
            "price.recurring_fee",
        )
        counterpart = Counterpart(
            fields=_COUNTERPARTS.get(statement.field, (statement.field,)),
            key=statement.key,
            value=statement.value if exact else None,
        )
        alone = elsewhere or is_part_of_a_sum(deal.papers[place], statement)
        changed = with_value(deal, place, statement, new)
        yield in_paper(operator, changed, place, statement, new, None if alone else counterpart)
