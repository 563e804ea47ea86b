"""Backups: the events first, then the bytes that they speak of; bytes are only ever added, so that none is missing."""

import datetime as dt
import hashlib
from collections.abc import Iterator
from contextlib import closing
from importlib.metadata import version
from pathlib import Path
from typing import Literal

from pydantic import ValidationError

from sowcheck.core.analyses import Sha256
from sowcheck.core.casefile import CaseFile
from sowcheck.core.noun import Noun
from sowcheck.errors import ContentsError, UnreadableInput, UsageError
from sowcheck.store.base import CaseStore
from sowcheck.store.connect import brought_up_to_date, connect
from sowcheck.store.contents import Contents
from sowcheck.store.copying import FILES, copy_database, forget_what_passes, kind_of, put_back, refuse_unless_empty
from sowcheck.store.paging import every_case

_MANIFEST = "manifest.json"


class Manifest(Noun):
    """What a backup holds."""

    form: Literal["sowcheck.backup/1"] = "sowcheck.backup/1"
    made: dt.datetime
    program: str
    """Version of sowcheck."""
    database: str
    """Kind of it: a copy goes back into the same kind."""
    copy_sha256: Sha256
    """Of the copy of the database."""
    lines: int
    """Of the audit when the backup began; it holds these, and perhaps more."""
    head: Sha256
    """Hash of the last of them."""
    contents: tuple[Sha256, ...]
    damaged: tuple[Sha256, ...] = ()
    """Bytes that could not be copied, as they were not what was kept."""
    missing: tuple[Sha256, ...] = ()
    """Bytes that cases speak of and that were not there."""


class Restored(Noun):
    """What a restore made."""

    manifest: Manifest
    lines: int
    faults: tuple[str, ...]
    """Of the audit, in words; none for a whole one."""
    missing: tuple[Sha256, ...]
    """Bytes that cases speak of and that are not there."""


def back_up(store: str, contents: str, folder: Path, now: dt.datetime) -> Manifest:
    """Write a backup into a new folder, which appears only once it is whole.

    Raises:
        UsageError: the folder is there, or the database cannot be copied.
    """
    if folder.exists():
        raise UsageError(f"{folder} is there already.", hint="Name a folder that is still to be made.")
    part = folder.with_name(f"{folder.name}.part")
    try:
        # It holds names, hashes of passwords and papers: nobody else may look.
        part.mkdir(mode=0o700, parents=True)
    except OSError as error:
        hint = "Remove what an earlier try left." if part.exists() else "Name a place that may be written to."
        raise UsageError(f"{part} cannot be made: {error.strerror}", hint=hint) from error
    kind = kind_of(store)
    with closing(connect(store, create=False)) as kept:
        lines, head = kept.head()
        wanted = _every_spoken_of(kept)
    copy = part / FILES[kind]
    copy_database(store, copy)
    held, damaged = _copied(Contents(contents), Contents(str(part / "contents")))
    missing = wanted.difference(held, damaged)
    if missing:
        with closing(connect(store, create=False)) as kept:
            # What was taken away meanwhile, on record, is not missed.
            missing &= _every_spoken_of(kept)
    manifest = Manifest(
        made=now,
        program=version("sowcheck"),
        database=kind,
        copy_sha256=_sha256(copy),
        lines=lines,
        head=head,
        contents=tuple(sorted(held)),
        damaged=tuple(sorted(damaged)),
        missing=tuple(sorted(missing)),
    )
    (part / _MANIFEST).write_text(manifest.model_dump_json(indent=1), encoding="utf-8")
    part.replace(folder)
    return manifest


def restore(folder: Path, store: str, contents: str) -> Restored:
    """Make a store from a backup, look at all of it, and say what is wrong.

    Raises:
        UnreadableInput: the folder holds no whole backup.
        UsageError: the store is not empty, or is another kind of database.
    """
    manifest = read_manifest(folder)
    refuse_unless_empty(store)
    if kind_of(store) != manifest.database:
        raise UsageError(
            f"The backup is of {manifest.database}, and {kind_of(store)} is to take it.",
            hint=f"Restore it into {manifest.database}.",
        )
    copy = folder / FILES[manifest.database]
    if _sha256(copy) != manifest.copy_sha256:
        raise UnreadableInput(copy, "is not what was backed up", hint="Take an older backup.")
    _put_contents(manifest, Contents(str(folder / "contents")), Contents(contents))
    put_back(copy, store)
    brought_up_to_date(store)
    # Whoever was signed in may have been shut out since.
    forget_what_passes(store)
    with closing(connect(store, create=False)) as kept:
        faults = [fault.message for fault in kept.verify()]
        if manifest.lines and not _has(kept, manifest.lines, manifest.head):
            faults.append(f"Line {manifest.lines} is not the one that was there when the backup was made.")
        lines, _ = kept.head()
        missing = tuple(missing_contents(kept, Contents(contents)))
    return Restored(manifest=manifest, lines=lines, faults=tuple(faults), missing=missing)


def read_manifest(folder: Path) -> Manifest:
    """What a backup holds.

    Raises:
        UnreadableInput: the folder holds no whole backup.
    """
    try:
        return Manifest.model_validate_json((folder / _MANIFEST).read_bytes())
    except (OSError, ValidationError) as error:
        raise UnreadableInput(
            folder, "is no whole backup of sowcheck", hint="A folder that ends in .part was never finished."
        ) from error


def _copied(source: Contents, target: Contents) -> tuple[list[Sha256], list[Sha256]]:
    """Hashes of what was copied, and of what is damaged."""
    held, damaged = [], []
    for sha256 in source.hashes():
        try:
            content = source.get(sha256)
        except ContentsError:
            # What is no longer there was taken away for good since it was listed.
            if source.has(sha256):
                damaged.append(sha256)
            continue
        target.put(content)
        held.append(sha256)
    return held, damaged


def _put_contents(manifest: Manifest, source: Contents, target: Contents) -> None:
    for sha256 in manifest.contents:
        if not target.has(sha256):
            target.put(source.get(sha256))


def _has(kept: CaseStore, sequence: int, head: Sha256) -> bool:
    line = next(kept.audit(after=sequence - 1), None)
    return line is not None and line.hash == head


def missing_contents(kept: CaseStore, contents: Contents) -> Iterator[Sha256]:
    """What cases speak of now and that is not there; what was taken away on record is not missed."""
    yield from sorted(sha256 for sha256 in _every_spoken_of(kept) if not contents.has(sha256))


def _every_spoken_of(kept: CaseStore) -> set[Sha256]:
    return {sha256 for case, _ in every_case(kept) for sha256 in _spoken_of(case)}


def _spoken_of(case: CaseFile) -> Iterator[Sha256]:
    if case.taken_away is not None:
        return
    yield from (each.sha256 for each in (*case.documents, *case.records))
    if case.analysis is not None:
        yield from filter(None, (case.analysis.report, case.analysis.page))
    if case.bundle is not None:
        yield case.bundle


def _sha256(file: Path) -> Sha256:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
