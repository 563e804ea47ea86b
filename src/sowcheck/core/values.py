"""The typed value of a field, and its shape in JSON (the annotation guide's)."""

import datetime as dt
from decimal import Decimal
from typing import assert_never

from pydantic import JsonValue

from sowcheck.core.fields import Field, Kind
from sowcheck.core.items import (
    Deliverable,
    Item,
    KeyPerson,
    Limit,
    Milestone,
    PriceLine,
    RateLine,
    Signatory,
    StaffRole,
    System,
)
from sowcheck.core.noun import Noun
from sowcheck.core.quantities import Duration, Interest, Money, Percent, RecurringFee

Value = str | bool | int | Decimal | dt.date | Money | RecurringFee | Percent | Interest | Duration | Item


def to_json(value: Value, kind: Kind | None = None) -> JsonValue:
    """The value as reports and gold files write it; the kind matters for a share that is a deposit.

    >>> from decimal import Decimal
    >>> to_json(Money(amount=Decimal("184000.00"), currency="EUR"))
    {'amount': '184000.00', 'currency': 'EUR'}
    >>> to_json(Percent(points=Decimal("7.5")))
    '7.5'
    >>> to_json(Percent(points=Decimal("20")), Kind.DEPOSIT)
    {'percent': '20'}
    """
    match value:
        case Percent(points=points):
            return {"percent": str(points)} if kind is Kind.DEPOSIT else str(points)
        case Limit(metric=metric, max=Decimal() as most) if most == most.to_integral_value():
            return {"metric": metric, "max": int(most)}
        case Noun():
            shape: JsonValue = value.model_dump(mode="json", exclude_none=True)
            return shape
        case dt.date():
            return value.isoformat()
        case bool() | int() | str():
            return value
        case Decimal():
            return str(value)
        case _:
            assert_never(value)


def from_json(field: Field, shape: JsonValue) -> Value:
    """The typed value that `to_json` wrote; raises ValueError (or its subclass) for another shape."""
    match field.kind:
        case Kind.TEXT | Kind.NAME | Kind.STATEMENT | Kind.CHOICE:
            if not isinstance(shape, str):
                raise ValueError(f"{field.name} is text, not {shape!r}")
            return shape
        case Kind.MONEY:
            return Money.model_validate(shape)
        case Kind.RECURRING_FEE:
            return RecurringFee.model_validate(shape)
        case Kind.PERCENT:
            return Percent(points=Decimal(str(shape)))
        case Kind.DEPOSIT:
            if isinstance(shape, dict) and "percent" in shape:
                return Percent(points=Decimal(str(shape["percent"])))
            return Money.model_validate(shape)
        case Kind.INTEREST:
            return Interest.model_validate(shape)
        case Kind.DURATION:
            return Duration.model_validate(shape)
        case Kind.DATE:
            return dt.date.fromisoformat(str(shape))
        case Kind.DAYS:
            return int(str(shape))
        case Kind.NUMBER:
            return Decimal(str(shape))
        case Kind.FLAG:
            if not isinstance(shape, bool):
                raise ValueError(f"{field.name} is true or false, not {shape!r}")
            return shape
        case Kind.SIGNATORY:
            return Signatory.model_validate(shape)
        case Kind.RATE_LINE:
            return RateLine.model_validate(shape)
        case Kind.PRICE_LINE:
            return PriceLine.model_validate(shape)
        case Kind.MILESTONE:
            return Milestone.model_validate(shape)
        case Kind.DELIVERABLE:
            return Deliverable.model_validate(shape)
        case Kind.SYSTEM:
            return System.model_validate(shape)
        case Kind.LIMIT:
            return Limit.model_validate(shape)
        case Kind.STAFF_ROLE:
            return StaffRole.model_validate(shape)
        case Kind.KEY_PERSON:
            return KeyPerson.model_validate(shape)
        case _:
            assert_never(field.kind)
