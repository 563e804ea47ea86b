"""Tables by what their columns hold: cells and arithmetic settle a column, its header says the rest."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sowcheck.core.documents import Cell, Table
from sowcheck.core.spans import Span
from sowcheck.extract.lists.tables.arithmetic import Product, Profile, product_of, profile
from sowcheck.extract.lists.tables.headers import NUMERIC, WORDY, currency_of, may_name_roles, meanings_of, period_of
from sowcheck.extract.lists.tables.pipes import piped_tables
from sowcheck.extract.reading import Reading


@dataclass(frozen=True)
class TypedTable:
    """A table with the meaning of each column."""

    table: Table
    meanings: tuple[str | None, ...]
    """By column; None where neither header nor cells say anything known."""
    headers: tuple[str, ...]
    heading: str
    """Headings above the table, in lower case."""
    currencies: tuple[str | None, ...] = ()
    """By column: the currency that its header names, else that of another header."""
    first_row: int = 0
    """The first row below the header."""

    def column(self, meaning: str) -> int | None:
        """The first column of a meaning."""
        return self.meanings.index(meaning) if meaning in self.meanings else None

    def has(self, *meanings: str) -> bool:
        """Whether the table has a column of each meaning."""
        return all(meaning in self.meanings for meaning in meanings)

    def currency(self, meaning: str) -> str | None:
        """The currency that the headers name for a column."""
        column = self.column(meaning)
        return self.currencies[column] if column is not None and self.currencies else None


@dataclass(frozen=True)
class Row:
    """One row below the header."""

    typed: TypedTable
    cells: tuple[Cell, ...]
    text: str
    """The document's text."""

    @property
    def span(self) -> Span:
        """From the first word of the row to its last."""
        spans = [cell.span for cell in self.cells if cell.span]
        return Span(start=min(s.start for s in spans), end=max(s.end for s in spans))

    def cell(self, meaning: str) -> str | None:
        """The words in the column of a meaning; None if there is no such column or it is empty."""
        column = self.typed.column(meaning)
        return self.at(column) if column is not None else None

    def at(self, column: int) -> str | None:
        """The words in a column."""
        for cell in self.cells:
            if cell.column == column and cell.span:
                return " ".join(cell.span.of(self.text).split())
        return None

    @property
    def is_total(self) -> bool:
        """Whether the row sums up the rows above it."""
        filled = [cell.span.of(self.text) for cell in self.cells if cell.span]
        first = filled[0] if filled else ""
        lead = " ".join(filled[:3])
        if _TOTAL.search(first) or re.match(r"\W*(?:sub)?total\b", lead, re.IGNORECASE):
            return True
        # "Order value", "Estimated charges": a row that names a sum and has no quantity or price of its own.
        return bool(_NAMED_TOTAL.fullmatch(first.strip())) and len(filled) < self.typed.table.columns


_TOTAL = re.compile(
    r"^\W*(?:sub-?|grand |net |gross )?(?:total|sum|summe|gesamt\w*|zwischensumme|totaal|somme|order total)\b|,? total$|^total\b",
    re.IGNORECASE,
)
_NAMED_TOTAL = re.compile(
    r"\W*(?:the )?(?:(?:contract|order|net|gross|total|estimated?|additional|overall|all|purchase) )+"
    r"(?:value|sum|charges?|amount|price|fees?|costs?|estimate)\b[^\w]*(?:\(?[^\w\s]?[A-Za-z]{0,4}\)?)?",
    re.IGNORECASE,
)


_MEMORY = "typed_tables"


def typed_tables(reading: Reading) -> tuple[TypedTable, ...]:
    """The tables of a document, with the meaning of their columns."""
    # Most list rules ask for them, and the cells are read once: kept with the reading, as its cached properties are.
    memory = vars(reading)
    if _MEMORY not in memory:
        memory[_MEMORY] = tuple(_read_tables(reading))
    tables: tuple[TypedTable, ...] = memory[_MEMORY]
    return tables


