"""What a milestone's share is a share of: the price of the paper that states it, with or without the fees that recur."""

from collections.abc import Iterable
from decimal import Decimal

from sowcheck.compare.papers.paper import Paper
from sowcheck.compare.sides.products import is_service
from sowcheck.compare.values.context import DealContext
from sowcheck.compare.values.quantities import yearly
from sowcheck.core.items import PriceLine
from sowcheck.core.quantities import Money, RecurringFee

_PERIODS = frozenset({"week", "month", "quarter", "year"})


def context_for(paper: Paper, context: DealContext) -> DealContext:
    """The context for what this paper states in shares.

    The paper's own total comes before the one in force, which a change order may have raised since. Where fees recur,
    the share may be one of the whole or of what is left without them.
    """
    totals = [each.value.amount for each in paper.of("price.services_total") if isinstance(each.value, Money)]
    if not totals and context.services_total is not None:
        totals = [context.services_total]
    bases = [*totals, *_without_fees(paper, totals, context)] if context.has_recurring_fee else totals
    return context.model_copy(update={"share_bases": tuple(dict.fromkeys(base for base in bases if base > 0))})


def context_for_pair(papers: Iterable[Paper], context: DealContext) -> DealContext:
    """The context for comparing two papers: the totals of both."""
    bases = [base for paper in papers for base in context_for(paper, context).share_bases]
    return context.model_copy(update={"share_bases": tuple(dict.fromkeys(bases))})


def _without_fees(paper: Paper, totals: Iterable[Decimal], context: DealContext) -> list[Decimal]:
    """The total less the fees over the term, and the work that the paper prices once."""
    fees = [each.value for each in paper.of("price.recurring_fee") if isinstance(each.value, RecurringFee)]
    recurring = {yearly(fee) * context.months / 12 for fee in fees} if context.months else set()
    lines = [each.value for each in paper.of("price.lines") if isinstance(each.value, PriceLine)]
    recurring |= {line.amount for line in lines if line.amount and line.unit in _PERIODS}
    once = [line.amount for line in lines if line.amount and line.unit not in _PERIODS and is_service(line)]
    rest = [total - part for total in totals for part in recurring]
    return [*rest, sum(once, Decimal(0)), *once]
