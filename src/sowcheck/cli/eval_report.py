"""`sowcheck eval report`: a log as a page to look at, or as a summary for a pull request."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sowcheck.cli.output import check_target, chosen_format, write
from sowcheck.cli.progress import spinner
from sowcheck.errors import UsageError

if TYPE_CHECKING:
    from sowcheck.evals.report.model import ReportView


class EvalReportFormat(StrEnum):
    """How the report is written."""

    HTML = "html"
    MARKDOWN = "md"


_BY_SUFFIX = {".html": EvalReportFormat.HTML, ".htm": EvalReportFormat.HTML, ".md": EvalReportFormat.MARKDOWN}


def report(
    logs: Annotated[
        list[Path], typer.Argument(metavar="LOG...", help="Logs of runs; those on one dataset are compared")
    ],
    dataset: Annotated[
        list[Path] | None,
        typer.Option(
            "--dataset", metavar="DIR", help="Where the documents are, to show errors in their context; may be repeated"
        ),
    ] = None,
    baseline: Annotated[
        Path | None, typer.Option("--baseline", metavar="B.json", help="Compare with this baseline")
    ] = None,
    format_: Annotated[
        EvalReportFormat | None,
        typer.Option("--format", help="Form of the report (default: by the suffix of OUT, else md)"),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="OUT", help="File to write: a page (.html) or a summary (.md)"),
    ] = None,
) -> None:
    """Show what a run is worth: figures with intervals, plots, and every error with its words.

    Example: sowcheck eval report out/fixtures.jsonl --dataset fixtures -o out/fixtures.html
    """
    check_target(output)
    missing = next((folder for folder in dataset or () if not folder.is_dir()), None)
    if missing:
        raise UsageError(f"{missing} is no folder", hint="Name the folder of a dataset with --dataset.")
    with spinner() as tell:
        tell("Reading the log")
        from sowcheck.evals.baseline import read_baseline
        from sowcheck.evals.log import read_log
        from sowcheck.evals.report.build import build
        from sowcheck.evals.report.context import files_by_content

        read = [read_log(path) for path in logs]
        compared = read_baseline(baseline) if baseline else None
        tell("Scoring")
        view = build(read, files_by_content(dataset or ()), compared)
        tell("Drawing")
        text = rendered(view, chosen_format(format_, output, _BY_SUFFIX, EvalReportFormat.MARKDOWN))
    write(text, output)


def rendered(view: "ReportView", form: EvalReportFormat) -> str:
    """The report in one of its forms."""
    match form:
        case EvalReportFormat.HTML:
            from sowcheck.evals.report.render import page

            return page(view)
        case EvalReportFormat.MARKDOWN:
            from sowcheck.evals.report.markdown import markdown

            return markdown(view)
