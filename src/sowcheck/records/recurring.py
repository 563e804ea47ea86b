"""Recurring lines: what falls due each period, and what the whole term costs."""

from dataclasses import dataclass
from decimal import Decimal

from sowcheck.core.fields import FIELDS
from sowcheck.core.quantities import FeePeriod
from sowcheck.records.convert import choice, look_up
from sowcheck.records.days import read_day, read_months
from sowcheck.records.entities import Entity, text_of
from sowcheck.records.mapping import LineColumns, SystemMapping
from sowcheck.records.numerals import product, read_decimal

_MONTHS = {"monthly": 1, "quarterly": 3, "semiannual": 6, "annual": 12}
_FEE_PERIODS: dict[str, FeePeriod] = {"weekly": "week", "monthly": "month", "quarterly": "quarter", "annual": "year"}
_UNIT_PERIODS: dict[str, FeePeriod] = {"week": "week", "month": "month", "quarter": "quarter", "year": "year"}
_NOT_RECURRING = ("one_time", "milestone")


@dataclass(frozen=True)
class Recurrence:
    """How a line recurs."""

    per: FeePeriod | None
    """None for a period that no fee is stated by, such as half a year."""
    fee: Decimal | None
    """What falls due each period; None if it cannot be told."""
    periods: int | None
    """How many periods the term has, if known."""
    contract_total: Decimal | None
    """What all periods cost, if known."""


def frequency_of(line: Entity, columns: LineColumns, system: SystemMapping) -> str | None:
    """The line's billing frequency in the dictionary's words."""
    cell = line.first(columns.frequency)
    if cell is None:
        return None
    meant = look_up(cell, system.picklists.get("billing.frequency", {}))
    return choice(
        meant if meant is not None else cell.label or text_of(cell.value), FIELDS["billing.frequency"].choices
    )


def recurs(line: Entity, columns: LineColumns, system: SystemMapping) -> bool:
    """Whether the line recurs: by its charge type, or without one by having a billing frequency."""
    charge = line.first(columns.recurring)
    if charge is not None:
        return (charge.label or text_of(charge.value)).casefold() in {
            value.casefold() for value in system.recurring.values
        }
    frequency = frequency_of(line, columns, system)
    return frequency is not None and frequency not in _NOT_RECURRING


def by_unit(
    unit: str | None, quantity: Decimal | None, unit_price: Decimal | None, amount: Decimal | None
) -> Recurrence | None:
    """The recurrence of a line that counts months (quarters, years) at a price each."""
    if unit not in _UNIT_PERIODS or unit_price is None:
        return None
    whole = quantity is not None and quantity == quantity.to_integral_value()
    return Recurrence(_UNIT_PERIODS[unit], unit_price, int(quantity) if whole and quantity else None, amount)


def by_frequency(
    line: Entity, columns: LineColumns, system: SystemMapping, amount: Decimal | None, default_term: int | None
) -> Recurrence:
    """The recurrence of a line with a billing frequency.

    A line without a term has that of its quote, `default_term` in months. The amount is that of one period or of the whole
    term, as the system has it. Of the whole term, an annual fee without
    a term is taken as the fee of one year, which is what price books price.
    """
    frequency = frequency_of(line, columns, system) or ""
    term, length = _term_in_months(line, columns, system) or default_term, _MONTHS.get(frequency)
    periods = _periods(term, length)
    per = _FEE_PERIODS.get(frequency)
    if amount is None:
        return Recurrence(per, None, periods, None)
    if system.settings.amount_is_per_period:
        stated = line.first(columns.contract_total)
        whole = read_decimal(stated.value) if stated else None
        if not whole and periods is not None:
            whole = product(amount, Decimal(periods))
        return Recurrence(per, amount, periods, whole)
    if term and length:
        return Recurrence(per, amount * length / term if term > length else amount, periods, amount)
    return Recurrence(per, amount if frequency == "annual" else None, periods, amount)


def _periods(term: int | None, length: int | None) -> int | None:
    return term // length if term and length and term % length == 0 else None


def _term_in_months(line: Entity, columns: LineColumns, system: SystemMapping) -> int | None:
    """The term in months, as stated or from the line's own first and last day; None if it is no whole number of months."""
    cell = line.first(columns.term)
    period = read_months(cell.value) if cell else None
    if period is not None:
        return period
    term = read_decimal(cell.value) if cell else None
    if term is not None and term == term.to_integral_value() and 0 < term < 1200:
        match system.settings.term_unit:
            case "month":
                return int(term)
            case "year":
                return int(term) * 12
            case "day":
                return int(term) // 365 * 12 if int(term) % 365 == 0 else None
    start, end = line.first(columns.start), line.first(columns.end)
    first, last = read_day(start.value) if start else None, read_day(end.value) if end else None
    if first is None or last is None or last <= first:
        return None
    months = round((last - first).days / 30.4375)
    return months or None
