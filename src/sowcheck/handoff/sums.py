"""Whether the parts of a bundle come to the price of the deal, as billing systems insist."""

from collections.abc import Sequence
from decimal import Decimal

from sowcheck.handoff.by_field import Terms
from sowcheck.handoff.model import BillingSchedule, ContractLine, MoneyShape, SumCheck

_CENT = Decimal("0.01")


def sum_checks(terms: Terms, lines: Sequence[ContractLine], schedule: BillingSchedule) -> tuple[SumCheck, ...]:
    """Whether lines and billing events come to the services total; only of what has amounts throughout."""
    total = terms.money("price.services_total")
    if total is None:
        return ()
    priced = [line.amount for line in lines if line.kind == "priced_line"]
    billed = [event.amount for event in schedule.events]
    found = (_sum("contract lines", priced, total), _sum("billing events", billed, total))
    return tuple(each for each in found if each)


def _sum(what: str, amounts: Sequence[str | None], total: MoneyShape) -> SumCheck | None:
    known = [Decimal(amount) for amount in amounts if amount is not None]
    if not known or len(known) < len(amounts):
        return None
    added, expected = sum(known, Decimal(0)), Decimal(total.amount)
    return SumCheck(
        what=what,
        sum=str(added),
        expected=str(expected),
        currency=total.currency,
        agrees=abs(added - expected) <= _CENT,
    )
