"""The risk as the report publishes it: score, band, and a summary whose sentences cite discrepancies."""

from typing import Literal

from pydantic import Field

from sowcheck.report.shapes.model_reading import UsageShape
from sowcheck.report.shapes.part import Part


class SentenceShape(Part):
    """One sentence of the summary."""

    text: str
    cites: tuple[str, ...]
    """Ids of the discrepancies that it rests on; empty only where there is none."""


class DroppedSentenceShape(Part):
    """A sentence that a language model wrote and that the summary does not hold."""

    text: str
    cites: tuple[str, ...]
    """As the model gave them: they may name nothing."""
    reason: str


class RiskShape(Part):
    """How much trouble the discrepancies promise."""

    score: int = Field(ge=0, le=100)
    band: Literal["low", "medium", "high", "critical"]
    summary: str
    """The sentences, joined."""
    drivers: tuple[str, ...]
    sentences: tuple[SentenceShape, ...] = ()
    written_by: str = "template"
    """ "template", or "llm@" with the model and its prompt."""
    dropped: tuple[DroppedSentenceShape, ...] = ()
    """Never part of the summary: what its sources do not bear out."""
    note: str | None = None
    """Why the template wrote the summary although a language model was asked."""
    usage: UsageShape | None = None
    """What a language model took to write the summary."""
