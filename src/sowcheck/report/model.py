"""The report as data, schema `sowcheck.report/1`: what `--format json` prints and other programs rely on.

The JSON Schema in `data/report-1.schema.json` is written from this module by `python -m sowcheck.report.schema`.
A consumer must accept keys it does not know; a key is never removed or given another meaning within version 1.
"""

from typing import Literal

from pydantic import Field, JsonValue

from sowcheck.core.discrepancies import Outcome
from sowcheck.core.fields import Owner, Severity
from sowcheck.core.reasons import DiscrepancyKind
from sowcheck.report.shapes.assumptions import AssumptionShape, BlankShape
from sowcheck.report.shapes.documents import DocumentShape
from sowcheck.report.shapes.packages import PackageShape
from sowcheck.report.shapes.papers import PaperShape, PrecedenceShape
from sowcheck.report.shapes.part import DecimalText, Part
from sowcheck.report.shapes.records import RecordShape, RecordValueShape
from sowcheck.report.shapes.redlines import UnsettledShape
from sowcheck.report.shapes.risk import RiskShape


class VerdictShape(Part):
    """How one field, or one item of a list field, compares."""

    field: str
    key: str | None
    verdict: Outcome
    assumptions: tuple[str, ...]
    record_values: tuple[str, ...]
    reason: str | None = None
    """Why, where the verdict alone does not say it, such as "left blank in the SOW, page 3"."""


class ExposureShape(Part):
    """What a discrepancy may cost. An amount is negative where the record is short of the document."""

    amount: DecimalText | None
    """Decimal string."""
    currency: str | None
    days: int | None


class PlaceShape(Part):
    """Words of a document on which a finding rests and that state no value of a field."""

    document: str
    """Id of the document."""
    where: str
    """In words, such as "footer of pages 1 to 9" or "file name"."""
    page: int | None
    words: str
    span: tuple[int, int] | None
    """`[start, end)` in characters of the document's text; null for words that are not in it."""


class DiscrepancyShape(Part):
    """A coded finding with its evidence on both sides."""

    id: str
    code: str
    kind: DiscrepancyKind
    field: str
    key: str | None
    severity: Severity
    owner: Owner
    document_value: JsonValue
    record_value: JsonValue
    exposure: ExposureShape
    assumptions: tuple[str, ...]
    record_values: tuple[str, ...]
    places: tuple[PlaceShape, ...] = ()
    """Evidence in the documents that is no assumption: a version stamp, a file's name, a mention of another paper."""
    message: str
    advice: str


class SkillShape(Part):
    """A skill to staff."""

    skill: str
    level: int | None
    source: Literal["assumption"]
    assumption: str
    canonical: str | None = None
    category: str | None = None
    matched: Literal["exact", "alias", "semantic"] | None = None
    similarity: float | None = None


class ApprovalShape(Part):
    """A role that must sign."""

    role: Owner
    people: int
    because: tuple[str, ...]
    """One sentence for each reason."""


class GateShape(Part):
    """Whether people could sign now."""

    state: Literal["ready", "blocked"]
    blockers: tuple[str, ...]
    """Ids of discrepancies, and of documents with unread parts."""
    required_approvals: tuple[Owner, ...]
    approvals: tuple[ApprovalShape, ...] = ()
    """The same roles, with how many people must sign in each, and why."""


class PolicyShape(Part):
    """The policy that the case was judged by."""

    sha256: str


class Report(Part):
    """One checked case."""

    schema_: Literal["sowcheck.report/1"] = Field(default="sowcheck.report/1", alias="schema")
    reference: str | None = None
    """What the caller calls the deal; null if they did not say."""
    documents: tuple[DocumentShape, ...]
    packages: tuple[PackageShape, ...] = ()
    """ZIP archives that documents came in, and what became of each of their files."""
    records: tuple[RecordShape, ...]
    policy: PolicyShape
    precedence: PrecedenceShape | None = None
    """null with fewer than two documents."""
    papers: tuple[PaperShape, ...] = ()
    """Where each document stands: which version holds, what amends what."""
    assumptions: tuple[AssumptionShape, ...]
    blanks: tuple[BlankShape, ...] = ()
    """Fields that documents leave blank."""
    unsettled: tuple[UnsettledShape, ...] = ()
    """Terms that documents state only if their open changes are decided otherwise than their texts read."""
    record_values: tuple[RecordValueShape, ...]
    verdicts: tuple[VerdictShape, ...]
    discrepancies: tuple[DiscrepancyShape, ...]
    """Heaviest exposure first."""
    skills: tuple[SkillShape, ...]
    risk: RiskShape
    gate: GateShape


class Extraction(Part):
    """What one document states, schema `sowcheck.extraction/1`: what `extract --format json` prints."""

    schema_: Literal["sowcheck.extraction/1"] = Field(default="sowcheck.extraction/1", alias="schema")
    documents: tuple[DocumentShape, ...]
    assumptions: tuple[AssumptionShape, ...]
    blanks: tuple[BlankShape, ...] = ()
    """Fields that the document leaves blank."""
    unsettled: tuple[UnsettledShape, ...] = ()
    """Terms that the document states only if its open changes are decided otherwise than its text reads."""
