"""A document of a case: what it says of other papers and of its own version, how it was signed, what it leaves blank."""

from collections.abc import Collection

from sowcheck.core.assumptions import Assumption
from sowcheck.core.cases import CaseDocument
from sowcheck.core.readings import ModelReading
from sowcheck.extract.blanks import blanks_of
from sowcheck.extract.digital import signer_of
from sowcheck.extract.execution import execution_of
from sowcheck.extract.reading import Reading
from sowcheck.extract.relations.read import names_of, relations_of
from sowcheck.extract.versions.read import versions_of


def case_document(
    document_id: str,
    reading: Reading,
    assumptions: Collection[Assumption],
    model_reading: ModelReading | None = None,
) -> CaseDocument:
    """The document of a reading as one of a case; `assumptions` are what it states."""
    names = names_of(reading, assumptions)
    return CaseDocument(
        id=document_id,
        document=reading.document,
        outline=reading.outline,
        relations=relations_of(document_id, reading, names),
        versions=versions_of(reading, names),
        blanks=blanks_of(document_id, reading, {each.field for each in assumptions}),
        model_reading=model_reading,
        digital_signers=tuple(
            signer_of(each, reading.outline.parties, reading.text) for each in reading.document.signatures if each.holds
        ),
        clauses=tuple(reading.understanding.known_clauses()),
        execution=execution_of(reading),
    )
