"""The check itself, over papers that are kept: in processes of its own, so that a service goes on answering meanwhile."""

import os
import tempfile
from collections.abc import Sequence
from concurrent.futures.process import BrokenProcessPool, ProcessPoolExecutor
from pathlib import Path
from threading import Lock
from typing import NamedTuple

from sowcheck.core.analyses import Analysis
from sowcheck.core.case_events import Paper
from sowcheck.core.casefile import CaseFile
from sowcheck.errors import SowcheckError, UnreadableInput
from sowcheck.extract.readers import Readers
from sowcheck.gate.digest import analysis_of
from sowcheck.pipeline import check
from sowcheck.report.arrange import arrange
from sowcheck.report.build import build_report
from sowcheck.report.html import report_page
from sowcheck.service.site import Rules
from sowcheck.store.contents import Contents
from sowcheck.workers import undisturbed, worker_pool

_POLITE = 10
"""How much the check gives way to whoever answers requests on the same machine."""


class Checked(NamedTuple):
    """A check: the report in both forms, and what people decide and sign."""

    report: bytes
    page: bytes
    analysis: Analysis


class Checker:
    """Checks cases in a pool of processes, which outlive a single check.

    Args:
        processes: How many checks run at once.
    """

    def __init__(self, processes: int = 1) -> None:
        self._processes = processes
        self._pool: ProcessPoolExecutor | None = None
        self._lock = Lock()

    def close(self) -> None:
        """End the processes."""
        with self._lock:
            if self._pool is not None:
                self._pool.shutdown(wait=False, cancel_futures=True)
            self._pool = None

    def analysis(self, case: CaseFile, contents: Contents, rules: Rules) -> Analysis:
        """Check a case, and keep the report.

        Raises:
            UnreadableInput: a paper or record cannot be read as what it claims to be, or took its process down.
            ContentsError: the bytes of a paper are not there.
        """
        with tempfile.TemporaryDirectory(prefix="sowcheck-") as folder:
            documents = _laid_out(case.documents, contents, Path(folder) / "documents")
            records = _laid_out(case.records, contents, Path(folder) / "records")
            checked = self._run(_Job(case.reference, tuple(documents), tuple(records), rules), case.id)
        report, page = contents.put(checked.report), contents.put(checked.page)
        return checked.analysis.model_copy(update={"report": report, "page": page})

    def _run(self, job: "_Job", case_id: str) -> Checked:
        pool = self._running()
        try:
            found = _done(pool, job)
        except BrokenProcessPool:
            with self._lock:
                if self._pool is pool:
                    self._pool = None
            # Checks that run at once share the pool: another one may have taken the process down.
            found = _alone(job, case_id)
        if isinstance(found, _Refused):
            raise UnreadableInput(found.path, found.reason, hint=found.hint)
        return found

    def _running(self) -> ProcessPoolExecutor:
        with self._lock:
            if self._pool is None:
                self._pool = worker_pool(self._processes)
            return self._pool


class _Job(NamedTuple):
    reference: str
    documents: tuple[Path, ...]
    records: tuple[Path, ...]
    rules: Rules


class _Refused(NamedTuple):
    """An error on its way out of a process, where it would lose what it says."""

    path: str
    reason: str
    hint: str


def _done(pool: ProcessPoolExecutor, job: _Job) -> Checked | _Refused:
    with undisturbed():
        future = pool.submit(_checked, job)
    return future.result()


def _alone(job: _Job, case_id: str) -> Checked | _Refused:
    """In a process of its own: if that ends as well, the case is to blame."""
    try:
        with worker_pool(1) as pool:
            return _done(pool, job)
    except BrokenProcessPool as error:
        raise UnreadableInput(
            case_id, "the process that checked it ended", hint="Check its papers one by one: sowcheck check FILE"
        ) from error


def _checked(job: _Job) -> Checked | _Refused:
    os.setpriority(os.PRIO_PROCESS, 0, _POLITE)
    rules = job.rules
    try:
        case = check(
            job.documents,
            job.records,
            policy=rules.policy,
            mapping=rules.mapping,
            readers=Readers(),
            trusted=rules.trusted,
        )
    except UnreadableInput as error:
        return _Refused(Path(error.path).name, error.reason, error.hint)
    except SowcheckError as error:
        return _Refused("the case", error.message, error.hint)
    report = build_report(case, job.reference)
    paths = {each.id: Path(each.path) for each in case.documents if each.path}
    page = report_page(arrange(report), case, paths).encode()
    return Checked(report.model_dump_json(indent=2).encode(), page, analysis_of(case, rules.policy, ""))


def _laid_out(papers: Sequence[Paper], contents: Contents, folder: Path) -> list[Path]:
    """The papers as files under their own names; each in a folder of its own, since two may be called alike."""
    found = []
    for number, paper in enumerate(papers, start=1):
        place = folder / str(number) / _file_name(paper.name)
        place.parent.mkdir(parents=True)
        place.write_bytes(contents.get(paper.sha256))
        found.append(place)
    return found


def _file_name(name: str) -> str:
    """The last part of a name that somebody sent, as a name of a file that stays in its folder."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    kept = "".join(char if char.isprintable() else "_" for char in last).strip()
    stem, dot, suffix = kept.rpartition(".")
    kept = f"{stem[:100]}{dot}{suffix[:10]}"
    return kept if kept.strip(".") else "paper"
