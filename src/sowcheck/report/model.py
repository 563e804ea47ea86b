"""The report as data, schema `sowcheck.report/1`: what `--format json` prints and other programs rely on.

The JSON Schema in `data/report-1.schema.json` is written from this module by `python -m sowcheck.report.schema`.
A consumer must accept keys it does not know; a key is never removed or given another meaning within version 1.
"""

from typing import Literal

from pydantic import Field, JsonValue

from sowcheck.core.discrepancies import Outcome
from sowcheck.core.fields import Owner, Severity
from sowcheck.core.reasons import DiscrepancyKind
from sowcheck.report.model_reading import ModelReadingShape
from sowcheck.report.packages import PackageShape, PackedInShape
from sowcheck.report.part import DecimalText, Part
from sowcheck.report.redlines import ChangeShape, CommentShape, RedlineShape, UnsettledShape
from sowcheck.report.risk_shape import RiskShape

BoxShape = tuple[float, float, float, float]
"""x0, y0, x1, y1 in points from the page's top left corner."""


class UnreadShape(Part):
    """A part of a file that nobody could read."""

    where: str
    """Such as "page 3 image 1"."""
    reason: str
    note: str = ""
    """More about the reason, such as what to install."""


class CoverageShape(Part):
    """The ledger of one document: `read` + `len(unread)` = `units`."""

    units: int
    read: int
    unread: tuple[UnreadShape, ...]


class FieldChangeShape(Part):
    """A field of a form that was filled in, or changed, after a signature."""

    name: str
    before: str | None
    """null for a field that was empty when it was signed."""
    after: str | None


class SignatureShape(Part):
    """A digital signature of a file."""

    field: str
    signer: str | None
    organisation: str | None
    signed_at: str | None
    """ISO 8601."""
    time_attested: bool
    """Whether a time stamp authority says so, and not the signer's own clock."""
    holds: bool
    """Whether the file still says what was signed with it."""
    covers: Literal["whole_file", "revision", "part"]
    changes: Literal["none", "maintenance", "form_filling", "annotations", "other", "unknown"]
    """What was done to the file after it."""
    field_changes: tuple[FieldChangeShape, ...] = ()
    """What was done to the form after it."""
    lies_over: str | None = None
    """Words over which it was placed after others had signed them."""
    trust: Literal["trusted", "no_roots", "unknown_root", "expired", "revoked", "unfit"]
    reason: str | None
    """Why it does not hold, or why nobody vouches for it."""


class PartySignatureShape(Part):
    """A place to sign, whose it is, and how it was signed."""

    party: Literal["customer", "supplier"] | None
    way: Literal["digital", "envelope", "conformed", "drawn", "typed", "empty"]
    """A digital signature that holds; the stamp or certificate of a signing service; words such as "/s/"; ink or a
    picture; a name alone; nothing."""
    strength: Literal["proven", "claimed", "none"]
    """"proven" only for a digital signature that a trusted authority vouches for."""
    name: str | None
    """As printed."""
    signer: str | None
    """The name in the signature itself."""
    title: str | None
    date: str | None
    """ISO 8601; as the paper states it."""
    quote: str
    page: int | None
    boxes: tuple[BoxShape, ...]
    vouched_by: str | None
    """Who says so beside the paper's own words."""


class CertifiedSignerShape(Part):
    """Somebody whom a signing service asked to sign."""

    name: str
    email: str | None
    title: str | None
    organisation: str | None
    signed_at: str | None
    """ISO 8601, with an offset where the certificate states one; null if they have not signed."""


class CertificateShape(Part):
    """Pages on which a signing service certifies who signed; they state no terms."""

    service: Literal["docusign", "adobe_sign", "pandadoc", "dropbox_sign", "unknown"]
    envelope_id: str | None
    status: Literal["completed", "partially_signed", "sent", "declined", "voided", "expired", "unknown"]
    signers: tuple[CertifiedSignerShape, ...]
    documents: tuple[str, ...]
    """Names of the papers, as far as it states them."""
    document_pages: int | None
    """How many pages the papers have together."""
    time_zone: str | None
    page: int | None
    """Where it begins."""
    last_page: int | None


class StampShape(Part):
    """A version that a file gives itself."""

    label: str | None
    """Such as "4.0" or "C"; null for a file's name that has only a day, or "(2)"."""
    date: str | None
    place: str
    """text, header, footer, overlay, history, file_name or metadata."""
    where: str
    page: int | None
    words: str


class DraftMarkShape(Part):
    """Words by which a file calls itself a draft."""

    place: str
    where: str
    page: int | None
    words: str


class VersionRowShape(Part):
    """One row of a version history."""

    label: str
    date: str | None
    change: str | None
    page: int | None


class VersionsShape(Part):
    """What a file says of its own version."""

    stamps: tuple[StampShape, ...]
    history: tuple[VersionRowShape, ...]
    """The earliest version first."""
    drafts: tuple[DraftMarkShape, ...]


