"""A document of a case with all that it says of the case's other papers, and what it leaves blank."""

from collections.abc import Collection, Iterable, Iterator
from typing import cast

from sowcheck.core.assumptions import Assumption
from sowcheck.core.cases import CaseDocument
from sowcheck.core.readings import ModelReading
from sowcheck.core.relations import Amendment, PaperKind, Relations
from sowcheck.extract.blanks import blanks_of
from sowcheck.extract.digital import signer_of
from sowcheck.extract.execution import execution_of
from sowcheck.extract.finding import clip
from sowcheck.extract.reading import Reading
from sowcheck.extract.relations.heading import heading_of
from sowcheck.extract.relations.instructions import instructions
from sowcheck.extract.relations.mentions import PaperNames
from sowcheck.extract.relations.precedence import precedence_of
from sowcheck.extract.versions.read import versions_of


def case_document(
    document_id: str,
    reading: Reading,
    assumptions: Collection[Assumption],
    model_reading: ModelReading | None = None,
) -> CaseDocument:
    """The document of a reading as one of a case; `assumptions` are what it states."""
    names = _names(reading, assumptions)
    return CaseDocument(
        id=document_id,
        document=reading.document,
        outline=reading.outline,
        relations=_relations(document_id, reading, names),
        versions=versions_of(reading, names),
        blanks=blanks_of(document_id, reading, {each.field for each in assumptions}),
        model_reading=model_reading,
        digital_signers=tuple(
            signer_of(each, reading.outline.parties, reading.text) for each in reading.document.signatures if each.holds
        ),
        execution=execution_of(reading),
    )


def _names(reading: Reading, assumptions: Iterable[Assumption]) -> PaperNames:
    """How the paper calls itself and others; `assumptions` say of which kind it is."""
    kinds = [each for each in assumptions if each.field == "doc.kind"]
    kind = max(kinds, key=lambda each: each.confidence).value if kinds else "other"
    return PaperNames(reading, cast("PaperKind", kind))


def _relations(document_id: str, reading: Reading, names: PaperNames) -> Relations:
    """What the paper says of others."""
    relations = Relations(called=names.called, precedence=precedence_of(document_id, reading, names))
    if names.kind != "change_order":
        return relations
    changes = {"heading": heading_of(reading, names), "amendments": tuple(_amendments(document_id, reading))}
    return relations.model_copy(update=changes)


def _amendments(document_id: str, reading: Reading) -> Iterator[Amendment]:
    for number, each in enumerate(instructions(reading), start=1):
        yield Amendment(
            id=f"{document_id}.c{number}",
            document=document_id,
            page=reading.document.page_of(each.span.start),
            quote=reading.document.quote(clip(reading.text, each.span, each.span)),
            operation=each.operation,
            section=each.section,
            field=each.field,
            item=each.item,
            before=each.before,
            after=each.after,
            by=each.by,
        )
