"""Every vendor's format, and records read back from it by the product's own adapters."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path

from sowcheck.core.records import Record, RecordValue
from sowcheck.evals.mutation.export_dynamics import dynamics365
from sowcheck.evals.mutation.export_hubspot import hubspot
from sowcheck.evals.mutation.export_salesforce import salesforce
from sowcheck.evals.mutation.export_services_quote import services_quote_csv, services_quote_json
from sowcheck.evals.mutation.payloads import Payload
from sowcheck.evals.mutation.terms import RecordTerms
from sowcheck.records.reader import read_records

Exporter = Callable[[RecordTerms], Mapping[str, Payload]]

VENDORS: dict[str, Exporter] = {
    "salesforce": salesforce,
    "hubspot": hubspot,
    "dynamics365": dynamics365,
    "services_quote_json": services_quote_json,
    "services_quote_csv": services_quote_csv,
}
"""How each vendor writes a deal's records: files by name, JSON or text."""

Files = dict[str, str]
"""Text of the files by name."""


def export(terms: RecordTerms, vendor: str) -> Files:
    """The vendor's files, as text."""
    return {name: _written(content) for name, content in VENDORS[vendor](terms).items()}


def _written(content: Payload) -> str:
    return content if isinstance(content, str) else json.dumps(content, ensure_ascii=False, indent=1)


def read_back(files: Files, folder: Path) -> tuple[tuple[Record, ...], tuple[RecordValue, ...]]:
    """Writes the files into a folder of their own and reads them as a check does."""
    records: list[Record] = []
    values: list[RecordValue] = []
    folder.mkdir(parents=True, exist_ok=True)
    for number, (name, text) in enumerate(files.items(), start=1):
        path = folder / name
        path.write_text(text, encoding="utf-8", newline="")
        record, found = read_records(path, f"rec-{number}")
        records.append(record)
        values += found
    return tuple(records), tuple(values)