class OcrPageShape(Part):
    """A page, or a picture on it, whose words were made out by a program (OCR)."""

    where: str
    """Such as "page 3" or "page 3 image 1"."""
    page: int
    words: int
    confidence: float = Field(ge=0, le=1)
    """Mean of the words."""


class DocumentShape(Part):
    """One document of the case."""

    id: str
    name: str
    sha256: str
    media_type: str
    kind: str | None
    """Value of its `doc.kind` assumption; null if it does not show what it is."""
    pages: int | None
    """null for formats without pages."""
    signature_status: str | None
    """Value of its `doc.signature_status` assumption, or what digital signatures alone come to; null if nothing tells."""
    coverage: CoverageShape
    revisions: int = 0
    """Tracked changes that nobody has accepted or rejected."""
    comments: int = 0
    tracked_changes: tuple[ChangeShape, ...] = ()
    formatting_changes: int = 0
    """Open changes that no words show."""
    review_comments: tuple[CommentShape, ...] = ()
    versions: VersionsShape | None = None
    """null if the file says nothing of its version."""
    signatures: tuple[SignatureShape, ...] = ()
    """Digital signatures, in the order in which they were made."""
    signature_blocks: tuple[PartySignatureShape, ...] = ()
    """Where parties sign, in the order of the text."""
    effective_date: str | None = None
    """ISO 8601, as its `doc.effective_date` assumption says."""
    last_signed: str | None = None
    """Day of the last signature, ISO 8601, by the places to sign that are not empty."""
    envelopes: tuple[str, ...] = ()
    """Ids of envelopes that signing services have stamped on its pages."""
    certificates: tuple[CertificateShape, ...] = ()
    """Certificates of signing services in the file."""
    ocr: tuple[OcrPageShape, ...] = ()
    """Pages whose words were made out in pictures."""
    model_reading: ModelReadingShape | None = None
    """How a language model read it; null if none did."""
    package: PackedInShape | None = None
    """The ZIP archive that it came in; null if the file was named itself."""


class RecipientShape(Part):
    """Somebody who has to sign an envelope."""

    name: str
    email: str | None
    role: str | None
    status: str | None
    has_signed: bool
    signed_at: str | None
    declined_reason: str | None


class EnvelopeDocumentShape(Part):
    """One paper of an envelope."""

    id: str | None
    name: str | None
    pages: int | None
    size: int | None
    """Bytes."""
    sha256: str | None
    """null if the payload holds neither the file nor its hash."""
    hash_of: Literal["file", "statement"] | None
    """Whether the hash was worked out from the file in the payload, or is stated by it."""


class EnvelopeShape(Part):
    """What an e-sign service says of one signing."""

    id: str | None
    state: Literal["completed", "under_way", "declined", "voided", "expired", "unknown"]
    status: str
    """As the service writes it."""
    reason: str | None
    """Why it was declined or voided."""
    subject: str | None
    completed_at: str | None
    recipients: tuple[RecipientShape, ...]
    documents: tuple[EnvelopeDocumentShape, ...]


class RecordShape(Part):
    """One file of records."""

    id: str
    name: str
    system: str
    object: str
    record_id: str | None
    sha256: str
    unmapped: tuple[str, ...] = ()
    """Paths that hold a value nobody has mapped to a field."""
    envelope: EnvelopeShape | None = None
    """Of an e-sign service: who had to sign what; null of every other record."""


class PageBoxShape(Part):
    """A box on another page than the one on which its quote begins."""

    page: int
    """1-based."""
    box: BoxShape


class ClauseShape(Part):
    """The clause that a quote stands in."""

    number: str | None
    """Of the innermost numbered clause, such as "4.2"."""
    heading: str | None
    """The nearest heading above the quote."""
    type: str | None
    """Such as "payment_terms" (`sowcheck explain clauses` lists them); null if no type is likely."""
    probability: float | None = Field(ge=0, le=1)
    """Of the type."""


class AlternativeShape(Part):
    """Another value that the document may state for the same field."""

    value: JsonValue
    page: int | None
    span: tuple[int, int]
    quote: str
    proof: Literal["proven", "quoted", "unproven"]
    extractors: tuple[str, ...]


class OcrDoubtShape(Part):
    """A word that may have been misread in a picture."""

    word: str
    confidence: float
    other: str
    """What a second look made of it: "" where that agrees, "?" where it finds nothing."""


class OcrReadingShape(Part):
    """How sure the words of a quote are that were made out in a picture."""

    confidence: float = Field(ge=0, le=1)
    """Of the least sure word."""
    doubts: tuple[OcrDoubtShape, ...] = ()


