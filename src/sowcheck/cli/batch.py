"""`sowcheck batch`: many deals, one report each, resumable."""

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sowcheck.cli.arguments import (
    DEFAULT_EXTRACTORS,
    ExtractorsOption,
    MappingOption,
    PolicyOption,
    TrustOption,
    authorities_of,
    chosen_extractors,
    rules_of,
)
from sowcheck.cli.output import to_stdout
from sowcheck.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from sowcheck.cli.batch_run import Result

_DEFAULT_OUT = Path("sowcheck-reports")


def batch(
    source: Annotated[
        Path, typer.Argument(metavar="DIR|MANIFEST", help="Folder with a subfolder a deal, or a JSON list")
    ],
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="OUT", help="Folder for the reports")
    ] = _DEFAULT_OUT,
    workers: Annotated[
        int | None, typer.Option("--workers", min=1, metavar="N", help="Processes (default: one a processor)")
    ] = None,
    policy: PolicyOption = None,
    mapping: MappingOption = None,
    extractors: ExtractorsOption = DEFAULT_EXTRACTORS,
    trust_roots: TrustOption = None,
) -> None:
    """Check many deals: one JSON report a deal, and a summary. Deals that were checked before are skipped.

    A deal is a subfolder with documents (.pdf, .docx, .txt, .md) and records (.json, .csv). A manifest is a JSON list:
    [{"name": "deal-1", "documents": ["sow.pdf"], "records": ["opportunity.json"]}].

    Example: sowcheck batch deals/ -o reports --workers 4

    The exit code is that of the deal that ended worst.
    """
    from sowcheck.cli.batch_run import Job, State, run_all, worst
    from sowcheck.cli.deals import find_deals, fingerprint

    readers = chosen_extractors(extractors)
    if output.exists() and not output.is_dir():
        raise UsageError(f"{output} is a file", hint="Name a folder for the reports with -o.")
    rules_of(policy, mapping)
    trusted = authorities_of(trust_roots)
    deals = find_deals(source)
    state = State(output)
    results: list[Result] = []
    jobs: list[Job] = []
    for deal in deals:
        mark = fingerprint(deal, (policy, mapping), f"{_version()} {readers} {trusted}")
        done = state.finished(deal.name, mark)
        if done:
            results.append(done)
        else:
            jobs.append(Job(deal, mark, policy, mapping, readers, trusted, output))
    resumed = len(results)
    count = min(workers or os.cpu_count() or 1, max(len(jobs), 1))
    with _progress(len(deals), resumed) as tell:
        for result in run_all(jobs, count):
            state.add(result)
            results.append(result)
            tell(result.name)
    to_stdout(_summary(sorted(results), resumed, output))
    raise typer.Exit(worst(results))


def _version() -> str:
    from importlib.metadata import version

    return version("sowcheck")


@contextmanager
def _progress(total: int, done: int) -> "Iterator[Callable[[str], None]]":
    """A bar on standard error, if that is a terminal."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.markup import escape
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task("Checking deals", total=total, completed=done)
        yield lambda name: bar.update(task, advance=1, description=escape(name))


def _summary(results: "Sequence[Result]", resumed: int, out: Path) -> str:
    """One line for each deal, and what went wrong."""
    from sowcheck.core.words import plain

    width = max(len(plain(result.name)) for result in results)
    lines = [f"{'Deal':{width}}  {'Gate':8} {'Risk':>4} {'Found':>5} {'Blocking':>8} {'Hidden':>6}"]
    for result in results:
        name = plain(result.name)
        if result.error:
            lines.append(f"{name:{width}}  {'failed':8} {plain(result.error)}")
            lines.append(f"{'':{width}}  {'':8} {plain(result.hint or '')}")
        else:
            lines.append(
                f"{name:{width}}  {result.gate:8} {result.risk:>4} {result.discrepancies:>5} {result.blocking:>8} {result.hidden:>6}"
            )
        if result.skipped:
            lines.append(f"{'':{width}}  {'skipped':8} {plain(', '.join(result.skipped))}: no record of a known system")
    failed = sum(1 for result in results if result.error)
    lines += ["", f"{len(results)} deals, {failed} failed, {resumed} unchanged since the last run; reports in {out}"]
    return "\n".join(lines)
