"""A dataset: a folder with native documents, their gold, and perhaps deals with records and known discrepancies.

Two layouts, also mixed and in subfolders. Single documents: `D01.pdf` with `D01.gold.json` beside it. Deals: a folder
with `gold.json`, the documents it names, and the record exports. Everything is identified by its content.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import TypeAdapter, ValidationError

from sowcheck.core.fields import FIELDS
from sowcheck.errors import UnreadableInput, UsageError
from sowcheck.evals.log import DatasetInfo, Expected, GoldFact, RecordFile, Skipped
from sowcheck.records.suffixes import RECORD_SUFFIXES

_DEAL_GOLD = "gold.json"
_GOLD_SUFFIX = ".gold.json"
_HINT = "The shapes are described in eval/README.md."

_FACTS = TypeAdapter(tuple[GoldFact, ...])
_EXPECTED = TypeAdapter(tuple[Expected, ...])


class DocumentSource(NamedTuple):
    """A document and what it is known to state."""

    id: str
    path: Path
    sha256: str
    gold: tuple[GoldFact, ...]
    gold_sha256: str
    deal: str | None = None


class DealSource(NamedTuple):
    """A deal and what is known to be wrong in it."""

    id: str
    documents: tuple[DocumentSource, ...]
    records: tuple[Path, ...]
    record_files: tuple[RecordFile, ...]
    gold_sha256: str
    expected: tuple[Expected, ...]
    must_match: tuple[str, ...]
    hidden_scope: tuple[str, ...]
    tolerated: tuple[str, ...]
    not_scored: dict[str, str]


class Dataset(NamedTuple):
    """What a run measures."""

    info: DatasetInfo
    documents: tuple[DocumentSource, ...]
    """Single documents; those of deals are in `deals`."""
    deals: tuple[DealSource, ...]

    @property
    def all_documents(self) -> tuple[DocumentSource, ...]:
        """Single documents and those of deals."""
        return (*self.documents, *(document for deal in self.deals for document in deal.documents))


def load_datasets(folders: Sequence[Path], optional: Sequence[Path] = ()) -> Dataset:
    """The datasets of some folders as one.

    Args:
        folders: Folders that must exist.
        optional: Folders that are skipped, by name, if they do not exist.

    Raises:
        UsageError: a folder does not exist, none holds gold, or two hold the same document.
        UnreadableInput: gold has a fault or its document is missing.
    """
    for folder in folders:
        if not folder.is_dir():
            raise UsageError(f"{folder} is no folder", hint="Name the folder of a dataset with --dataset.")
    absent = [folder for folder in optional if not folder.is_dir()]
    skipped = [Skipped(what=str(folder), why="there is no such folder") for folder in absent]
    parts = [_load(folder) for folder in (*folders, *(folder for folder in optional if folder not in absent))]
    documents = tuple(document for part in parts for document in part.documents)
    deals = tuple(deal for part in parts for deal in part.deals)
    if not documents and not deals:
        named = ", ".join(map(str, (*folders, *optional))) or "nothing"
        raise UsageError(f"there is no gold in {named}", hint=f"A dataset holds *.gold.json or gold.json. {_HINT}")
    dataset = Dataset(
        DatasetInfo(
            name="+".join(part.info.name for part in parts),
            sha256=_content_hash(documents, deals),
            documents=len(documents) + sum(len(deal.documents) for deal in deals),
            deals=len(deals),
            skipped=(*skipped, *(skip for part in parts for skip in part.info.skipped)),
        ),
        documents,
        deals,
    )
    _refuse_twins(dataset)
    return dataset


def shared_documents(first: Dataset, second: Dataset) -> tuple[tuple[str, str], ...]:
    """Pairs of ids of documents with the same content: what would leak between two splits."""
    theirs = {document.sha256: document.id for document in second.all_documents}
    return tuple(
        (document.id, theirs[document.sha256]) for document in first.all_documents if document.sha256 in theirs
    )


def _load(folder: Path) -> Dataset:
    documents: list[DocumentSource] = []
    deals: list[DealSource] = []
    skipped: list[Skipped] = []
    for place in _folders(folder):
        if (place / _DEAL_GOLD).is_file():
            deals.append(_deal(place))
            continue
        golds = sorted(place.glob(f"*{_GOLD_SUFFIX}"))
        found = [_document(gold) for gold in golds]
        documents += found
        skipped += _without_gold(folder, place, {document.path for document in found})
    name = folder.resolve().name
    return Dataset(
        DatasetInfo(
            name=name,
            sha256=_content_hash(documents, deals),
            documents=len(documents) + sum(len(deal.documents) for deal in deals),
            deals=len(deals),
            skipped=tuple(skipped),
        ),
        tuple(documents),
        tuple(deals),
    )


def _folders(folder: Path) -> Iterator[Path]:
    """The folder and those below it, hidden ones apart; a deal's folder is a leaf."""
    yield folder
    if (folder / _DEAL_GOLD).is_file():
        return
    for below in sorted(path for path in folder.iterdir() if path.is_dir() and path.name[0] not in "._"):
        yield from _folders(below)


def _without_gold(root: Path, place: Path, used: set[Path]) -> Iterator[Skipped]:
    """Documents that nobody has annotated: one entry if that is a whole folder."""
    # Markdown and text beside a dataset describe it more often than not.
    natives = sorted(path for path in place.iterdir() if path.suffix.lower() in (".pdf", ".docx"))
    bare = [path for path in natives if path not in used]
    if bare and len(bare) == len(natives) and place != root:
        yield Skipped(what=f"{place.relative_to(root).as_posix()}: {len(bare)} documents", why="without gold")
        return
    for path in bare:
        yield Skipped(what=path.relative_to(root).as_posix(), why="without gold")


