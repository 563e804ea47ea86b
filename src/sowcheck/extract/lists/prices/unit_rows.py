"""Rows of tables that name no columns: what is priced, and a price that says what it is for each of."""

import re
from collections.abc import Iterator
from decimal import Decimal

from sowcheck.core.items import PriceLine, RateLine
from sowcheck.extract.candidates import Candidate, Rule
from sowcheck.extract.finding import clip
from sowcheck.extract.lists.prices.charges import is_about_charges, is_no_charge, is_side_sum
from sowcheck.extract.lists.prices.fee_lines import starts_with_price
from sowcheck.extract.lists.prices.milestones import is_milestone_table
from sowcheck.extract.lists.prices.payment_plans import announces_payments
from sowcheck.extract.lists.prices.price_lines import is_price_table, priced_rows
from sowcheck.extract.lists.prices.pricing import NamedPrice, item_of, may_hold_sum
from sowcheck.extract.lists.prices.rates import is_rate_table
from sowcheck.extract.lists.tables.columns import Row, TypedTable, rows, typed_tables
from sowcheck.extract.reading import Reading

_ONCE = re.compile(r"\b(?:once|one[- ](?:off|time))\b", re.IGNORECASE)
_MANY_DIGITS = re.compile(r"\d{3}")


def _priced_rows(reading: Reading) -> Iterator[Candidate]:
    """Such as "Solution architect | 1 150 EUR / day" and "Additional ticket | 95 EUR / ticket"."""
    known = {line.amount for line, _ in priced_rows(reading)}
    for table in typed_tables(reading):
        if is_rate_table(table) or is_price_table(table, reading) or is_milestone_table(table, reading):
            continue
        about_charges = is_about_charges(table.heading) and not is_no_charge(table.heading)
        for row in _all_rows(table, reading):
            found = _priced_row(row, reading, about_charges=about_charges and not announces_payments(table.heading))
            yield from (one for one in found if not _repeats(one, known))


def _repeats(candidate: Candidate, known: set[Decimal | None]) -> bool:
    """Whether a summary repeats under another name what a table of prices has as a line."""
    line = candidate.value
    return isinstance(line, PriceLine) and line.unit_price is None and line.amount in known


def _all_rows(table: TypedTable, reading: Reading) -> Iterator[Row]:
    bare = TypedTable(table.table, (None,) * table.table.columns, ("",) * table.table.columns, "")
    yield from rows(bare, reading.text)


def _priced_row(row: Row, reading: Reading, *, about_charges: bool) -> Iterator[Candidate]:
    name, words = row.at(0), row.at(len(row.typed.meanings) - 1) or ""
    if not name or not may_hold_sum(words) or is_no_charge(f"{name} {words}"):
        return
    price = starts_with_price(words, reading.conventions)
    # A sum for nothing in particular is a line only where it is owed once, or the heading says that charges follow.
    if price is None or not (price.units or about_charges or _ONCE.search(words)) or _MANY_DIGITS.search(name):
        return
    item = item_of(NamedPrice(name, price, row.span))
    if item is None or (is_side_sum(name) and not price.things):
        return
    field = "price.rate_card" if isinstance(item, RateLine) else "price.lines"
    yield Candidate(field, item, clip(reading.text, row.span, row.span), f"{field}.row", 0.85)


RULES: tuple[Rule, ...] = (_priced_rows,)
