"""Every word of the text is where its box says, on straight, rotated, cropped and sideways pages."""

import io
from pathlib import Path

import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf.generic import RectangleObject
from reportlab.pdfgen.canvas import Canvas

from pdf_builders import HEIGHT, LEFT, WIDTH, blocks, document, paragraph, pdf, put, ruled_table
from sowcheck.core.documents import BlockKind, Document
from sowcheck.core.spans import Box, Span
from sowcheck.ingest.layout.content import Rectangle
from sowcheck.ingest.layout.turning import back, forth
from sowcheck.ingest.pdf.reader import read_pdf

TEXT = "The Client shall pay EUR 184,000.00 within thirty days after it has received a valid invoice from the Supplier."


def place(found: Document, words: str) -> Box:
    """The one box around some words of the text."""
    start = found.text.index(words)
    (box,) = found.boxes(Span(start=start, end=start + len(words)))
    return box


def test_a_word_stands_where_it_was_drawn() -> None:
    box = place(document(lambda canvas: put(canvas, 100, 200, "Fee: EUR 184,000.00")), "EUR 184,000.00")
    assert box.page == 1
    assert box.x0 == pytest.approx(100 + 22.8, abs=1)
    assert box.x1 == pytest.approx(100 + 22.8 + 73.4, abs=2)
    assert 188 <= box.y0 <= 193
    assert 200 <= box.y1 <= 204


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_boxes_follow_the_rotation_of_the_page(rotation: int) -> None:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf(lambda canvas: put(canvas, 100, 200, "Fee: EUR 100"))))
    writer.pages[0].rotate(rotation)
    out = io.BytesIO()
    writer.write(out)
    found = read_pdf(Path("rotated.pdf"), out.getvalue())
    assert found.text == "Fee: EUR 100"
    size = found.pages[0].width, found.pages[0].height
    assert size == ((HEIGHT, WIDTH) if rotation in (90, 270) else (WIDTH, HEIGHT))
    box = place(found, "Fee:")
    middle = (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2
    # The word's middle on the straight page is (111, 196).
    expected = {90: (HEIGHT - 196, 111), 180: (WIDTH - 111, HEIGHT - 196), 270: (196, WIDTH - 111)}[rotation]
    assert middle == pytest.approx(expected, abs=4)


def test_boxes_start_at_the_corner_of_the_cropped_page() -> None:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf(lambda canvas: put(canvas, 100, 200, "Fee: EUR 100"))))
    writer.pages[0].cropbox = RectangleObject((50, 20, WIDTH, HEIGHT - 30))
    out = io.BytesIO()
    writer.write(out)
    box = place(read_pdf(Path("cropped.pdf"), out.getvalue()), "Fee:")
    assert (box.x0, box.y1) == pytest.approx((50, 172), abs=3)


def test_a_page_printed_sideways_is_read_like_any_other() -> None:
    def page(canvas: Canvas) -> None:
        canvas.translate(WIDTH, 0)
        canvas.rotate(90)
        canvas.setFont("Helvetica", 10)
        canvas.drawString(100, 400, "Fee:")
        canvas.drawString(300, 400, "EUR 184,000.00")
        canvas.drawString(100, 380, "Net 30")

    found = document(page)
    assert found.text == "Fee:\tEUR 184,000.00\nNet 30"
    box = place(found, "Fee:")
    # Drawn upwards: what was 100 points from the left is 100 from the bottom.
    assert box.y1 == pytest.approx(HEIGHT - 100, abs=2)
    assert box.x0 < WIDTH - 400 < box.x1 + 3


def test_words_along_the_margin_follow_the_body() -> None:
    def page(canvas: Canvas) -> None:
        paragraph(canvas, 100, TEXT)
        canvas.saveState()
        canvas.translate(30, 300)
        canvas.rotate(90)
        canvas.drawString(0, 0, "Form PR-07 issue 5")
        canvas.restoreState()

    found = document(page)
    assert found.text == f"{TEXT}\nForm PR-07 issue 5"
    assert blocks(found, BlockKind.TEXT_BOX) == ["Form PR-07 issue 5"]
    assert place(found, "PR-07").x1 < 40


def busy() -> Document:
    """A document with prose, a table, a list and a header."""

    def page(canvas: Canvas) -> None:
        put(canvas, LEFT, 40, "Acme Consulting", size=8)
        below = paragraph(canvas, 100, TEXT)
        ruled_table(canvas, below + 10, [["Role", "Rate"], ["Architect", "EUR 1,150.00"]], [LEFT, 250, 400])
        put(canvas, LEFT, below + 80, "(a)")
        put(canvas, LEFT + 30, below + 80, "con\ufb01rm".replace("\ufb01", "fi") + " the plan;")

    return document(page, page)


def test_the_words_cover_the_text_and_nothing_overlaps() -> None:
    found = busy()
    assert [found.text[word.start : word.end] for word in found.words] == found.text.split()
    assert all(left.end <= right.start for left, right in zip(found.words, found.words[1:], strict=False))
    assert all(left.span.end <= right.span.start for left, right in zip(found.blocks, found.blocks[1:], strict=False))
    covered = sum(len(block.span.of(found.text).split()) for block in found.blocks)
    assert covered == len(found.text.split())


def test_the_cells_of_a_table_are_blocks() -> None:
    found = busy()
    spans = {block.span for block in found.blocks if block.kind is BlockKind.TABLE_CELL}
    assert {cell.span for table in found.tables for cell in table.cells if cell.span} == spans


SAMPLE = busy()


@settings(deadline=None)
@given(st.integers(0, len(SAMPLE.text) - 1), st.integers(1, 60))
def test_every_span_has_the_boxes_of_its_words(start: int, length: int) -> None:
    span = Span(start=start, end=min(start + length, len(SAMPLE.text)))
    touched = [word for word in SAMPLE.words if word.start < span.end and span.start < word.end]
    boxes = SAMPLE.boxes(span)
    for word in touched:
        assert any(
            box.page == word.box.page
            and box.x0 <= word.box.x0
            and word.box.x1 <= box.x1
            and box.y0 <= word.box.y0
            and word.box.y1 <= box.y1
            for box in boxes
        )
    assert bool(boxes) == bool(touched)


@given(
    st.tuples(*[st.floats(0, 500, allow_nan=False)] * 4),
    st.sampled_from([0, 90, 180, 270]),
    st.tuples(st.floats(500, 900), st.floats(500, 900)),
)
def test_turning_forth_and_back_leaves_an_area_where_it_was(
    area: tuple[float, float, float, float], angle: int, size: tuple[float, float]
) -> None:
    there = back(forth(Rectangle(*area), angle, size), angle, size)
    assert tuple(there) == pytest.approx(area)
