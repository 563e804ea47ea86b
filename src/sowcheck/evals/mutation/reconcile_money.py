"""Totals, lines and milestones of the papers brought to one sum."""

from collections.abc import Sequence
from decimal import Decimal

from sowcheck.compare.values.similarity import plain
from sowcheck.core.items import Milestone, PriceLine, RateLine
from sowcheck.core.quantities import Money
from sowcheck.core.values import Value
from sowcheck.evals.mutation.deal import Paper, Statement
from sowcheck.evals.mutation.gold import GoldDeal

_CENT = Decimal("0.01")
_TOTAL = "price.services_total"


def total_of(paper: Paper) -> Decimal | None:
    """The price of the services as a paper states it."""
    return next((each.value.amount for each in paper.of(_TOTAL) if isinstance(each.value, Money)), None)


def with_one_total(papers: Sequence[Paper]) -> list[Paper]:
    """Of several totals of one paper that one stays to which its lines or milestones add up, or else the first."""
    before: Decimal | None = None
    made = []
    for paper in papers:
        single = _with_single_total(paper, before)
        before = total_of(single) if before is None else before
        made.append(single)
    return made


def _with_single_total(paper: Paper, before: Decimal | None) -> Paper:
    stated = paper.of(_TOTAL)
    if len(stated) < 2:
        return paper
    sums = _sums(paper, before)
    chosen = next((each for each in stated if isinstance(each.value, Money) and each.value.amount in sums), stated[0])
    return paper.edited(lambda each: each if each.field != _TOTAL or each is chosen else None)


def _sums(paper: Paper, before: Decimal | None) -> set[Decimal]:
    lines = [each.value.amount for each in paper.of("price.lines") if isinstance(each.value, PriceLine)]
    parts = [each.value.amount for each in paper.of("billing.milestones") if isinstance(each.value, Milestone)]
    sums = {sum(filter(None, amounts), Decimal(0)) for amounts in (lines, parts) if amounts}
    if paper.kind == "change_order" and before is not None:
        sums |= {before + each for each in sums}
    return sums


def with_one_schedule(papers: Sequence[Paper], gold: GoldDeal) -> list[Paper]:
    """Milestones that come to the price, and items of one name with one figure in every paper of the base."""
    agreed: dict[tuple[str, str], Decimal] = {}
    made = []
    for paper in papers:
        mended = _milestones(paper, gold)
        amends = paper.kind == "change_order"
        made.append(mended if amends else mended.edited(lambda each: _aligned(each, agreed)))
    return made


def _aligned(each: Statement, agreed: dict[tuple[str, str], Decimal]) -> Statement:
    """The statement with the amount that an earlier one of the same name has."""
    if not isinstance(each.value, Milestone | RateLine | PriceLine) or each.value.amount is None or each.key is None:
        return each
    unit = each.value.unit if isinstance(each.value, PriceLine) else None
    amount = agreed.setdefault((each.field, f"{plain(each.key)} {unit}"), each.value.amount)
    return each if amount == each.value.amount else each.saying(each.value.model_copy(update={"amount": amount}))


def _milestones(paper: Paper, gold: GoldDeal) -> Paper:
    """Shares that come to the whole, and amounts that are their shares of the price."""
    total = total_of(paper)
    values = [each.value for each in paper.of("billing.milestones") if isinstance(each.value, Milestone)]
    if total is None or not values or not gold.is_faulty("billing.milestones"):
        return paper
    mended = _mended(values, total)
    return paper.edited(
        lambda each: each if mended.get(each.key, each.value) == each.value else each.saying(mended[each.key])
    )


def _mended(values: Sequence[Milestone], total: Decimal) -> dict[str | None, Value]:
    shares = [each.percent for each in values]
    known = [share for share in shares if share is not None]
    last = values[-1]
    if len(known) == len(values):
        missing = 100 - sum(known, Decimal(0))
        mended = [
            each.model_copy(update={"percent": (each.percent or Decimal(0)) + (missing if each is last else 0)})
            for each in values
        ]
        mended = [
            each
            if each.amount is None
            else each.model_copy(update={"amount": ((each.percent or Decimal(0)) * total / 100).quantize(_CENT)})
            for each in mended
        ]
        return {each.name: each for each in mended}
    gap = total - sum((each.amount or Decimal(0) for each in values), Decimal(0))
    if last.amount is None or abs(gap) > total / 10:
        return {}
    return {last.name: last.model_copy(update={"amount": last.amount + gap})}
