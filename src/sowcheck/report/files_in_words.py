"""Papers and record files as people are shown them: what was read of a paper, how it was signed, what nobody maps."""

from collections.abc import Iterable

from sowcheck.core.words import choice_in_words, plain
from sowcheck.report.reading_in_words import model_in_words, unanswered
from sowcheck.report.redlines_in_words import remarks
from sowcheck.report.shapes.assumptions import AssumptionShape
from sowcheck.report.shapes.documents import DocumentShape
from sowcheck.report.shapes.records import RecordShape
from sowcheck.report.shapes.signing import SignatureShape
from sowcheck.report.signing_in_words import certificate_in_words, gap_in_words, party_signature_in_words
from sowcheck.report.view import DocumentLine
from sowcheck.report.wording import UNREAD_REASONS, describe, ranges


def document_line(document: DocumentShape, assumptions: Iterable[AssumptionShape] = ()) -> DocumentLine:
    """A document as people are shown it; `assumptions` tell what its comments are about."""
    return DocumentLine(
        id=document.id,
        name=plain(document.name),
        kind=choice_in_words(document.kind or "unknown kind"),
        pages=document.pages,
        signature_status=describe("doc.signature_status", document.signature_status or "no signature block"),
        sha256=document.sha256,
        units=document.coverage.units,
        read=document.coverage.read,
        unread=tuple(
            f"{plain(part.where)}: {UNREAD_REASONS.get(part.reason, part.reason)}{'; ' if part.note else ''}{plain(part.note)}"
            for part in document.coverage.unread
        ),
        revisions=document.revisions,
        comments=document.comments,
        formatting_changes=document.formatting_changes,
        remarks=remarks(document, {each.id: each.field for each in assumptions}),
        signatures=(
            *(party_signature_in_words(each) for each in document.signature_blocks),
            *gap_in_words(document),
            *(certificate_in_words(each) for each in document.certificates),
            *(_signature_in_words(each) for each in document.signatures),
        ),
        model=model_in_words(document.model_reading) if document.model_reading else "",
        ocr=_ocr_in_words(document),
        unanswered=unanswered(document.model_reading) if document.model_reading else (),
    )


def _ocr_in_words(document: DocumentShape) -> str:
    """Such as "pages 1-3, 5 read by OCR (words 95 % sure)"; empty if none was."""
    if not document.ocr:
        return ""
    words = sum(page.words for page in document.ocr)
    sure = sum(page.confidence * page.words for page in document.ocr) / max(words, 1)
    numbers = ranges(page.page for page in document.ocr)
    named = "page" if numbers.isdigit() else "pages"
    return f"{named} {numbers} read by OCR (words {sure:.0%} sure): compare the figures with the page"


def _signature_in_words(signature: SignatureShape) -> str:
    names = [plain(name) for name in (signature.signer, signature.organisation) if name]
    who = ", ".join(names) or f"the field {plain(signature.field)}"
    when = f" on {signature.signed_at[:10]}" if signature.signed_at else ""
    clock = "" if signature.time_attested or not when else " by the signer's own clock"
    state = "holds" if signature.holds else "DOES NOT HOLD"
    reason = f": {plain(signature.reason)}" if signature.reason else ""
    return f"digitally signed by {who}{when}{clock}; {state}{reason}"


def clean_record(record: RecordShape) -> RecordShape:
    """The record with names that are safe to show."""
    return record.model_copy(
        update={
            "name": plain(record.name),
            "object": plain(record.object),
            "record_id": plain(record.record_id) if record.record_id else None,
            "unmapped": tuple(plain(path) for path in record.unmapped),
        }
    )
