"""The measure of scans tells right, flagged and silently wrong amounts apart; at 200 dpi none is silently wrong."""

from pathlib import Path

import pytest
from benchmarks.ocr import CONDITIONS, FIXTURES, measured, scored

from case_builders import text_document
from sowcheck.core.documents import Coverage, Document, Unread
from sowcheck.core.ocr import OcrWord
from sowcheck.ingest.ocr.presence import presence

needs_ocr = pytest.mark.skipif(presence().program is None, reason=presence().advice or "-")

PAPER = "The fee is EUR 184,000.00 and the cap is EUR 4,750.00."


def scan(text: str, doubted: str = "", *, legible: bool = True) -> Document:
    words, start = [], 0
    for word in text.split(" "):
        words.append(OcrWord(start, start + len(word), 0.95, "?" if doubted and doubted in word else ""))
        start += len(word) + 1
    unread = () if legible else (Unread(where="page 1", reason="illegible"),)
    update = {"ocr_words": tuple(words), "coverage": Coverage(units=1, unread=unread)}
    return text_document(text).document.model_copy(update=update)


@pytest.mark.parametrize(
    ("made_out", "right", "flagged", "silent"),
    [
        (scan(PAPER), 2, 0, 0),
        (scan(PAPER, "184,000"), 2, 0, 0),
        (scan(PAPER.replace("184", "164"), "164,000"), 1, 1, 0),
        (scan(PAPER.replace("184", "164")), 1, 0, 1),
        (scan(PAPER.replace("184", "164"), legible=False), 1, 0, 1),
        (scan("The fee is EUR 184,000.00 and the cap is."), 1, 0, 1),
        (scan("The fee is EUR 184,000.00 and the cap is EU8 4.T50", "4.T50"), 1, 1, 0),
        (scan("The fee is EUR 184,000.00 and", legible=False), 1, 1, 0),
    ],
)
def test_an_amount_is_right_or_flagged_or_silently_wrong(
    made_out: Document, right: int, flagged: int, silent: int
) -> None:
    score = scored(text_document(PAPER).document, made_out)
    assert (score.amounts, score.right, score.flagged, score.silent) == (2, right, flagged, silent)


@needs_ocr
def test_at_200_dpi_98_of_100_words_are_right_and_no_amount_is_silently_wrong(tmp_path: Path) -> None:
    papers = sorted(FIXTURES.glob("F3*/*.pdf"))
    clean = next(each for each in CONDITIONS if (each.dpi, each.name) == (200, "clean"))
    score = measured(papers, clean, tmp_path)
    assert score.words_right / score.words >= 0.98
    assert score.amounts > 5
    assert (score.silent, score.unread) == (0, 0)
