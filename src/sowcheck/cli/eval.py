"""`sowcheck eval`: measure extraction and checking, so that a difference can be believed."""

import os
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sowcheck.cli import eval_mutate, eval_report, eval_skills
from sowcheck.cli.arguments import DEFAULT_EXTRACTORS, ExtractorsOption, PolicyOption, chosen_extractors
from sowcheck.cli.exits import ExitCode
from sowcheck.cli.language_model import (
    VARIABLES,
    MaxCostOption,
    ModelOption,
    ModelUrlOption,
    ReplayOption,
    model_settings,
)
from sowcheck.cli.output import check_target, to_stdout, write, write_file
from sowcheck.cli.progress import bar
from sowcheck.errors import UsageError

if TYPE_CHECKING:
    from sowcheck.evals.card import Card
    from sowcheck.evals.log import Header, Log
    from sowcheck.evals.scores import Scores

app = typer.Typer(
    name="eval",
    help="Measure extraction and checking against documents and deals with known answers.\n\n"
    "Example: sowcheck eval run --dataset fixtures -o out/fixtures.jsonl",
    no_args_is_help=True,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


class TableFormat(StrEnum):
    """How figures are written."""

    TEXT = "text"
    JSON = "json"


GateOption = Annotated[
    Path | None,
    typer.Option("--gate", metavar="T.toml", help="Exit with 1 if a figure fell below its baseline or broke a limit"),
]
FormatOption = Annotated[TableFormat, typer.Option("--format", help="Form of the result")]
OutputOption = Annotated[Path | None, typer.Option("-o", "--output", metavar="OUT", help="File to write")]
LogArgument = Annotated[Path, typer.Argument(metavar="LOG", help="Log of a run")]


@app.command("run", epilog=VARIABLES)
def run(
    dataset: Annotated[
        list[Path] | None,
        typer.Option("--dataset", metavar="DIR", help="Documents or deals with gold; may be repeated"),
    ] = None,
    optional: Annotated[
        list[Path] | None,
        typer.Option("--optional-dataset", metavar="DIR", help="The same; skipped by name if it is absent"),
    ] = None,
    extractors: ExtractorsOption = DEFAULT_EXTRACTORS,
    policy: PolicyOption = None,
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="LOG.jsonl", help="The log (default: a name of its own in eval-logs)"),
    ] = None,
    workers: Annotated[
        int | None, typer.Option("--workers", min=1, metavar="N", help="Processes (default: one a processor)")
    ] = None,
    gate: GateOption = None,
    model: ModelOption = None,
    model_url: ModelUrlOption = None,
    max_cost: MaxCostOption = None,
    replay: ReplayOption = None,
) -> None:
    """Run the extractors over datasets, write the log, and print the scores. A run that was stopped goes on.

    A document or deal that fails scores zero and is counted.

    Example: sowcheck eval run --dataset fixtures -o out/fixtures.jsonl --gate eval/thresholds.toml
    """
    from sowcheck.evals.dataset import load_datasets
    from sowcheck.evals.run import header_of
    from sowcheck.evals.run import run as run_dataset

    need_extra()
    readers = chosen_extractors(extractors)
    settings = model_settings(readers, model, model_url, max_cost, replay)
    if not dataset and not optional:
        raise UsageError("there is no dataset", hint="Name a folder with --dataset.")
    measured = load_datasets(dataset or [], optional or [])
    for skipped in measured.info.skipped:
        sys.stderr.write(f"skipped: {skipped.what}: {skipped.why}\n")
    header = header_of(measured, readers, policy, settings)
    path = output or _default_log(header)
    with bar("Measuring", len(measured.documents) + len(measured.deals)) as tell:
        log = run_dataset(
            measured,
            header,
            path,
            workers=workers or os.cpu_count() or 1,
            policy=policy,
            model=settings,
            progress=tell,
        )
    sys.stderr.write(f"log: {path}\n")
    _tell_failures(log)
    _print_scores(log, TableFormat.TEXT, None, gate)


@app.command("score")
def score(
    log: LogArgument,
    form: FormatOption = TableFormat.TEXT,
    output: OutputOption = None,
    gate: GateOption = None,
) -> None:
    """Score a log again, without a run: the log holds every prediction and the gold.

    Example: sowcheck eval score out/fixtures.jsonl --format json -o out/scores.json
    """
    from sowcheck.evals.log import read_log

    need_extra()
    check_target(output)
    _print_scores(read_log(log), form, output, gate)


