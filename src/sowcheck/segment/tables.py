"""Tables as a reader sees them: one that a page break split is one again, and its header rows are known."""

import re
from bisect import bisect_left
from collections.abc import Sequence

from sowcheck.core.documents import BlockKind, Cell, Document, Table
from sowcheck.segment.blocks import body_blocks

_HEADER_WORDS = re.compile(
    r"^(?:#|no\.?|nr\.?|ref(?:erence)?\.?|item|code|role|rate|qty|quantity|unit|amount|total|price|description|name|"
    r"deliverable|milestone|due(?: date)?|date|status|owner|phase|task|activity|type|fee|hours|days|details?|value|"
    r"title|designation|libell[eé]|montant|prix|omschrijving|bedrag|beschreibung|betrag|preis|menge)\b",
    re.IGNORECASE,
)


def tables(document: Document) -> tuple[Table, ...]:
    """The tables of a document in reading order, split ones joined, header rows counted."""
    blocks = body_blocks(document)
    bold = frozenset(block.span.start for block in blocks if block.kind == BlockKind.TABLE_CELL and block.bold)
    prose = [block.span.start for block in blocks if block.kind != BlockKind.TABLE_CELL]
    joined: list[_Grid] = []
    for table in document.tables:
        if not any(cell.span for cell in table.cells):
            continue
        grid = _Grid(table, document.text)
        if joined and _goes_on(joined[-1], grid, prose):
            joined[-1] = _Grid(_joined(joined[-1], grid), document.text)
            continue
        joined.append(_Grid(_with_header_rows(grid, bold), document.text))
    return tuple(grid.table for grid in joined)


def rows_of(table: Table) -> list[list[Cell]]:
    """The cells of each row from left to right; in one pass, also for a table of many pages."""
    rows: list[list[Cell]] = [[] for _ in range(table.rows)]
    for cell in table.cells:
        rows[cell.row].append(cell)
    return [sorted(row, key=lambda cell: cell.column) for row in rows]


def row_words(cells: Sequence[Cell], text: str) -> tuple[str, ...]:
    """The words of the cells of a row, empty cells as empty strings."""
    return tuple(cell.span.of(text).strip() if cell.span else "" for cell in cells)


class _Grid:
    """A table with its rows and their words at hand."""

    def __init__(self, table: Table, text: str) -> None:
        self.table = table
        self.rows = rows_of(table)
        self.words = [row_words(row, text) for row in self.rows]
        pages = [cell.page for cell in table.cells if cell.page]
        self.first_page = min(pages, default=None)
        self.last_page = max(pages, default=None)

    def begins_like(self, other: "_Grid") -> bool:
        """Whether its first rows are the header rows of `other` over again."""
        count = other.table.header_rows
        mine, theirs = self.words[:count], other.words[:count]
        return bool(count) and [[cell.casefold() for cell in row] for row in mine] == [
            [cell.casefold() for cell in row] for row in theirs
        ]

    @property
    def names_columns(self) -> bool:
        """Whether half of the words of the first row are names that columns have."""
        filled = [words for words in self.words[0] if words]
        return len(filled) > 1 and 2 * sum(bool(_HEADER_WORDS.match(words)) for words in filled) >= len(filled)


def _with_header_rows(grid: _Grid, bold: frozenset[int]) -> Table:
    """The table with its first row as header, if that row names the columns: no figures, other looks than the rest."""
    table = grid.table
    if table.header_rows or len(grid.rows) < 2 or table.columns < 2:
        return table
    filled = [words for words in grid.words[0] if words]
    if len(filled) < 2 or len(filled) < sum(map(bool, grid.words[1])) - 1:
        return table
    if any(_is_figure(words) or len(words) > 60 for words in filled):
        return table
    looks = [all(cell.span.start in bold for cell in row if cell.span) for row in grid.rows]
    figures_below = any(_is_figure(words) for row in grid.words[1:6] for words in row[1:])
    if (looks[0] and not all(looks[1:])) or grid.names_columns or (table.columns > 2 and figures_below):
        return table.model_copy(update={"header_rows": 1})
    return table


def _is_figure(words: str) -> bool:
    """Whether a cell holds a figure rather than a name."""
    digits = sum(letter.isdigit() for letter in words)
    return digits > 0 and digits >= 0.3 * len(words.replace(" ", ""))


def _goes_on(first: _Grid, second: _Grid, prose: Sequence[int]) -> bool:
    """Whether `second` is the rest of `first` on the next page: same columns, and no words of the body between.

    With a header of its own it is another table, unless that is the header of `first` over again.
    """
    if first.last_page is None or second.first_page != first.last_page + 1:
        return False
    if first.table.columns != second.table.columns:
        return False
    start, end = first.table.span.end, second.table.span.start
    if start > end or bisect_left(prose, start) != bisect_left(prose, end):
        return False
    return second.begins_like(first) or not (second.table.header_rows or second.names_columns)


def _joined(first: _Grid, second: _Grid) -> Table:
    """One table: the rows of `second`, without a repeated header, below those of `first`."""
    dropped = first.table.header_rows if second.begins_like(first) else 0
    shift = len(first.rows) - dropped
    moved = tuple(
        cell.model_copy(update={"row": cell.row + shift}) for cell in second.table.cells if cell.row >= dropped
    )
    return first.table.model_copy(update={"cells": first.table.cells + moved})
