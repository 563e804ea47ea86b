"""What one document states, as a table on a terminal."""

from collections.abc import Iterable

from rich import box
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from sowcheck.core.words import shortened
from sowcheck.report.citing import citations, open_points
from sowcheck.report.files_in_words import document_line
from sowcheck.report.model import Extraction
from sowcheck.report.papers import marks_in_words
from sowcheck.report.reading_in_words import disbelieved
from sowcheck.report.redlines_in_words import unsettled_terms
from sowcheck.report.text_sections import QUOTE, blanks_left, document_lines, not_believed, printed, unsettled
from sowcheck.report.view import Citation
from sowcheck.report.wording import field_title, plural

_PROOF_STYLE = {"proven": "green", "quoted": "", "unproven": "yellow"}


def text_extraction(extraction: Extraction, *, terminal: bool) -> str:
    """The assumptions of one document as a table."""
    return printed(_extraction_parts(extraction), terminal)


def _extraction_parts(extraction: Extraction) -> Iterable[RenderableType]:
    for document in extraction.documents:
        marks = [Text(f"    {mark}", style="dim") for mark in marks_in_words(document)]
        yield Padding(Group(*document_lines(document_line(document, extraction.assumptions)), *marks), (0, 0, 1, 0))
    table = Table(box=box.SIMPLE_HEAD, expand=True, padding=(0, 1), show_edge=False)
    table.add_column("Field", ratio=3, overflow="fold")
    table.add_column("Value", ratio=4, overflow="fold")
    in_cells = any(found.cells for found in extraction.assumptions)
    table.add_column(
        "Cells" if in_cells else "Page", justify="left" if in_cells else "right", no_wrap=not in_cells, overflow="fold"
    )
    table.add_column("Words", ratio=6, overflow="fold", style="dim")
    table.add_column("Proof", no_wrap=True)
    table.add_column("Sure", justify="right", no_wrap=True)
    for cited in citations(extraction.documents, extraction.assumptions):
        table.add_row(
            Text(field_title(cited.field)),
            _value(cited),
            Text(cited.cells or str(cited.page or "")),
            Text(shortened(cited.quote, QUOTE)),
            Text(cited.proof, style=_PROOF_STYLE[cited.proof]),
            Text(
                f"{cited.confidence:.0%}{' ?' if cited.needs_review else ''}",
                style="yellow" if cited.needs_review else "",
            ),
        )
    yield table
    yield from unsettled(unsettled_terms(extraction.documents, extraction.unsettled))
    yield from blanks_left(open_points(extraction.documents, extraction.blanks))
    yield from not_believed(disbelieved(extraction.documents))
    unsure = sum(found.needs_review for found in extraction.assumptions)
    if unsure:
        yield Text(
            f"? {plural(str(unsure), 'value')} to check: less sure than the policy asks for, or a figure read by OCR",
            style="yellow",
        )


def _value(cited: Citation) -> Text:
    """The value, and those that compete with it."""
    value = Text(shortened(cited.value, 200), style="bold")
    for other, _ in cited.others:
        value.append(f"\nor: {shortened(other, 80)}", style="dim not bold")
    if cited.readings is not None:
        value.append(f"\n{shortened(cited.readings.sentence, 240)}", style="yellow not bold")
    return value
