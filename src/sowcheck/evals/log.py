"""The log of a run, schema `sowcheck.eval/1`: JSON Lines that hold every prediction and the gold beside it.

A header, then one line for each document and each deal as they are done, then an end line. Because the gold is inside,
a log can be scored again without a run and without its dataset. A log without an end line is a run that goes on.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, JsonValue, TypeAdapter, ValidationError

from sowcheck.errors import UnreadableInput
from sowcheck.report.model import DiscrepancyShape, VerdictShape
from sowcheck.report.shapes.assumptions import AssumptionShape


class Entry(BaseModel):
    """A part of the log: frozen; keys of a later minor version are passed over when one is read."""

    model_config = ConfigDict(frozen=True, extra="ignore", serialize_by_alias=True, validate_by_name=True)


class Code(Entry):
    """Which sowcheck ran."""

    version: str
    source_sha256: str
    """Hash over the package's source and data files."""


class Configuration(Entry):
    """What was run: two logs with the same configuration and code measure the same thing."""

    extractors: tuple[str, ...]
    policy_sha256: str
    model: str | None = None
    """The language model, if one of the extractors asks one."""
    model_settings_sha256: str | None = None
    """Hash of what changes its answers beside the question: endpoint, temperature, options, recordings."""


class Skipped(Entry):
    """Something that was asked for or found, and is not part of the run."""

    what: str
    why: str


class DatasetInfo(Entry):
    """What was measured."""

    name: str
    """Names of the datasets' folders, joined by "+"."""
    sha256: str
    """Hash over the contents of all documents, gold and records; no path enters it."""
    documents: int
    deals: int
    skipped: tuple[Skipped, ...] = ()


class Header(Entry):
    """The first line."""

    type: Literal["header"] = "header"
    schema_: Literal["sowcheck.eval/1"] = Field(default="sowcheck.eval/1", alias="schema")
    id: str
    """Of this run."""
    started: str
    """ISO 8601, UTC."""
    code: Code
    configuration: Configuration
    dataset: DatasetInfo

    def same_run(self, other: "Header") -> bool:
        """Whether both describe the same code and configuration on the same dataset."""
        return (self.code, self.configuration, self.dataset) == (other.code, other.configuration, other.dataset)


class GoldFact(Entry):
    """A fact of the annotation guide: what the document states, and where."""

    field: str
    value: JsonValue
    quote: str = ""
    page: int | None = None
    """1-based; null for formats without pages."""
    boxes: tuple[tuple[float, float, float, float], ...] = ()
    """On `page`, in points from its top left corner; empty if nobody drew any."""


class Failure(Entry):
    """Why there is no prediction."""

    type: str
    """Name of the error's class."""
    message: str


class Seconds(Entry):
    """Wall time of each stage; null for a stage that was not reached."""

    read: float | None = None
    segment: float | None = None
    extract: float | None = None

    @property
    def total(self) -> float | None:
        """Of all stages; None unless all were reached."""
        parts = (self.read, self.segment, self.extract)
        return sum(part for part in parts if part is not None) if None not in parts else None


class DocumentEntry(Entry):
    """One document: what it states, and what was extracted."""

    type: Literal["document"] = "document"
    id: str
    """Unique in the log: "D01", or "P1/sow.docx" for a document of a deal."""
    deal: str | None = None
    file: str
    """File name without its folder."""
    sha256: str
    gold_sha256: str
    format: str
    """The file's suffix without its dot: "pdf", "docx", "txt", "md"."""
    pages: int | None = None
    """None for formats without pages, and for a document that could not be read."""
    characters: int = 0
    seconds: Seconds = Seconds()
    tokens: int = 0
    """Of language models."""
    cost: str | None = "0"
    """Of language models: a decimal string in the currency of their price; null if that is not known."""
    unanswered: int = 0
    """Questions to a language model without a usable answer."""
    error: Failure | None = None
    predictions: tuple[AssumptionShape, ...] = ()
    gold: tuple[GoldFact, ...]


class RecordFile(Entry):
    """One record export of a deal."""

    file: str
    sha256: str


class Alternative(Entry):
    """Another report of the same planted discrepancy."""

    field: str
    kind: str


class Expected(Entry):
    """A discrepancy that is known to be in the deal."""

    kind: str
    field: str
    key: str | None = None
    document_value: JsonValue = None
    record_value: JsonValue = None
    why: str = ""
    alternatives: tuple[Alternative, ...] = Field(default=(), alias="or")


