"""What a document states."""

from typing import Literal

from pydantic import Field as Constraint

from sowcheck.core.clauses import ClausePlace
from sowcheck.core.documents import Revision
from sowcheck.core.noun import Noun
from sowcheck.core.ocr import OcrReading
from sowcheck.core.spans import Box, Quote
from sowcheck.core.values import Value


class Proof(Noun):
    """Whether the quoted words, read alone, state the value for the field.

    `proven`: a deterministic parser derives the same value, with the same polarity, from the quote, and the quote says that
    it is the field's. `quoted`: the value is the document's own words, which no parser can derive; that they belong to the
    field is a reading. `unproven`: neither.
    """

    status: Literal["proven", "quoted", "unproven"]
    reason: str | None = None
    """Why it is not proven."""
    off_purpose: bool = False
    """The value stands in the quote, but the words around it are about something else."""


def is_model(extractor: str) -> bool:
    """Whether a reader is a language model, by its name: "llm@gpt-5.1:fees_and_billing.v1#3fa9c1d2"."""
    return extractor.startswith("llm@")


class Alternative(Noun):
    """Another value that the document may state for the same field, with its words."""

    value: Value
    page: int | None
    """1-based page of the quote's first character; None for formats without pages."""
    quote: Quote
    proof: Proof
    extractors: tuple[str, ...]


class Redline(Noun):
    """Open changes to the words that state a value: what they state if the changes are accepted, and if they are rejected."""

    accepted: Value | None
    """None if nothing is stated then."""
    rejected: Value | None
    accepted_words: str
    """The sentence or table row; empty if it is not there then."""
    rejected_words: str
    changes: tuple[Revision, ...] = ()
    """The changes in or beside these words; empty if words elsewhere make the difference, such as a heading."""
    decides: bool
    """Whether the value depends on the changes; else only the words around it do."""


class Assumption(Noun):
    """A field's typed value stated by a document, with the words that state it."""

    id: str
    field: str
    """A name of the canonical dictionary."""
    value: Value
    document: str
    """Id of the document."""
    page: int | None
    """1-based page of the quote's first character; None for formats without pages."""
    cells: str | None = None
    """Cells of a workbook that hold the quote, such as "Pricing!A4:F4"; None for other formats."""
    quote: Quote
    boxes: tuple[Box, ...] = ()
    """Where the quote stands, line by line."""
    clause: ClausePlace | None = None
    """Where in the document's structure the quote stands; None if nobody looked."""
    proof: Proof
    confidence: float = Constraint(ge=0, le=1)
    extractors: tuple[str, ...]
    """Who found it, such as "rules@1:payment_terms": first the one whose words are quoted, then those who agree."""
    alternatives: tuple[Alternative, ...] = ()
    """Values that compete and were not taken, strongest first."""
    needs_review: bool = False
    """A person has to look: the policy asks for more confidence than there is, readers disagree, changes are open, or OCR
    read a figure."""
    redline: Redline | None = None
    """None if no open change touches it."""
    ocr: OcrReading | None = None
    """How sure the words of the quote are, if they were made out in a picture."""

    @property
    def where(self) -> str:
        """Such as "page 4" or "Pricing!A4:F4"; empty for formats that have neither pages nor cells."""
        return f"page {self.page}" if self.page else self.cells or ""

    @property
    def by_model_alone(self) -> bool:
        """Whether nobody but a language model found it."""
        return bool(self.extractors) and all(map(is_model, self.extractors))

    @property
    def is_unproven_reading(self) -> bool:
        """Whether nothing but the unproven word of a language model supports it: it never equals anything."""
        return self.by_model_alone and self.proof.status == "unproven"

    @property
    def is_contested(self) -> bool:
        """Whether its value depends on changes that nobody has accepted or rejected."""
        return self.redline is not None and self.redline.decides

    @property
    def is_figure_by_ocr(self) -> bool:
        """Whether its words were made out in a picture and hold a digit, or it is not sure what they are."""
        return self.ocr is not None and (bool(self.ocr.doubts) or any(map(str.isdigit, self.quote.text)))

    @property
    def is_disputed(self) -> bool:
        """Whether a language model and another reader state different values."""
        others = [name for other in self.alternatives for name in other.extractors]
        return any(map(is_model, others)) if not self.by_model_alone else not all(map(is_model, others))
