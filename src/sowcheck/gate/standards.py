"""Terms that the firm takes for standard, and those that are not."""

from collections.abc import Iterator
from decimal import Decimal

from sowcheck.compare.values.wording import number, say
from sowcheck.core.approval_rules import Standard
from sowcheck.core.assumptions import Assumption
from sowcheck.core.fields import FIELDS
from sowcheck.core.quantities import Duration, Percent
from sowcheck.core.values import Value

_DAYS = {"hour": Decimal(1) / 24, "day": Decimal(1), "business_day": Decimal(1), "week": Decimal(7)} | {
    "month": Decimal(30),
    "quarter": Decimal(91),
    "year": Decimal(365),
}


def nonstandard(assumption: Assumption, standard: Standard) -> Iterator[str]:
    """Why a stated term is not standard, in a sentence; nothing for one that is, or that cannot be measured so."""
    title, said = FIELDS[assumption.field].title, say(assumption.value, assumption.field)
    size = _size(assumption.value)
    if size is not None and standard.at_most is not None and size > standard.at_most:
        yield f"{title}: {said} is more than the standard of {number(standard.at_most)}."
    if size is not None and standard.at_least is not None and size < standard.at_least:
        yield f"{title}: {said} is less than the standard of {number(standard.at_least)}."
    words = assumption.value
    if standard.one_of and isinstance(words, str) and words.casefold() not in map(str.casefold, standard.one_of):
        yield f"{title}: {said} is none of the standard terms."


def _size(value: Value) -> Decimal | None:
    match value:
        case bool():
            return None
        case int() | Decimal():
            return Decimal(value)
        case Percent():
            return value.points
        case Duration():
            return value.count * _DAYS[value.unit]
        case _:
            return None
