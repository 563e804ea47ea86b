"""What was made out in pictures (OCR): figures that may be misread, and what a person has to hold against the page."""

from collections.abc import Iterable, Sequence

from sowcheck.compare.papers.paper import Paper
from sowcheck.compare.sides.facts import Facts
from sowcheck.compare.sides.findings import Findings
from sowcheck.compare.values.wording import first_few, say
from sowcheck.core.assumptions import Assumption
from sowcheck.core.fields import FIELDS, Kind
from sowcheck.core.ocr import OcrDoubt

_WORDS = frozenset({Kind.TEXT, Kind.NAME, Kind.STATEMENT, Kind.CHOICE})
"""Kinds of fields whose values hold no figure of weight."""
_SHOWN = 3


def check_made_out(facts: Facts, findings: Findings) -> None:
    """Note the figures of each paper that were made out in pictures, those that are in doubt apart."""
    for paper in facts.papers:
        figures = [
            each
            for field in sorted(paper.fields)
            for each in paper.of(field)
            if each.is_figure_by_ocr and FIELDS[field].kind not in _WORDS
        ]
        doubted = [each for each in figures if _figures_in_doubt(each)]
        for field in dict.fromkeys(each.field for each in doubted):
            _flag_doubts(paper, [each for each in doubted if each.field == field], findings)
        if figures:
            _flag_all(paper, figures, findings)


def _figures_in_doubt(found: Assumption) -> list[OcrDoubt]:
    assert found.ocr is not None
    return [each for each in found.ocr.doubts if _has_digit(each.word) or _has_digit(each.other)]


def _flag_doubts(paper: Paper, own: Sequence[Assumption], findings: Findings) -> None:
    field = own[0].field
    doubts = [doubt for each in own for doubt in _figures_in_doubt(each)]
    findings.flag(
        "SC128",
        field,
        f"{FIELDS[field].title}: OCR reads {first_few(_values(own), _SHOWN)} on page {own[0].page} of {paper.name}; in doubt "
        f"{'is' if len(doubts) == 1 else 'are'} {first_few([_say(doubt) for doubt in doubts], _SHOWN)}.",
        document_value=[{"read": doubt.word, "or": doubt.other or None} for doubt in doubts],
        assumptions=own,
    )


def _flag_all(paper: Paper, figures: Sequence[Assumption], findings: Findings) -> None:
    """One note for each paper, however many figures it has."""
    fields = list(dict.fromkeys(FIELDS[each.field].title for each in figures))
    pages = sorted({page.page for page in paper.document.ocr_pages})
    findings.flag(
        "SC127",
        "doc.coverage",
        f"{paper.name}: {len(figures)} {'value was' if len(figures) == 1 else 'values were'} read by OCR from pictures of "
        f"{'page' if len(pages) == 1 else 'pages'} {first_few([str(page) for page in pages], 2 * _SHOWN)}: "
        f"{first_few(fields, _SHOWN)}.",
        severity="medium",
        at_most="medium",
        document_value=[page.where for page in paper.document.ocr_pages],
        assumptions=figures,
    )


def _values(own: Iterable[Assumption]) -> list[str]:
    return list(dict.fromkeys(say(each.value, each.field) for each in own))


def _say(doubt: OcrDoubt) -> str:
    if not doubt.other:
        return f"“{doubt.word}” ({doubt.confidence:.0%} sure)"
    return f"“{doubt.word}”, which a second look {'does not find' if doubt.other == '?' else f'reads “{doubt.other}”'}"


def _has_digit(text: str) -> bool:
    return any(map(str.isdigit, text))
