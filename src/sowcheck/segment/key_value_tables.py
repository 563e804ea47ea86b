"""Labelled values in tables: rows of label and value, and single rows of values below their column names."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from sowcheck.core.clauses import KeyValue
from sowcheck.core.documents import Cell, Table
from sowcheck.segment.labels import is_form_label, is_label, labelled_value
from sowcheck.segment.tables import rows_of

_RUNNING_NUMBER = re.compile(
    r"^(?:(?:[Ii]tem|[Nn]o\.?|[Ll]ine|[Pp]os\.?|[Rr]ef\.?)\s+\d{1,3}|\d{1,3}|[A-Za-z]|[A-Z]{1,4}-?\d{1,3})[.)]?$"
)
_FIELD_COLUMNS = re.compile(
    r"^(?:item|field|term|detail|details|description|value|particulars?|information|element|subject|topic|"
    r"key terms?|summary|attribute|heading|#|no\.?|ref\.?|)$",
    re.IGNORECASE,
)


def pairs_in_table(table: Table, text: str, bold: frozenset[int]) -> Iterator[KeyValue]:
    """The labelled values of a table.

    Args:
        table: A table with its header rows counted.
        text: The document's text.
        bold: Where the cells in bold begin.
    """
    rows, columns = rows_of(table), table.columns
    body = rows[table.header_rows :]
    if table.header_rows and len(body) == 1 and columns > 1:
        yield from _under_headers(rows[table.header_rows - 1], body[0], text)
        return
    header = [_words(cell, text) for row in rows[: table.header_rows] for cell in row]
    of_fields = not table.header_rows or all(_FIELD_COLUMNS.match(words) for words in header[:-1])
    telling = _bold_labels(table, bold)
    for row in body:
        cells = [cell for cell in row if cell.span]
        if len(cells) == 3 and _RUNNING_NUMBER.match(_words(cells[0], text)) and of_fields:
            cells = cells[1:]
        if len(cells) == 2 and (columns == 2 or of_fields):
            yield from _row_pair(cells[0], cells[1], text)
        elif of_fields and len(cells) in (3, 4) and columns <= 6:
            yield from _two_pairs(row, text, telling)


def _bold_labels(table: Table, bold: frozenset[int]) -> frozenset[int]:
    """The cells in bold, if bold tells labels from values: the even columns are bold and the odd ones are not."""
    even = [cell.span.start in bold for cell in table.cells if cell.span and cell.column % 2 == 0]
    odd = [cell.span.start in bold for cell in table.cells if cell.span and cell.column % 2 == 1]
    return bold if sum(even) >= 0.8 * len(even) and sum(odd) <= 0.2 * len(odd) else frozenset()


def _words(cell: Cell, text: str) -> str:
    return cell.span.of(text).strip() if cell.span else ""


def _row_pair(key: Cell, value: Cell, text: str) -> Iterator[KeyValue]:
    """Label and value side by side; long labels only for short values or figures."""
    words, follows = _words(key, text).replace("\n", " "), _words(value, text)
    if not key.span or not value.span or _RUNNING_NUMBER.match(words) or not is_label(words, most_words=12):
        return
    if len(words.split()) > 6 and len(follows.split()) > 4 and not any(letter.isdigit() for letter in follows):
        return
    pair = labelled_value(text, key.span, value.span)
    if pair:
        yield pair


def _two_pairs(row: Sequence[Cell], text: str, bold: frozenset[int]) -> Iterator[KeyValue]:
    """Label, value, label, value in one row; the labels are set in bold, end with a colon or are labels of forms."""

    def labels(cell: Cell) -> bool:
        words = _words(cell, text).replace("\n", " ")
        marked = words.endswith(":") or is_form_label(words) or (cell.span is not None and cell.span.start in bold)
        return bool(words) and marked and is_label(words)

    cells = [cell for cell in row if cell.span]
    for place, (left, right) in enumerate(pairwise(cells)):
        in_step = place % 2 == 0 or len(cells) == 3
        value_in_bold = right.span is not None and right.span.start in bold
        next_label = labels(right) and (value_in_bold or _words(right, text).endswith(":"))
        if in_step and labels(left) and not next_label:
            yield from _row_pair(left, right, text)


def _under_headers(header: Sequence[Cell], values: Sequence[Cell], text: str) -> Iterator[KeyValue]:
    by_column = {cell.column: cell for cell in values}
    for cell in header:
        below = by_column.get(cell.column)
        if below is not None:
            yield from _row_pair(cell, below, text)
