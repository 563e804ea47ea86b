"""Counted bounds on the scope: "up to 24 interfaces and at most 31 message types", tables of volumes."""

import re
from collections.abc import Iterator
from decimal import Decimal

from sowcheck.core.items import Limit
from sowcheck.extract import typed as parsers
from sowcheck.extract.candidates import Candidate, Rule
from sowcheck.extract.finding import clip
from sowcheck.extract.lists.conditions.limits_prose import COUNT, FIELD, NOT_COUNTED, OTHER, PERIOD, of_prose
from sowcheck.extract.lists.grammar.enumerations import split
from sowcheck.extract.lists.tables.columns import TypedTable, headings_above, rows, typed_tables
from sowcheck.extract.reading import Reading

_HEADED = re.compile(
    r"\blimits?\b|maximum|\bmax\b|included quantity|volumes?\b|count in scope|quantities|ceiling|in scope\b"
)


def _of_tables(reading: Reading) -> Iterator[Candidate]:
    for table in typed_tables(reading):
        header = " ".join(table.headers).casefold()
        headings = " ".join(headings_above(reading, table.table.span.start)[1:])
        priced = any(table.has(m) for m in ("amount", "unit_price", "rate", "milestone", "person", "due"))
        if not priced and any(table.headers) and _HEADED.search(f"{header} {headings}"):
            yield from _rows(table, reading)


def _rows(table: TypedTable, reading: Reading) -> Iterator[Candidate]:
    columns = range(table.table.columns - 1, 0, -1)
    value_column = next((i for i in columns if table.meanings[i] in ("limit", "quantity", "count")), len(columns))
    for row in rows(table, reading.text):
        words, name = row.at(value_column), row.cell("description") or row.at(0 if value_column else 1)
        match = re.match(r"\W*(\d[\d,. ]*)(?!\d*\s*(?:minutes|days?|hours?))", words or "")
        number = next(parsers.number(match.group(1), reading), None) if match else None
        if (
            name
            and number
            and isinstance(number.value, Decimal)
            and not row.is_total
            and re.search(r"[A-Za-z]{3}", name)
        ):
            quote = clip(reading.text, row.span, row.span)
            yield Candidate(FIELD, Limit(metric=name, max=number.value), quote, f"{FIELD}.table", 0.8)


_LABEL = re.compile(r"ceiling|\blimits?\b|maximum|\bvolumes?\b|capacity|covered|périmètre", re.IGNORECASE)
_COUNTED = re.compile(rf"^(?P<count>{COUNT})\s+(?P<metric>[A-Za-zÀ-ÿ][^.;,()]{{2,70}})$", re.IGNORECASE)


def _of_labels(reading: Reading) -> Iterator[Candidate]:
    """Such as "Volume ceiling: 16,500 invoices per month"."""
    for pair in reading.key_values:
        if not _LABEL.search(pair.label) or OTHER.search(pair.label):
            continue
        words = pair.value.of(reading.text)
        for start, end in _parts(words):
            match = _COUNTED.match(words[start:end])
            number = next(parsers.number(match.group("count"), reading), None) if match else None
            if match and number and isinstance(number.value, Decimal) and not NOT_COUNTED.search(match.group("metric")):
                if PERIOD.match(match.group("metric")):
                    continue
                item = Limit(metric=match.group("metric"), max=number.value)
                yield Candidate(FIELD, item, clip(reading.text, pair.value, pair.value), f"{FIELD}.label", 0.8)


def _parts(words: str) -> list[tuple[int, int]]:
    """The parts of an enumeration; at each comma and "and" if a count stands behind each."""
    pieces = [match.span() for match in re.finditer(r"[^,]+?(?=,\s|\s(?:and|et|und)\s+\d|$)", words)]
    trimmed = [(a + len(words[a:b]) - len(words[a:b].lstrip(", ")), b) for a, b in pieces]
    if len(trimmed) > 1 and all(_COUNTED.match(words[a:b]) for a, b in trimmed):
        return trimmed
    return split(words) or [(0, len(words))]


RULES: tuple[Rule, ...] = (of_prose, _of_tables, _of_labels)
