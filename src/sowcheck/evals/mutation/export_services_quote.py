"""A deal's services quote: one row a priced line, as JSON and as CSV. It holds services alone, and no header terms."""

import csv
import io

from sowcheck.evals.mutation.payloads import Payload, text, words
from sowcheck.evals.mutation.terms import RecordLine, RecordTerms

_PLACES = {"onsite": "On-site", "remote": "Remote", "hybrid": "Hybrid"}
_COLUMNS = (
    "quote_number", "version", "currency", "phase", "task", "role", "seniority", "location", "qty", "uom", "unit_price",
    "unit_cost", "amount", "optional", "start", "end",
)  # fmt: skip


def services_quote_json(terms: RecordTerms) -> dict[str, Payload]:
    """One file with the header above the lines; none without lines."""
    rows = [_row(terms, line) for line in terms.lines if line.work]
    if not rows:
        return {}
    header = {name: rows[0][name] for name in ("quote_number", "version", "currency")}
    lines = [{name: value for name, value in row.items() if name not in header} for row in rows]
    return {"services_quote.json": {**header, "lines": lines}}


def services_quote_csv(terms: RecordTerms) -> dict[str, str]:
    """One table; none without lines."""
    rows = [_row(terms, line) for line in terms.lines if line.work]
    if not rows:
        return {}
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, _COLUMNS, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows({name: _cell(row[name]) for name in _COLUMNS} for row in rows)
    return {"services_quote.csv": out.getvalue()}


def _row(terms: RecordTerms, line: RecordLine) -> dict[str, Payload]:
    return {
        "quote_number": terms.quote_number,
        "version": "1",
        "currency": terms.currency,
        "phase": None,
        "task": None if line.role else line.name,
        "role": line.name if line.role else None,
        "seniority": None,
        "location": _PLACES.get(terms.place or ""),
        "qty": text(line.quantity),
        "uom": line.unit or "fixed",
        "unit_price": text(line.unit_price),
        "unit_cost": None,
        "amount": text(line.amount),
        "optional": line.optional,
        "start": words(terms.start) if line.quantity else None,
        "end": words(terms.end) if line.quantity else None,
    }


def _cell(value: Payload) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)