class DealEntry(Entry):
    """One deal: what is wrong in it, and what the check found."""

    type: Literal["deal"] = "deal"
    id: str
    documents: tuple[str, ...]
    """Ids of its documents' entries."""
    records: tuple[RecordFile, ...]
    gold_sha256: str = ""
    seconds: float | None = None
    """Wall time of the whole check; null if it failed."""
    error: Failure | None = None
    gate: str | None = None
    verdicts: tuple[VerdictShape, ...] = ()
    discrepancies: tuple[DiscrepancyShape, ...] = ()
    expected: tuple[Expected, ...] = ()
    must_match: tuple[str, ...] = ()
    """Fields that agree: a flag there is false."""
    hidden_scope: tuple[str, ...] = ()
    """Fields that the papers state and the records have no place for."""
    tolerated: tuple[str, ...] = ()
    """Fields whose flags count neither way."""
    not_scored: dict[str, str] = Field(default_factory=dict)
    """Fields that count neither way, with the reason."""


class End(Entry):
    """The last line: nothing is missing."""

    type: Literal["end"] = "end"
    finished: str
    """ISO 8601, UTC."""
    documents: int
    deals: int
    errors: int


Line = Annotated[Header | DocumentEntry | DealEntry | End, Field(discriminator="type")]
_LINE: TypeAdapter[Line] = TypeAdapter(Line)
_HINT = "Write a log with `sowcheck eval run --dataset DIR -o LOG.jsonl`."


class Log(Entry):
    """A whole log. Documents and deals are sorted by id, whatever the order in which they were done."""

    header: Header
    documents: tuple[DocumentEntry, ...]
    deals: tuple[DealEntry, ...]
    end: End | None
    """None for a run that has not finished."""

    def documents_of(self, deal: DealEntry) -> tuple[DocumentEntry, ...]:
        """The documents of a deal."""
        return tuple(entry for entry in self.documents if entry.deal == deal.id)


def line_of(entry: Header | DocumentEntry | DealEntry | End) -> str:
    """The entry as one line of the log, line break included."""
    return json.dumps(entry.model_dump(mode="json"), ensure_ascii=False, separators=(",", ":")) + "\n"


def read_log(path: Path, *, unfinished: bool = False) -> Log:
    """The log in a file.

    Args:
        path: The file.
        unfinished: Whether a log without its end line, perhaps with half a last line, is welcome.

    Raises:
        UnreadableInput: there is no such file, it is no log of this schema, or it is unfinished and may not be.
    """
    lines = list(_lines(path, unfinished=unfinished))
    if not lines or not isinstance(lines[0], Header):
        raise UnreadableInput(path, "the first line is not the header of an eval log", hint=_HINT)
    end = lines[-1] if isinstance(lines[-1], End) else None
    if end is None and not unfinished:
        raise UnreadableInput(
            path, "the run has not finished (no end line)", hint="Run the same `sowcheck eval run` again: it goes on."
        )
    return Log(
        header=lines[0],
        documents=_sorted(path, [line for line in lines if isinstance(line, DocumentEntry)]),
        deals=_sorted(path, [line for line in lines if isinstance(line, DealEntry)]),
        end=end,
    )


def _sorted(path: Path, entries: "list[Any]") -> tuple[Any, ...]:
    ids = [entry.id for entry in entries]
    twice = next((name for name in ids if ids.count(name) > 1), None)
    if twice is not None:
        raise UnreadableInput(path, f"{twice!r} stands in the log twice", hint=_HINT)
    return tuple(sorted(entries, key=lambda entry: str(entry.id)))


def _lines(path: Path, *, unfinished: bool) -> Iterator[Line]:
    try:
        text = path.read_bytes().decode("utf-8", errors="replace" if unfinished else "strict")
    except OSError as error:
        raise UnreadableInput(path, (error.strerror or "cannot be opened").lower(), hint=_HINT) from error
    except UnicodeDecodeError as error:
        raise UnreadableInput(path, "the file is not UTF-8 text", hint=_HINT) from error
    # Not splitlines(): a quote may hold a line separator that JSON leaves as it is.
    rows = text.split("\n")
    for number, row in enumerate(rows, start=1):
        if not row:
            continue
        try:
            yield _LINE.validate_python(json.loads(row), strict=False)
        except (ValueError, ValidationError) as error:
            # A process that is killed while it writes leaves a last line without its end.
            if unfinished and number == len(rows):
                return
            raise UnreadableInput(
                path, f"line {number} is no line of an eval log: {_first(error)}", hint=_HINT
            ) from error


def _first(error: ValueError) -> str:
    if isinstance(error, ValidationError):
        fault = error.errors(include_url=False)[0]
        return f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}"
    return str(error)
