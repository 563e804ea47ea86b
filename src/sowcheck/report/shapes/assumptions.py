"""What the papers state, with its evidence, and what they leave blank."""

from typing import Literal

from pydantic import Field, JsonValue

from sowcheck.report.shapes.part import BoxShape, Part
from sowcheck.report.shapes.redlines import RedlineShape


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
