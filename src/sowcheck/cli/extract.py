"""`sowcheck extract`: what one document states, with the words that state it."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sowcheck.cli.arguments import (
    DEFAULT_EXTRACTORS,
    ExtractorsOption,
    NoOcrOption,
    OcrLanguageOption,
    PolicyOption,
    TrustOption,
    authorities_of,
    chosen_extractors,
    with_ocr_choice,
)
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

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sowcheck.core.assumptions import Assumption
    from sowcheck.core.cases import CaseDocument


class ExtractionFormat(StrEnum):
    """How the assumptions are written."""

    JSON = "json"
    TABLE = "table"
    HTML = "html"


_BY_SUFFIX = {".json": ExtractionFormat.JSON, ".html": ExtractionFormat.HTML, ".htm": ExtractionFormat.HTML}


def extract(
    document: Annotated[
        Path, typer.Argument(metavar="DOCUMENT", help="PDF, DOCX, XLSX, TXT or MD; of a ZIP: package.zip/sow.pdf")
    ],
    extractors: ExtractorsOption = DEFAULT_EXTRACTORS,
    format_: Annotated[
        ExtractionFormat | None,
        typer.Option("--format", help="Form of the result (default: by the suffix of OUT, else table)"),
    ] = None,
    output: Annotated[Path | None, typer.Option("-o", "--output", metavar="OUT", help="File to write")] = None,
    policy: PolicyOption = None,
    trust_roots: TrustOption = None,
    no_ocr: NoOcrOption = False,
    ocr_language: OcrLanguageOption = None,
    model: ModelOption = None,
    model_url: ModelUrlOption = None,
    max_cost: MaxCostOption = None,
    replay: ReplayOption = None,
    second_read: SecondReadOption = False,
) -> None:
    """List a document's assumptions with the words that state them.

    Example: sowcheck extract sow.pdf --format json

    Example: sowcheck extract sow.docx -o sow.html
    """
    names = chosen_extractors(extractors)
    settings = model_settings(names, model, model_url, max_cost, replay)
    check_target(output)
    with spinner() as tell:
        tell(f"Reading {document.name}")
        from sowcheck.ingest.apart.server import start_early

        start_early()
        from sowcheck.extract.readers import connected
        from sowcheck.pipeline import read_and_extract
        from sowcheck.settings import load_policy

        trusted = authorities_of(trust_roots)
        case_document, _, assumptions = read_and_extract(
            document,
            "doc-1",
            with_ocr_choice(load_policy(policy), no_ocr, ocr_language),
            readers=connected(names, settings, second_read=second_read),
            trusted=trusted,
            progress=tell,
        )
        form = chosen_format(format_, output, _BY_SUFFIX, ExtractionFormat.TABLE)
        text = rendered(case_document, assumptions, form, terminal=output is None and sys.stdout.isatty())
    write(text, output)


def rendered(
    document: "CaseDocument", assumptions: "Sequence[Assumption]", form: ExtractionFormat, *, terminal: bool
) -> str:
    """The assumptions in one of their forms."""
    from sowcheck.report.build import build_extraction

    extraction = build_extraction(document, assumptions)
    match form:
        case ExtractionFormat.JSON:
            return extraction.model_dump_json(indent=2)
        case ExtractionFormat.HTML:
            from sowcheck.report.html import extraction_page

            return extraction_page(extraction, document, assumptions)
        case ExtractionFormat.TABLE:
            from sowcheck.report.text_extraction import text_extraction

            return text_extraction(extraction, terminal=terminal)
