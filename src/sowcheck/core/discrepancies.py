"""What comparing finds: verdicts on every field, and coded discrepancies."""

from decimal import Decimal
from enum import StrEnum

from pydantic import JsonValue

from sowcheck.core.fields import Owner, Severity
from sowcheck.core.noun import Noun
from sowcheck.core.quantities import Currency
from sowcheck.core.reasons import DiscrepancyKind


class Outcome(StrEnum):
    """The verdict on one field, or one item of a list field. Unknown is never equal."""

    MATCH = "match"
    MISMATCH = "mismatch"
    RECORD_SILENT = "record_silent"
    """The document states it, no record does: hidden scope."""
    DOCUMENT_SILENT = "document_silent"
    INCOMPARABLE = "incomparable"
    NOT_EVALUATED = "not_evaluated"


class Verdict(Noun):
    """How one field (or one item of a list field) compares."""

    field: str
    key: str | None
    """Names the item of a list field; None for a scalar."""
    verdict: Outcome
    assumptions: tuple[str, ...] = ()
    record_values: tuple[str, ...] = ()
    reason: str | None = None
    """Why, where the outcome alone does not say it: "left blank in sow.pdf, page 3"."""


class Exposure(Noun):
    """What a discrepancy may cost. Signed: what the record has less the document's figure is negative when the record is short."""

    amount: Decimal | None = None
    currency: Currency | None = None
    days: int | None = None
    """Calendar days."""


class Place(Noun):
    """Words of a document on which a finding rests and that state no value: a stamp, a file's name, a mention."""

    document: str
    """Id of the document."""
    where: str
    """In words, such as "footer of pages 1 to 9" or "file name"."""
    page: int | None = None
    """1-based; None where it is on no page."""
    words: str
    span: tuple[int, int] | None = None
    """`[start, end)` in characters of the document's text; None for words that are not in it."""


class Discrepancy(Noun):
    """A coded finding on a field, with its evidence on both sides."""

    id: str
    code: str
    kind: DiscrepancyKind
    field: str
    key: str | None = None
    """Names the item of a list field."""
    severity: Severity
    owner: Owner
    document_value: JsonValue = None
    """The value's JSON shape; several values in conflict are a list, or an object by document name."""
    record_value: JsonValue = None
    exposure: Exposure = Exposure()
    assumptions: tuple[str, ...] = ()
    """Ids of the evidence in the documents."""
    record_values: tuple[str, ...] = ()
    """Ids of the evidence in the records."""
    places: tuple[Place, ...] = ()
    """Evidence in the documents that is no assumption."""
    message: str
    """One sentence with both values."""
    advice: str
