"""What an item is worth, and which discrepancy comes first."""

from collections.abc import Iterable
from decimal import Decimal

from sowcheck.compare.values.difference import rank
from sowcheck.compare.values.quantities import stated_currency
from sowcheck.core.discrepancies import Discrepancy, Exposure
from sowcheck.core.fields import FIELDS
from sowcheck.core.items import Milestone, PriceLine
from sowcheck.core.values import Value

_ORDER = {name: place for place, name in enumerate(FIELDS)}


def worth_of(value: Value, sign: int) -> Exposure:
    """The amount of an item that one side lacks: negative where the record lacks it."""
    match value:
        case (
            PriceLine(amount=Decimal() as amount, currency=currency)
            | Milestone(amount=Decimal() as amount, currency=currency)
        ):
            return Exposure(amount=sign * amount, currency=stated_currency(currency, None))
        case _:
            return Exposure()


def ordered(discrepancies: Iterable[Discrepancy]) -> tuple[Discrepancy, ...]:
    """The gravest first.

    By severity, then contradictions before hidden scope, then money (its size, whatever the currency), then days, then
    the order of the dictionary.
    """
    ranked = sorted(discrepancies, key=_sort_key)
    return tuple(each.model_copy(update={"id": f"d-{place}"}) for place, each in enumerate(ranked, start=1))


def _sort_key(each: Discrepancy) -> tuple[int, bool, Decimal, int, int, str, str]:
    amount, days = abs(each.exposure.amount or Decimal(0)), abs(each.exposure.days or 0)
    return (
        -rank(each.severity),
        each.kind == "missing_in_record",
        -amount,
        -days,
        _ORDER.get(each.field, len(_ORDER)),
        each.key or "",
        each.code,
    )
