"""Assumptions of a few lines of Markdown, read, segmented and extracted by the real stages."""

from pathlib import Path

from pydantic import JsonValue

from sowcheck.core.assumptions import Assumption
from sowcheck.core.documents import Document
from sowcheck.core.fields import FIELDS
from sowcheck.core.values import to_json
from sowcheck.extract.assemble import extract
from sowcheck.ingest.plain.reader import read_plain
from sowcheck.segment.outline import segment


def document_of(markdown: str) -> Document:
    """The document that a Markdown file with these words is."""
    return read_plain(Path("paper.md"), markdown.encode())


def assumptions_of(markdown: str, extractors: tuple[str, ...] = ("rules",)) -> tuple[Assumption, ...]:
    """Everything the words state, by the rules alone if nobody else is named: new weights change no test of a rule."""
    document = document_of(markdown)
    return extract("doc-1", document, segment(document), extractors)


def stated(markdown: str, field: str, extractors: tuple[str, ...] = ("rules",)) -> list[JsonValue]:
    """The values that the words state for a field."""
    return [
        to_json(found.value, FIELDS[field].kind)
        for found in assumptions_of(markdown, extractors)
        if found.field == field
    ]
