"""Priced lines: what is sold for how much, rates and milestones apart."""

import re
from collections.abc import Iterator

from sowcheck.core.items import PriceLine
from sowcheck.extract.candidates import Candidate, Rule
from sowcheck.extract.finding import clip
from sowcheck.extract.lists.prices.milestones import is_milestone_table
from sowcheck.extract.lists.prices.rates import rate_period, role_name
from sowcheck.extract.lists.tables import cells
from sowcheck.extract.lists.tables.arithmetic import BRACKET
from sowcheck.extract.lists.tables.columns import Row, TypedTable, rows, typed_tables
from sowcheck.extract.lists.tables.headers import period_of
from sowcheck.extract.reading import Reading

_OPTIONAL = re.compile(r"\boptional\b|\boption\b", re.IGNORECASE)
_NAMES = ("description", "role", "deliverable", "reference")


def is_price_table(table: TypedTable, reading: Reading) -> bool:
    """Whether the rows of a table name what is sold, and its price."""
    if table.has("rate") and not table.has("amount"):
        return False
    if (table.has("person") and not _pays_people(table)) or re.search(
        r"milestone|payment schedule|invoice schedule", table.heading
    ):
        return False
    priced = table.has("amount") or table.has("unit_price")
    return priced and any(table.has(name) for name in _NAMES) and not is_milestone_table(table, reading)


def _pays_people(table: TypedTable) -> bool:
    """Whether each row pays one person a sum, whatever time it takes."""
    return table.has("person", "amount") and not any(
        table.has(meaning) for meaning in ("count", "hours", "days", "quantity", "rate", "unit_price")
    )


def priced_rows(reading: Reading) -> Iterator[tuple[PriceLine, Row]]:
    """The priced lines of every price table, each with its row."""
    for table in typed_tables(reading):
        if not is_price_table(table, reading):
            continue
        for row in rows(table, reading.text):
            if line := _price_line(row, reading):
                yield line, row


_NO_LINE = re.compile(
    r"discount|rabatt|remise|^(?:the |total |fixed |estimated |contract )*(?:fees?|price|charges)(?: (?:before|after)\b.*)?$|"
    r"^(?:vat|gst|mwst|tva|moms|mva|ust|sales tax|tax)\b|\bbefore this (?:change|modification|amendment)|"
    r"\bafter this (?:change|modification|amendment)",
    re.IGNORECASE,
)


def _price_line(row: Row, reading: Reading) -> PriceLine | None:
    table = row.typed
    name = next((words for meaning in _NAMES if (words := row.cell(meaning))), None)
    if person := row.cell("person"):
        name = f"{person} {name}" if name else person
    price = cells.money(row.cell("amount"), reading, table.currency("amount"))
    each = cells.money(
        row.cell("unit_price") or row.cell("rate"), reading, table.currency("unit_price") or table.currency("rate")
    )
    money = price or each
    if not name or row.is_total or not money or _NO_LINE.search(name):
        return None
    quantity = row.cell("quantity") or row.cell("days") or row.cell("hours")
    unit = _unit(row, quantity or "")
    if BRACKET.fullmatch(name):
        name, unit, each, price = _of_bracket(row, name, unit), unit or _period_of_brackets(row), money, None
    if quantity is None and each is None and (per_each := _each(row, unit)):
        unit, each, price = per_each, money, None
    return PriceLine(
        description=name if person else role_name(name),
        quantity=cells.number(quantity, reading),
        unit=unit,
        unit_price=each.amount if each else None,
        amount=price.amount if price else None,
        currency=money.currency,
    )


def _of_bracket(row: Row, name: str, unit: str | None) -> str:
    """The step with the header that says what is counted."""
    header = re.sub(r"^\W*(?:of\s+)?", "", _counted(row)).rstrip(" :")
    return f"{header}: {name}" if header and header.casefold() != (unit or "") else name


def _counted(row: Row) -> str:
    column = next((row.typed.column(meaning) for meaning in _NAMES if row.cell(meaning)), None)
    return row.typed.headers[column] if column is not None and row.typed.headers else ""


def _period_of_brackets(row: Row) -> str | None:
    return period_of(_counted(row))


_WHOLE = re.compile(r"(?:fixed|lump|flat|once|one[- ]|each|package|total|all)", re.IGNORECASE)


def _each(row: Row, unit: str | None) -> str | None:
    """For what each of the amount of a row is owed, if a column of units says so and nothing is counted."""
    if unit is None or _WHOLE.match(unit):
        return None
    column = row.typed.column("amount")
    period = period_of(row.typed.headers[column]) if column is not None else None
    thing = re.sub(r"^(?:per|each|/)\s*", "", unit)
    if thing == unit and period is None:
        return None  # "Month" beside an amount may count the months of the whole
    return f"{thing} per {period}" if period and period not in thing else thing


def _unit(row: Row, quantity: str) -> str | None:
    """What is counted: from the cell ("36 months"), a column of units, the header of the quantity or of the rate."""
    if stated := period_of(quantity):
        return stated
    for index, header in enumerate(row.typed.headers):
        if re.fullmatch(r"\W*(?:units?|uom|basis|einheit|unité|eenheid|enhet|enhed)\W*", header, re.IGNORECASE):
            words = row.at(index) or ""
            return period_of(words) or words.casefold() or None
    table = row.typed
    if table.has("days") and not table.has("quantity"):
        return "day"
    if table.has("hours") and not table.has("quantity"):
        return "hour"
    column = table.column("quantity")
    by_header = period_of(table.headers[column]) if column is not None else None
    return by_header or (rate_period(table) if table.has("rate", "role") else None)


def _lines_of_tables(reading: Reading) -> Iterator[Candidate]:
    for line, row in priced_rows(reading):
        optional = _OPTIONAL.search(row.typed.heading) or _OPTIONAL.search(row.span.of(reading.text))
        field = "price.optional_lines" if optional else "price.lines"
        yield Candidate(field, line, clip(reading.text, row.span, row.span), f"{field}.table", 0.85)


RULES: tuple[Rule, ...] = (_lines_of_tables,)
