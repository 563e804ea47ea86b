"""A paper as it was read: what it covers, its versions, its scanned pages."""

from pydantic import Field

from sowcheck.report.shapes.model_reading import ModelReadingShape
from sowcheck.report.shapes.packages import PackedInShape
from sowcheck.report.shapes.part import Part
from sowcheck.report.shapes.redlines import ChangeShape, CommentShape
from sowcheck.report.shapes.signing import CertificateShape, PartySignatureShape, SignatureShape


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
