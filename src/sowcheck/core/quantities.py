"""Typed quantities: a number never travels without its unit."""

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from sowcheck.core.noun import Noun

Currency = Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
"""ISO 4217 code, such as EUR."""

DurationUnit = Literal["hour", "day", "business_day", "week", "month", "quarter", "year"]
FeePeriod = Literal["week", "month", "quarter", "year"]
RatePeriod = Literal["hour", "day", "week", "month"]
InterestPeriod = Literal["month", "year"]


NO_CURRENCY = "XXX"
"""The ISO 4217 code for "no currency": an amount is stated without one, as systems of a single currency do."""


class Money(Noun):
    """An amount of one currency; `NO_CURRENCY` where none is stated."""

    amount: Decimal = Field(allow_inf_nan=False)
    currency: Currency


class RecurringFee(Noun):
    """Money that falls due again each period."""

    amount: Decimal = Field(allow_inf_nan=False)
    currency: Currency
    per: FeePeriod


class Percent(Noun):
    """A share in percent points: 8 means 8 percent."""

    points: Decimal = Field(allow_inf_nan=False)


class Interest(Noun):
    """Interest on late payment, in percent points a period."""

    percent: Decimal = Field(allow_inf_nan=False)
    per: InterestPeriod


class Duration(Noun):
    """A length of time in the unit that was written: 5 business days stay 5 business days."""

    count: int
    unit: DurationUnit
