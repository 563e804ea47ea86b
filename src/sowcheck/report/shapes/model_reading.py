"""How a language model read a document: what was asked, what it cost, what it did not answer and what was not believed."""

from pydantic import JsonValue

from sowcheck.core.fields import FIELDS
from sowcheck.core.readings import Claim, ModelReading
from sowcheck.core.values import to_json
from sowcheck.report.shapes.part import DecimalText, Part


class UsageShape(Part):
    """What the questions about one document used."""

    calls: int
    """Requests sent, repeated ones included."""
    input_tokens: int
    cached_input_tokens: int
    output_tokens: int
    cost: DecimalText | None
    """Decimal string; null if the price of the model is not known."""
    currency: str


class FailedReadShape(Part):
    """A part of the document on which the model gave no usable answer."""

    topic: str
    where: str
    page: int | None
    fields: tuple[str, ...]
    """What the answer would have fed."""
    reason: str


class ClaimShape(Part):
    """A value that the model gave with words that are not in the document."""

    field: str
    value: JsonValue
    quote: str
    """The words that the model gave."""
    where: str
    """What it was reading."""
    page: int | None
    reason: str
    extractor: str


class ModelReadingShape(Part):
    """How a language model read one document."""

    model: str
    parts: int
    questions: int
    from_cache: int
    """How many answers had been given before and cost nothing."""
    failed: tuple[FailedReadShape, ...]
    claims: tuple[ClaimShape, ...]
    usage: UsageShape


def reading_shape(reading: ModelReading) -> ModelReadingShape:
    """A reading as it is published."""
    return ModelReadingShape(
        model=reading.model,
        parts=reading.parts,
        questions=reading.questions,
        from_cache=reading.from_cache,
        failed=tuple(FailedReadShape.model_validate(each) for each in reading.failed),
        claims=tuple(_claim(each) for each in reading.claims),
        usage=UsageShape.model_validate(reading.usage),
    )


def _claim(claim: Claim) -> ClaimShape:
    return ClaimShape(
        field=claim.field,
        value=to_json(claim.value, FIELDS[claim.field].kind),
        quote=claim.quote,
        where=claim.where,
        page=claim.page,
        reason=claim.reason,
        extractor=claim.extractor,
    )
