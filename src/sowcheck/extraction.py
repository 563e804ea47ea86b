"""What one document states: segment -> extract, with a long document in a process of its own."""

from concurrent.futures.process import BrokenProcessPool
from typing import NamedTuple

from sowcheck.core.assumptions import Assumption
from sowcheck.core.cases import CaseDocument
from sowcheck.core.clauses import Outline
from sowcheck.core.documents import Document
from sowcheck.core.limits import ReadingLimits
from sowcheck.core.ocr import OcrSettings
from sowcheck.core.policy import Policy
from sowcheck.errors import UnreadableInput
from sowcheck.extract.assemble import extract_from
from sowcheck.extract.case_document import case_document
from sowcheck.extract.made_out import with_ocr
from sowcheck.extract.readers import Progress, Readers
from sowcheck.extract.reading import read_closely
from sowcheck.extract.redlines.redlined import with_redlines
from sowcheck.gate.review import reviewed
from sowcheck.ingest.limits import beyond
from sowcheck.segment.outline import segment
from sowcheck.workers import worker_pool

_Extracted = tuple[CaseDocument, Outline, tuple[Assumption, ...]]
_RULES_AND_ENTITIES = Readers()
_LONG = 400_000
"""Characters, some 130 pages: finding their values takes longer than starting a process, and much memory."""


def extract_document(
    document: Document,
    document_id: str = "doc-1",
    policy: Policy | None = None,
    *,
    readers: Readers = _RULES_AND_ENTITIES,
    progress: Progress | None = None,
) -> tuple[CaseDocument, Outline, tuple[Assumption, ...]]:
    """What one document that was read states, and its structure.

    A long one is taken to a process of its own, and all the memory that it takes to find values goes with that process. A
    language model is asked from here, where the other documents' questions are counted too.

    Raises:
        UnreadableInput: it states more than the limits allow, or the process of a long document did not come to its end.
    """
    limits = policy.reading if policy else ReadingLimits()
    if len(document.text) < _LONG or readers.ask is not None:
        found = _extracted(document, document_id, policy, readers, progress)
        _refuse_beyond(document, len(found[2]), limits)
        return found
    job = _Job(document, document_id, policy, tuple(readers.names), limits.values)
    with worker_pool(1) as pool:
        try:
            count, apart = pool.submit(_extracted_apart, job).result()
        except BrokenProcessPool as error:
            raise UnreadableInput(
                document.name,
                "it takes more memory than there is to find what it states",
                hint="Check it on a machine with more memory, or split it into its papers.",
            ) from error
    _refuse_beyond(document, count, limits)
    assert apart is not None
    made, outline, assumptions = apart
    return made.model_copy(update={"document": document}), outline, assumptions


def _refuse_beyond(document: Document, values: int, limits: ReadingLimits) -> None:
    if values > limits.values:
        raise beyond(document.name, f"it states {values:,} values", "values", limits)


class _Job(NamedTuple):
    """What a process needs to know to find what a document states."""

    document: Document
    document_id: str
    policy: Policy | None
    readers: tuple[str, ...]
    most_values: int


def _extracted_apart(job: _Job) -> tuple[int, _Extracted | None]:
    """How many values there are; and unless they are too many, as `_extracted`, without the document that the caller has."""
    made, outline, assumptions = _extracted(job.document, job.document_id, job.policy, Readers(job.readers), None)
    if len(assumptions) > job.most_values:
        return len(assumptions), None
    return len(assumptions), (made.model_copy(update={"document": None}), outline, assumptions)


def _extracted(
    document: Document, document_id: str, policy: Policy | None, readers: Readers, progress: Progress | None
) -> _Extracted:
    outline = segment(document)
    reading = read_closely(document, outline)
    extracted = extract_from(document_id, reading, readers, progress)
    made_out = with_ocr(document, extracted.assumptions, policy.ocr if policy else OcrSettings())
    stated, unsettled = with_redlines(document_id, reading, made_out, readers)
    marked = reviewed(stated, policy) if policy else stated
    made = case_document(document_id, reading, marked, extracted.model_reading)
    return made.model_copy(update={"unsettled": unsettled}), outline, marked
