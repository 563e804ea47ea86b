"""Everything a PDF shows is read, or named with the reason why not."""

import io
from pathlib import Path
from typing import cast

import pytest
from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject, StreamObject
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from pdf_builders import HEIGHT, LEFT, RIGHT, WIDTH, document, paragraph, pdf, put
from sowcheck.core.documents import Document
from sowcheck.ingest.pdf.reader import read_pdf

TEXT = "The Supplier performs the services with due skill and care, and the Client pays for them within thirty days. "


def picture(canvas: Canvas, x: float, top: float, width: float, height: float) -> None:
    """Draws a grey picture."""
    canvas.drawImage(ImageReader(Image.new("L", (20, 20), 200)), x, HEIGHT - top - height, width, height)


def unread(found: Document) -> list[tuple[str, str]]:
    return [(entry.where, entry.reason) for entry in found.coverage.unread]


def test_a_page_of_words_is_read_whole() -> None:
    found = document(lambda canvas: put(canvas, LEFT, 100, "Fee: EUR 100"))
    assert unread(found) == []
    assert found.coverage.read == found.coverage.units == 2


def test_a_scanned_page_without_a_text_layer_is_named() -> None:
    found = document(
        lambda canvas: put(canvas, LEFT, 100, "Fee: EUR 100"), lambda canvas: picture(canvas, 0, 0, WIDTH, HEIGHT)
    )
    assert unread(found) == [("page 2", "no_text_layer")]
    assert found.pages[1].span is None


def test_the_stamp_of_a_signing_service_is_no_text_layer() -> None:
    def page(canvas: Canvas) -> None:
        picture(canvas, 0, 0, WIDTH, HEIGHT)
        put(canvas, LEFT, 20, "Docusign Envelope ID: 7C2E91B4-5D0A-4F63-9B1E-2A8D6C44E0F7", size=7)

    assert unread(document(page)) == [("page 1 image 1", "no_text_layer")]


def test_a_scan_with_its_text_layer_is_read() -> None:
    def page(canvas: Canvas) -> None:
        picture(canvas, 0, 0, WIDTH, HEIGHT)
        paragraph(canvas, 100, TEXT * 4)

    assert unread(document(page)) == []


def test_a_large_picture_beside_text_is_named_and_a_logo_is_not() -> None:
    def page(canvas: Canvas) -> None:
        picture(canvas, LEFT, 30, 90, 40)
        paragraph(canvas, 120, TEXT * 3)
        picture(canvas, LEFT, 300, RIGHT - LEFT, 260)

    found = document(page)
    assert unread(found) == [("page 1 image 2", "unsupported_content")]
    assert found.coverage.read == found.coverage.units - 1


def test_a_blank_page_holds_nothing_to_read() -> None:
    assert unread(document(lambda canvas: put(canvas, LEFT, 100, "Fee"), lambda _: None)) == []


def test_letters_drawn_as_shapes_are_not_text() -> None:
    def page(canvas: Canvas) -> None:
        for index in range(40):
            path = canvas.beginPath()
            path.moveTo(LEFT + index * 8, 700)
            path.curveTo(LEFT + index * 8, 710, LEFT + index * 8 + 6, 710, LEFT + index * 8 + 6, 700)
            canvas.drawPath(path)

    assert unread(document(page)) == [("page 1", "no_text_layer")]


def test_characters_without_a_meaning_are_named() -> None:
    data = pdf(lambda canvas: put(canvas, LEFT, 100, "Fee: EUR 100"))
    # The font says of itself that its "E" is a private character.
    writer = PdfWriter(clone_from=io.BytesIO(data))
    table = StreamObject()
    table.set_data(
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def\n"
        b"1 begincodespacerange <00> <ff> endcodespacerange\n"
        b"1 beginbfchar <45> <e123> endbfchar\n"
        b"endcmap end end"
    )
    reference = writer._add_object(table)
    resources = cast(DictionaryObject, writer.pages[0]["/Resources"])
    for font in cast(DictionaryObject, resources["/Font"]).values():
        cast(DictionaryObject, font.get_object())[NameObject("/ToUnicode")] = reference
    out = io.BytesIO()
    writer.write(out)
    assert unread(read_pdf(Path("odd.pdf"), out.getvalue())) == [("page 1 text", "unmapped_characters")]


@pytest.mark.parametrize("number", [1, 3])
def test_each_picture_counts_as_a_unit(number: int) -> None:
    def page(canvas: Canvas) -> None:
        put(canvas, LEFT, 400, "Fee: EUR 100")
        for index in range(number):
            picture(canvas, LEFT + index * 100, 30, 60, 30)

    assert document(page).coverage.units == 2 + number
