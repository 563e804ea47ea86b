"""What the records of a case say, as far as that decides whether the case can be worked on at all."""

import tempfile
from pathlib import Path

from sowcheck.core.case_events import Paper
from sowcheck.core.casefile import CaseFile
from sowcheck.core.records import Record, RecordValue
from sowcheck.core.snapshots import Snapshot
from sowcheck.errors import UnreadableInput
from sowcheck.gate.validation import ReadRecord
from sowcheck.records.ids import one_spelling
from sowcheck.records.mapping import Mapping
from sowcheck.records.reader import read_records
from sowcheck.records.stamps import modified
from sowcheck.store.contents import Contents


def read(case: CaseFile, contents: Contents, mapping: Mapping) -> tuple[ReadRecord, ...]:
    """Every record of a case, as far as it can be read. Reading again gives the same.

    Raises:
        ContentsError: the bytes of a record are not there.
    """
    return tuple(_read(each, contents.get(each.sha256), mapping) for each in case.records)


def _read(paper: Paper, content: bytes, mapping: Mapping) -> ReadRecord:
    with tempfile.TemporaryDirectory(prefix="sowcheck-") as folder:
        path = Path(folder) / "record"
        path.write_bytes(content)
        try:
            record, values = read_records(path, "rec-1", mapping)
            snapshot = _snapshot(paper, record, values).model_copy(update={"modified": modified(path)})
        except UnreadableInput as error:
            return ReadRecord(paper, None, problem=error.reason, hint=error.hint)
    return ReadRecord(paper, snapshot, frozenset(each.field for each in values))


def _snapshot(paper: Paper, record: Record, values: tuple[RecordValue, ...]) -> Snapshot:
    deals = {str(each.value) for each in values if each.field == "deal.opportunity_id"}
    won = [each.value for each in values if each.field == "deal.is_won"]
    ids = {id_ for id_ in (record.record_id, *(each.record_id for each in values)) if id_}
    envelope = record.envelope.id if record.envelope else None
    return Snapshot(
        sha256=paper.sha256,
        system=record.system,
        ids=tuple(sorted(map(one_spelling, ids))),
        deals=tuple(sorted(map(one_spelling, deals))),
        won=all(won) if won else None,
        envelope=envelope.lower() if envelope else None,
    )
