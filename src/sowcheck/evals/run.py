"""A run: extractor configuration x dataset -> one log. It goes on where it was stopped, and drops nothing."""

import datetime as dt
import hashlib
import uuid
from collections.abc import Callable, Iterator, Sequence
from importlib import resources
from importlib.metadata import version
from importlib.resources.abc import Traversable
from pathlib import Path

from sowcheck.errors import UsageError
from sowcheck.evals.dataset import Dataset, DocumentSource
from sowcheck.evals.log import (
    Code,
    Configuration,
    DealEntry,
    DocumentEntry,
    End,
    Header,
    Log,
    line_of,
    read_log,
)
from sowcheck.evals.stages import Unit, died, run_unit
from sowcheck.llm.settings import ModelSettings
from sowcheck.llm.sharing import shared
from sowcheck.settings import load_policy
from sowcheck.workers import run_each

Progress = Callable[[str], None]
"""Told the id of each document and deal that is done."""


def header_of(
    dataset: Dataset, extractors: Sequence[str], policy: Path | None = None, model: ModelSettings | None = None
) -> Header:
    """The header of a run that starts now."""
    return Header(
        id=uuid.uuid4().hex[:12],
        started=_now(),
        code=Code(version=version("sowcheck"), source_sha256=source_hash()),
        configuration=Configuration(
            extractors=tuple(extractors),
            policy_sha256=load_policy(policy).sha256,
            model=(model.model or str(model.replay)) if model else None,
            model_settings_sha256=_hash_of(model) if model else None,
        ),
        dataset=dataset.info,
    )


def run(
    dataset: Dataset,
    header: Header,
    path: Path,
    *,
    workers: int = 1,
    policy: Path | None = None,
    model: ModelSettings | None = None,
    progress: Progress | None = None,
) -> Log:
    """Runs what the log does not hold yet, and writes each result as it comes.

    Args:
        dataset: What to measure.
        header: Of `header_of`; a log at `path` must have been started by the same code, configuration and dataset.
        path: The log. A finished one is read and nothing is run.
        workers: Processes. PDFium is not safe for threads.
        policy: The policy file of the check; None for the one that ships.
        model: How to reach the language model; then one process runs, so that all documents share its budget.
        progress: Told the id of each unit that is done, also of those done before.

    Raises:
        UsageError: the log at `path` belongs to another run, or cannot be written.
        UnreadableInput: the file at `path` is no log.
    """
    tell = progress or _silent
    begun = _begun(path, header)
    if begun is not None and begun.end is not None:
        return begun
    extractors = header.configuration.extractors
    units = [Unit(document, policy, extractors) for document in dataset.documents]
    units += [Unit(deal, policy, extractors) for deal in dataset.deals]
    done = _finished_units(begun) if begun else set()
    kept = begun.header if begun else header
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        # Written anew, so that half a line or half a deal of a killed run is gone.
        with path.open("w", encoding="utf-8", newline="\n") as stream:
            stream.write(line_of(kept))
            for entry in _entries(begun, done):
                stream.write(line_of(entry))
            stream.flush()
            for unit in units:
                if _key(unit) in done:
                    tell(unit.source.id)
            with shared(model, workers) as own:
                waiting = [unit._replace(model=own) for unit in units if _key(unit) not in done]
                for unit, entries in run_each(run_unit, waiting, workers, lost=died):
                    stream.write("".join(line_of(entry) for entry in entries))
                    stream.flush()
                    tell(unit.source.id)
            stream.write(line_of(_end(path)))
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}", hint="Choose another place with -o.") from error
    return read_log(path)


def _hash_of(model: ModelSettings) -> str:
    return hashlib.sha256(f"{model.replay}\n{model.answers_depend_on}".encode()).hexdigest()


def _end(path: Path) -> End:
    log = read_log(path, unfinished=True)
    entries: tuple[DocumentEntry | DealEntry, ...] = (*log.documents, *log.deals)
    return End(
        finished=_now(),
        documents=len(log.documents),
        deals=len(log.deals),
        errors=sum(1 for entry in entries if entry.error),
    )


def _begun(path: Path, header: Header) -> Log | None:
    """The log that is at `path` already, if it is of the same run."""
    if not path.exists():
        return None
    if path.is_dir():
        raise UsageError(f"{path} is a folder", hint="Name a file to write, such as -o run.jsonl.")
    if not path.read_bytes().strip():
        return None
    log = read_log(path, unfinished=True)
    if log.header.same_run(header):
        return log
    differs = ", ".join(
        name for name in ("code", "configuration", "dataset") if getattr(log.header, name) != getattr(header, name)
    )
    raise UsageError(
        f"{path} is the log of another run: its {differs} differs", hint="Choose another place with -o, or remove it."
    )


def _key(unit: Unit) -> tuple[str, str]:
    return ("document" if isinstance(unit.source, DocumentSource) else "deal", unit.source.id)


def _finished_units(log: Log) -> set[tuple[str, str]]:
    """A deal counts as done when its own line is there: it is written after its documents."""
    single = {("document", entry.id) for entry in log.documents if entry.deal is None}
    return single | {("deal", entry.id) for entry in log.deals}


def _entries(log: Log | None, done: set[tuple[str, str]]) -> Iterator[DocumentEntry | DealEntry]:
    if log is None:
        return
    for entry in log.documents:
        key = ("document", entry.id) if entry.deal is None else ("deal", entry.deal)
        if key in done:
            yield entry
    yield from log.deals


def source_hash() -> str:
    """Hash over the package's source and data files: another one means that a result may differ."""
    total = hashlib.sha256()
    for name, content in sorted(_sources(resources.files("sowcheck"), "")):
        total.update(f"{name}\0{hashlib.sha256(content).hexdigest()}\0".encode())
    return total.hexdigest()


def _sources(place: Traversable, prefix: str) -> Iterator[tuple[str, bytes]]:
    for child in place.iterdir():
        name = f"{prefix}{child.name}"
        if child.is_dir():
            if child.name != "__pycache__":
                yield from _sources(child, f"{name}/")
        elif not child.name.endswith(".pyc"):
            yield name, child.read_bytes()


def _now() -> str:
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds")


def _silent(_: str) -> None:
    """Tells nobody."""
