"""A cell and a rule in, typed values out."""

import re
from collections.abc import Callable
from decimal import Decimal
from enum import Enum

from sowcheck.core.fields import FIELDS, Kind
from sowcheck.core.items import Deliverable, System
from sowcheck.core.quantities import (
    NO_CURRENCY,
    Duration,
    DurationUnit,
    FeePeriod,
    Interest,
    Money,
    Percent,
    RecurringFee,
)
from sowcheck.core.values import Value
from sowcheck.parse.currencies import in_minor_units
from sowcheck.parse.terms import parse_net_days
from sowcheck.records.currency_names import currency_code
from sowcheck.records.days import Edge, read_day, read_months
from sowcheck.records.entities import Cell, Entity, text_of
from sowcheck.records.ids import salesforce_id
from sowcheck.records.mapping import Parse, Rule
from sowcheck.records.numerals import plain, read_decimal

_FLAGS = {"true": True, "yes": True, "y": True, "1": True, "false": False, "no": False, "n": False, "0": False}
_DURATIONS: dict[Parse, DurationUnit] = {"days": "day", "weeks": "week", "months": "month", "years": "year"}
_PERIODS: dict[Parse, FeePeriod] = {
    "per_week": "week",
    "per_month": "month",
    "per_quarter": "quarter",
    "per_year": "year",
}
_EDGES: dict[Parse, Edge] = {"first_day": "first_day", "last_day": "last_day"}
_GUID = re.compile(r"\{?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\}?", re.IGNORECASE)

Picklist = dict[str, str]


class Unclear(Enum):
    """A cell that holds something which its rule cannot read; told from a cell that states nothing."""

    UNCLEAR = "unclear"


UNCLEAR = Unclear.UNCLEAR


def money(amount: Decimal, currency: str | None) -> Money:
    """An amount with the decimals of its currency."""
    code = currency or NO_CURRENCY
    return Money(amount=in_minor_units(amount, code), currency=code)


def convert(
    cell: Cell, rule: Rule, entity: Entity, currency: str | None, picklist: Picklist
) -> tuple[Value, ...] | Unclear:
    """The values that the cell states by the rule: none if it states nothing, UNCLEAR if it cannot be read."""
    if rule.parse == "flag_means":
        return _flag_means(cell, rule, picklist)
    if rule.parse == "signed_of":
        return _signed_of(cell, rule, entity)
    kind = FIELDS[rule.field].kind
    if rule.field == "price.currency":
        return _one(_currency(cell, picklist))
    meant = look_up(cell, picklist)
    if meant == "":
        return ()
    reader = _READERS[kind]
    return reader(cell, rule, meant, currency)


def look_up(cell: Cell, picklist: Picklist) -> str | None:
    """What the picklist says of the cell's label, or else of its value; "" is nothing, None is no entry."""
    for text in (cell.label, text_of(cell.value)):
        if text is not None and text.strip().casefold() in picklist:
            return picklist[text.strip().casefold()]
    return picklist.get("*")


def flag(cell: Cell, picklist: Picklist) -> bool | None:
    """Whether the cell says yes; None if it does not say."""
    meant = look_up(cell, picklist)
    text = meant if meant is not None else text_of(cell.value)
    return _FLAGS.get(text.strip().casefold())


def choice(text: str, choices: tuple[str, ...]) -> str | None:
    """The choice that the text writes: case, spaces and hyphens aside.

    >>> choice("One-Time", ("monthly", "one_time"))
    'one_time'
    """
    folded = re.sub(r"[\s\-]+", "_", text.strip().casefold())
    return folded if folded in choices else None


def _one(value: Value | None) -> tuple[Value, ...] | Unclear:
    return UNCLEAR if value is None else (value,)


def _flag_means(cell: Cell, rule: Rule, picklist: Picklist) -> tuple[Value, ...] | Unclear:
    said = flag(cell, picklist)
    if said is None:
        return UNCLEAR
    return (rule.means,) if said and rule.means is not None else ()


def _signed_of(cell: Cell, rule: Rule, entity: Entity) -> tuple[Value, ...] | Unclear:
    needed_cell = entity.cell(rule.of or "")
    done, needed = read_decimal(cell.value), read_decimal(needed_cell.value if needed_cell else None)
    if done is None or needed is None or needed <= 0:
        return UNCLEAR
    if done >= needed:
        return ("completed",)
    return ("partially_signed",) if done > 0 else ("unsigned",)


def _currency(cell: Cell, picklist: Picklist) -> str | None:
    meant = look_up(cell, picklist)
    if meant:
        return meant
    return next((code for text in (cell.label, text_of(cell.value)) if text and (code := currency_code(text))), None)


def _text(cell: Cell, rule: Rule, meant: str | None, _: str | None) -> tuple[Value, ...] | Unclear:
    if isinstance(cell.value, list | dict):
        return UNCLEAR
    if FIELDS[rule.field].kind is Kind.NAME and cell.label is None and _GUID.fullmatch(text_of(cell.value).strip()):
        return UNCLEAR  # a lookup without its label names nobody
    text = " ".join((meant or cell.label or _plain_text(cell)).split())
    if rule.parse == "salesforce_id":
        return _one(salesforce_id(text))
    if rule.parse == "guid":
        match = _GUID.fullmatch(_plain_text(cell).strip())
        return _one(match[1].lower() if match else None)
    return (text,) if text else ()


