"""Comparators of quantities: money, fees, percentages, durations, dates, numbers. Each is symmetric in what is equal."""

import datetime as dt
from decimal import Decimal

from sowcheck.compare.values.difference import EQUAL, Difference, different, unknown
from sowcheck.core.fields import Severity
from sowcheck.core.policy import DateTolerance, MoneyTolerance, NumberTolerance
from sowcheck.core.quantities import NO_CURRENCY, Duration, Interest, Money, Percent, RecurringFee

_MONTHS_IN = {"month": Decimal(1), "quarter": Decimal(3), "year": Decimal(12)}
_DAYS_IN = {"hour": Decimal(1) / 24, "day": Decimal(1), "business_day": Decimal(7) / 5, "week": Decimal(7)}
_DAYS_IN_A_MONTH = Decimal("30.436875")
_WEEKS_IN_A_YEAR = Decimal("52.1775")
_HOURS_IN_A_DAY = (Decimal(7), Decimal("8.5"))
"""A working day is between these; 8 unless the document says otherwise."""


def same_currency(left: str | None, right: str | None) -> bool:
    """Whether two currencies agree; a currency that is not stated agrees with any."""
    return left == right or NO_CURRENCY in (left, right) or left is None or right is None


def stated_currency(left: str | None, right: str | None) -> str | None:
    """The currency of a difference: the document's, or the record's where the document states none."""
    return next((each for each in (left, right) if each and each != NO_CURRENCY), None)


def compare_money(stated: Money, recorded: Money, tolerance: MoneyTolerance) -> Difference:
    """Record less document, with the severity of the policy's scale for money."""
    if not same_currency(stated.currency, recorded.currency):
        return different("blocker", reason="the currencies differ")
    gap = recorded.amount - stated.amount
    if abs(gap) <= tolerance.equal_to:
        return EQUAL
    currency = stated_currency(stated.currency, recorded.currency)
    return different(_money_severity(gap, stated.amount, tolerance), amount=gap, currency=currency)


def _money_severity(gap: Decimal, base: Decimal, tolerance: MoneyTolerance) -> Severity:
    share = abs(gap) / abs(base) * 100 if base else Decimal(100)
    if share > tolerance.high_to_percent or abs(gap) > tolerance.blocker_over_amount:
        return "blocker"
    return "high" if share > tolerance.medium_to_percent else "medium"


def compare_fees(
    stated: RecurringFee, recorded: RecurringFee, tolerance: MoneyTolerance, months: Decimal | None
) -> Difference:
    """Fees of different periods are compared per year; the exposure is that of the whole term, or of a year."""
    if not same_currency(stated.currency, recorded.currency):
        return different("blocker", reason="the currencies differ")
    ours, theirs = yearly(stated), yearly(recorded)
    gap = (theirs - ours) / max(_periods_in_a_year(stated.per), _periods_in_a_year(recorded.per))
    exact = stated.per == recorded.per or "week" not in (stated.per, recorded.per)
    if abs(gap) <= tolerance.equal_to:
        return EQUAL
    if not exact and abs(theirs - ours) <= abs(ours) * Decimal("0.05"):
        return unknown("a week is no exact part of a month")
    term = (months or Decimal(12)) / 12
    currency = stated_currency(stated.currency, recorded.currency)
    amount = ((theirs - ours) * term).quantize(Decimal("0.01"))
    return different(_money_severity(gap, stated.amount, tolerance), amount=amount, currency=currency)


def yearly(fee: RecurringFee) -> Decimal:
    """What the fee comes to in a year."""
    return fee.amount * _periods_in_a_year(fee.per)


def _periods_in_a_year(per: str) -> Decimal:
    return _WEEKS_IN_A_YEAR if per == "week" else Decimal(12) / _MONTHS_IN[per]


def compare_percent(stated: Percent, recorded: Percent, equal_to: Decimal) -> Difference:
    """Within the policy's points, or different with the severity of the field."""
    return EQUAL if abs(stated.points - recorded.points) <= equal_to else different()


def compare_interest(stated: Interest, recorded: Interest) -> Difference:
    """Equal if the yearly rates agree, simple or compounded, to a twentieth of a point."""
    readings = [abs(one - two) for one in _yearly_rates(stated) for two in _yearly_rates(recorded)]
    return EQUAL if min(readings) <= Decimal("0.05") else different()