class AssumptionShape(Part):
    """A field's value stated by a document, with the words that state it."""

    id: str
    field: str
    value: JsonValue
    document: str
    """Id of the document."""
    page: int | None
    """1-based page of the quote's first character; null for formats without pages."""
    cells: str | None = None
    """Cells of a workbook that hold the quote, such as "Pricing!A4:F4"; null for other formats."""
    span: tuple[int, int]
    """`[start, end)` in characters of the document's text."""
    quote: str
    boxes: tuple[BoxShape, ...]
    """Where the quote stands on `page`, line by line."""
    more_boxes: tuple[PageBoxShape, ...] = ()
    """Where it goes on, if it runs over the end of the page."""
    clause: ClauseShape | None = None
    proof: Literal["proven", "quoted", "unproven"]
    proof_reason: str | None = None
    """Why it is not proven."""
    confidence: float = Field(ge=0, le=1)
    """How likely the value is right; calibrated on documents with known values."""
    needs_review: bool = False
    """A person has to look: the policy asks for more confidence, readers disagree, or OCR read a figure."""
    ocr: OcrReadingShape | None = None
    """Of words that were made out in a picture; null for words that the file itself gives."""
    extractors: tuple[str, ...]
    """Who found the value: first the one whose words are quoted."""
    alternatives: tuple[AlternativeShape, ...] = ()
    """Values that compete and were not taken, strongest first."""
    redline: RedlineShape | None = None
    """Open changes to its words; null if there are none."""
    superseded_by: str | None = None
    """Id of the assumption that is in force instead."""
    superseded_reason: str | None = None
    """Why this one is not in force, with the words that decide; null if it is in force."""


class BlankShape(Part):
    """A field whose value was never filled in, where the document has a place for it."""

    id: str
    field: str
    document: str
    page: int | None
    span: tuple[int, int]
    quote: str
    boxes: tuple[BoxShape, ...]
    more_boxes: tuple[PageBoxShape, ...] = ()
    reason: Literal["left_blank", "pending", "redacted"]


class PrecedenceExceptionShape(Part):
    """Where another paper prevails than a clause says."""

    prevails: str | None
    """Kind of paper; null for whichever meets the condition."""
    fields: tuple[str, ...]
    """Names of fields, or their beginnings ("price."); empty for all."""
    sections: tuple[str, ...]
    expressly: bool
    """Whether that paper must say so itself."""
    words: str


class PrecedenceClauseShape(Part):
    """A clause that says which paper prevails."""

    document: str
    page: int | None
    quote: str
    order: tuple[str, ...]
    """Kinds of papers, the prevailing one first."""
    over_all: bool
    """Whether the first kind prevails over every other."""
    fields: tuple[str, ...]
    sections: tuple[str, ...]
    exceptions: tuple[PrecedenceExceptionShape, ...]


class PrecedenceShape(Part):
    """In which order the papers of the case prevail."""

    documents: tuple[str, ...]
    """Ids, the prevailing one first, where no field in particular is in question."""
    basis: Literal["stated", "usual", "undecided"]
    why: str
    clauses: tuple[PrecedenceClauseShape, ...]
    """Every clause on precedence that was read."""


class ValueChangeShape(Part):
    """A field, or an item of a list, whose value differs in the version that holds."""

    field: str
    key: str | None
    """Names the item of a list field."""
    before: JsonValue
    """null where the version that gives way is silent; several values are a list."""
    after: JsonValue
    """null where the version that holds is silent."""
    assumptions: tuple[str, ...]
    """Ids of the evidence, the version that gives way first."""


class ChangeStepShape(Part):
    """What an amendment does to another paper."""

    operation: str
    """replace, delete, add, increase or decrease."""
    section: str | None
    field: str | None
    item: str | None
    page: int | None
    quote: str


class PaperShape(Part):
    """Where a paper stands among those of the case."""

    document: str
    """Id of the document."""
    state: Literal["in_force", "amended", "amends", "replaced", "copy", "undecided"]
    why: str
    version: str | None
    by: str | None
    """Id of the document that holds in its place, or with which it is undecided."""
    amends: tuple[str, ...]
    amended_by: tuple[str, ...]
    """Ids of the documents that change it, the earliest first."""
    changes: tuple[ValueChangeShape, ...]
    """What differs in the version that holds in its place."""
    steps: tuple[ChangeStepShape, ...]
    """What it changes in others, in its own words."""


class RecordValueShape(Part):
    """A field's value in a system."""

    id: str
    field: str
    value: JsonValue
    record: str
    """Id of the record."""
    system: str
    object: str
    record_id: str | None
    path: str
    raw: str
    """The value as the payload writes it."""


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


class GateShape(Part):
    """Whether people could sign now."""

    state: Literal["ready", "blocked"]
    blockers: tuple[str, ...]
    """Ids of discrepancies, and of documents with unread parts."""
    required_approvals: tuple[Owner, ...]


class PolicyShape(Part):
    """The policy that the case was judged by."""

    sha256: str


class Report(Part):
    """One checked case."""

    schema_: Literal["sowcheck.report/1"] = Field(default="sowcheck.report/1", alias="schema")
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
