"""What was made out in a picture (OCR) is less than what a file says: how sure, and what a person has to look at.

A quote with an unsure word proves nothing. A figure that two looks read differently is named with both readings.
"""

from collections.abc import Iterable

from sowcheck.core.assumptions import Assumption, Proof
from sowcheck.core.documents import Document
from sowcheck.core.ocr import OcrDoubt, OcrReading, OcrSettings, OcrWord

_SHOWN = 3


def with_ocr(document: Document, assumptions: Iterable[Assumption], settings: OcrSettings) -> tuple[Assumption, ...]:
    """The assumptions, those whose words were made out in a picture with how sure these are."""
    if not document.ocr_words:
        return tuple(assumptions)
    return tuple(_with_reading(document, each, settings) for each in assumptions)


def _with_reading(document: Document, found: Assumption, settings: OcrSettings) -> Assumption:
    words = document.ocr_in(found.quote.span)
    if not words:
        return found
    doubts = tuple(_doubts(document, words, settings))
    reading = OcrReading(confidence=min(word.confidence for word in words), doubts=doubts)
    if not doubts:
        return found.model_copy(update={"ocr": reading})
    # Who looks at the page may confirm the value; until then nothing derives it for sure.
    proof = Proof(status="unproven", reason=_why(doubts), off_purpose=found.proof.off_purpose)
    lowered = min(found.confidence, reading.confidence)
    return found.model_copy(update={"ocr": reading, "proof": proof, "confidence": lowered})


def _doubts(document: Document, words: Iterable[OcrWord], settings: OcrSettings) -> Iterable[OcrDoubt]:
    for word in words:
        if word.confidence < settings.sure_from or word.other:
            yield OcrDoubt(document.text[word.start : word.end], word.confidence, word.other)


def _why(doubts: tuple[OcrDoubt, ...]) -> str:
    said = [
        f"“{each.word}”, or {_other(each.other)}" if each.other else f"“{each.word}” ({each.confidence:.0%} sure)"
        for each in doubts[:_SHOWN]
    ]
    more = f" and {len(doubts) - _SHOWN} more" if len(doubts) > _SHOWN else ""
    return f"read by OCR: {', '.join(said)}{more}"


def _other(reading: str) -> str:
    return "something else" if reading == "?" else f"“{reading}”"
