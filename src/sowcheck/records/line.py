"""One priced line of a quote, opportunity or order, with its columns read."""

import html
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from sowcheck.records.convert import flag
from sowcheck.records.entities import Cell, Entity, text_of
from sowcheck.records.mapping import LineColumns, SystemMapping, Words
from sowcheck.records.numerals import plain, product, read_decimal
from sowcheck.records.paths import joined
from sowcheck.records.recurring import Recurrence, by_frequency, by_unit, recurs
from sowcheck.records.services import is_services
from sowcheck.records.units import unit_of

_RATE_UNITS = ("hour", "day")
_ROLE_RATE_UNITS = ("hour", "day", "week", "month")
"""What a role may be priced by; without a role a monthly price is a fee, not a rate."""


class Cost(NamedTuple):
    """What a line costs the seller, and where that stands."""

    amount: Decimal
    path: str


@dataclass(frozen=True)
class Line:
    """A priced line."""

    entity: Entity
    columns: LineColumns
    description: str
    role: str | None
    quantity: Decimal | None
    unit: str | None
    unit_price: Decimal | None
    amount: Decimal | None
    """Without tax."""
    amount_path: str
    amount_raw: str
    optional: bool
    services: bool
    recurrence: Recurrence | None
    currency: str | None

    @property
    def is_rate(self) -> bool:
        """Whether the line is somebody's time at a price for each hour or day."""
        units = _ROLE_RATE_UNITS if self.role else _RATE_UNITS
        return self.services and self.unit in units and self.unit_price is not None

    @property
    def counts(self) -> bool:
        """Whether the line is part of the price of the services."""
        return self.services and not self.optional

    @property
    def total(self) -> Decimal | None:
        """What the line costs over its whole term; None if that cannot be told."""
        return self.recurrence.contract_total if self.recurrence else self.amount

    @property
    def cost(self) -> "Cost | None":
        """What the line costs the seller over its whole term; None if that cannot be told."""
        whole, each = self.cell(self.columns.cost), self.cell(self.columns.unit_cost)
        amount = read_decimal(whole.value) if whole else None
        if whole is not None and amount is not None:
            return Cost(amount, whole.path)
        unit = read_decimal(each.value) if each else None
        # A unit that recurs may be one of a month or one of the whole term.
        if each is None or unit is None or self.quantity is None or self.recurrence is not None:
            return None
        amount = product(unit, self.quantity)
        return None if amount is None else Cost(amount, each.path)

    def cell(self, names: tuple[str, ...]) -> Cell | None:
        """The first of the columns that holds something."""
        return self.entity.first(names)


def read_line(
    entity: Entity, system: SystemMapping, words: Words, currency: str | None, default_term: int | None
) -> Line:
    """The line of an entity whose object has line columns in the mapping; `default_term` in months."""
    columns = system.lines[entity.object]
    optional = _optional(entity, columns)
    quantity, unit_price = _number(entity, columns.quantity), _number(entity, columns.unit_price)
    unit = unit_of(entity, columns, words)
    amount, path, raw = _amount(entity, columns, optional=optional)
    role = _text(entity, columns.role)
    recurring = recurs(entity, columns, system)
    if recurring:
        recurrence: Recurrence | None = by_frequency(entity, columns, system, amount, default_term)
    else:
        recurrence = None if role else by_unit(unit, quantity, unit_price, amount)
    return Line(
        entity=entity,
        columns=columns,
        description=_description(entity, columns),
        role=role,
        quantity=quantity,
        unit=unit,
        unit_price=unit_price,
        amount=amount,
        amount_path=path,
        amount_raw=raw,
        optional=optional,
        services=is_services(entity, columns, system, words, recurring=recurring),
        recurrence=recurrence,
        currency=currency,
    )


def _amount(entity: Entity, columns: LineColumns, *, optional: bool) -> tuple[Decimal | None, str, str]:
    """The line's amount without tax, and where it stands.

    A system that leaves options out of its totals writes 0 for them; the price of the option is quantity x unit price.
    """
    cell = entity.first(columns.amount)
    amount = read_decimal(cell.value) if cell else None
    if cell is not None and amount is not None and not (optional and amount == 0):
        tax_cell = entity.first(columns.tax_in_amount)
        tax = read_decimal(tax_cell.value) if tax_cell else None
        if tax_cell is None or not tax:
            return amount, cell.path, cell.raw
        return amount - tax, f"{cell.path} - {tax_cell.path}", f"{cell.raw} - {tax_cell.raw}"
    quantity, price = entity.first(columns.quantity), entity.first(columns.unit_price)
    if quantity is None or price is None:
        return amount, cell.path if cell else entity.path, cell.raw if cell else ""
    count, each = read_decimal(quantity.value), read_decimal(price.value)
    value = product(count, each) if count is not None and each is not None else None
    return value, f"{quantity.path} x {price.path}", f"{quantity.raw} x {price.raw}"


def _optional(entity: Entity, columns: LineColumns) -> bool:
    return any(flag(cell, {}) is True for name in columns.optional if (cell := entity.cell(name)) is not None)


def _description(entity: Entity, columns: LineColumns) -> str:
    """The line's name; where phase, task and role are columns of their own, all three."""
    parts = [text for names in (columns.phase, columns.task) if (text := _text(entity, names))]
    role = _text(entity, columns.role)
    if parts:
        return " - ".join(parts) + (f" ({role})" if role else "")
    return _text(entity, columns.description) or role or entity.record_id or entity.object


def _text(entity: Entity, names: tuple[str, ...]) -> str | None:
    """A short text; rich text fields export HTML."""
    cell = entity.first(names)
    if cell is None or isinstance(cell.value, list | dict):
        return None
    written = cell.label or text_of(cell.value)
    if "<" in written:
        written = re.sub(r"<[^>]*>", " ", written)
    return " ".join(html.unescape(written).split()) or None


def _number(entity: Entity, names: tuple[str, ...]) -> Decimal | None:
    cell = entity.first(names)
    number = read_decimal(cell.value) if cell else None
    return None if number is None else plain(number)


def where_all(lines: list[Line], names: list[tuple[str, ...]]) -> str:
    """One path for the same columns of several lines."""
    return joined([cell.path for line in lines for group in names if (cell := line.cell(group)) is not None])