def _read_tables(reading: Reading) -> Iterator[TypedTable]:
    for table in (*reading.outline.tables, *piped_tables(reading.text)):
        if table.columns < 2 or table.rows < 2 or not any(cell.span for cell in table.cells):
            continue
        above = _lines_above(reading, table.span.start)
        headers, first_row = _headers(table, reading.text, above)
        bare = TypedTable(table, (None,) * table.columns, tuple(headers), "", first_row=first_row)
        body = list(rows(bare, reading.text))
        profiles = [
            profile([row.at(column) for row in body if not row.is_total], reading) for column in range(table.columns)
        ]
        named = [currency_of(header, reading) for header in headers]
        shared = next((code for code in named if code), None)
        yield TypedTable(
            table,
            _meanings(headers, profiles),
            tuple(headers),
            heading_above(reading, table.span.start),
            tuple(code or shared for code in named),
            first_row,
        )


def _lines_above(reading: Reading, offset: int) -> list[str]:
    """The lines before an offset that are no ruling, nearest first; at most two."""
    lines = reading.text[max(0, offset - 300) : offset].rstrip("\n").split("\n")
    return [line for line in reversed(lines) if re.search(r"\w", line)][:2]


def _headers(table: Table, text: str, above: Sequence[str]) -> tuple[list[str], int]:
    """Header words by column, and the first row below the header.

    A table without a header row may have its header in the line above, or name its columns in a first row of words.
    """
    if table.header_rows:
        return _words_of_rows(table, text, table.header_rows), table.header_rows
    over = re.split(r"\t+| {2,}", above[0].strip()) if above else []
    if len(over) == table.columns and all(0 < len(word) <= 40 for word in over) and _known(over):
        return over, 0
    words = _words_of_rows(table, text, 1)
    looks_like_data = any(re.search(r"\d{3}|[€$£]", word) for word in words) or any(len(word) > 60 for word in words)
    if looks_like_data or not _known(words):
        return [""] * table.columns, 0
    return words, 1


def _known(words: Sequence[str]) -> bool:
    """Whether at least two words, and half of them, can be headers."""
    known = sum(any(True for _ in meanings_of(word)) for word in words)
    return known >= 2 and 2 * known >= len([word for word in words if word])


def _words_of_rows(table: Table, text: str, count: int) -> list[str]:
    words = [""] * table.columns
    for cell in table.cells:
        if cell.row < count and cell.span:
            for column in range(cell.column, min(table.columns, cell.column + cell.column_span)):
                words[column] = f"{words[column]} {' '.join(cell.span.of(text).split())}".strip()
    return words


def _meanings(headers: Sequence[str], profiles: Sequence[Profile]) -> tuple[str | None, ...]:
    """Arithmetic first, then the header's words where the cells allow them, then what the cells hold."""
    found: list[str | None] = [None] * len(headers)
    product = product_of(profiles) if any(headers) else None
    if product and _turned(headers[product.quantity], headers[product.price]):
        product = Product(product.price, product.quantity, product.amount)
    if product:
        found[product.amount] = "amount"
        per_time = period_of(f"{headers[product.price]} {headers[product.quantity]}")
        found[product.quantity] = {"hour": "hours", "day": "days"}.get(
            period_of(headers[product.quantity]) or "", "quantity"
        )
        by_header = next(meanings_of(headers[product.price]), None)
        found[product.price] = "rate" if by_header == "rate" or per_time in ("hour", "day") else "unit_price"
    for index, header in enumerate(headers):
        if found[index] is None:
            fitting = (m for m in meanings_of(header) if m not in found and _fits(m, profiles[index]))
            found[index] = next(fitting, None)
    _settle_numbers(found, headers, profiles)
    _settle_words(found, headers, profiles)
    return tuple(found)


_PRICES = frozenset(["rate", "unit_price", "list_price", "amount"])
_COUNTS = frozenset(["quantity", "hours", "days", "count"])


