"""Deals of a batch: which documents and records belong together."""

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

from sowcheck.errors import UnreadableInput, UsageError
from sowcheck.ingest.suffixes import DOCUMENT_SUFFIXES
from sowcheck.records.suffixes import RECORD_SUFFIXES


class Deal(NamedTuple):
    """One deal's files."""

    name: str
    """Becomes the name of its report."""
    documents: tuple[Path, ...]
    records: tuple[Path, ...]
    certain: bool
    """Whether somebody named the files, or they were found in a folder and some may be something else."""
    others: tuple[Path, ...] = ()
    """Files in its folder that are neither by their names."""


def find_deals(source: Path) -> list[Deal]:
    """The deals of a folder (one for each subfolder with documents) or of a manifest.

    Raises:
        UsageError: there is no deal.
        UnreadableInput: the manifest has a fault.
    """
    if source.is_dir():
        deals = [deal for folder in sorted(source.iterdir()) if folder.is_dir() and (deal := _of_folder(folder))]
    elif source.exists():
        deals = _of_manifest(source)
    else:
        raise UsageError(f"{source} does not exist", hint="Name a folder of deals or a manifest in JSON.")
    if not deals:
        raise UsageError(
            f"{source} holds no deal",
            hint="A deal is a subfolder with documents (.pdf, .docx, .xlsx, .txt, .md, .zip) and records (.json, .csv). "
            "For the files of a single deal use `sowcheck check`.",
        )
    return deals


def _of_folder(folder: Path) -> Deal | None:
    files = sorted(path for path in folder.iterdir() if path.is_file() and not path.name.startswith("."))
    documents = tuple(path for path in files if path.suffix.lower() in DOCUMENT_SUFFIXES)
    records = tuple(path for path in files if path.suffix.lower() in RECORD_SUFFIXES)
    others = tuple(path for path in files if path not in documents and path not in records)
    return Deal(folder.name, documents, records, certain=False, others=others) if documents else None


def _of_manifest(path: Path) -> list[Deal]:
    """A JSON list of {"name", "documents", "records"}, paths relative to the manifest's folder."""
    if path.suffix.lower() in DOCUMENT_SUFFIXES:
        raise _no_manifest(path)
    try:
        rows = json.loads(path.read_bytes())
    except UnicodeDecodeError as error:
        raise _no_manifest(path) from error
    except (OSError, ValueError) as error:
        raise UnreadableInput(path, f"the manifest is not JSON: {error}", hint=_MANIFEST) from error
    if not isinstance(rows, list):
        raise UnreadableInput(path, "the manifest is not a list of deals", hint=_MANIFEST)
    deals = [_of_row(path, number, row) for number, row in enumerate(rows, start=1)]
    names = [deal.name for deal in deals]
    for name in names:
        if names.count(name) > 1:
            raise UnreadableInput(path, f"two deals are called {name!r}", hint="Give each deal its own name.")
    return deals


def _no_manifest(path: Path) -> UnreadableInput:
    hint = f"For the files of a single deal use `sowcheck check`; for several deals name their folder. {_MANIFEST}"
    return UnreadableInput(path, "it is no folder of deals, and no manifest in JSON", hint=hint)


_MANIFEST = 'A manifest is a list: [{"name": "deal-1", "documents": ["sow.pdf"], "records": ["opportunity.json"]}].'


def _of_row(manifest: Path, number: int, row: Any) -> Deal:
    where = f"deal {number}"
    if not isinstance(row, dict):
        raise UnreadableInput(manifest, f"{where} is no object", hint=_MANIFEST)
    name = row.get("name")
    if not isinstance(name, str) or not name or name != Path(name).name or name.startswith("."):
        raise UnreadableInput(manifest, f"{where} has no name that could name a file", hint=_MANIFEST)
    return Deal(name, _paths(manifest, where, row, "documents"), _paths(manifest, where, row, "records"), certain=True)


def _paths(manifest: Path, where: str, row: dict[str, Any], key: str) -> tuple[Path, ...]:
    paths = row.get(key)
    if not isinstance(paths, list) or not paths or not all(isinstance(path, str) for path in paths):
        raise UnreadableInput(manifest, f"{where}: {key!r} is not a list of paths", hint=_MANIFEST)
    return tuple(manifest.parent / path for path in paths)


def fingerprint(deal: Deal, settings: Iterable[Path | None], version: str) -> str:
    """A hash over all that a deal's report depends on; another one means that the report is out of date."""
    total = hashlib.sha256(version.encode())
    for role, paths in (("document", deal.documents), ("record", deal.records), ("setting", settings)):
        for path in paths:
            content = hashlib.sha256(path.read_bytes()).hexdigest() if path and path.is_file() else "none"
            total.update(f"{role}\0{path.name if path else ''}\0{content}\0".encode())
    for path in deal.others:
        total.update(f"other\0{path.name}\0".encode())
    return total.hexdigest()
