"""Papers with places to sign, signed in every way that people sign."""

import io
import math
from pathlib import Path

import docx
from docx.shared import Cm
from PIL import Image, ImageDraw
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from pdf_builders import HEIGHT, LEFT, Draw, paragraph, put
from pdf_builders import document as pdf_document
from sowcheck.core.documents import Document
from sowcheck.core.executions import Execution
from sowcheck.extract.execution import execution_of
from sowcheck.extract.reading import read_closely
from sowcheck.ingest.docx.reader import read_docx
from sowcheck.segment.outline import segment

TOP = 300.0
"""Points from the top of the page to the first signature block."""
RIGHT_COLUMN = 320.0


def execution(document: Document) -> Execution:
    """What a document shows of its signing."""
    return execution_of(read_closely(document, segment(document)))


def ways(document: Document) -> dict[str | None, str]:
    """How each party has signed."""
    return {each.party: each.way for each in execution(document).signatures}


def handwriting(canvas: Canvas, x: float, top: float, *, width: float = 90.0, height: float = 24.0) -> None:
    """A name in ink: curves that run from left to right."""
    path = canvas.beginPath()
    y = HEIGHT - top
    path.moveTo(x, y)
    steps = 12
    for number in range(1, steps + 1):
        reach = x + width * number / steps
        ups = [y + height * abs(math.sin(3 * number + place)) for place in range(3)]
        path.curveTo(reach - 6, ups[0], reach - 3, ups[1], reach, ups[2])
    canvas.drawPath(path, stroke=1, fill=0)


def scrawl(width: int = 240, height: int = 60) -> bytes:
    """A picture of a name in ink, as PNG."""
    image = Image.new("RGB", (width, height), "white")
    points = [(x, height // 2 + int(18 * math.sin(x))) for x in range(10, width - 10, 12)]
    ImageDraw.Draw(image).line(points, fill="navy", width=3)
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def pasted(canvas: Canvas, x: float, top: float, *, width: float = 100.0, height: float = 28.0) -> None:
    """A picture of a signature; `top` is that of its lower edge."""
    canvas.drawImage(ImageReader(io.BytesIO(scrawl())), x, HEIGHT - top, width, height)


def opening(canvas: Canvas) -> None:
    """The beginning of a statement of work between two parties."""
    put(canvas, LEFT, 60, "Statement of Work", bold=True, size=16)
    top = paragraph(
        canvas,
        100,
        'This Statement of Work is made between Fjellheim Logistikk AS (the "Customer") and Larkspur Systems Ltd '
        '(the "Supplier").',
    )
    top = paragraph(canvas, top + 8, "The fixed fee for the services is EUR 184,000.")
    paragraph(canvas, top + 8, "The parties have signed this Statement of Work by their authorised representatives.")


def blocks(canvas: Canvas, *, customer: str = "", supplier: str = "", top: float = TOP) -> None:
    """Two signature blocks beside each other, with words on their lines to sign."""
    for x, party, signed, name, title in (
        (LEFT, "Fjellheim Logistikk AS", customer, "Ingrid Vestergaard", "Managing Director"),
        (RIGHT_COLUMN, "Larkspur Systems Ltd", supplier, "Owen Tarrant", "Director"),
    ):
        put(canvas, x, top, party, bold=True)
        put(canvas, x, top + 50, f"By: {signed}" if signed else "By: ______________________")
        put(canvas, x, top + 68, f"Name: {name}")
        put(canvas, x, top + 84, f"Title: {title}")
        put(canvas, x, top + 100, "Date: 4 May 2026")


def paper(*more: Draw, customer: str = "", supplier: str = "") -> Document:
    """A statement of work as PDF, with what `more` draws on its page."""

    def draw(canvas: Canvas) -> None:
        opening(canvas)
        blocks(canvas, customer=customer, supplier=supplier)
        for each in more:
            each(canvas)

    return pdf_document(draw)


def word_paper(*, customer: bool = False, supplier: bool = False, logo: bool = False) -> Document:
    """A statement of work as DOCX whose blocks stand in a table, with pictures where parties have signed."""
    file = docx.Document()
    if logo:
        file.add_picture(io.BytesIO(scrawl()), width=Cm(4))
    file.add_paragraph("Statement of Work")
    file.add_paragraph(
        'This Statement of Work is made between Fjellheim Logistikk AS (the "Customer") and Larkspur Systems Ltd '
        '(the "Supplier").'
    )
    table = file.add_table(rows=4, cols=2)
    sides = (
        ("Fjellheim Logistikk AS", "Ingrid Vestergaard", customer),
        ("Larkspur Systems Ltd", "Owen Tarrant", supplier),
    )
    for column, (party, name, signed) in enumerate(sides):
        cells = table.columns[column].cells
        cells[0].text, cells[1].text, cells[2].text, cells[3].text = party, "By:", f"Name: {name}", "Date: 4 May 2026"
        if signed:
            cells[1].paragraphs[0].add_run().add_picture(io.BytesIO(scrawl()), width=Cm(4))
    out = io.BytesIO()
    file.save(out)
    return read_docx(Path("sow.docx"), out.getvalue())