def _turned(of_quantity: str, of_price: str) -> bool:
    """Whether the headers say that the factors of a product stand the other way round."""
    quantity, price = next(meanings_of(of_quantity), None), next(meanings_of(of_price), None)
    return (quantity in _PRICES and price not in _PRICES) or (price in _COUNTS and quantity not in _COUNTS)


def _fits(meaning: str, cells: Profile) -> bool:
    """Whether the cells of a column can have a meaning; an empty column has what its header says."""
    if not cells.filled:
        return True
    if meaning in WORDY:
        return not (cells.serial or cells.sums) and (
            cells.wordy or meaning in ("person", "trigger", "milestone", "deliverable")
        )
    if meaning in ("rate", "unit_price", "list_price", "amount"):
        return not (cells.wordy or cells.serial) or cells.sums
    if meaning in NUMERIC:
        return not cells.serial or meaning in ("count", "quantity", "hours", "days")
    return True


def _settle_numbers(found: list[str | None], headers: Sequence[str], profiles: Sequence[Profile]) -> None:
    """A column of percentages is a share; without an amount by header, the last column of sums is the amount.

    A header that is a currency and nothing else heads sums too.
    """
    for index, cells in enumerate(profiles):
        if found[index] is None and cells.shares and "percent" not in found:
            found[index] = "percent"
    if "amount" in found:
        return
    priced = any(meaning in found for meaning in ("rate", "unit_price", "list_price", "quantity", "percent"))
    for index in reversed(range(len(found))):
        in_currency = profiles[index].numeric and re.fullmatch(
            r"\W*(?:in\s)?(?:[A-Z]{3}|[€$£₹]|[A-Z]{1,2}\$)\W*", headers[index]
        )
        if found[index] is None and (in_currency or (priced and profiles[index].sums)):
            found[index] = "amount"
            return


def _settle_words(found: list[str | None], headers: Sequence[str], profiles: Sequence[Profile]) -> None:
    """The wordiest column that is no number, code or date is the description if no column is named so."""
    for index, header in enumerate(headers):
        # "No." counts rows in the first column, and heads behind a column of roles.
        if (
            "role" in found[:index]
            and "count" not in found
            and re.fullmatch(r"(?:no|nr|qty|#)\.?", header, re.IGNORECASE)
        ):
            found[index] = "count"
    about_people = any(meaning in found for meaning in ("person", "count", "hours", "days", "rate"))
    if about_people and "role" not in found:
        for index, header in enumerate(headers):
            if may_name_roles(header) and profiles[index].wordy and found[index] in (None, "description"):
                found[index] = "role"
                return
    if any(meaning in found for meaning in WORDY - {"person", "trigger"}) or not any(headers):
        return
    priced = any(meaning in found for meaning in ("amount", "unit_price", "rate", "list_price", "quantity", "limit"))
    free = [
        index
        for index, meaning in enumerate(found)
        if meaning in (None, "reference") and (profiles[index].wordy or profiles[index].brackets)
    ]
    if priced and free:
        found[max(free, key=lambda index: profiles[index].length)] = "description"


def headings_above(reading: Reading, offset: int) -> list[str]:
    """What stands above an offset, nearest first, in lower case: the line before it, then the headings."""
    clause = reading.outline.clause_at(offset)
    path = [c.heading.of(reading.text).casefold() for c in reading.outline.path(clause) if c.heading]
    before = reading.text[max(0, offset - 160) : offset].strip().split("\n")[-1].casefold()
    return [before, *reversed(path)]


def heading_above(reading: Reading, offset: int) -> str:
    """The same in one string, outermost first."""
    return " > ".join(reversed(headings_above(reading, offset)))


def rows(typed: TypedTable, text: str) -> Iterator[Row]:
    """The rows below the header that hold words."""
    by_row: dict[int, list[Cell]] = {}
    for cell in typed.table.cells:
        by_row.setdefault(cell.row, []).append(cell)
    for index in sorted(by_row):
        cells = tuple(sorted(by_row[index], key=lambda cell: cell.column))
        if index >= typed.first_row and any(cell.span for cell in cells):
            yield Row(typed, cells, text)