@app.command("compare")
def compare(
    first: Annotated[Path, typer.Argument(metavar="A", help="Log or baseline to compare with")],
    second: Annotated[Path, typer.Argument(metavar="B", help="Log or baseline whose gain is asked for")],
    common: Annotated[
        bool, typer.Option("--common", help="Compare what both have, though the datasets differ")
    ] = False,
    all_fields: Annotated[bool, typer.Option("--all-fields", help="Show fields without a change as well")] = False,
    form: FormatOption = TableFormat.TEXT,
    output: OutputOption = None,
) -> None:
    """Compare two runs fact by fact: differences with intervals, and every fact that was won or lost.

    Example: sowcheck eval compare eval/baselines/fixtures.json out/fixtures.jsonl
    """
    from sowcheck.evals.comparison import compare as compare_cards
    from sowcheck.evals.text import comparison_text

    need_extra()
    check_target(output)
    comparison = compare_cards(_card(first), _card(second), common=common)
    if form is TableFormat.JSON:
        write(comparison.model_dump_json(indent=2) + "\n", output)
    else:
        write(comparison_text(comparison, everything=all_fields), output)


app.command("report")(eval_report.report)
app.command("mutate")(eval_mutate.mutate)
app.command("skills")(eval_skills.skills)


@app.command("baseline")
def baseline(
    log: LogArgument,
    output: Annotated[Path, typer.Option("-o", "--output", metavar="OUT.json", help="The baseline to write")],
) -> None:
    """Write a log's verdicts, fact by fact and without words of the documents, as the baseline to commit.

    Example: sowcheck eval baseline out/fixtures.jsonl -o out/baseline.json
    """
    from sowcheck.evals.baseline import baseline_text
    from sowcheck.evals.card import card_of
    from sowcheck.evals.log import read_log

    need_extra()
    check_target(output)
    write_file(baseline_text(card_of(read_log(log))), output)


def need_extra() -> None:
    """Refuses to begin without the libraries of the extra `eval`.

    Raises:
        UsageError: they are not installed.
    """
    from importlib.util import find_spec

    if find_spec("scipy") is None:
        raise UsageError("`sowcheck eval` needs scipy", hint="Install the extra: pip install 'sowcheck[eval]'")


def _card(path: Path) -> "Card":
    """The scorecard of a log, or of a baseline (told by the suffix)."""
    from sowcheck.evals.baseline import read_baseline
    from sowcheck.evals.card import card_of
    from sowcheck.evals.log import read_log

    return read_baseline(path) if path.suffix == ".json" else card_of(read_log(path))


def _print_scores(log: "Log", form: TableFormat, output: Path | None, gate: Path | None) -> None:
    from sowcheck.evals.scores import score as score_log
    from sowcheck.evals.text import scores_text

    scores = score_log(log)
    write(scores.model_dump_json(indent=2) + "\n" if form is TableFormat.JSON else scores_text(scores), output)
    if gate is not None:
        _apply_gate(gate, log, scores, to_stderr=form is TableFormat.JSON and output is None)


def _apply_gate(path: Path, log: "Log", scores: "Scores", *, to_stderr: bool) -> None:
    """Prints what the gate says; leaves with 1 if it stays shut."""
    from sowcheck.evals.card import card_of
    from sowcheck.evals.gate import judge_change, load_thresholds
    from sowcheck.evals.text import gate_text

    result = judge_change(load_thresholds(path), card_of(log), scores)
    if to_stderr:
        sys.stderr.write(gate_text(result))
    else:
        to_stdout(gate_text(result))
    if not result.passed:
        raise typer.Exit(ExitCode.BLOCKED)


def _default_log(header: "Header") -> Path:
    """One name for one run, so that the same command goes on where it was stopped."""
    from hashlib import sha256

    mark = sha256(
        f"{header.code.model_dump_json()}{header.configuration.model_dump_json()}{header.dataset.sha256}".encode()
    ).hexdigest()
    extractors = "-".join(header.configuration.extractors)
    return Path("eval-logs") / f"{header.dataset.name}-{extractors}-{mark[:8]}.jsonl"


def _tell_failures(log: "Log") -> None:
    """Failures are results, but nobody should have to look for them."""
    failed = [(entry.id, entry.error) for entry in log.documents] + [(entry.id, entry.error) for entry in log.deals]
    for name, error in failed:
        if error is not None:
            sys.stderr.write(f"failed: {name}: {error.type}: {error.message}\n")
