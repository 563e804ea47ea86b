"""Deliverables in the rows of tables, and in tables of steps that have dates and no price."""

from collections.abc import Iterator

from sowcheck.core.items import Deliverable
from sowcheck.extract.candidates import Candidate
from sowcheck.extract.finding import clip
from sowcheck.extract.lists.columns import Row, rows, typed_tables
from sowcheck.extract.lists.deliverable_names import FIELD, normal_due
from sowcheck.extract.lists.leads import Leads
from sowcheck.extract.reading import Reading


def of_tables(reading: Reading) -> Iterator[Candidate]:
    """A row for each deliverable of a table that names them."""
    leads = Leads.of(reading)
    for table in typed_tables(reading):
        named = table.has("deliverable")
        announced = leads.announced(FIELD, table.heading.split(" > ")[::-1])
        if not named and not (announced and table.has("description")):
            continue
        if table.has("amount") or table.has("rate") or (table.has("milestone") and not named):
            continue
        for row in rows(table, reading.text):
            name = row.cell("deliverable") or row.cell("description")
            if name and not row.is_total:
                item = Deliverable(name=name, due=_due_of(row, reading))
                yield Candidate(FIELD, item, clip(reading.text, row.span, row.span), f"{FIELD}.table", 0.88)


def _due_of(row: Row, reading: Reading) -> str | None:
    words = row.cell("due")
    return normal_due(words, reading) if words else None
