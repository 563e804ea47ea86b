"""When which roles must sign: the conditions of a policy, its currencies and what it takes for standard."""

from decimal import Decimal
from typing import Annotated

from pydantic import Field

from sowcheck.core.fields import Owner
from sowcheck.core.noun import Noun
from sowcheck.core.quantities import NO_CURRENCY, Currency, Money

Positive = Annotated[Decimal, Field(gt=0, allow_inf_nan=False)]


class ApprovalRule(Noun):
    """Roles that must sign when the rule applies."""

    roles: tuple[Owner, ...]
    when: str
    """"always", "over_value", "under_margin", "nonstandard_terms", "regulated" or "severity:<severity>"."""
    people: Annotated[int, Field(gt=0)] = 1
    """How many different people must sign in each of the roles."""
    amount: Decimal | None = None
    """With "over_value": the price of the services from which the rule applies."""
    currency: Currency | None = None
    """Of the amount; None for that of `[currencies]`, and if that names none, whatever the price is in."""
    percent: Decimal | None = None
    """With "under_margin": the margin below which the rule applies."""
    unknown: bool = False
    """With "over_value" and "under_margin": whether the rule applies where nothing states the price, or the margin."""
    fields: tuple[str, ...] = ()
    """Patterns of fields. With "nonstandard_terms": those whose terms count, all if there are none. With "regulated": terms
    that make an engagement regulated wherever a paper states them."""
    industries: tuple[str, ...] = ()
    """With "regulated": industries of the customer, as deal.industry names them."""
    clauses: tuple[str, ...] = ()
    """With "regulated": types of clauses that make an engagement regulated wherever a paper has one."""


class Currencies(Noun):
    """How amounts of several currencies compare."""

    base: Currency | None = None
    """The currency of the policy's amounts; None compares figures whatever their currency."""
    rates: dict[Currency, Positive] = Field(default_factory=dict)
    """What one unit of another currency is worth in the base."""

    def worth(self, money: Money, currency: Currency) -> Decimal | None:
        """The amount in another currency; None where no rate leads there.

        >>> euros = Currencies(base="EUR", rates={"USD": Decimal("0.9")})
        >>> euros.worth(Money(amount=Decimal(100), currency="USD"), "EUR")
        Decimal('90.0')
        """
        if money.currency == currency:
            return money.amount
        there, here = self._rate(money.currency), self._rate(currency)
        return None if there is None or here is None else money.amount * there / here

    def _rate(self, currency: Currency) -> Decimal | None:
        if currency == NO_CURRENCY:
            return None
        return Decimal(1) if currency == self.base else self.rates.get(currency)


class Standard(Noun):
    """What the firm takes for standard in one field; a paper that states something else has a nonstandard term."""

    at_least: Decimal | None = None
    at_most: Decimal | None = None
    """Days, percent points, hours; a duration in days."""
    one_of: tuple[str, ...] = ()
    """Words that may stand there, in capitals or not."""
