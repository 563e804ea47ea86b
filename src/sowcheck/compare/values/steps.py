"""A value and a step make a new value: 268,000 increased by 39,500, 31 July moved by eight weeks."""

import datetime as dt
from decimal import Decimal

from sowcheck.compare.values.quantities import after
from sowcheck.core.quantities import Duration, Money, Percent, RecurringFee
from sowcheck.core.relations import Operation
from sowcheck.core.values import Value

_CENT = Decimal("0.01")


def stepped(base: Value, step: Value, operation: Operation) -> Value | None:
    """The value after a step; None if the two cannot be added up."""
    sign = -1 if operation == "decrease" else 1
    match base:
        case Money() | RecurringFee():
            return _sum(base, step, sign)
        case Percent():
            return Percent(points=base.points + sign * step.points) if isinstance(step, Percent) else None
        case Duration():
            return _length(base, step, sign)
        case dt.date():
            return after(base, _times(step, sign)) if isinstance(step, Duration) else None
        case bool() | str():
            return None
        case int():
            days = step.count if isinstance(step, Duration) and step.unit == "day" else step
            return base + sign * days if isinstance(days, int) and not isinstance(days, bool) else None
        case Decimal():
            return base + sign * step if isinstance(step, Decimal) else None
        case _:
            return None


def _sum(base: Money | RecurringFee, step: Value, sign: int) -> Value | None:
    """A price with a sum or a share of itself added."""
    amount: Decimal | None = None
    if isinstance(step, Percent):
        amount = (base.amount * step.points / 100).quantize(_CENT)
    elif (isinstance(step, Money) and step.currency == base.currency) or (
        isinstance(step, RecurringFee) and (step.currency, step.per) == (base.currency, getattr(base, "per", None))
    ):
        amount = step.amount
    return None if amount is None else base.model_copy(update={"amount": base.amount + sign * amount})


def _length(base: Duration, step: Value, sign: int) -> Duration | None:
    if not isinstance(step, Duration) or step.unit != base.unit:
        return None
    return Duration(count=base.count + sign * step.count, unit=base.unit)


def _times(step: Duration, sign: int) -> Duration:
    return Duration(count=sign * step.count, unit=step.unit)