def _yearly_rates(interest: Interest) -> tuple[Decimal, ...]:
    if interest.per == "year":
        return (interest.percent,)
    return (interest.percent * 12, ((1 + interest.percent / 100) ** 12 - 1) * 100)


def compare_dates(stated: dt.date, recorded: dt.date, tolerance: DateTolerance) -> Difference:
    """Record less document in calendar days; negative where the record is early."""
    days = (recorded - stated).days
    if abs(days) <= tolerance.equal_to_days:
        return EQUAL
    if abs(days) <= tolerance.low_to_days:
        return different("low", days=days)
    return different("medium" if abs(days) <= tolerance.medium_to_days else "high", days=days)


def compare_days(stated: int, recorded: int) -> Difference:
    """Net terms: exact."""
    return EQUAL if stated == recorded else different(days=recorded - stated)


def compare_numbers(stated: Decimal, recorded: Decimal, tolerance: NumberTolerance) -> Difference:
    """Hours: within a share of the larger figure."""
    largest = max(abs(stated), abs(recorded))
    share = abs(recorded - stated) / largest * 100 if largest else Decimal(0)
    if share <= tolerance.equal_to_percent:
        return EQUAL
    return different("medium" if share <= tolerance.medium_to_percent else None)


def compare_durations(stated: Duration, recorded: Duration, start: dt.date | None) -> Difference:
    """Exact in one family of units (12 months are a year, 7 days a week); across families by the calendar from `start`."""
    if (stated.unit in _MONTHS_IN) == (recorded.unit in _MONTHS_IN):
        table = _MONTHS_IN if stated.unit in _MONTHS_IN else _DAYS_IN
        ours, theirs = stated.count * table[stated.unit], recorded.count * table[recorded.unit]
        scale = _DAYS_IN_A_MONTH if stated.unit in _MONTHS_IN else Decimal(1)
        return EQUAL if ours == theirs else different(days=round((theirs - ours) * scale))
    if start:
        days = (after(start, recorded) - after(start, stated)).days
        return EQUAL if abs(days) <= 3 else different(days=days)
    one, two = in_days(stated), in_days(recorded)
    if abs(one - two) > max(one, two) * Decimal("0.1"):
        return different(days=round(two - one))
    return unknown("weeks and months cannot be compared without a start date")


def in_days(duration: Duration) -> Decimal:
    """Roughly how many calendar days a duration lasts."""
    if duration.unit in _MONTHS_IN:
        return duration.count * _MONTHS_IN[duration.unit] * _DAYS_IN_A_MONTH
    return duration.count * _DAYS_IN[duration.unit]


def in_months(duration: Duration) -> Decimal:
    """Roughly how many months a duration lasts; exact for months, quarters and years."""
    if duration.unit in _MONTHS_IN:
        return duration.count * _MONTHS_IN[duration.unit]
    return in_days(duration) / _DAYS_IN_A_MONTH


def after(start: dt.date, duration: Duration) -> dt.date:
    """The first day after a duration that begins on `start`: 31 January and one month is 28 February."""
    if duration.unit not in _MONTHS_IN:
        return start + dt.timedelta(days=round(in_days(duration)))
    months = start.month - 1 + int(duration.count * _MONTHS_IN[duration.unit])
    year, month = start.year + months // 12, months % 12 + 1
    return dt.date(year, month, min(start.day, _days_of(year, month)))


def _days_of(year: int, month: int) -> int:
    following = dt.date(year + month // 12, month % 12 + 1, 1)
    return (following - dt.timedelta(days=1)).day


def compare_rates(stated: Decimal, stated_per: str, recorded: Decimal, recorded_per: str) -> Difference:
    """Rates by hour or day; a working day has between 7 and 8.5 hours."""
    if stated_per == recorded_per:
        return EQUAL if abs(stated - recorded) <= Decimal("0.01") else different(amount=recorded - stated)
    if {stated_per, recorded_per} != {"hour", "day"}:
        return unknown(f"a rate a {stated_per} and a rate a {recorded_per} have no fixed ratio")
    daily, hourly = (stated, recorded) if stated_per == "day" else (recorded, stated)
    if hourly and abs(daily / hourly - 8) <= Decimal("0.01"):
        return EQUAL
    if hourly and _HOURS_IN_A_DAY[0] <= daily / hourly <= _HOURS_IN_A_DAY[1]:
        return unknown("the hours of a working day are not known")
    return different()
