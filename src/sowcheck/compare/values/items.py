"""Comparators of the items of list fields: what two paired items both state must agree."""

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal

from sowcheck.compare.values.context import DealContext
from sowcheck.compare.values.difference import EQUAL, Difference, different, heavier, unknown
from sowcheck.compare.values.quantities import (
    compare_dates,
    compare_money,
    compare_numbers,
    compare_rates,
    same_currency,
    stated_currency,
)
from sowcheck.compare.values.similarity import likeness
from sowcheck.core.fields import Severity
from sowcheck.core.items import (
    Deliverable,
    KeyPerson,
    Limit,
    Milestone,
    PriceLine,
    RateLine,
    Signatory,
    StaffRole,
)
from sowcheck.core.quantities import NO_CURRENCY, Money

_PERIODS = {"week", "month", "quarter", "year"}


def compare_rate_lines(stated: RateLine, recorded: RateLine, context: DealContext) -> Difference:
    """A wrong rate is a blocker where the price comes from rates, else high."""
    if not same_currency(stated.currency, recorded.currency):
        return different("blocker", reason="the currencies differ")
    found = compare_rates(stated.amount, stated.per, recorded.amount, recorded.per)
    if not found.differs:
        return found
    severity: Severity = "blocker" if context.is_by_the_hour else "high"
    currency = stated_currency(stated.currency, recorded.currency)
    return different(severity, amount=found.exposure.amount, currency=currency)


def compare_price_lines(stated: PriceLine, recorded: PriceLine, context: DealContext) -> Difference:
    """Amounts must agree; a price for each period agrees with the total of its periods."""
    if not same_currency(stated.currency, recorded.currency):
        return different("blocker", reason="the currencies differ")
    stated, recorded = _by_period(stated), _by_period(recorded)
    if _one_is_a_period_of_the_other(stated, recorded):
        return EQUAL
    if stated.amount is not None and recorded.amount is not None:
        return _money(stated.amount, recorded.amount, stated.currency, recorded.currency, context)
    if stated.unit_price is not None and recorded.unit_price is not None:
        found = _money(stated.unit_price, recorded.unit_price, stated.currency, recorded.currency, context)
        return found if found.is_equal else different(found.severity, reason="the unit prices differ")
    if stated.quantity is not None and recorded.quantity is not None:
        return EQUAL if stated.quantity == recorded.quantity else different(reason="the quantities differ")
    return unknown("the two lines state nothing in common but the name")


def _by_period(line: PriceLine) -> PriceLine:
    """A line "9,600 a month" has a unit price and no amount of its own."""
    if line.unit in _PERIODS and line.quantity is None and line.unit_price is None:
        return line.model_copy(update={"unit_price": line.amount, "amount": None})
    return line


def _one_is_a_period_of_the_other(one: PriceLine, other: PriceLine) -> bool:
    """Whether both lines have the same price for a period, one of them with the number of periods as its quantity."""
    if one.unit_price is None or one.unit_price != other.unit_price:
        return False
    periodic = {one.unit, other.unit} & _PERIODS
    return bool(periodic) and any(each.quantity in (None, 1) for each in (one, other))


def _money(
    stated: Decimal, recorded: Decimal, currency: str | None, other: str | None, context: DealContext
) -> Difference:
    return compare_money(
        Money(amount=stated, currency=currency or NO_CURRENCY),
        Money(amount=recorded, currency=other or NO_CURRENCY),
        context.policy.money,
    )


def compare_milestones(stated: Milestone, recorded: Milestone, context: DealContext) -> Difference:
    """Amount (a percentage is one of the services total), day and trigger, as far as both state them."""
    if not same_currency(stated.currency, recorded.currency):
        return different("blocker", reason="the currencies differ")
    found: list[Difference] = []
    both_shares = stated.percent is not None and recorded.percent is not None
    if stated.percent is not None and recorded.percent is not None:
        near = abs(stated.percent - recorded.percent) <= context.policy.percent_points_equal_to
        found.append(EQUAL if near else different("high", reason="the percentages differ"))
    if stated.amount is not None and recorded.amount is not None:
        found.append(_money(stated.amount, recorded.amount, stated.currency, recorded.currency, context))
    elif not both_shares:
        found += _share_against_amount(stated, recorded, context)
    if isinstance(stated.due, dt.date) and isinstance(recorded.due, dt.date):
        found.append(compare_dates(stated.due, recorded.due, context.policy.dates))
    if stated.trigger and recorded.trigger:
        same = stated.trigger == recorded.trigger
        found.append(EQUAL if same else different("medium", reason="the triggers differ"))
    return _all(found)


