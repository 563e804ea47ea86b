"""One unit of a run, in a process of its own: a document through the stages, or a deal through the whole check."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from sowcheck.core.cases import Case, CaseDocument
from sowcheck.core.readings import Usage
from sowcheck.errors import SowcheckError
from sowcheck.evals.dataset import DealSource, DocumentSource
from sowcheck.evals.log import DealEntry, DocumentEntry, Failure, Seconds
from sowcheck.extract.assemble import extract_from
from sowcheck.extract.readers import OFFLINE, Readers, connected
from sowcheck.extract.reading import read_closely
from sowcheck.ingest.apart.reading import read
from sowcheck.llm.settings import ModelSettings
from sowcheck.pipeline import check
from sowcheck.records.mapping import load_mapping
from sowcheck.report.build import build_extraction, build_report
from sowcheck.segment.outline import segment
from sowcheck.settings import load_policy

_OFFLINE = Readers()


class Unit(NamedTuple):
    """What a worker process needs to know."""

    source: DocumentSource | DealSource
    policy: Path | None
    extractors: tuple[str, ...] = OFFLINE
    model: ModelSettings | None = None
    """Of the extractor that asks one."""

    @property
    def readers(self) -> Readers:
        """Who reads, connected once in each process."""
        return connected(self.extractors, self.model)


Entries = tuple[DocumentEntry | DealEntry, ...]


def run_unit(unit: Unit) -> Entries:
    """The log entries of one document, or of one deal and its documents; never raises for what an input may do."""
    if isinstance(unit.source, DocumentSource):
        return (document_entry(unit.source, unit.readers),)
    documents = tuple(document_entry(document, unit.readers) for document in unit.source.documents)
    return (*documents, deal_entry(unit.source, unit.policy, unit.readers))


def died(unit: Unit) -> Entries:
    """The entries of a unit whose process came to its end without a word."""
    failure = Failure(type="ProcessDied", message="the process that worked on this died")
    if isinstance(unit.source, DocumentSource):
        return (_bare_document(unit.source, failure),)
    documents = tuple(_bare_document(document, failure) for document in unit.source.documents)
    return (*documents, _bare_deal(unit.source, failure))


def document_entry(source: DocumentSource, readers: Readers = _OFFLINE) -> DocumentEntry:
    """Reads, segments and extracts one document, with the time of each stage."""
    clock = _Clock()
    try:
        with clock.stage("read"):
            document = read(source.path)
        with clock.stage("segment"):
            outline = segment(document)
        with clock.stage("extract"):
            extracted = extract_from("doc-1", read_closely(document, outline), readers)
    except Exception as error:  # noqa: BLE001  (a failure is a result: it scores zero and is counted)
        return _bare_document(source, _failure(error), clock.seconds)
    extraction = build_extraction(CaseDocument(id="doc-1", document=document), extracted.assumptions)
    usage = extracted.model_reading.usage if extracted.model_reading else Usage()
    return _bare_document(source, None, clock.seconds).model_copy(
        update={
            "pages": len(document.pages) or None,
            "characters": len(document.text),
            "predictions": extraction.assumptions,
            "tokens": usage.input_tokens + usage.output_tokens,
            "cost": None if usage.cost is None else str(usage.cost),
            "unanswered": len(extracted.model_reading.failed) if extracted.model_reading else 0,
        }
    )


def deal_entry(source: DealSource, policy: Path | None, readers: Readers = _OFFLINE) -> DealEntry:
    """Checks one deal the way `sowcheck check` does."""
    start = time.perf_counter()
    try:
        case: Case = check(
            [document.path for document in source.documents],
            source.records,
            policy=load_policy(policy),
            mapping=load_mapping(None),
            readers=readers,
        )
    except Exception as error:  # noqa: BLE001  (a failure is a result: it scores zero and is counted)
        return _bare_deal(source, _failure(error))
    seconds = round(time.perf_counter() - start, 3)
    report = build_report(case)
    return _bare_deal(source, None).model_copy(
        update={
            "seconds": seconds,
            "gate": report.gate.state,
            "verdicts": report.verdicts,
            "discrepancies": report.discrepancies,
        }
    )


class _Clock:
    """Wall time by stage."""

    def __init__(self) -> None:
        self._times: dict[str, float] = {}

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        start = time.perf_counter()
        yield
        self._times[name] = round(time.perf_counter() - start, 4)

    @property
    def seconds(self) -> Seconds:
        return Seconds.model_validate(self._times)


def _failure(error: Exception) -> Failure:
    message = error.message if isinstance(error, SowcheckError) else str(error)
    return Failure(type=type(error).__name__, message=" ".join(message.split())[:500])


def _bare_document(source: DocumentSource, error: Failure | None, seconds: Seconds | None = None) -> DocumentEntry:
    return DocumentEntry(
        id=source.id,
        deal=source.deal,
        file=source.path.name,
        sha256=source.sha256,
        gold_sha256=source.gold_sha256,
        format=source.path.suffix.lower().removeprefix("."),
        seconds=seconds or Seconds(),
        error=error,
        gold=source.gold,
    )


def _bare_deal(source: DealSource, error: Failure | None) -> DealEntry:
    return DealEntry(
        id=source.id,
        documents=tuple(document.id for document in source.documents),
        records=source.record_files,
        gold_sha256=source.gold_sha256,
        error=error,
        expected=source.expected,
        must_match=source.must_match,
        hidden_scope=source.hidden_scope,
        tolerated=source.tolerated,
        not_scored=source.not_scored,
    )
