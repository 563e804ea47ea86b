"""Printed totals of tables: the amounts above a total must add up to it, whoever reads the table."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from sowcheck.compare.papers.paper import Paper
from sowcheck.compare.sides.facts import Facts
from sowcheck.compare.sides.findings import Findings
from sowcheck.compare.values.wording import money
from sowcheck.core.discrepancies import Exposure
from sowcheck.core.documents import Cell, Table
from sowcheck.core.fields import Severity
from sowcheck.core.items import Milestone
from sowcheck.core.quantities import NO_CURRENCY, Money
from sowcheck.core.spans import Span
from sowcheck.parse.currencies import CODES
from sowcheck.parse.money import find_money
from sowcheck.parse.numbers import find_numerals
from sowcheck.segment.tables import rows_of

_TOTAL = re.compile(
    r"^\W*(?:grand |sub-?|overall |net )?(?:total|sum|gesamt\w*|summe|zwischensumme|totaal|totale|somme|montant total)\b"
    r"|\btotal\W*$",
    re.I,
)
_MONEY_HEADER = re.compile(
    rf"amount|fees?\b|price|charge|cost|total|value|payment|betrag|preis|montant|prix|bedrag|prijs|[$€£]|\b(?:{'|'.join(CODES)})\b",
    re.I,
)
_ADJUSTS = re.compile(
    r"discount|rebate|\bless\b|credit|\bvat\b|\btax|\bgst\b|\bhst\b|list price|\bgross\b|before|rabatt|mwst|remise|\btva\b|\bbtw\b"
    r"|korting",
    re.I,
)
_NO_SUM = re.compile(r"\brate\b|\bper\b|%|percent|unit|list price|discount|cumulative|running|balance|each\b", re.I)
_MOST_OFF = Decimal("0.2")
"""A sum further off than this share of the total is not the sum of these rows."""


class _Grid(NamedTuple):
    """A table with its rows at hand; looking for each cell among all would take hours in a table of many pages."""

    table: Table
    rows: list[list[Cell]]


@dataclass(frozen=True)
class _WrongTotal:
    """A total and the sum of the rows above it."""

    name: str
    printed: Money
    summed: Decimal
    span: Span


def check_table_totals(facts: Facts, findings: Findings) -> None:
    """Note every printed total of a money column that its rows do not add up to."""
    for paper in facts.papers:
        for table in paper.document.tables:
            for wrong in _wrong_totals(paper, table):
                _flag(paper, table, wrong, findings)


def _flag(paper: Paper, table: Table, wrong: _WrongTotal, findings: Findings) -> None:
    gap = wrong.summed - wrong.printed.amount
    currency = wrong.printed.currency
    field = "billing.milestones" if _holds_milestones(paper, table) else "price.lines"
    evidence = [
        each
        for name in (field, "price.services_total")
        for each in paper.of(name)
        if each.quote.span.overlaps(table.span)
    ]
    where = paper.document.where(wrong.span)
    place = f" ({where})" if where else ""
    findings.flag(
        "SC504",
        field,
        f"{wrong.name}: the rows of a table in {paper.title}{place} come to {money(wrong.summed, currency)}, the printed "
        f"total is {money(wrong.printed.amount, currency)}.",
        key=wrong.name,
        severity=_severity(findings, gap, wrong.printed.amount),
        exposure=Exposure(amount=gap, currency=currency),
        document_value={"printed_total": str(wrong.printed.amount), "sum_of_lines": str(wrong.summed)},
        assumptions=evidence,
    )


def _severity(findings: Findings, gap: Decimal, base: Decimal) -> Severity:
    tolerance = findings.context.policy.money
    if abs(gap) / base * 100 > tolerance.high_to_percent or abs(gap) > tolerance.blocker_over_amount:
        return "blocker"
    return "high" if abs(gap) / base * 100 > tolerance.medium_to_percent else "medium"


def _holds_milestones(paper: Paper, table: Table) -> bool:
    inside = [each for each in paper.of("billing.milestones") if table.span.contains(each.quote.span)]
    return any(isinstance(each.value, Milestone) and each.value.amount is not None for each in inside)


def _wrong_totals(paper: Paper, table: Table) -> Iterator[_WrongTotal]:
    grid = _Grid(table, rows_of(table))
    for column in range(1, table.columns):
        if not _is_money(paper, grid, column):
            continue
        yield from _wrong_in_column(paper, grid, column)


def _wrong_in_column(paper: Paper, grid: _Grid, column: int) -> Iterator[_WrongTotal]:
    """The totals of one column that fit no sum above them; none where the rows above fit another printed total.

    A total may close the rows since the last total, all rows, or the totals so far. Discounts and taxes between rows and
    total leave the sum open.
    """
    rows = list(_rows_of(paper, grid, column))
    printed = [row.amount.amount for row in rows if row.is_total]
    if len(rows) < 3 or any(row.adjusts for row in rows) or not _is_plain_sum(paper, grid, column):
        return
    block: list[Decimal] = []
    everything: list[Decimal] = []
    totals: list[Decimal] = []
    for row in rows:
        if not row.is_total:
            block.append(row.amount.amount)
            everything.append(row.amount.amount)
            continue
        tolerance = Decimal("0.01") * max(len(everything), 1)
        zero = Decimal(0)
        sums = [sum(block, zero), sum(everything, zero), sum(totals, zero), sum(totals, zero) + sum(block, zero)]
        nearest = min(sums, key=lambda each: abs(each - row.amount.amount))
        gap = abs(nearest - row.amount.amount)
        fits_another = any(abs(nearest - total) <= tolerance for total in printed)
        if len(block) >= 2 and tolerance < gap <= _MOST_OFF * abs(row.amount.amount) and not fits_another:
            yield _WrongTotal(row.name, row.amount, nearest, row.span)
        totals.append(row.amount.amount)
        block = []


@dataclass(frozen=True)
class _Row:
    """A row of a column with an amount."""

    name: str
    amount: Money
    span: Span

    @property
    def is_total(self) -> bool:
        """Whether the row sums up those above it."""
        return bool(_TOTAL.search(self.name))

    @property
    def adjusts(self) -> bool:
        """Whether the row changes the sum by something other than an item."""
        return bool(_ADJUSTS.search(self.name)) or self.amount.amount < 0


def _rows_of(paper: Paper, grid: _Grid, column: int) -> Iterator[_Row]:
    for row in range(grid.table.header_rows, len(grid.rows)):
        amount, span = _amount(paper, grid, row, column), _span(grid, row, column)
        if amount is not None and span is not None:
            yield _Row(_name(paper, grid, row), amount, span)


def _is_plain_sum(paper: Paper, grid: _Grid, column: int) -> bool:
    """Whether every cell of the column is empty or one amount."""
    rows = range(grid.table.header_rows, len(grid.rows))
    return all(_amount(paper, grid, row, column) is not None for row in rows if _span(grid, row, column) is not None)


def _is_money(paper: Paper, grid: _Grid, column: int) -> bool:
    """Whether the column holds amounts to be added: by its heading, or by a currency in one of its cells."""
    heading = " ".join(
        _text(paper, cell) for cell in grid.table.cells if cell.column == column and cell.row < grid.table.header_rows
    )
    if _NO_SUM.search(heading):
        return False
    if _MONEY_HEADER.search(heading):
        return True
    cells = [cell for cell in grid.table.cells if cell.column == column and cell.row >= grid.table.header_rows]
    return any(find_money(_text(paper, cell), paper.conventions) for cell in cells)


def _cell(grid: _Grid, row: int, column: int) -> Cell | None:
    return next((cell for cell in grid.rows[row] if cell.column == column), None)


def _span(grid: _Grid, row: int, column: int) -> Span | None:
    cell = _cell(grid, row, column)
    return cell.span if cell else None


def _text(paper: Paper, cell: Cell) -> str:
    return cell.span.of(paper.document.text) if cell.span else ""


def _name(paper: Paper, grid: _Grid, row: int) -> str:
    return next((text for cell in grid.rows[row] if (text := _text(paper, cell).strip())), "")


def _amount(paper: Paper, grid: _Grid, row: int, column: int) -> Money | None:
    """The one amount of a cell; None for words, several amounts, shares and dates."""
    cell = _cell(grid, row, column)
    text = _text(paper, cell).strip() if cell else ""
    if not text or "%" in text or re.search(r"[^\W\d_]{4,}", text):
        return None
    found = find_money(text, paper.conventions)
    if len(found) == 1:
        return found[0].value
    numerals = find_numerals(text, paper.conventions.decimal_mark, as_money=True)
    if found or len(numerals) != 1 or not re.fullmatch(r"[\d.,'\u2019\u00a0\u202f -]+", text):
        return None
    return Money(amount=numerals[0].value, currency=paper.conventions.currency or NO_CURRENCY)