def _document(gold_path: Path) -> DocumentSource:
    shape = _object(gold_path)
    identity = gold_path.name.removesuffix(_GOLD_SUFFIX)
    name = shape.get("document")
    path = gold_path.parent / str(name)
    if not isinstance(name, str) or name != Path(name).name or not path.is_file():
        raise UnreadableInput(gold_path, f"its document {name!r} is not beside it", hint=_HINT)
    facts = _facts(gold_path, shape.get("facts"))
    return DocumentSource(identity, path, _hash_of(path), facts, _hash_of_facts(facts))


def _deal(folder: Path) -> DealSource:
    gold_path = folder / _DEAL_GOLD
    shape = _object(gold_path)
    facts_by_name = shape.get("documents")
    if not isinstance(facts_by_name, dict) or not facts_by_name:
        raise UnreadableInput(gold_path, '"documents" is not an object with facts by file name', hint=_HINT)
    documents = tuple(
        _deal_document(gold_path, folder, name, facts_by_name[name]) for name in sorted(map(str, facts_by_name))
    )
    others = sorted(
        path.name
        for path in folder.iterdir()
        if path.suffix.lower() in (".pdf", ".docx") and path.name not in facts_by_name
    )
    if others:
        raise UnreadableInput(gold_path, f"it says nothing about {', '.join(others)}", hint=_HINT)
    records = tuple(
        sorted(path for path in folder.iterdir() if path.suffix.lower() in RECORD_SUFFIXES and path != gold_path)
    )
    try:
        expected = _EXPECTED.validate_python(shape.get("expected", []))
    except ValidationError as error:
        raise UnreadableInput(gold_path, f'"expected": {_fault(error)}', hint=_HINT) from error
    return DealSource(
        id=folder.name,
        documents=documents,
        records=records,
        record_files=tuple(RecordFile(file=path.name, sha256=_hash_of(path)) for path in records),
        gold_sha256=hashlib.sha256(_canonical({**shape, "notes": ""})).hexdigest(),
        expected=expected,
        must_match=tuple(map(str, shape.get("must_match", ()))),
        hidden_scope=tuple(map(str, shape.get("hidden_scope", ()))),
        tolerated=_field_names(shape.get("tolerated", ())),
        not_scored=_reasons(shape.get("not_scored", {})),
    )


def _deal_document(gold_path: Path, folder: Path, name: str, facts: Any) -> DocumentSource:
    path = folder / name
    if name != Path(name).name or not path.is_file():
        raise UnreadableInput(gold_path, f"its document {name!r} is not beside it", hint=_HINT)
    gold = _facts(gold_path, facts)
    return DocumentSource(f"{folder.name}/{name}", path, _hash_of(path), gold, _hash_of_facts(gold), folder.name)


def _field_names(rows: Any) -> tuple[str, ...]:
    return tuple(str(row["field"] if isinstance(row, dict) else row) for row in rows)


def _reasons(rows: Any) -> dict[str, str]:
    if isinstance(rows, dict):
        return {str(field): str(why) for field, why in rows.items()}
    return dict.fromkeys(_field_names(rows), "")


def _facts(gold_path: Path, shape: Any) -> tuple[GoldFact, ...]:
    try:
        facts = _FACTS.validate_python(shape)
    except ValidationError as error:
        raise UnreadableInput(gold_path, f"facts: {_fault(error)}", hint=_HINT) from error
    for number, fact in enumerate(facts):
        if fact.field not in FIELDS:
            raise UnreadableInput(gold_path, f"fact {number}: there is no field {fact.field!r}", hint=_HINT)
    return facts


def _object(path: Path) -> dict[str, Any]:
    try:
        shape = json.loads(path.read_bytes())
    except (OSError, ValueError) as error:
        raise UnreadableInput(path, f"the gold is not JSON: {error}", hint=_HINT) from error
    if not isinstance(shape, dict):
        raise UnreadableInput(path, "the gold is not an object", hint=_HINT)
    return shape


def _fault(error: ValidationError) -> str:
    fault = error.errors(include_url=False)[0]
    return f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}"


def _hash_of(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _hash_of_facts(facts: Iterable[GoldFact]) -> str:
    return hashlib.sha256(_canonical([fact.model_dump(mode="json") for fact in facts])).hexdigest()


def _canonical(shape: Any) -> bytes:
    return json.dumps(shape, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def _content_hash(documents: Iterable[DocumentSource], deals: Iterable[DealSource]) -> str:
    rows = [["document", source.id, source.sha256, source.gold_sha256] for source in documents]
    rows += [
        ["deal", deal.id, deal.gold_sha256]
        + [f"{source.id} {source.sha256} {source.gold_sha256}" for source in deal.documents]
        + [f"{record.file} {record.sha256}" for record in deal.record_files]
        for deal in deals
    ]
    return hashlib.sha256(_canonical(sorted(rows))).hexdigest()


def _refuse_twins(dataset: Dataset) -> None:
    """A document that counts twice would make every interval too narrow; an id that names two is no name."""
    by_content: dict[str, str] = {}
    for document in dataset.all_documents:
        if document.sha256 in by_content:
            raise UsageError(
                f"{by_content[document.sha256]} and {document.id} are the same file", hint="Measure each document once."
            )
        by_content[document.sha256] = document.id
    for ids in ([document.id for document in dataset.all_documents], [deal.id for deal in dataset.deals]):
        for name in ids:
            if ids.count(name) > 1:
                raise UsageError(f"two datasets call something {name!r}", hint="Run them apart, into two logs.")
