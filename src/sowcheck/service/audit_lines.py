"""Lines of the audit for other programs: JSON Lines, or CSV that no spreadsheet takes for formulas."""

import csv
import io
from collections.abc import Iterable, Iterator

from sowcheck.core.audit import AuditLine
from sowcheck.gate.chain import canonical


def as_json_lines(lines: Iterable[AuditLine]) -> Iterator[str]:
    """Each line as an object."""
    for line in lines:
        yield f"{line.model_dump_json()}\n"


def as_csv(lines: Iterable[AuditLine]) -> Iterator[str]:
    """Each line as a row, below their names."""
    text = io.StringIO()
    writer = csv.DictWriter(text, fieldnames=[*AuditLine.model_fields], lineterminator="\n")
    writer.writeheader()
    for line in lines:
        shape = line.model_dump(mode="json")
        shape |= {"actor": line.actor.id, "payload": canonical(line.payload)}
        writer.writerow({name: harmless(value) for name, value in shape.items()})
        yield text.getvalue()
        text.seek(0)
        text.truncate()
    yield text.getvalue()


def harmless(value: object) -> object:
    """The value without what a spreadsheet would take for a formula."""
    return f"'{value}" if isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r")) else value
