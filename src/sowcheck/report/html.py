"""The report as one self-contained HTML page, and a document with its assumptions highlighted in place."""

from collections.abc import Mapping, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from sowcheck.core.assumptions import Assumption
from sowcheck.core.cases import Case, CaseDocument
from sowcheck.core.words import plain, shortened
from sowcheck.report.citing import citations, open_points
from sowcheck.report.envelope_in_words import envelope_in_words
from sowcheck.report.exhibits import Exhibits, collect
from sowcheck.report.files_in_words import document_line
from sowcheck.report.model import Extraction
from sowcheck.report.papers import marks_in_words
from sowcheck.report.reading_in_words import disbelieved
from sowcheck.report.redlines_in_words import unsettled_terms
from sowcheck.report.view import View
from sowcheck.report.wording import field_title

if TYPE_CHECKING:
    from jinja2 import Environment

_EXHIBITS_A_FINDING = 4


def report_page(shown: View, case: Case, paths: Mapping[str, Path]) -> str:
    """The page of a checked case.

    Args:
        shown: What the report shows.
        case: Whose documents are quoted.
        paths: Where the file of a document's id lies; pictures of pages are drawn from it.
    """
    return _render("report.html.j2", view=shown, exhibits=_exhibits(shown, case, paths))


def _exhibits(shown: View, case: Case, paths: Mapping[str, Path]) -> Exhibits:
    """Exhibits for the findings, in their order, so that the heaviest keep theirs when there are too many."""
    by_id = {assumption.id: assumption for assumption in case.assumptions}
    wanted = dict.fromkeys(
        cited.assumption for finding in shown.findings for cited in finding.citations[:_EXHIBITS_A_FINDING]
    )
    return collect([by_id[id_] for id_ in wanted], case.documents, paths)


class Piece(NamedTuple):
    """A run of a line with the assumptions that its words state."""

    text: str
    assumptions: tuple[str, ...]
    label: str
    """Titles of the fields stated."""


def extraction_page(extraction: Extraction, document: CaseDocument, assumptions: Sequence[Assumption]) -> str:
    """The document's text with the words of each assumption highlighted in place, and the table of assumptions."""
    cited = citations(extraction.documents, extraction.assumptions)
    return _render(
        "extraction.html.j2",
        document=document_line(extraction.documents[0], extraction.assumptions),
        marks=marks_in_words(extraction.documents[0]),
        citations=cited,
        by_id={found.assumption: found for found in cited},
        lines=highlighted(document.document.text, assumptions),
        unsettled=unsettled_terms(extraction.documents, extraction.unsettled),
        blanks=open_points(extraction.documents, extraction.blanks),
        disbelieved=disbelieved(extraction.documents),
    )


def highlighted(text: str, assumptions: Sequence[Assumption]) -> list[list[Piece]]:
    """The text line by line, cut wherever an assumption's words begin or end."""
    lines = []
    waiting = sorted(assumptions, key=lambda found: found.quote.span.start)[::-1]
    inside: list[Assumption] = []
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        while waiting and waiting[-1].quote.span.start < end:
            inside.append(waiting.pop())
        inside = [found for found in inside if found.quote.span.end > start]
        if line.strip():
            lines.append(_pieces(text, start, end, inside))
        start = end + 1
    return lines


def _pieces(text: str, start: int, end: int, inside: Sequence[Assumption]) -> list[Piece]:
    edges = {start, end}
    for found in inside:
        edges |= {max(start, found.quote.span.start), min(end, found.quote.span.end)}
    pieces = []
    for left, right in pairwise(sorted(edges)):
        covering = [found for found in inside if found.quote.span.start <= left and right <= found.quote.span.end]
        fields = dict.fromkeys(field_title(found.field) for found in covering)
        pieces.append(Piece(_visible(text[left:right]), tuple(found.id for found in covering), ", ".join(fields)))
    return pieces


def _visible(text: str) -> str:
    """The text without control characters, its outer white space kept as one space."""
    words = plain(text)
    if not words:
        return " " if text else ""
    return f"{' ' if text[0].isspace() else ''}{words}{' ' if text[-1].isspace() else ''}"


@cache
def _environment() -> "Environment":
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("sowcheck.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["shortened"] = shortened
    environment.filters["field_title"] = field_title
    environment.filters["envelope_in_words"] = envelope_in_words
    return environment


def _render(template: str, **values: object) -> str:
    return _environment().get_template(template).render(**values)