def _share_against_amount(stated: Milestone, recorded: Milestone, context: DealContext) -> list[Difference]:
    """A percentage on one side and an amount on the other, by way of the price that the percentage is one of."""
    if not any(
        _has_share_alone(one) and other.amount is not None for one, other in ((stated, recorded), (recorded, stated))
    ):
        return []
    bases = context.share_bases or ((context.services_total,) if context.services_total is not None else ())
    found = [_on_base(stated, recorded, base, context) for base in bases]
    if not found:
        return [unknown("a share and an amount cannot be compared without the total")]
    if context.has_recurring_fee and not context.share_bases and found[0].differs:
        return [unknown("the percentage may be one of a part of the price")]
    return [min(found, key=lambda each: (not each.is_equal, abs(each.exposure.amount or 0)))]


def _has_share_alone(milestone: Milestone) -> bool:
    return milestone.percent is not None and milestone.amount is None


def _on_base(stated: Milestone, recorded: Milestone, base: Decimal, context: DealContext) -> Difference:
    ours, theirs = _amount_of(stated, base), _amount_of(recorded, base)
    return _money(ours, theirs, stated.currency, recorded.currency, context)


def _amount_of(milestone: Milestone, base: Decimal) -> Decimal:
    if milestone.amount is not None:
        return milestone.amount
    assert milestone.percent is not None
    return (milestone.percent * base / 100).quantize(Decimal("0.01"))


def compare_staff_roles(stated: StaffRole, recorded: StaffRole, context: DealContext) -> Difference:
    """Head count exactly, hours within the policy's share, the person by name."""
    found: list[Difference] = [EQUAL]
    if stated.count is not None and recorded.count is not None and stated.count != recorded.count:
        found.append(different(reason="the head counts differ"))
    if stated.hours is not None and recorded.hours is not None:
        found.append(compare_numbers(stated.hours, recorded.hours, context.policy.hours))
    if stated.person and recorded.person and likeness(stated.person, recorded.person) < 0.6:
        found.append(different("medium", reason="another person is named"))
    return _all(found)


def compare_key_people(stated: KeyPerson, recorded: KeyPerson) -> Difference:
    """The person named for a role."""
    if stated.person and recorded.person and likeness(stated.person, recorded.person) < 0.6:
        return different(reason="another person is named")
    return EQUAL


def compare_limits(stated: Limit, recorded: Limit) -> Difference:
    """The bound, exactly."""
    if isinstance(stated.max, Decimal) and isinstance(recorded.max, Decimal):
        return EQUAL if stated.max == recorded.max else different()
    return EQUAL if str(stated.max).casefold() == str(recorded.max).casefold() else different()


def compare_deliverables(stated: Deliverable, recorded: Deliverable, context: DealContext) -> Difference:
    """Due days where both are dates; words against a date are left to a person."""
    if not stated.due or not recorded.due or stated.due.casefold() == recorded.due.casefold():
        return EQUAL
    ours, theirs = as_date(stated.due), as_date(recorded.due)
    if ours and theirs:
        return compare_dates(ours, theirs, context.policy.dates)
    return unknown("the due dates are written in words")


def compare_signatories(stated: Signatory, recorded: Signatory, context: DealContext) -> Difference:
    """Name and day of the signature of one party."""
    found: list[Difference] = [EQUAL]
    if stated.name and recorded.name and likeness(stated.name, recorded.name) < 0.6:
        found.append(different("medium", reason="another person signs"))
    if stated.date and recorded.date:
        found.append(compare_dates(stated.date, recorded.date, context.policy.dates))
    return _all(found)


def as_date(due: dt.date | str | None) -> dt.date | None:
    """The date of a due day, or None where it is in words."""
    if isinstance(due, dt.date) or due is None:
        return due
    try:
        return dt.date.fromisoformat(due)
    except ValueError:
        return None


def _all(found: Iterable[Difference]) -> Difference:
    """One outcome for several attributes: the heaviest difference, with the first money and the first days at stake."""
    outcomes = list(found)
    differing = [each for each in outcomes if each.differs]
    if not differing:
        return (
            next((each for each in outcomes if not each.is_equal), EQUAL)
            if outcomes
            else unknown("only the name is stated")
        )
    severity = None
    if all(each.severity for each in differing):
        for each in differing:
            assert each.severity
            severity = heavier(severity or each.severity, each.severity)
    money = next((each.exposure for each in differing if each.exposure.amount is not None), None)
    days = next((each.exposure.days for each in differing if each.exposure.days is not None), None)
    reasons = [each.reason for each in differing if each.reason]
    return different(
        severity,
        amount=money.amount if money else None,
        currency=money.currency if money else None,
        days=days,
        reason=", and ".join(reasons) or None,
    )
