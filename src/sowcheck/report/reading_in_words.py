"""What people are told of a language model's reading: its bill, what it left unanswered, and what was not believed."""

from collections.abc import Iterable

from sowcheck.core.words import plain
from sowcheck.report.shapes.documents import DocumentShape
from sowcheck.report.shapes.model_reading import ClaimShape, ModelReadingShape
from sowcheck.report.view import Disbelieved
from sowcheck.report.wording import describe, field_title, grouped, plural, quoted


def model_in_words(reading: ModelReadingShape) -> str:
    """Model, questions, tokens and cost in one line."""
    questions = plural(str(reading.questions), "question")
    cached = f" ({reading.from_cache} answered from the cache)" if reading.from_cache else ""
    usage = reading.usage
    tokens = f"{grouped(str(usage.input_tokens))} tokens in, {grouped(str(usage.output_tokens))} out"
    cost = "price not known" if usage.cost is None else f"{usage.currency} {usage.cost}"
    return f"{plain(reading.model)}: {questions}{cached}; {tokens}; {cost}"


def unanswered(reading: ModelReadingShape) -> tuple[str, ...]:
    """Each part without an answer with the reason; where one reason holds for all of them, it is said once."""
    reasons = {each.reason for each in reading.failed}
    if len(reading.failed) == reading.questions and len(reasons) == 1:
        return (f"all {plural(str(reading.questions), 'question')}: {plain(reasons.pop())}",)
    return tuple(
        f"{each.topic.replace('_', ' ')}, {plain(each.where)}: {plain(each.reason)}" for each in reading.failed
    )


def disbelieved(documents: Iterable[DocumentShape]) -> tuple[Disbelieved, ...]:
    """Every value that a model gave with words that are not in the document."""
    return tuple(
        _disbelieved(document.name, claim)
        for document in documents
        if document.model_reading
        for claim in document.model_reading.claims
    )


def _disbelieved(name: str, claim: ClaimShape) -> Disbelieved:
    return Disbelieved(
        subject=field_title(claim.field),
        value=describe(claim.field, claim.value),
        quote=quoted(claim.quote),
        place=f"{plain(name)}, {plain(claim.where)}",
        reason=plain(claim.reason),
    )
