"""`sowcheck batch`: many deals, one report each, resumable."""

import os
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
from sowcheck.cli.language_model import (
    MaxCostOption,
    ModelOption,
    ModelUrlOption,
    ReplayOption,
    model_settings,
)
from sowcheck.cli.output import to_stdout
from sowcheck.cli.progress import bar
from sowcheck.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sowcheck.cli.batch_run import Result
    from sowcheck.llm.settings import ModelSettings

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
    model: ModelOption = None,
    model_url: ModelUrlOption = None,
    max_cost: MaxCostOption = None,
    replay: ReplayOption = None,
) -> None:
    """Check many deals: one JSON report a deal, and a summary. Deals that were checked before are skipped.

    A deal is a subfolder with documents (.pdf, .docx, .xlsx, .txt, .md, .zip) and records (.json, .csv). A manifest is a JSON list:
    [{"name": "deal-1", "documents": ["sow.pdf"], "records": ["opportunity.json"]}].

    Example: sowcheck batch deals/ -o reports --workers 4

    The exit code is that of the deal that ended worst.
    """
    from sowcheck.cli.batch_run import Job, State, run_all, worst
    from sowcheck.cli.deals import find_deals, fingerprint
    from sowcheck.llm.sharing import shared

    readers = chosen_extractors(extractors)
    settings = model_settings(readers, model, model_url, max_cost, replay)
    if output.exists() and not output.is_dir():
        raise UsageError(f"{output} is a file", hint="Name a folder for the reports with -o.")
    rules_of(policy, mapping)
    trusted = authorities_of(trust_roots)
    deals = find_deals(source)
    state = State(output)
    results: list[Result] = []
    jobs: list[Job] = []
    for deal in deals:
        mark = fingerprint(deal, (policy, mapping), f"{_version()} {readers} {trusted} {_asked(settings)}")
        done = state.finished(deal.name, mark)
        if done:
            results.append(done)
        else:
            jobs.append(Job(deal, mark, policy, mapping, readers, settings, trusted, output))
    resumed = len(results)
    count = min(workers or os.cpu_count() or 1, max(len(jobs), 1))
    with shared(settings, count) as own, bar("Checking deals", len(deals), resumed) as tell:
        for result in run_all([job._replace(model=own) for job in jobs], count):
            state.add(result)
            results.append(result)
            tell(result.name)
    to_stdout(_summary(sorted(results), resumed, output))
    raise typer.Exit(worst(results))


def _asked(settings: "ModelSettings | None") -> str:
    """What of a model changes a report."""
    return f"{settings.model} {settings.replay} {settings.answers_depend_on}" if settings else ""


def _version() -> str:
    from importlib.metadata import version

    return version("sowcheck")


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
        if result.unanswered:
            lines.append(f"{'':{width}}  {'':8} {result.unanswered} questions to the language model without an answer")
        if result.skipped:
            lines.append(f"{'':{width}}  {'skipped':8} {plain(', '.join(result.skipped))}: no record of a known system")
        if result.left_out:
            lines.append(
                f"{'':{width}}  {'not read':8} {plain(', '.join(result.left_out))}: no document or record by its name"
            )
    failed = sum(1 for result in results if result.error)
    lines += ["", f"{len(results)} deals, {failed} failed, {resumed} unchanged since the last run; reports in {out}"]
    return "\n".join(lines)
