"""The flow on one page: read -> segment -> extract -> records -> compare -> risk -> gate -> Case."""

from collections.abc import Sequence
from pathlib import Path

from sowcheck.compare.compare import compare
from sowcheck.compare.signing.vouching import with_certificates
from sowcheck.core.assumptions import Assumption
from sowcheck.core.cases import Case, CaseDocument
from sowcheck.core.clauses import Outline
from sowcheck.core.ocr import OcrSettings
from sowcheck.core.policy import Policy
from sowcheck.core.records import Record, RecordValue
from sowcheck.embed.connect import HASHED, connect
from sowcheck.errors import UsageError
from sowcheck.extract.readers import Progress, Readers
from sowcheck.extraction import extract_document
from sowcheck.gate.readiness import readiness
from sowcheck.ingest.apart.gather import gather, refuse_twins, with_records
from sowcheck.ingest.apart.reading import with_scans
from sowcheck.records.mapping import Mapping
from sowcheck.records.reader import read_records
from sowcheck.risk.assess import assess
from sowcheck.risk.write import written
from sowcheck.skills.tag import tag_assumptions
from sowcheck.skills.tagger import Tagger

_RULES_AND_ENTITIES = Readers()


def check(
    document_paths: Sequence[Path],
    record_paths: Sequence[Path],
    *,
    policy: Policy,
    mapping: Mapping,
    readers: Readers = _RULES_AND_ENTITIES,
    progress: Progress | None = None,
    encoder: str = HASHED,
    trusted: Sequence[bytes] = (),
) -> Case:
    """Checks one deal: what its documents state against what its records say.

    Args:
        document_paths: The deal's documents, all of them.
        record_paths: The CRM and CPQ exports.
        policy: Tolerances, owners and approvals.
        mapping: Which path of a payload means which field.
        readers: Who reads the documents.
        progress: Called before each step.
        encoder: What tells which skill is meant by words that do not name it; see `embed.connect`.
        trusted: Certificates of the authorities that may vouch for digital signatures, PEM or DER.

    Raises:
        UnreadableInput: a file cannot be read as what it claims to be.
        UsageError: two of the documents, or two of the records, are the same file; or the encoder is not there.
    """
    tagger = Tagger(connect(encoder))
    tell = progress or _silent
    documents: list[CaseDocument] = []
    assumptions: list[Assumption] = []
    gathered = gather(document_paths, trusted, policy.reading, tell)
    for id_, document, path in gathered.documents:
        tell(f"Reading {document.name}")
        whole = with_scans(path, document, policy.ocr, trusted, policy.reading, tell)
        found, _, stated = extract_document(whole, id_, policy, readers=readers, progress=tell)
        documents.append(found.model_copy(update={"path": str(path)}))
        assumptions += stated

    records: list[Record] = []
    values: list[RecordValue] = []
    for number, path in enumerate(record_paths, start=1):
        tell(f"Reading {path.name}")
        record, held = read_records(path, f"rec-{number}", mapping)
        records.append(record)
        values += held
    refuse_twins((record.sha256, path) for record, path in zip(records, record_paths, strict=True))
    packages = with_records(gathered.packages, [record.sha256 for record in records])

    documents = with_certificates(documents)
    tell("Comparing")
    comparison = compare(documents, assumptions, records, values, policy, packages)
    assumptions += comparison.derived
    gate = readiness(documents, assumptions, comparison.discrepancies, policy, comparison.standings, values)
    tell("Writing the summary")
    summary, usage = written(comparison.discrepancies, gate, readers.ask)
    return Case(
        documents=tuple(documents),
        packages=packages,
        records=tuple(records),
        assumptions=tuple(assumptions),
        superseded=comparison.superseded,
        order=comparison.order,
        standings=comparison.standings,
        record_values=tuple(values),
        verdicts=comparison.verdicts,
        discrepancies=comparison.discrepancies,
        skills=tag_assumptions(assumptions, tagger),
        risk=assess(comparison.discrepancies, summary, usage),
        gate=gate,
        policy_sha256=policy.sha256,
    )


def read_and_extract(
    path: Path,
    document_id: str = "doc-1",
    policy: Policy | None = None,
    *,
    readers: Readers = _RULES_AND_ENTITIES,
    trusted: Sequence[bytes] = (),
    progress: Progress | None = None,
) -> tuple[CaseDocument, Outline, tuple[Assumption, ...]]:
    """What one document states, and its structure.

    Raises:
        UnreadableInput: the file cannot be read as what it claims to be.
    """
    gathered = gather([path], trusted, policy.reading if policy else None)
    if len(gathered.documents) != 1:
        names = ", ".join(document.name for _, document, _ in gathered.documents)
        raise UsageError(f"{path} holds several documents", hint=f"Name one of them: {names}.")
    document, at = gathered.documents[0][1:]
    ocr, limits = (policy.ocr, policy.reading) if policy else (OcrSettings(), None)
    whole = with_scans(at, document, ocr, trusted, limits, progress or _silent)
    found, outline, assumptions = extract_document(whole, document_id, policy, readers=readers, progress=progress)
    return found.model_copy(update={"path": str(at)}), outline, assumptions


def _silent(_: str) -> None:
    """Tells nobody."""
