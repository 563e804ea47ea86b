"""Steps of a plan that carry a time and no price: "Week 4 -> data model", tables of steps with their weeks."""

import re
from collections.abc import Iterator

from sowcheck.core.clauses import ListItem
from sowcheck.core.items import Deliverable
from sowcheck.core.spans import Span, stripped
from sowcheck.extract.candidates import Candidate
from sowcheck.extract.finding import clip, pattern
from sowcheck.extract.lists.deliverables.deliverable_names import FIELD, normal_due
from sowcheck.extract.lists.deliverables.things import head_of, kind_of
from sowcheck.extract.lists.tables.columns import Row, TypedTable, headings_above, rows, typed_tables
from sowcheck.extract.reading import Reading

_PLAN = pattern(
    r"milestones?|schedule|time ?lines?|time ?table|work ?plan|project plan|phases|delivery plan|road ?map|deliver"
)
_TIMED = re.compile(
    r"^(?P<due>(?:(?:by|end of)\s+)?(?:week|wk|month|day|sprint|quarter|q)s?\.?\s*\d{1,3}(?:\s*(?:-|–|to|and|&)\s*(?:week\s+)?\d{1,3})?)\s*(?:->|→|=>|:|[–—-])>?\s*(?P<name>\w.*)$",
    re.IGNORECASE | re.DOTALL,
)
_PRICED = re.compile(r"[€$£₹%]\s?\d|\b(?:USD|EUR|GBP|payments?|fees?)\b")
_WHEN = pattern(r"time ?lines?|time ?frame|weeks?\b|when|schedule|period|duration|month")


def of_plans(reading: Reading) -> Iterator[Candidate]:
    """What is to be ready at the times of a plan."""
    yield from _of_lists(reading)
    for table in typed_tables(reading):
        if when := _time_column(table, reading):
            yield from _of_table(table, when, reading)


def _of_lists(reading: Reading) -> Iterator[Candidate]:
    by_lead: dict[int, list[ListItem]] = {}
    for item in reading.outline.lists:
        by_lead.setdefault(item.lead.start if item.lead else -1 - item.clause, []).append(item)
    for items in by_lead.values():
        words = [item.span.of(reading.text) for item in items]
        timed = [_TIMED.match(one) for one in words]
        if sum(map(bool, timed)) < max(2, 0.6 * len(items)) or any(map(_PRICED.search, words)):
            continue
        for item, match in zip(items, timed, strict=True):
            if match:
                name = " ".join(match.group("name").split()).rstrip(" .;,")
                value = Deliverable(name=name, due=" ".join(match.group("due").split()))
                yield Candidate(FIELD, value, clip(reading.text, item.span, item.span), f"{FIELD}.plan", 0.72)


def _time_column(table: TypedTable, reading: Reading) -> int | None:
    """The column of times of a plan; None if the table is something else."""
    if any(
        table.has(one) for one in ("deliverable", "amount", "rate", "percent", "role", "person", "quantity", "hours")
    ):
        return None
    if not any(_PLAN.search(one) for one in headings_above(reading, table.table.span.start)):
        return None
    if "due" in table.meanings:
        return table.meanings.index("due")
    return next((index for index, header in enumerate(table.headers) if _WHEN.search(header)), None)


def _of_table(table: TypedTable, when: int, reading: Reading) -> Iterator[Candidate]:
    columns = [index for index in range(table.table.columns) if index != when]
    body = list(rows(table, reading.text))
    longest = max(columns, key=lambda column: sum(len(row.at(column) or "") for row in body), default=None)
    for row in body:
        due = row.at(when)
        if due is None or longest is None or row.is_total:
            continue
        for span in _points(row, longest, reading.text):
            yield from _point(span, normal_due(due, reading), row, reading)


def _points(row: Row, column: int, text: str) -> Iterator[Span]:
    """The bullets of a cell; the cell if it has none."""
    for cell in row.cells:
        if cell.column == column and cell.span:
            start = cell.span.start
            for mark in (*re.finditer(r"[·•●▪○]\s*", cell.span.of(text)), None):
                end = cell.span.start + mark.start() if mark else cell.span.end
                if span := stripped(text, start, end):
                    yield span
                start = cell.span.start + mark.end() if mark else end


_DONE = pattern(
    r"\s+(?:(?:is|are|to be|fully|all)\s+)*(?:completed?|done|finished|delivered|ready|available|approved|signed off)\W*$"
)
_UNDONE = pattern(r"\b(?:partial\w*|initiated|started|begun|begins?|in progress|ongoing|continued|if)\b")


def _point(span: Span, due: str, row: Row, reading: Reading) -> Iterator[Candidate]:
    """A step that ends with a thing ready, without the words that say that it is."""
    words = " ".join(span.of(reading.text).split())
    if _UNDONE.search(words):
        return
    name = _DONE.sub("", words).rstrip(" .;,")
    kind = kind_of(head_of(name))
    made = kind in ("document", "software") or head_of(name).casefold() == "development"
    if made and len(name.split()) > 1 and not re.search(r"\b\w+ed$", name):
        value = Deliverable(name=name, due=due)
        yield Candidate(FIELD, value, clip(reading.text, row.span, span), f"{FIELD}.step", 0.62)
