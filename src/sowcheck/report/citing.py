"""Report -> what is cited: words of papers, values of records, and what papers leave blank."""

from collections.abc import Iterable, Mapping

from sowcheck.compare.values.wording import say_source
from sowcheck.core.fields import FIELDS
from sowcheck.core.words import BLANK_REASONS, plain
from sowcheck.report.redlines_in_words import readings
from sowcheck.report.shapes.assumptions import AssumptionShape, BlankShape
from sowcheck.report.shapes.documents import DocumentShape
from sowcheck.report.shapes.records import RecordValueShape
from sowcheck.report.view import Citation, OpenPoint, Source
from sowcheck.report.wording import describe, field_title, quoted


def citations(documents: Iterable[DocumentShape], assumptions: Iterable[AssumptionShape]) -> tuple[Citation, ...]:
    """Every assumption, in the order of the dictionary and then of the text."""
    names = {document.id: document.name for document in documents}
    order = {name: place for place, name in enumerate(FIELDS)}
    ordered = sorted(assumptions, key=lambda found: (order.get(found.field, len(order)), found.document, found.span))
    return tuple(citation(assumption, names) for assumption in ordered)


def open_points(documents: Iterable[DocumentShape], blanks: Iterable[BlankShape]) -> tuple[OpenPoint, ...]:
    """What documents leave blank, as people are shown it."""
    names = {document.id: document.name for document in documents}
    return tuple(
        OpenPoint(
            subject=field_title(blank.field),
            state=BLANK_REASONS[blank.reason],
            place=plain(names.get(blank.document, blank.document))
            + (f", page\N{NO-BREAK SPACE}{blank.page}" if blank.page else ""),
            quote=quoted(blank.quote),
        )
        for blank in blanks
    )


def citation(assumption: AssumptionShape, names: Mapping[str, str]) -> Citation:
    """An assumption as people are shown it; `names` gives the file name of a document's id."""
    return Citation(
        assumption=assumption.id,
        field=assumption.field,
        document=plain(names.get(assumption.document, assumption.document)),
        page=assumption.page,
        cells=plain(assumption.cells) if assumption.cells else None,
        value=describe(assumption.field, assumption.value),
        quote=quoted(assumption.quote),
        proof=assumption.proof,
        proof_reason=plain(assumption.proof_reason) if assumption.proof_reason else None,
        confidence=assumption.confidence,
        extractors=assumption.extractors,
        needs_review=assumption.needs_review,
        by_ocr=assumption.ocr is not None,
        others=tuple(
            (describe(assumption.field, other.value), quoted(other.quote)) for other in assumption.alternatives
        ),
        superseded_by=assumption.superseded_by,
        superseded_reason=plain(assumption.superseded_reason) if assumption.superseded_reason else None,
        readings=readings(assumption.field, assumption.redline, assumption.quote),
    )


def source(value: RecordValueShape, files: Mapping[str, str]) -> Source:
    """A value of a record as people are shown it; `files` gives the file name of a record's id."""
    return Source(
        record=plain(files.get(value.record, value.record)),
        system=plain(value.system),
        object=plain(value.object),
        named=plain(say_source(value.system, value.object, value.record_id)),
        record_id=plain(value.record_id) if value.record_id else None,
        path=plain(value.path),
        value=describe(value.field, value.value),
        raw=plain(value.raw),
    )
