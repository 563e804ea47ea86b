"""Deliverables in the rows of tables, and in tables of steps that have dates and no price."""

from collections.abc import Iterator

from sowcheck.core.items import Deliverable
from sowcheck.extract.candidates import Candidate
from sowcheck.extract.finding import clip, pattern
from sowcheck.extract.lists.deliverables.deliverable_names import FIELD, due_around, normal_due
from sowcheck.extract.lists.deliverables.things import things
from sowcheck.extract.lists.grammar.leads import Leads
from sowcheck.extract.lists.tables.columns import Row, rows, typed_tables
from sowcheck.extract.reading import Reading, sentence_spans


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
                if named:
                    yield from _in_cells(row, table.column("deliverable"), reading)


def _due_of(row: Row, reading: Reading) -> str | None:
    words = row.cell("due")
    return normal_due(words, reading) if words else None


_READY = pattern(
    r"^(?P<subject>(?:(?!\b(?:will|shall|must|may|can|by)\b)[^,;:.]){6,110}?)\s+(?:(?:is|are|(?:shall|will|must)\s+be)\s+)?(?:provided|available|completed|submitted|delivered)\b"
    r"(?P<rest>[^.;]{0,90})"
)


def _in_cells(row: Row, named: int | None, reading: Reading) -> Iterator[Candidate]:
    """Papers that the standards beside a deliverable ask for: "A network diagram is provided."."""
    for cell in row.cells:
        if cell.span is None or cell.column == named:
            continue
        for span in sentence_spans(reading.text, cell.span.start, cell.span.end):
            words = span.of(reading.text)
            match = _READY.match(words)
            for thing in things(match.group("subject")) if match else ():
                if thing.kind == "document" and not thing.bare:
                    item = Deliverable(name=thing.name, due=due_around(words, thing.name, thing.end, reading))
                    yield Candidate(FIELD, item, clip(reading.text, span, span), f"{FIELD}.standard", 0.6)
