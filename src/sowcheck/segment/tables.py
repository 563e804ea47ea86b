"""Tables as a reader sees them: one that a page break split is one again, and its header rows are known."""

import re

from sowcheck.core.documents import Block, BlockKind, Cell, Document, Table
from sowcheck.segment.blocks import body_blocks

_FIGURE = re.compile(r"\d")
_HEADER_WORDS = re.compile(
    r"^(?:#|no\.?|nr\.?|ref(?:erence)?\.?|item|code|role|rate|qty|quantity|unit|amount|total|price|description|name|"
    r"deliverable|milestone|due(?: date)?|date|status|owner|phase|task|activity|type|fee|hours|days|details?|value|"
    r"title|designation|libell[eé]|montant|prix|omschrijving|bedrag|beschreibung|betrag|preis|menge)\b",
    re.IGNORECASE,
)


def tables(document: Document) -> tuple[Table, ...]:
    """The tables of a document in reading order, split ones joined, header rows counted."""
    blocks = body_blocks(document)
    bold = {block.span.start: block.bold for block in blocks if block.kind == BlockKind.TABLE_CELL}
    prose = [block for block in blocks if block.kind != BlockKind.TABLE_CELL]
    joined: list[Table] = []
    for table in document.tables:
        if not any(cell.span for cell in table.cells):
            continue
        counted = table if table.header_rows else _with_header_rows(table, document.text, bold)
        if joined and _goes_on(joined[-1], counted, document.text, prose):
            joined[-1] = _joined(joined[-1], counted, document.text)
        else:
            joined.append(counted)
    return tuple(joined)


def row_words(table: Table, row: int, text: str) -> tuple[str, ...]:
    """The words of a row's cells, empty cells as empty strings."""
    return tuple(cell.span.of(text).strip() if cell.span else "" for cell in table.row(row))


def _with_header_rows(table: Table, text: str, bold: dict[int, bool]) -> Table:
    """The table with its first row as header, if that row names the columns: no figures, other looks than the rest."""
    if table.rows < 2 or table.columns < 2:
        return table
    first, second = row_words(table, 0, text), row_words(table, 1, text)
    filled = [words for words in first if words]
    if len(filled) < 2 or len(filled) < len([words for words in second if words]) - 1:
        return table
    if any(_is_figure(words) or len(words) > 60 for words in filled):
        return table
    looks_bold = all(bold.get(cell.span.start, False) for cell in table.row(0) if cell.span)
    rest_bold = all(
        bold.get(cell.span.start, False) for row in range(1, table.rows) for cell in table.row(row) if cell.span
    )
    named = sum(bool(_HEADER_WORDS.match(words)) for words in filled)
    figures_below = any(
        _is_figure(words) for row in range(1, min(table.rows, 6)) for words in row_words(table, row, text)[1:]
    )
    if (looks_bold and not rest_bold) or 2 * named >= len(filled) or (table.columns > 2 and figures_below):
        return table.model_copy(update={"header_rows": 1})
    return table


def _is_figure(words: str) -> bool:
    """Whether a cell holds a figure rather than a name."""
    digits = sum(letter.isdigit() for letter in words)
    return bool(_FIGURE.search(words)) and digits >= 0.3 * len(words.replace(" ", ""))


def _goes_on(first: Table, second: Table, text: str, prose: list[Block]) -> bool:
    """Whether `second` is the rest of `first` on the next page: same columns, and no words of the body between."""
    last_page = max((cell.page for cell in first.cells if cell.page), default=None)
    next_page = min((cell.page for cell in second.cells if cell.page), default=None)
    if last_page is None or next_page != last_page + 1 or first.columns != second.columns:
        return False
    start, end = first.span.end, second.span.start
    if start > end or any(start <= block.span.start < end for block in prose):
        return False
    return not second.header_rows or _repeats(first, second, text) or _no_own_header(first, second)


def _repeats(first: Table, second: Table, text: str) -> bool:
    """Whether the first rows of `second` are the header rows of `first` over again."""
    count = first.header_rows
    return bool(count) and all(
        [words.casefold() for words in row_words(first, row, text)]
        == [words.casefold() for words in row_words(second, row, text)]
        for row in range(count)
    )


def _no_own_header(first: Table, second: Table) -> bool:
    """Whether the header that was guessed for `second` rather is a row of a table whose header `first` has."""
    return first.header_rows == 0 and second.header_rows == 0


def _joined(first: Table, second: Table, text: str) -> Table:
    """One table: the rows of `second`, without a repeated header, below those of `first`."""
    dropped = first.header_rows if _repeats(first, second, text) else 0
    shift = first.rows - dropped
    moved = tuple(
        Cell(**{**cell.model_dump(), "row": cell.row + shift, "span": cell.span})
        for cell in second.cells
        if cell.row >= dropped
    )
    return first.model_copy(update={"cells": first.cells + moved})
