"""The version history of a paper: the table that says which version changed what, and when."""

import re
from collections.abc import Iterator, Sequence

from sowcheck.core.documents import Cell, Table
from sowcheck.core.spans import Span
from sowcheck.core.versions import VersionRow
from sowcheck.extract.reading import Reading
from sowcheck.parse.dates import find_dates
from sowcheck.parse.versions import find_versions, is_later

_VERSION = re.compile(
    r"^(?:document |doc\.? |sow )?(?:version|ver\.?|rev(?:ision)?\.?|issue|edition|fassung|versie|versjon|version(?:s?nr\.?|snummer)?)"
    r"(?: ?(?:no\.?|number|nr\.?|#|id))?$",
    re.IGNORECASE,
)
_DATE = re.compile(r"\b(?:date|dated|issued|datum|dato|fecha|data)\b", re.IGNORECASE)
_CHANGE = re.compile(
    r"\b(?:changes?|description|comments?|summary|amendments?|reasons?|remarks?|details?|notes?|nature|änderung\w*|beschreibung|"
    r"modifications?|wijziging\w*)\b",
    re.IGNORECASE,
)
_AUTHOR = re.compile(r"\b(?:authors?|by|owner|editor|prepared|approved|autor|verfasser|auteur|name)\b", re.IGNORECASE)
_OF_PRODUCTS = re.compile(
    r"\b(?:products?|software|components?|systems?|tools?|modules?|applications?|platforms?|licen[cs]es?|items?|part|"
    r"standards?|interfaces?|vendor|quantity|price|environment)\b",
    re.IGNORECASE,
)


def history_of(reading: Reading) -> list[VersionRow]:
    """The rows of the version history, the earliest version first; none where the paper holds no such table."""
    for table in reading.outline.tables:
        rows = list(_rows(table, reading))
        if rows:
            return _earliest_first(rows)
    return []


def _rows(table: Table, reading: Reading) -> Iterator[VersionRow]:
    header = max(1, table.header_rows)
    names = {cell.column: _words(cell, reading) for cell in table.row(header - 1)}
    version = next((column for column, words in names.items() if _VERSION.match(words)), None)
    if version is None or any(_OF_PRODUCTS.search(words) for words in names.values()):
        return
    date = _first(names, _DATE, version)
    change = _first(names, _CHANGE, version)
    if date is None and (change is None or _first(names, _AUTHOR, version) is None):
        return
    for index in range(header, table.rows):
        cells = {cell.column: cell for cell in table.row(index) if cell.span}
        label = _label(cells.get(version), reading)
        if label:
            yield _row(label, cells, cells.get(date) if date is not None else None, cells.get(change or -1), reading)


def _first(names: dict[int, str], pattern: re.Pattern[str], but: int) -> int | None:
    return next((column for column, words in names.items() if column != but and pattern.search(words)), None)


def _words(cell: Cell | None, reading: Reading) -> str:
    return " ".join(cell.span.of(reading.text).split()) if cell and cell.span else ""


def _label(cell: Cell | None, reading: Reading) -> str | None:
    words = _words(cell, reading)
    found = find_versions(words) or find_versions(f"version {words}")
    return found[0].value if found and len(words) <= 40 else None


def _row(label: str, cells: dict[int, Cell], date: Cell | None, change: Cell | None, reading: Reading) -> VersionRow:
    spans = [cell.span for cell in cells.values() if cell.span]
    whole = Span(start=min(span.start for span in spans), end=max(span.end for span in spans))
    dates = find_dates(_words(date, reading), reading.conventions)
    return VersionRow(
        label=label,
        date=dates[0].value if dates else None,
        change=_words(change, reading) or None,
        page=reading.document.page_of(whole.start),
        quote=reading.document.quote(whole),
    )


def _earliest_first(rows: Sequence[VersionRow]) -> list[VersionRow]:
    """Some tables begin with the newest version: the labels tell, or else the days."""
    first, last = rows[0], rows[-1]
    falling = is_later(first.label, last.label)
    if falling is None and first.date and last.date:
        falling = first.date > last.date
    return list(reversed(rows)) if falling else list(rows)
