"""How much of a role the deal holds: turns a wrong rate into money."""

from collections.abc import Iterator
from decimal import Decimal

from sowcheck.compare.sides.facts import Facts
from sowcheck.compare.values.comparators import name_of
from sowcheck.compare.values.similarity import likeness
from sowcheck.core.discrepancies import Exposure
from sowcheck.core.items import PriceLine, RateLine, StaffRole
from sowcheck.core.values import Value

_SAME_ROLE = 0.85
_HOURS_A_DAY = Decimal(8)


def rate_exposure(facts: Facts, stated: Value, found: Exposure) -> Exposure:
    """The exposure of one unit times the units of the role; as it is where no paper and no record states them."""
    if not isinstance(stated, RateLine) or found.amount is None:
        return found
    units = _units(facts, stated)
    if not units:
        return found
    return found.model_copy(update={"amount": (found.amount * units).quantize(Decimal("0.01"))})


def _units(facts: Facts, rate: RateLine) -> Decimal:
    """Units of the rate: of the papers' lines, else of the first record's lines, else of the papers' staffing."""
    papers = [[each.value for each in paper.of("price.lines")] for paper in facts.papers]
    records = [[each.value for each in group] for group in facts.lists("price.lines")]
    for lines in (*papers, *records):
        if units := sum(_quantities(lines, rate), Decimal(0)):
            return units
    staffing = [each.value for paper in facts.papers for each in paper.of("staffing.roles")]
    hours = sum(
        (each.hours or Decimal(0) for each in staffing if isinstance(each, StaffRole) and _is(each, rate)), Decimal(0)
    )
    if rate.per == "hour":
        return hours
    return hours / _HOURS_A_DAY if rate.per == "day" else Decimal(0)


def _quantities(lines: list[Value], rate: RateLine) -> Iterator[Decimal]:
    for line in lines:
        if isinstance(line, PriceLine) and line.quantity and line.unit == rate.per and _is(line, rate):
            yield line.quantity


def _is(value: Value, rate: RateLine) -> bool:
    return likeness(name_of(value), rate.role) >= _SAME_ROLE
