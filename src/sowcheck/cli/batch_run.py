"""Runs the deals of a batch in processes of their own, and remembers what is done."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from sowcheck.cli.deals import Deal
from sowcheck.cli.exits import ExitCode
from sowcheck.cli.output import write_file
from sowcheck.errors import SowcheckError, UnreadableInput
from sowcheck.workers import run_each

if TYPE_CHECKING:
    from sowcheck.llm.settings import ModelSettings
    from sowcheck.records.mapping import Mapping

STATE_SCHEMA = "sowcheck.batch/1"


class Result(NamedTuple):
    """How one deal ended."""

    name: str
    fingerprint: str
    exit_code: int
    report: str | None
    """File name of its report; None if it failed."""
    gate: str | None = None
    risk: int | None = None
    discrepancies: int | None = None
    """Hidden scope apart."""
    hidden: int | None = None
    """Fields and items that the documents state and no record holds."""
    blocking: int | None = None
    unanswered: int = 0
    """Questions to a language model without a usable answer: the next run checks the deal again."""
    skipped: tuple[str, ...] = ()
    """Names of files in its folder that are no record of any system."""
    error: str | None = None
    hint: str | None = None
    left_out: tuple[str, ...] = ()
    """Names of files in its folder that are neither documents nor records by their names: nobody looked at them."""


class Job(NamedTuple):
    """All that a worker process needs to know."""

    deal: Deal
    fingerprint: str
    policy: Path | None
    mapping: Path | None
    extractors: tuple[str, ...]
    model: "ModelSettings | None"
    """Of the extractor that asks one."""
    trusted: tuple[bytes, ...]
    """Certificates of authorities that may vouch for digital signatures."""
    out: Path


def run_all(jobs: Sequence[Job], workers: int) -> Iterator[Result]:
    """Runs the jobs and yields each result as it comes; a deal that takes its process down fails alone."""
    for _, result in run_each(run_one, jobs, workers, lost=_lost):
        yield result


def _lost(job: Job) -> Result:
    return Result(
        job.deal.name,
        job.fingerprint,
        ExitCode.INTERNAL,
        None,
        error="internal error: the process that read this deal died",
        hint="Check its documents one by one with `sowcheck extract`, and report the one that does it.",
    )


def run_one(job: Job) -> Result:
    """Checks one deal and writes its report; never raises for what one deal may do wrong."""
    try:
        return _checked(job)
    except SowcheckError as error:
        code = ExitCode.UNREADABLE if isinstance(error, UnreadableInput) else ExitCode.USAGE
        return Result(job.deal.name, job.fingerprint, code, None, error=error.message, hint=error.hint)
    except Exception as error:  # noqa: BLE001  (a bug in one deal must not stop the others)
        return Result(
            job.deal.name,
            job.fingerprint,
            ExitCode.INTERNAL,
            None,
            error=f"internal error: {type(error).__name__}: {error}",
            hint="This is a bug in sowcheck. Run `sowcheck --debug check` on this deal and report what it prints.",
        )


def _checked(job: Job) -> Result:
    from sowcheck.extract.readers import connected
    from sowcheck.pipeline import check
    from sowcheck.records.mapping import load_mapping
    from sowcheck.report.build import build_report
    from sowcheck.settings import load_policy

    policy, mapping = load_policy(job.policy), load_mapping(job.mapping)
    records, skipped = _records_of(job.deal, mapping)
    if not records:
        raise UnreadableInput(
            job.deal.name, "the deal has no records", hint="Put its CRM or CPQ export beside the documents."
        )
    case = check(
        job.deal.documents,
        records,
        policy=policy,
        mapping=mapping,
        readers=connected(job.extractors, job.model),
        trusted=job.trusted,
    )
    report = build_report(case, job.deal.name)
    name = f"{job.deal.name}.report.json"
    write_file(report.model_dump_json(indent=2) + "\n", job.out / name)
    return Result(
        job.deal.name,
        job.fingerprint,
        ExitCode.READY if case.gate.state == "ready" else ExitCode.BLOCKED,
        name,
        gate=case.gate.state,
        risk=case.risk.score,
        discrepancies=sum(found.kind != "missing_in_record" for found in case.discrepancies),
        hidden=sum(verdict.verdict == "record_silent" for verdict in case.verdicts),
        blocking=len(case.gate.blockers),
        unanswered=sum(len(each.model_reading.failed) for each in case.documents if each.model_reading),
        skipped=skipped,
        left_out=tuple(path.name for path in job.deal.others),
    )


def _records_of(deal: Deal, mapping: "Mapping") -> tuple[list[Path], tuple[str, ...]]:
    """The deal's records, and the names of files in its folder that belong to no system.

    A file that is broken, or that a system wrote without a record in it, stays: reading it says what is wrong.
    """
    if deal.certain:
        return list(deal.records), ()
    foreign = [path for path in deal.records if _is_foreign(path, mapping)]
    return [path for path in deal.records if path not in foreign], tuple(path.name for path in foreign)


def _is_foreign(path: Path, mapping: "Mapping") -> bool:
    """Whether a JSON or CSV file is whole but nothing that any system writes."""
    from sowcheck.records.payload import bytes_of, load
    from sowcheck.records.reader import ADAPTERS
    from sowcheck.records.refused import refusal

    payload = load(path, bytes_of(path))
    if refusal(payload) is not None:
        return False
    return not any(adapter.recognise(payload, mapping.systems[adapter.system]) for adapter in ADAPTERS)


class State:
    """What is done so far, kept in `batch.json` beside the reports."""

    def __init__(self, out: Path) -> None:
        self._out = out
        self._path = out / "batch.json"
        self._results: dict[str, Result] = {result.name: result for result in self._read()}

    def finished(self, name: str, fingerprint: str) -> Result | None:
        """The result of a deal that was checked with the same inputs and whose report is still there."""
        result = self._results.get(name)
        if result is None or result.fingerprint != fingerprint or not result.report or result.unanswered:
            return None
        return result if (self._out / result.report).is_file() else None

    def add(self, result: Result) -> None:
        """Remembers a result at once, so that a batch which is killed goes on where it was."""
        self._results[result.name] = result
        rows = [self._results[name]._asdict() for name in sorted(self._results)]
        write_file(json.dumps({"schema": STATE_SCHEMA, "deals": rows}, indent=2, ensure_ascii=False) + "\n", self._path)

    def _read(self) -> list[Result]:
        """Results of an earlier run; a file that is not ours or not whole counts as none."""
        try:
            rows: Any = json.loads(self._path.read_text(encoding="utf-8"))
            if rows["schema"] != STATE_SCHEMA:
                return []
            lists = ("skipped", "left_out")
            return [Result(**{**row, **{name: tuple(row.get(name, ())) for name in lists}}) for row in rows["deals"]]
        except (OSError, ValueError, TypeError, KeyError):
            return []


def worst(results: Sequence[Result]) -> ExitCode:
    """The exit code of the deal that ended worst."""
    return ExitCode(max((result.exit_code for result in results), default=ExitCode.READY))
