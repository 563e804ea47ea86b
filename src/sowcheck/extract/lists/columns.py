"""Tables by what their columns hold: a header names a column's meaning, the cells below hold typed values."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sowcheck.core.documents import Cell, Table
from sowcheck.core.spans import Span
from sowcheck.extract.reading import Reading

# Meaning of a column by the words of its header; the first meaning that fits counts.
_MEANINGS: tuple[tuple[str, str], ...] = (
    ("rate", r"(?:day|daily|hourly|hour|bill(?:ing)?)\s*rate|\brates?\b|per (?:hour|day)|tarif|satz|tjm"),
    ("list_price", r"list (?:price|fee|amount)|standard (?:price|fee)|listenpreis"),
    ("discount", r"disc(?:ount|\.)|rabatt|remise"),
    ("unit_price", r"unit (?:price|fee|cost)|price (?:each|/ ?unit)|prix unitaire|einzelpreis|stückpreis|prix u"),
    ("percent", r"%|percent|share|anteil|portion"),
    ("hours", r"hours|stunden|heures|\bhrs\b"),
    ("days", r"\bdays\b|person-?days|effort|\btage\b|jours"),
    (
        "due",
        r"due|target date|date\b|delivery|deadline|when|week|timing|planned|termin|échéance|fällig|\bdatum|baseline",
    ),
    (
        "person",
        r"\bnamed?\b.{0,12}(?:person|resource|individual)?|resource\b|person\b|individual|assigned|staff member|\bnom\b",
    ),
    ("count", r"people|head ?count|^number$|no\. of|\bcount\b|\bfte\b|number of|anzahl personen|nombre"),
    (
        "role",
        r"\broles?\b|position|labou?r category|grade|profile?|consultant|skill level|rolle|fonction|rôle|funktion",
    ),
    (
        "deliverable",
        r"deliverables?|^documents?$|^results?$|work products?|output|liefergegenstand|lieferobjekt|livrable|ergebnis",
    ),
    ("trigger", r"trigger|event|condition|acceptance|criteri|linked|ereignis|payable"),
    ("quantity", r"qty|quantity|units\b|menge|quantité|volume|anzahl|aantal|hoeveelheid"),
    ("limit", r"limit|maximum|\bmax\b|included|in scope|count\b|ceiling|höchst"),
    (
        "amount",
        r"amount|price|fees?\b|charges?|total|net\b|value|cost|montant|betrag|preis|summe|honorar|bedrag|prix|payment",
    ),
    ("milestone", r"milestones?|instal?ments?|meilenstein|jalon|payment event|rate \d"),
    ("system", r"systems?\b|application|platform|interface"),
    ("reference", r"^(?:no\.?|nr\.?|ref\w*\.?|#|id|code|item no\.?|item|pos\.?|key|ws)$"),
    (
        "description",
        r"description|item|services?|workstream|work package|phase|component|product|task|activit|beschreibung|désignation|bezeichnung|leistung|metric|parameter|measure|scope|line|omschrijving|prestation|assumption|responsibilit",
    ),
)
_COMPILED = tuple((meaning, re.compile(words, re.IGNORECASE)) for meaning, words in _MEANINGS)


@dataclass(frozen=True)
class TypedTable:
    """A table with the meaning of each column."""

    table: Table
    meanings: tuple[str | None, ...]
    """By column; None where the header says nothing known."""
    headers: tuple[str, ...]
    heading: str
    """Headings above the table, in lower case."""

    def column(self, meaning: str) -> int | None:
        """The first column of a meaning."""
        return self.meanings.index(meaning) if meaning in self.meanings else None

    def has(self, *meanings: str) -> bool:
        """Whether the table has a column of each meaning."""
        return all(meaning in self.meanings for meaning in meanings)


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
        first = next((cell.span.of(self.text) for cell in self.cells if cell.span), "")
        lead = " ".join(cell.span.of(self.text) for cell in self.cells[:3] if cell.span)
        return bool(_TOTAL.search(first) or re.match(r"\W*(?:sub)?total\b", lead, re.IGNORECASE))


_TOTAL = re.compile(
    r"^\W*(?:sub-?|grand )?(?:total|sum|summe|gesamt\w*|zwischensumme|totaal|somme|order total)\b|,? total$|^total\b",
    re.IGNORECASE,
)


def typed_tables(reading: Reading) -> Iterator[TypedTable]:
    """The tables that have a header, with the meaning of their columns."""
    for table in reading.outline.tables:
        if table.columns < 2 or table.rows < 2 or not any(cell.span for cell in table.cells):
            continue
        headers = _header_words(table, reading.text) or [""] * table.columns
        yield TypedTable(table, _meanings(headers), tuple(headers), heading_above(reading, table.span.start))


def _header_words(table: Table, text: str) -> list[str] | None:
    """Header words by column; None if the first row looks like data."""
    rows = max(1, table.header_rows)
    words = [""] * table.columns
    for cell in table.cells:
        if cell.row < rows and cell.span:
            for column in range(cell.column, min(table.columns, cell.column + cell.column_span)):
                words[column] = f"{words[column]} {' '.join(cell.span.of(text).split())}".strip()
    if not table.header_rows and (
        any(re.search(r"\d{3}|[€$£]", word) for word in words) or any(len(word) > 60 for word in words)
    ):
        return None
    return words


def _meanings(headers: list[str]) -> tuple[str | None, ...]:
    taken: list[str | None] = []
    for header in headers:
        meaning = next((m for m, words in _COMPILED if header and words.search(header) and m not in taken), None)
        taken.append(meaning)
    return tuple(taken)


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
    first = typed.table.header_rows or (1 if any(typed.headers) else 0)
    for index in range(first, typed.table.rows):
        cells = typed.table.row(index)
        if any(cell.span for cell in cells):
            yield Row(typed, cells, text)