def _plain_text(cell: Cell) -> str:
    """The value as text; a version exported as 3.0 is 3."""
    return str(plain(cell.value)) if isinstance(cell.value, Decimal) else text_of(cell.value)


def _statements(cell: Cell, rule: Rule, meant: str | None, _: str | None) -> tuple[Value, ...] | Unclear:
    """One item for each line of a long text, or for each value of a multi-select picklist."""
    if isinstance(cell.value, list | dict):
        return UNCLEAR
    parts = re.split(r"[\r\n]+|;\s*", meant or text_of(cell.value))
    items = [item for part in parts if (item := part.strip().lstrip("\u2022\u2013*- ").strip())]
    match FIELDS[rule.field].kind:
        case Kind.SYSTEM:
            return tuple(System(system=item) for item in items)
        case Kind.DELIVERABLE:
            return tuple(Deliverable(name=item) for item in items)
        case _:
            return tuple(items)


def _choice(cell: Cell, rule: Rule, meant: str | None, _: str | None) -> tuple[Value, ...] | Unclear:
    choices = FIELDS[rule.field].choices
    texts = (meant, cell.label, text_of(cell.value))
    return _one(next((found for text in texts if text and (found := choice(text, choices))), None))


def _flag(cell: Cell, rule: Rule, meant: str | None, _: str | None) -> tuple[Value, ...] | Unclear:
    if rule.parse == "is_zero":
        number = read_decimal(cell.value)
        return UNCLEAR if number is None else (number == 0,)
    said = _FLAGS.get((meant if meant is not None else text_of(cell.value)).strip().casefold())
    if said is None:
        return UNCLEAR
    return (not said if rule.parse == "not" else said,)


def _money(cell: Cell, _: Rule, __: str | None, currency: str | None) -> tuple[Value, ...] | Unclear:
    amount = read_decimal(cell.value)
    return UNCLEAR if amount is None else (money(amount, currency),)


def _recurring_fee(cell: Cell, rule: Rule, _: str | None, currency: str | None) -> tuple[Value, ...] | Unclear:
    amount = read_decimal(cell.value)
    if amount is None:
        return UNCLEAR
    if amount == 0:  # systems write 0 where nothing recurs
        return ()
    priced = money(amount, currency)
    return (RecurringFee(amount=priced.amount, currency=priced.currency, per=_PERIODS[rule.parse]),)


def _interest(cell: Cell, rule: Rule, _: str | None, __: str | None) -> tuple[Value, ...] | Unclear:
    points = read_decimal(cell.value)
    if points is None:
        return UNCLEAR
    return (Interest(percent=plain(points), per="month" if rule.parse == "per_month" else "year"),)


def _percent(cell: Cell, _: Rule, __: str | None, ___: str | None) -> tuple[Value, ...] | Unclear:
    points = read_decimal(text_of(cell.value).rstrip().removesuffix("%"))
    return UNCLEAR if points is None else (Percent(points=plain(points)),)


def _duration(cell: Cell, rule: Rule, _: str | None, __: str | None) -> tuple[Value, ...] | Unclear:
    months = read_months(cell.value)
    if months is not None:
        return (Duration(count=months, unit="month"),)
    count = read_decimal(cell.value)
    if count is None or count != count.to_integral_value() or count < 0:
        return UNCLEAR
    return (Duration(count=int(count), unit=_DURATIONS[rule.parse]),) if count else ()


def _date(cell: Cell, rule: Rule, _: str | None, __: str | None) -> tuple[Value, ...] | Unclear:
    return _one(read_day(cell.value, _EDGES.get(rule.parse)))


def _days(cell: Cell, rule: Rule, meant: str | None, _: str | None) -> tuple[Value, ...] | Unclear:
    """Net days. The code of an option set is no number of days: only its label or its picklist entry is."""
    texts = [cell.label, meant] if rule.parse == "option" else [meant, cell.label, text_of(cell.value)]
    return _one(next((days for text in texts if text and (days := _net_days(text)) is not None), None))


def _net_days(text: str) -> int | None:
    number = read_decimal(text)
    if number is not None:
        return int(number) if number == number.to_integral_value() and 0 <= number < 1000 else None
    return parse_net_days(text)


def _number(cell: Cell, _: Rule, __: str | None, ___: str | None) -> tuple[Value, ...] | Unclear:
    number = read_decimal(cell.value)
    return UNCLEAR if number is None else (plain(number),)


_READERS: dict[Kind, Callable[[Cell, Rule, str | None, str | None], tuple[Value, ...] | Unclear]] = {
    Kind.TEXT: _text,
    Kind.NAME: _text,
    Kind.STATEMENT: _statements,
    Kind.SYSTEM: _statements,
    Kind.DELIVERABLE: _statements,
    Kind.CHOICE: _choice,
    Kind.FLAG: _flag,
    Kind.MONEY: _money,
    Kind.DEPOSIT: _money,
    Kind.RECURRING_FEE: _recurring_fee,
    Kind.INTEREST: _interest,
    Kind.PERCENT: _percent,
    Kind.DURATION: _duration,
    Kind.DATE: _date,
    Kind.DAYS: _days,
    Kind.NUMBER: _number,
}
