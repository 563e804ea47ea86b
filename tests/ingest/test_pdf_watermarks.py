"""Words over the page: a watermark parts no sentence, and stands in the text as a box of its own on each page."""

import pytest
from reportlab.lib.colors import Color
from reportlab.pdfgen.canvas import Canvas

from pdf_builders import LEFT, blocks, document, paragraph, put
from sowcheck.core.documents import BlockKind

SENTENCES = [
    f"{number}. The Supplier restores each of the fourteen substations named in part {number} of the schedule and hands "
    "the test records to the Client within ten days."
    for number in range(1, 13)
]


def printed(canvas: Canvas) -> None:
    top = 80.0
    for sentence in SENTENCES:
        top = paragraph(canvas, top, sentence)


def marked(canvas: Canvas, words: str, angle: float, *, size: float = 90, light: bool = True) -> None:
    canvas.saveState()
    canvas.translate(300, 560)
    canvas.rotate(angle)
    canvas.setFillColor(Color(0.8, 0.8, 0.8, alpha=0.5) if light else Color(0, 0, 0))
    canvas.setFont("Helvetica-Bold", size)
    canvas.drawCentredString(0, 0, words)
    canvas.restoreState()


@pytest.mark.parametrize("angle", [45, -45, 30, 60, 0])
def test_a_watermark_parts_no_sentence(angle: float) -> None:
    def page(canvas: Canvas) -> None:
        marked(canvas, "DRAFT COPY", angle, size=60)
        printed(canvas)

    read = document(page)
    assert blocks(read, BlockKind.LIST_ITEM) == SENTENCES
    assert blocks(read, BlockKind.TEXT_BOX) == ["DRAFT COPY"]


def test_a_watermark_stands_on_each_of_its_pages() -> None:
    def page(canvas: Canvas) -> None:
        printed(canvas)
        marked(canvas, "DRAFT", 45)

    read = document(page, page, printed)
    assert [block.page for block in read.blocks if block.kind is BlockKind.TEXT_BOX] == [1, 2]
    assert [page.span is not None and "DRAFT" in page.span.of(read.text) for page in read.pages] == [False] * 3


def test_a_large_title_is_no_watermark() -> None:
    def page(canvas: Canvas) -> None:
        put(canvas, LEFT, 70, "Statement of Work", size=40)
        paragraph(canvas, 120, SENTENCES[0])

    assert blocks(document(page), BlockKind.TEXT_BOX) == []


def test_a_page_scanned_askew_is_text() -> None:
    def page(canvas: Canvas) -> None:
        canvas.rotate(14)
        for place, sentence in enumerate(SENTENCES):
            canvas.drawString(200, 500 - 20 * place, sentence[:40])

    read = document(page)
    assert len(read.text.split()) == sum(len(sentence[:40].split()) for sentence in SENTENCES)
    assert blocks(read, BlockKind.TEXT_BOX) == []


def test_letters_that_are_set_wide_one_by_one_are_one_word() -> None:
    def page(canvas: Canvas) -> None:
        printed(canvas)
        canvas.translate(150, 300)
        canvas.rotate(45)
        canvas.setFont("Helvetica-Bold", 90)
        for place, letter in enumerate("DRAFT"):
            canvas.drawString(75 * place, 0, letter)

    assert blocks(document(page), BlockKind.TEXT_BOX) == ["DRAFT"]
