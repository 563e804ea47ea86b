"""`sowcheck check`: signed documents and records in, flagged discrepancies out."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sowcheck.cli.arguments import (
    DEFAULT_EXTRACTORS,
    EncoderOption,
    ExtractorsOption,
    MappingOption,
    NoOcrOption,
    OcrLanguageOption,
    PolicyOption,
    TrustOption,
    authorities_of,
    chosen_extractors,
    rules_of,
    with_ocr_choice,
)
from sowcheck.cli.exits import ExitCode
from sowcheck.cli.language_model import (
    MaxCostOption,
    ModelOption,
    ModelUrlOption,
    ReplayOption,
    SecondReadOption,
    model_settings,
)
from sowcheck.cli.output import check_target, chosen_format, write
from sowcheck.cli.progress import spinner
from sowcheck.errors import UsageError
from sowcheck.records.suffixes import RECORD_SUFFIXES

if TYPE_CHECKING:
    from sowcheck.core.cases import Case


class ReportFormat(StrEnum):
    """How the report is written."""

    TEXT = "text"
    JSON = "json"
    MD = "md"
    HTML = "html"


_BY_SUFFIX = {
    ".json": ReportFormat.JSON,
    ".md": ReportFormat.MD,
    ".markdown": ReportFormat.MD,
    ".html": ReportFormat.HTML,
    ".htm": ReportFormat.HTML,
}


def check(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="DOCUMENT", help="The deal's signed documents: PDF, DOCX, XLSX, TXT, MD, or a ZIP of them"
        ),
    ],
    record: Annotated[list[Path], typer.Option("--record", metavar="FILE...", help="CRM or CPQ exports: JSON, CSV")],
    policy: PolicyOption = None,
    mapping: MappingOption = None,
    extractors: ExtractorsOption = DEFAULT_EXTRACTORS,
    encoder: EncoderOption = "hashed",
    trust_roots: TrustOption = None,
    no_ocr: NoOcrOption = False,
    ocr_language: OcrLanguageOption = None,
    model: ModelOption = None,
    model_url: ModelUrlOption = None,
    max_cost: MaxCostOption = None,
    replay: ReplayOption = None,
    second_read: SecondReadOption = False,
    reference: Annotated[
        str | None, typer.Option(metavar="TEXT", help="What the deal is called, such as its number: heads the report")
    ] = None,
    format_: Annotated[
        ReportFormat | None,
        typer.Option("--format", help="Form of the report (default: by the suffix of OUT, else text)"),
    ] = None,
    output: Annotated[Path | None, typer.Option("-o", "--output", metavar="OUT", help="File to write")] = None,
) -> None:
    """Check a deal's signed documents against its CRM and CPQ records.

    Example: sowcheck check sow.pdf order_form.docx --record opportunity.json --record quote.json -o report.html

    Example: sowcheck check sow.pdf --record quote.json --extractors rules,ner,llm --model gpt-5.1 --max-cost 0.50

    Exit code 0: nothing blocks the gate. 1: blocked. 2: wrong call. 3: a file cannot be read. 4: internal error.
    """
    names = chosen_extractors(extractors)
    settings = model_settings(names, model, model_url, max_cost, replay)
    check_target(output)
    documents, records = told_apart(files, record)
    rules, fields = rules_of(policy, mapping)
    rules = with_ocr_choice(rules, no_ocr, ocr_language)
    trusted = authorities_of(trust_roots)
    with spinner() as tell:
        tell("Starting")
        from sowcheck.ingest.apart.server import start_early

        start_early()
        from sowcheck.extract.readers import connected
        from sowcheck.pipeline import check as check_deal

        case = check_deal(
            documents,
            records,
            policy=rules,
            mapping=fields,
            readers=connected(names, settings, second_read=second_read),
            progress=tell,
            encoder=encoder,
            trusted=trusted,
        )
        tell("Writing the report")
        form = chosen_format(format_, output, _BY_SUFFIX, ReportFormat.TEXT)
        text = rendered(case, form, colours=output is None, reference=reference)
    write(text, output)
    raise typer.Exit(exit_code(case))


def told_apart(files: list[Path], records: list[Path]) -> tuple[list[Path], list[Path]]:
    """Documents and records, so that `--record a.json b.json` means two records: no document is JSON or CSV.

    Raises:
        UsageError: there is no document.
    """
    documents = [path for path in files if path.suffix.lower() not in RECORD_SUFFIXES]
    if not documents:
        raise UsageError(
            "there is no document to check",
            hint=f"Name the signed SOW or order form before --record; files named {' or '.join(sorted(RECORD_SUFFIXES))} are records.",
        )
    return documents, records + [path for path in files if path not in documents]


def exit_code(case: "Case") -> ExitCode:
    """What the state of the gate means for the shell."""
    return ExitCode.READY if case.gate.state == "ready" else ExitCode.BLOCKED


def rendered(case: "Case", form: ReportFormat, *, colours: bool = False, reference: str | None = None) -> str:
    """The report in one of its forms."""
    from sowcheck.report.arrange import arrange
    from sowcheck.report.build import build_report

    report = build_report(case, reference)
    match form:
        case ReportFormat.JSON:
            return report.model_dump_json(indent=2)
        case ReportFormat.MD:
            from sowcheck.report.markdown import markdown

            return markdown(arrange(report))
        case ReportFormat.HTML:
            from sowcheck.report.html import report_page

            paths = {document.id: Path(document.path) for document in case.documents if document.path}
            return report_page(arrange(report), case, paths)
        case ReportFormat.TEXT:
            from sowcheck.report.text import text_report

            return text_report(arrange(report), terminal=colours and sys.stdout.isatty())
