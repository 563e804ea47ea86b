"""What people are shown, as data, before it is terminal text, Markdown or HTML."""

from typing import NamedTuple

from sowcheck.report.packages import PackageLine
from sowcheck.report.papers import PaperLine
from sowcheck.report.redlines_in_words import Readings, UnsettledTerm
from sowcheck.report.shapes.records import RecordShape
from sowcheck.report.skills import SkillGroup
from sowcheck.report.wording import plural


class Citation(NamedTuple):
    """The words of a document that state a value."""

    assumption: str
    field: str
    document: str
    """Name of the file."""
    page: int | None
    value: str
    quote: str
    proof: str
    proof_reason: str | None
    confidence: float
    extractors: tuple[str, ...]
    needs_review: bool = False
    by_ocr: bool = False
    """Whether the words were made out in a picture."""
    cells: str | None = None
    """Of a workbook."""
    others: tuple[tuple[str, str], ...] = ()
    """Values that compete, with their words."""
    superseded_by: str | None = None
    """Id of the assumption that holds instead."""
    superseded_reason: str | None = None
    """Why these words are not in force; None if they are."""
    readings: Readings | None = None
    """Both readings, where open changes touch the words."""

    @property
    def place(self) -> str:
        """File and page, which no line break parts, or the cells of a workbook."""
        if self.cells:
            return f"{self.document}, {self.cells}"
        return f"{self.document}, page\N{NO-BREAK SPACE}{self.page}" if self.page else self.document


class Place(NamedTuple):
    """Words of a document that state no value: a stamp, a file's name."""

    place: str
    """File, and where in it."""
    quote: str


class Source(NamedTuple):
    """The place in a record that holds a value."""

    record: str
    """Name of the file."""
    system: str
    object: str
    named: str
    """The record as people call it, such as "Salesforce CPQ quote"."""
    record_id: str | None
    path: str
    value: str
    raw: str

    @property
    def place(self) -> str:
        """The record and the path in it."""
        return f"{self.named}: {self.path}"


class Finding(NamedTuple):
    """One discrepancy with both sides."""

    id: str
    code: str
    title: str
    subject: str
    """The field's title, and the item's key."""
    field: str
    severity: str
    owner: str
    exposure: str
    paper: str
    system: str
    citations: tuple[Citation, ...]
    sources: tuple[Source, ...]
    message: str
    advice: str
    blocks: bool
    places: tuple[Place, ...] = ()
    """Words of documents that state no value of a field."""


class CitedRun(NamedTuple):
    """Discrepancies that a sentence cites, neighbours together."""

    label: str
    """Such as "d-4 to d-6"."""
    first: str
    """Id of the first of them."""


class SummaryLine(NamedTuple):
    """One sentence of the summary."""

    text: str
    cites: tuple[CitedRun, ...]

    @property
    def cited(self) -> str:
        """What it rests on, in brackets; empty where that is nothing."""
        return f"[{', '.join(run.label for run in self.cites)}]" if self.cites else ""


class Line(NamedTuple):
    """One verdict that is not a finding of its own."""

    subject: str
    field: str
    value: str
    outcome: str
    citations: tuple[Citation, ...]
    sources: tuple[Source, ...]
    finding: str | None = None
    """Id of the discrepancy that says the same, if there is one."""


class OpenPoint(NamedTuple):
    """A field that a document leaves blank."""

    subject: str
    state: str
    """Such as "left blank"."""
    place: str
    quote: str


class Disbelieved(NamedTuple):
    """A value that a language model gave with words that are not in the document."""

    subject: str
    value: str
    quote: str
    """The words that the model gave."""
    place: str
    """The file, and the part of it that the model was reading."""
    reason: str


class Superseded(NamedTuple):
    """A value that is not in force, and what holds in its place."""

    subject: str
    lost: Citation
    holds: Citation | None
    """None where nothing stands in its place."""
    reason: str


class OwnerGroup(NamedTuple):
    """Lines of one owner."""

    owner: str
    lines: tuple[Line, ...]


class DocumentLine(NamedTuple):
    """A document, and what of it was not read."""

    id: str
    name: str
    kind: str
    pages: int | None
    signature_status: str
    sha256: str
    units: int
    read: int
    unread: tuple[str, ...]
    revisions: int
    comments: int
    signatures: tuple[str, ...] = ()
    """Places to sign and digital signatures, in words."""
    model: str = ""
    """Which language model read it, how much it was asked and what that cost; empty if none did."""
    ocr: str = ""
    """Which pages were read by OCR, and how surely; empty if none was."""
    unanswered: tuple[str, ...] = ()
    """Parts on which the model gave no usable answer, with the reason."""
    formatting_changes: int = 0
    remarks: tuple[str, ...] = ()
    """Comments and tracked changes, one line each."""

    @property
    def marks(self) -> str:
        """Tracked changes and comments in words; empty if there are none."""
        changes = plural(str(self.revisions), "tracked change") if self.revisions else ""
        formats = f"{plural(str(self.formatting_changes), 'change')} of formatting" if self.formatting_changes else ""
        comments = plural(str(self.comments), "comment") if self.comments else ""
        return ", ".join(part for part in (changes, formats, comments) if part)


class View(NamedTuple):
    """All that a report shows, in order."""

    blocked: bool
    score: int
    band: str
    summary: tuple[SummaryLine, ...]
    written_by: str
    """Who wrote the summary, where a language model was asked; else empty."""
    counts: tuple[tuple[str, int], ...]
    """How many findings there are of each severity that occurs."""
    approvals: tuple[str, ...]
    why_approvals: tuple[str, ...]
    """For each of them that has reasons: the role, and why it must sign."""
    findings: tuple[Finding, ...]
    """As ordered by exposure; of the hidden scope only what blocks."""
    matched: tuple[Line, ...]
    hidden: tuple[OwnerGroup, ...]
    undecided: tuple[Line, ...]
    """Verdicts that are neither match nor hidden scope and that no finding shows."""
    documents: tuple[DocumentLine, ...]
    packages: tuple[PackageLine, ...]
    records: tuple[RecordShape, ...]
    citations: tuple[Citation, ...]
    """Every assumption, in the order of the dictionary."""
    skills: tuple[SkillGroup, ...]
    """By category, in the order of the papers; what the taxonomy does not know comes last."""
    policy_sha256: str
    precedence: str = ""
    """In which order the papers prevail, and why; empty with one paper."""
    papers: tuple[PaperLine, ...] = ()
    """Where each paper stands, and what it says of its version."""
    superseded: tuple[Superseded, ...] = ()
    blanks: tuple[OpenPoint, ...] = ()
    unsettled: tuple[UnsettledTerm, ...] = ()
    disbelieved: tuple[Disbelieved, ...] = ()
    reference: str = ""
    """What the deal is called; empty if nobody said."""

    @property
    def unread(self) -> tuple[tuple[str, str], ...]:
        """The name of each document or package with a part that was not read."""
        named = [(each.name, each.unread) for each in self.documents] + [
            (each.name, each.unread) for each in self.packages
        ]
        return tuple((name, part) for name, parts in named for part in parts)
